/**
 * The desk's side: the agent sees what is registered beside the person, and sends a new passcode or says why not.
 *
 * Source: DOMAIN §3.5.4–5, §1.6, BR-20; BAR case 17.
 */
import { authorizeVendor, siteScopeOf, type VendorScope } from "../access/index.ts";
import {
  addressLines,
  type Channel,
  channelsOf,
  findSiteFacts,
  type Reissued,
  readReissues,
  recordLooks,
  reissuePasscode,
  type SiteFacts,
} from "../agreements/index.ts";
import {
  type CareDecider,
  type CareDecision,
  type CareRequest,
  type CareView,
  closeCareRequest,
} from "../care/index.ts";
import { fullName, listPeople } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { parseAddress } from "../platform/mail/address.ts";
import { queueMail } from "../platform/mail/queue.ts";
import { found, Problem } from "../platform/problem.ts";
import { verdictOf } from "./rules.ts";
import { endRequest, findOpenRequest, listOvertaken } from "./store.ts";
import { type PasscodeSay, passcodeSay } from "./texts.ts";

const KIND = "passcode";

export const passcodeDecider: CareDecider = { kind: KIND, describe, decide };

interface Matter {
  readonly site: SiteFacts;
  readonly person: { readonly name: string; readonly email: string };
  readonly isContact: boolean;
}

async function matterOf(vendor: VendorScope, request: CareRequest): Promise<Matter> {
  const site = found(await findSiteFacts(siteScopeOf(vendor, request.siteId ?? "")), "site");
  const [row] = await listPeople(vendor.query, [request.personId ?? ""]);
  const email = row?.email ?? request.requesterEmail ?? "";
  const name = row === undefined ? request.requesterName : fullName(row);
  const keyOf = (text: string | null) => (text === null ? undefined : parseAddress(text)?.key);
  return { site, person: { name, email }, isContact: keyOf(email) === keyOf(site.contact.email) };
}

async function describe(context: Context, vendor: VendorScope, request: CareRequest): Promise<CareView> {
  const say = passcodeSay(context.language);
  const { site, person, isContact } = await matterOf(vendor, request);
  const contactName = fullName({ ...site.contact, language: site.language });
  const compare = (label: string, stated: string, registered: string | null) => ({
    label,
    stated,
    registered,
    verdict: verdictOf(stated, registered),
  });
  const isClaimed = site.primaryState !== "unclaimed";
  const refusal = isClaimed ? say("siteClaimed") : isContact ? undefined : say("contactChanged");
  return {
    facts: registeredFacts(site, say).slice(1), // the request itself names the number
    comparisons: [
      compare(say("contactName"), person.name, contactName),
      compare(say("contactEmail"), person.email, site.contact.email),
    ],
    outcomes: [
      {
        outcome: "re-send",
        label: say("resend"),
        tone: "primary",
        needsReason: false,
        fields: [
          {
            name: "channel",
            label: say("channel"),
            kind: "choice",
            options: channelsOf(site).map((value) => ({ value, label: channelLabel(value, site, say) })),
            isRequired: true,
          },
        ],
        ...(refusal === undefined ? {} : { refusedBecause: refusal }),
      },
      { outcome: "reject", label: say("reject"), tone: "danger", needsReason: true, fields: [] },
    ],
  };
}

/** Each with where it goes to: the agent reads it out of the registration, nobody types it. */
export function channelLabel(channel: Channel, site: SiteFacts, say: PasscodeSay): string {
  if (channel === "fax") return say("channelFax", { fax: site.fax ?? "" });
  if (channel === "e-mail") return say("channelMail", { email: site.contact.email ?? "" });
  return say("channelLetter");
}

/** What is registered, as the contact sees it before asking and the agent before sending. */
export function registeredFacts(site: SiteFacts, say: PasscodeSay): [label: string, value: string][] {
  const none = say("notRegistered");
  const rows: [string, string | null][] = [
    [say("siteNumber"), site.number],
    [say("company"), site.customer.name],
    [say("siteName"), site.name],
    [say("address"), addressLines({ ...site.address, country: site.country }).join(", ")],
    [say("department"), site.department],
    [say("contactName"), fullName({ ...site.contact, language: site.language })],
    [say("contactEmail"), site.contact.email],
    [say("phone"), site.phone],
    [say("fax"), site.fax],
  ];
  return rows.map(([label, value]) => [label, value === null || value === "" ? none : value]);
}

async function decide(
  context: Context,
  vendor: VendorScope,
  request: CareRequest,
  { outcome, reason, fields }: CareDecision,
): Promise<"closed"> {
  const matter = await matterOf(vendor, request);
  if (outcome === "reject") {
    await endBy(vendor, context, { matter, request, state: "rejected", channel: null, reason });
    return "closed";
  }
  if (!matter.isContact) throw new Problem(409, "passcode_contact_changed");
  const channel = channelsOf(matter.site).find((each) => each === fields["channel"]);
  if (channel === undefined) throw new Problem(409, "channel_unavailable");
  await reissuePasscode(vendor, context, { siteId: matter.site.siteId, channel });
  await endBy(vendor, context, { matter, request, state: "re-sent", channel, reason: null });
  return "closed";
}

