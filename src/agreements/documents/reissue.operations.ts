/**
 * A passcode once more, for the registered contact who lost it: D-06, by letter, fax or e-mail.
 *
 * It goes only to what is registered of the site. Of two agents who issue at once, the one who comes later supersedes
 * the other's passcode; both issues are in the site's history. Source: DOMAIN §3.5.4, BR-20, A-05.
 */
import { authorizeVendor, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { Instant } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { found, Problem } from "../../platform/problem.ts";
import { issuePasscode } from "../first-access/passcode.authorize.ts";
import { lockUnclaimed } from "../first-access/passcode.store.ts";
import { reissueFactsOf } from "../mails.ts";
import { timeZoneOf } from "../rules.ts";
import { findSiteFacts, type SiteFacts } from "../store.ts";
import { type Channel, reasonWithoutPasscode } from "./documents.rules.ts";
import { findDocument, keepDocument, listDocuments } from "./documents.store.ts";
import { LetterFacts, letterFactsOf, noticePdf } from "./letter.documents.ts";

export type { Channel } from "./documents.rules.ts";

const KIND = "passcode-reissue";

/** The channels by which something registered can be reached. */
export function channelsOf(site: SiteFacts): Channel[] {
  return [
    "letter",
    ...(site.fax === null ? [] : ["fax" as const]),
    ...(site.contact.email === null ? [] : ["e-mail" as const]),
  ];
}

export interface Reissued {
  /** The letter or fax to print; what went by e-mail is out already. */
  readonly documentId: string;
  readonly channel: Channel;
}

/** In the caller's transaction, which the vendor's permission opened. The caller's event comes after this one. */
export async function reissuePasscode(
  vendor: VendorScope,
  context: Context,
  { siteId, channel }: { siteId: string; channel: Channel },
): Promise<Reissued> {
  const scope = siteScopeOf(vendor, siteId);
  if (!(await lockUnclaimed(scope))) throw new Problem(409, "site_claimed");
  const site = found(await findSiteFacts(scope), "site");
  const reason = reasonWithoutPasscode(site);
  if (reason !== null) throw new Problem(409, "passcode_not_issued", { reason, rule: RULES[reason] });
  if (!channelsOf(site).includes(channel)) throw new Problem(409, "channel_unavailable", { channel });
  const zone = timeZoneOf(site.country);
  const passcode = await issuePasscode(scope, context, zone);
  const documentId = newId("document", context.now);
  const made = { kind: KIND, madeOn: today(context, zone), passcode } as const;
  await keepDocument(scope, {
    id: documentId,
    kind: KIND,
    channel,
    language: site.language,
    passcodeId: passcode.id,
    sealedFacts: context.portal.secrets.seal(channel === "e-mail" ? {} : letterFactsOf(site, made)),
    madeAt: context.now,
  });
  const { email } = site.contact;
  if (channel === "e-mail" && email !== null) {
    await queueMail(scope.query, context, {
      to: email,
      language: site.language,
      template: KIND,
      facts: { ...reissueFactsOf(site, email, passcode) },
      dedupeKey: `${KIND} ${passcode.id}`,
    });
  }
  await emit(scope.query, context, {
    name: "passcode.re-issued",
    siteId,
    facts: { channel, siteNumber: site.number, documentId },
  });
  return { documentId, channel };
}

export interface Reissue {
  readonly id: string;
  readonly channel: Channel;
  readonly madeAt: Instant;
}

/** What was issued once more at a site, the newest first, beside what is registered of it. */
export async function readReissues(
  vendor: VendorScope,
  siteId: string,
): Promise<{ site: SiteFacts; reissues: Reissue[] }> {
  const scope = siteScopeOf(vendor, siteId);
  const site = found(await findSiteFacts(scope), "site");
  const reissues = (await listDocuments(scope)).filter(({ kind }) => kind === KIND);
  return { site, reissues: reissues.map(({ id, channel, madeAt }) => ({ id, channel, madeAt })) };
}

const RULES = { oem: "BR-13", fctBefore: "BR-12", legacy: "BR-10", noOrderYet: "BR-18", noEmail: "BR-10" };

/** The letter or fax with the new passcode, for the agent who sends it. The site's history tells who printed it. */
export async function printReissue(
  context: Context,
  { siteId, documentId }: { siteId: string; documentId: string },
): Promise<Uint8Array> {
  const { secrets, config } = context.portal;
  const document = await authorizeVendor(context, "passcode.resend", async (vendor) => {
    const scope = siteScopeOf(vendor, siteId);
    const row = await findDocument(scope, documentId);
    const isPaper = row?.kind === KIND && row.channel !== "e-mail";
    const paper = found(isPaper ? row : undefined, "document");
    await emit(scope.query, context, { name: "site.letter-printed", siteId, facts: { kind: KIND } });
    return paper;
  });
  return noticePdf(LetterFacts.parse(secrets.unseal(document.sealedFacts)), config);
}
