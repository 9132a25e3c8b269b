/** Looking at a site's key contacts, naming and clearing them, and saying that all are right. */
import { authorize, decideAccess, type MemberScope, personOf } from "../access/index.ts";
import { findSiteFacts, type SiteFacts, timeZoneOf } from "../agreements/index.ts";
import { listContacts } from "../identity/index.ts";
import { type Context, today } from "../platform/context.ts";
import { dateOf, type Instant } from "../platform/dates.ts";
import { emit } from "../platform/events.ts";
import { spend } from "../platform/http/limits.ts";
import { newCode } from "../platform/id.ts";
import { parseAddress } from "../platform/mail/address.ts";
import { queueMail } from "../platform/mail/queue.ts";
import { found, invalid, Problem } from "../platform/problem.ts";
import { listAddressees } from "./addressee.documents.ts";
import { technicalFactsOf } from "./mails.ts";
import {
  type Addressee,
  CONTACT_TYPES,
  type ContactBody,
  type ContactType,
  isContactType,
  isReviewDue,
  type NamedType,
  NOBODY,
} from "./rules.ts";
import {
  deleteKeyContact,
  findContactReview,
  findKeyContact,
  insertKeyContact,
  type KeyContact,
  listKeyContacts,
  type NewContact,
  updateKeyContact,
  upsertContactReview,
  upsertKeyContact,
} from "./store.ts";

export interface ShownContact {
  readonly type: ContactType;
  /** Who is named; null for the primary contact, who is not named here, and where nobody is. */
  readonly assigned: (KeyContact & { readonly savedByName: string | null }) | null;
  readonly effective: Addressee | null;
  /** What whoever changes it says was seen. */
  readonly version: string;
}

export interface ShownContacts {
  readonly site: SiteFacts;
  /** Exactly six, in the order of DOMAIN §2.4. Source: BR-48. */
  readonly items: readonly ShownContact[];
  readonly reviewedAt: Instant | null;
  readonly reviewedBy: string | null;
  readonly isReviewDue: boolean;
  readonly mayUpdate: boolean;
}

export async function readContacts(context: Context, siteId: string): Promise<ShownContacts> {
  return authorize(context, "contact.read", siteId, (scope) => shownContacts(scope, context));
}

async function shownContacts(scope: MemberScope, context: Context): Promise<ShownContacts> {
  const site = found(await findSiteFacts(scope), "site");
  const review = await findContactReview(scope);
  const named = new Map((await listKeyContacts(scope)).map((contact) => [contact.type, contact]));
  const addressees = await listAddressees(scope);
  const items: ShownContact[] = [];
  for (const type of CONTACT_TYPES) {
    const contact = type === "PRIMARY" ? undefined : named.get(type);
    items.push({ ...(await shown(scope, type, contact)), effective: addressees.get(type) ?? null });
  }
  const { grant, program } = scope;
  const day = today(context, timeZoneOf(scope.country));
  const access = decideAccess({ grant, program, permission: "contact.update", today: day });
  return {
    site,
    items,
    reviewedAt: review?.reviewedAt ?? null,
    reviewedBy: review === undefined ? null : await nameOf(scope, review.reviewedBy),
    isReviewDue: await isContactReviewDue(scope, context),
    mayUpdate: access.kind === "allowed",
  };
}

async function shown(scope: MemberScope, type: ContactType, contact: KeyContact | undefined) {
  if (contact === undefined) return { type, assigned: null, version: NOBODY };
  const assigned = { ...contact, savedByName: await nameOf(scope, contact.savedBy) };
  return { type, assigned, version: contact.version };
}

async function nameOf(scope: MemberScope, personId: string): Promise<string | null> {
  const [person] = await listContacts(scope.query, [personId]);
  return person?.name ?? null;
}

function dayOf(scope: MemberScope, at: Instant) {
  return dateOf(new Date(at), timeZoneOf(scope.country));
}

export interface ContactAsked {
  readonly siteId: string;
  readonly type: string;
}

/** One of the five that can be named, for whoever may change it. */
export async function readContact(context: Context, { siteId, type }: ContactAsked) {
  return authorize(context, "contact.update", siteId, async (scope) => {
    const { site, items } = await shownContacts(scope, context);
    const contact = items.find((item) => item.type === namedType(context, siteId, type));
    return { site, contact: found(contact, "contact_type") };
  });
}

/** The primary contact's place changes hands by an offer that its holder makes, or through customer care. */
function namedType({ portal }: Context, siteId: string, type: string): NamedType {
  if (!isContactType(type)) throw new Problem(404, "contact_type_not_found");
  if (type !== "PRIMARY") return type;
  const { careEmail } = portal.config;
  throw new Problem(409, "primary_changes_elsewhere", { handOver: `/sites/${siteId}/primary`, careEmail });
}

export interface Saving extends ContactAsked {
  readonly entered: ContactBody;
  /** The version that was seen, `NOBODY` where nobody was named; undefined: whatever is there now. */
  readonly seen: string | undefined;
}

