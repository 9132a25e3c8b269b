/**
 * Making what a site's contact needs to come in: the passcode, the letter and the mails, once for each site that is due.
 *
 * Safe to run twice and at once: a site is locked while its documents are made, another run skips it, and afterwards it
 * is due no more.
 */
import { asPortal, type SiteScope, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { type Message, queueMails } from "../../platform/mail/queue.ts";
import { found } from "../../platform/problem.ts";
import { type IssuedPasscode, issuePasscode } from "../first-access/passcode.authorize.ts";
import { mailFactsOf } from "../mails.ts";
import { timeZoneOf } from "../rules.ts";
import { findSiteFacts, type SiteFacts } from "../store.ts";
import { decideDocuments, type PlannedDocument } from "./documents.rules.ts";
import { keepDocument, lockDueSites, updateDocumentsMade } from "./documents.store.ts";
import { letterFactsOf } from "./letter.documents.ts";

export async function makeDueDocuments(context: Context): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const from: string = after;
    after = await asPortal(context, (scope) => makeBatch(scope, context, from));
  }
}

/** Up to a hundred sites in one transaction; answers the last one's id, or undefined when there were none. */
async function makeBatch(vendor: VendorScope, context: Context, after: string): Promise<string | undefined> {
  const due = await lockDueSites(vendor, after);
  const messages: Message[] = [];
  for (const { siteId } of due) messages.push(...(await makeDocuments(siteScopeOf(vendor, siteId), context)));
  await queueMails(vendor.query, context, messages);
  return due.at(-1)?.siteId;
}

/** The mails to send; the letters lie ready to be printed. */
async function makeDocuments(scope: SiteScope, context: Context): Promise<Message[]> {
  const site = found(await findSiteFacts(scope), "site");
  const plan = decideDocuments(site);
  if (plan.kind === "wait") return [];
  await updateDocumentsMade(scope);
  if (plan.kind !== "make") return [];
  const zone = timeZoneOf(site.country);
  const passcode = plan.needsPasscode ? await issuePasscode(scope, context, zone) : null;
  for (const document of plan.documents) await keep(scope, context, { site, document, passcode });
  if (passcode !== null) await emit(scope.query, context, { name: "passcode.issued", siteId: site.siteId });
  const facts = { kinds: plan.documents.map(({ kind }) => kind) };
  await emit(scope.query, context, { name: "site.documents-made", siteId: site.siteId, facts });
  return plan.documents.flatMap((document) => messageOf(site, document, passcode));
}

interface Making {
  readonly site: SiteFacts;
  readonly document: PlannedDocument;
  readonly passcode: IssuedPasscode | null;
}

async function keep(scope: SiteScope, context: Context, { site, document, passcode }: Making): Promise<void> {
  const { kind, channel } = document;
  const madeOn = today(context, timeZoneOf(site.country));
  const facts = channel === "letter" ? letterFactsOf(site, { kind, madeOn, passcode }) : {};
  await keepDocument(scope, {
    id: newId("document", context.now),
    kind,
    channel,
    language: site.language,
    passcodeId: passcode?.id ?? null, // also of a paper that does not tell it: what was made at once stays together
    sealedFacts: context.portal.secrets.seal(facts),
    madeAt: context.now,
  });
}

function messageOf(site: SiteFacts, document: PlannedDocument, passcode: IssuedPasscode | null): Message[] {
  const { email } = site.contact;
  if (document.channel !== "e-mail" || email === null) return [];
  const facts = mailFactsOf(site, { contactEmail: email, passcode });
  const { kind } = document;
  return [
    {
      to: email,
      language: site.language,
      template: kind,
      facts: { ...facts },
      dedupeKey: `${kind} ${site.siteId} ${passcode?.id ?? email}`,
    },
  ];
}