interface Ended {
  readonly matter: Matter;
  readonly request: CareRequest;
  readonly state: "re-sent" | "rejected";
  readonly channel: Channel | null;
  readonly reason: string | null;
}

async function endBy(
  vendor: VendorScope,
  context: Context,
  { matter: { site, person }, request, state, channel, reason }: Ended,
): Promise<void> {
  const id = request.subjectId;
  const ending = { id, state, channel, reason, at: context.now, by: byOf(context) };
  const ended = await endRequest(siteScopeOf(vendor, site.siteId), ending);
  if (ended === undefined) throw new Problem(409, "passcode_request_ended");
  const about = { name: person.name || person.email, siteName: site.name, siteNumber: site.number };
  const isPaper = channel === "letter" || channel === "fax";
  if (isPaper || state === "rejected") {
    await queueMail(vendor.query, context, {
      to: person.email,
      language: request.language,
      template: isPaper ? "passcode-on-its-way" : "passcode-request-rejected",
      facts: { ...about, ...(isPaper ? { channel } : { reason: reason ?? "" }) },
      dedupeKey: `passcode-request ${id}`,
    });
  }
  const facts = { id, channel, reason };
  const name = state === "re-sent" ? "passcode-request.granted" : "passcode-request.rejected";
  await emit(vendor.query, context, { name, siteId: site.siteId, facts });
}

/** What was sent once more to a site, and what it could be sent to. */
export async function readResent(context: Context, siteId: string) {
  return authorizeVendor(context, "passcode.resend", async (vendor) => {
    const { site, reissues } = await readReissues(vendor, siteId);
    const isOpen = site.primaryState === "unclaimed";
    await recordLooks(vendor, context, [{ siteId, looked: ["registration"], request: null }]);
    return { site, reissues, channels: isOpen ? channelsOf(site) : [] };
  });
}

/** Without a request: the contact was spoken to. One that waits is thereby answered. */
export async function resendPasscode(
  context: Context,
  asked: { siteId: string; channel: string | undefined },
): Promise<Reissued> {
  return authorizeVendor(context, "passcode.resend", async (vendor) => {
    const { siteId } = asked;
    const scope = siteScopeOf(vendor, siteId);
    const site = found(await findSiteFacts(scope), "site");
    const channel = channelsOf(site).find((each) => each === asked.channel);
    if (channel === undefined) throw new Problem(409, "channel_unavailable");
    const reissued = await reissuePasscode(vendor, context, { siteId, channel });
    await tellContact(vendor, context, { site, reissued });
    const open = await findOpenRequest(scope);
    if (open !== undefined) {
      const ending = { id: open.id, state: "re-sent", channel, reason: null } as const;
      await endRequest(scope, { ...ending, at: context.now, by: byOf(context) });
      await closeCareRequest(vendor, context, { kind: KIND, subjectId: open.id, outcome: "re-send" });
    }
    return reissued;
  });
}

/** Nobody's passcode dies without a word to its owner. What went by e-mail says so itself. */
async function tellContact(
  vendor: VendorScope,
  context: Context,
  { site, reissued }: { site: SiteFacts; reissued: Reissued },
): Promise<void> {
  const { email } = site.contact;
  if (reissued.channel === "e-mail" || email === null) return;
  const name = fullName({ ...site.contact, language: site.language });
  await queueMail(vendor.query, context, {
    to: email,
    language: site.language,
    template: "passcode-on-its-way",
    facts: { name, siteName: site.name, siteNumber: site.number, channel: reissued.channel },
    dedupeKey: `passcode-on-its-way ${reissued.documentId}`,
  });
}

/** The contact found the old passcode after all, or somebody else came in: nothing is to be sent any more. */
export async function closeOvertaken(vendor: VendorScope, context: Context): Promise<void> {
  for (const { id, siteId } of await listOvertaken(vendor)) {
    const ending = { id, state: "withdrawn", channel: null, reason: null } as const;
    const ended = await endRequest(siteScopeOf(vendor, siteId), { ...ending, at: context.now, by: "system" });
    if (ended === undefined) continue;
    await closeCareRequest(vendor, context, { kind: KIND, subjectId: id, outcome: "site-claimed" });
    await emit(vendor.query, context, { name: "passcode-request.withdrawn", siteId, facts: { id } });
  }
}

function byOf({ actor }: Context): string {
  if (actor.kind === "person") return actor.personId;
  return actor.kind === "program" ? actor.apiKeyId : "system";
}
