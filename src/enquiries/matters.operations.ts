/** What the three deciders share: the enquiry with its site, and its end. */
import { listSiteGrants, siteScopeOf, type VendorScope } from "../access/index.ts";
import { findSiteFacts, type SiteFacts } from "../agreements/index.ts";
import type { CareRequest, Comparison, Outcome } from "../care/index.ts";
import { fullName, listPeople } from "../identity/index.ts";
import { type Context, today } from "../platform/context.ts";
import type { Language } from "../platform/language.ts";
import { parseAddress } from "../platform/mail/address.ts";
import { queueMail } from "../platform/mail/queue.ts";
import { found, Problem } from "../platform/problem.ts";
import { verdictOf } from "./rules.ts";
import { type Enquiry, type EnquiryState, endEnquiry, findEnquiry } from "./store.ts";
import { enquirySay } from "./texts.ts";

export interface Matter {
  readonly enquiry: Enquiry;
  /** Null: the number is no site's. */
  readonly site: SiteFacts | null;
}

export async function matterOf(vendor: VendorScope, request: CareRequest): Promise<Matter> {
  const enquiry = found(await findEnquiry(vendor, request.subjectId), "request");
  const { siteId } = request;
  const site = siteId === null ? undefined : await findSiteFacts(siteScopeOf(vendor, siteId));
  return { enquiry, site: site ?? null };
}

export interface Known {
  readonly name: string;
  readonly email: string;
  readonly emailKey: string;
  readonly language: Language;
  readonly role: "primary" | "secondary" | "user" | "contact";
  readonly hasId: boolean;
}

/** Who is known at the site: its members, the primary first, and the registered contact. Each address once. */
export async function knownAt(vendor: VendorScope, context: Context, site: SiteFacts): Promise<Known[]> {
  const grants = await listSiteGrants(siteScopeOf(vendor, site.siteId), {
    today: today(context),
    limit: 500,
  });
  const rows = await listPeople(
    vendor.query,
    grants.map(({ personId }) => personId),
  );
  const people = new Map(rows.map((person) => [person.id, person]));
  const members = grants.flatMap(({ personId, role }): Known[] => {
    const person = people.get(personId);
    if (person === undefined) return [];
    const { email, emailKey, language } = person;
    const name = fullName(person);
    return [{ name: name || email, email, emailKey, language, role, hasId: name !== "" }];
  });
  const { email } = site.contact;
  const key = email === null ? undefined : parseAddress(email)?.key;
  if (email === null || key === undefined || members.some((member) => member.emailKey === key))
    return members;
  const { language } = site;
  const name = fullName({ ...site.contact, language });
  return [...members, { name, email, emailKey: key, language, role: "contact", hasId: false }];
}

/** What was stated beside what each request says of who asks, in the agent's language. */
export function statedFacts({ enquiry, site }: Matter, language: Language): [string, string][] {
  const say = enquirySay(language);
  const { siteNumber, facts } = enquiry;
  return [
    [say("siteName"), site === null ? say("numberUnknown", { number: siteNumber }) : site.name],
    ...(site === null ? [] : [[say("program"), site.program] as [string, string]]),
    ...(facts.company ? [[say("company"), facts.company] as [string, string]] : []),
    ...(facts.message ? [[say("message"), facts.message] as [string, string]] : []),
  ];
}

/** Beside what is registered of the contact. */
export function contactComparisons({ enquiry, site }: Matter, language: Language): Comparison[] {
  const say = enquirySay(language);
  const registered = site === null ? null : fullName({ ...site.contact, language: site.language });
  const row = (label: string, stated: string, held: string | null): Comparison => ({
    label,
    stated,
    registered: held,
    verdict: verdictOf(stated, held),
  });
  return [
    row(say("statedName"), enquiry.name, registered),
    row(say("statedEmail"), enquiry.email, site?.contact.email ?? null),
    ...(enquiry.facts.company
      ? [row(say("company"), enquiry.facts.company, site?.customer.name ?? null)]
      : []),
  ];
}

/** An outcome that needs a site cannot be chosen for a number that is nobody's. */
export function ifSite({ site }: Matter, language: Language): Pick<Outcome, "refusedBecause"> {
  return site === null ? { refusedBecause: enquirySay(language)("noSuchSite") } : {};
}

export async function end(
  vendor: VendorScope,
  context: Context,
  {
    enquiry,
    state,
    reason,
  }: { enquiry: Enquiry; state: Exclude<EnquiryState, "received">; reason: string | null },
): Promise<void> {
  const ended = await endEnquiry(vendor, { id: enquiry.id, state, reason, at: context.now });
  if (!ended) throw new Problem(409, "enquiry_ended");
}

/** Returned or rejected, with why. */
export async function mailRefusal(
  vendor: VendorScope,
  context: Context,
  { enquiry, outcome, reason }: { enquiry: Enquiry; outcome: "returned" | "rejected"; reason: string },
): Promise<void> {
  const { id, kind, name, email, language, siteNumber } = enquiry;
  await queueMail(vendor.query, context, {
    to: email,
    language,
    template: "enquiry-refused",
    facts: { name, siteNumber, kind, outcome, reason },
    dedupeKey: `enquiry ${id}`,
  });
}