/** Each naming of a technical contact sends a mail to an address that anybody may have. */
const SAVINGS = { most: 300, seconds: 3600 };

/** Effective at once: documents of this type go to the new addressee from now on. Source: DOMAIN §3.10.3, BR-45. */
export async function saveContact(context: Context, saving: Saving): Promise<ShownContact> {
  await spend(context.db, `save contacts ${personOf(context)}`, SAVINGS);
  return authorize(context, "contact.update", saving.siteId, async (scope) => {
    const type = namedType(context, saving.siteId, saving.type);
    const site = found(await findSiteFacts(scope), "site");
    const before = await findKeyContact(scope, type);
    const contact = newContact(context, scope, { site, type, entered: saving.entered });
    if (!(await keep(scope, contact, saving.seen))) throw await changedMeanwhile(scope, type);
    const isSomebodyElse = before === undefined || parseAddress(before.email)?.key !== contact.emailKey;
    if (type === "TECHNICAL" && isSomebodyElse) await welcomeTechnical(scope, context, { site, contact });
    const { name, email } = contact;
    const facts = { type, name, email, before: before?.email ?? null };
    await emit(scope.query, context, { name: "contact.assigned", siteId: scope.siteId, facts });
    const kept = await findKeyContact(scope, type);
    const effective = { name, email, language: contact.language, isFallback: false };
    return { ...(await shown(scope, type, kept)), effective };
  });
}

function newContact(
  context: Context,
  scope: MemberScope,
  { site, type, entered }: { site: SiteFacts; type: NamedType; entered: ContactBody },
): NewContact {
  const address = parseAddress(entered.email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  return {
    ...entered,
    type,
    email: address.email,
    emailKey: address.key,
    country: entered.country ?? site.country,
    language: entered.language ?? site.language,
    version: newCode(16),
    savedAt: context.now,
    savedBy: scope.personId,
  };
}

async function keep(scope: MemberScope, contact: NewContact, seen: string | undefined): Promise<boolean> {
  if (seen === NOBODY) return insertKeyContact(scope, contact);
  if (seen !== undefined) return updateKeyContact(scope, contact, seen);
  await upsertKeyContact(scope, contact);
  return true;
}

/** What somebody else made of it, so that whoever comes second decides with open eyes. */
async function changedMeanwhile(scope: MemberScope, type: NamedType): Promise<Problem> {
  const current = await findKeyContact(scope, type);
  if (current === undefined)
    return new Problem(409, "contact_changed", { type, version: NOBODY, current: null });
  const { version, savedAt, savedBy, type: _, ...entered } = current;
  const changedBy = await nameOf(scope, savedBy);
  return new Problem(409, "contact_changed", {
    type,
    version,
    changedBy,
    changedAt: savedAt,
    current: entered,
  });
}

/** D-28, once for whoever is named. */
async function welcomeTechnical(
  { query, siteId }: MemberScope,
  context: Context,
  { site, contact }: { site: SiteFacts; contact: NewContact },
): Promise<void> {
  await queueMail(query, context, {
    to: contact.email,
    language: contact.language,
    template: "technical-contact",
    facts: { ...technicalFactsOf(site, contact.name) },
    dedupeKey: `technical-contact ${siteId} ${contact.version}`,
  });
}

/** Nobody is named any more: it falls back to the primary contact. Clearing twice is clearing once. */
export async function clearContact(
  context: Context,
  { siteId, type: asked, seen }: ContactAsked & { readonly seen: string | undefined },
): Promise<void> {
  await authorize(context, "contact.update", siteId, async (scope) => {
    const type = namedType(context, siteId, asked);
    const before = await findKeyContact(scope, type);
    const isGone = await deleteKeyContact(scope, type, seen);
    if (!isGone && seen !== undefined && seen !== NOBODY) throw await changedMeanwhile(scope, type);
    if (!isGone) return;
    const facts = { type, name: before?.name ?? null, before: before?.email ?? null };
    await emit(scope.query, context, { name: "contact.cleared", siteId, facts });
  });
}

/** "All are right": the yearly look is done. Source: BR-49, D-27. */
export async function reviewContacts(context: Context, siteId: string): Promise<{ reviewedAt: string }> {
  return authorize(context, "contact.update", siteId, async (scope) => {
    await upsertContactReview(scope, { at: context.now, by: scope.personId });
    await emit(scope.query, context, { name: "contacts.reviewed", siteId });
    return { reviewedAt: context.now.toISOString() };
  });
}

/** Whether the site's people ought to look at the contacts: never done, or longer than a year ago. */
export async function isContactReviewDue(scope: MemberScope, context: Context): Promise<boolean> {
  const review = await findContactReview(scope);
  const day = today(context, timeZoneOf(scope.country));
  return isReviewDue(review === undefined ? null : dayOf(scope, review.reviewedAt), day);
}
