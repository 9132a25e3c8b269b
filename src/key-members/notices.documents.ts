/** Who is told of what in the Key Center: administrators of who asks (D-16) and who came (D-18), whoever asked of the answer (D-17). */
import type { SiteScope } from "../access/index.ts";
import { findSiteFacts, longSiteNumber, type SiteFacts } from "../agreements/index.ts";
import { findPerson, fullName, type PersonRow } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import { queueMail } from "../platform/mail/queue.ts";
import type { AskedFacts, CameFacts, DecidedFacts, SiteInMail } from "./mails.ts";
import { notifyKeyAdministrators } from "./notify.documents.ts";
import { keyMembersHref, type Way } from "./rules.ts";
import { readNotifyAdmins } from "./store.ts";

/** The name, or the address of somebody who has not registered yet. */
export function nameOf(person: PersonRow): string {
  return fullName(person) || person.email;
}

export function siteIn({ siteId, number, name }: SiteFacts): SiteInMail {
  return { siteId, siteNumber: longSiteNumber(number), siteName: name };
}

interface Asking {
  readonly id: string;
  readonly personId: string;
}

/** D-16. Answers how many were told; nobody yet where there is no administrator. */
export async function tellOfRequest(
  scope: SiteScope,
  context: Context,
  { id, personId }: Asking,
): Promise<number> {
  const site = await findSiteFacts(scope);
  const asker = await findPerson(scope.query, { id: personId });
  if (site === undefined || asker === undefined) return 0;
  const path = keyMembersHref(scope.siteId, `/requests/${id}`);
  const facts: AskedFacts = { ...siteIn(site), name: nameOf(asker), email: asker.email, path };
  const notice = { template: "key-member.asked", facts: { ...facts }, dedupeKey: `key-registration ${id}` };
  return notifyKeyAdministrators(scope, context, notice, personId);
}

/** D-17, one a request. */
export async function tellAsker(
  scope: SiteScope,
  context: Context,
  { id, personId, decision }: Asking & { decision: "approved" | "denied" },
): Promise<void> {
  const site = await findSiteFacts(scope);
  const asker = await findPerson(scope.query, { id: personId });
  if (site === undefined || asker === undefined) return;
  const { siteNumber, siteName } = siteIn(site);
  const facts: DecidedFacts = {
    decision,
    siteId: scope.siteId,
    siteNumber,
    siteName: decision === "approved" ? siteName : null, // whoever is not let in learns no name
  };
  await queueMail(scope.query, context, {
    to: asker.email,
    language: asker.language,
    template: "key-member.decided",
    facts: { ...facts },
    dedupeKey: `key-registration ${id} decision`,
  });
}

/** D-18, where the administrators want to be told of each new member. Source: BR-98. */
export async function tellOfNewMember(
  scope: SiteScope,
  context: Context,
  came: { personId: string | null; path: Way; email?: string },
): Promise<void> {
  if (!(await readNotifyAdmins(scope))) return;
  const site = await findSiteFacts(scope);
  const person = came.personId === null ? undefined : await findPerson(scope.query, { id: came.personId });
  if (site === undefined) return;
  const email = person?.email ?? came.email ?? "";
  const facts: CameFacts = {
    ...siteIn(site),
    name: person === undefined || came.path === "added" || came.path === "support" ? email : nameOf(person),
    email,
    at: context.now.toISOString(),
    country: site.country,
    path: came.path,
  };
  const notice = {
    template: "key-member.came",
    facts: { ...facts },
    dedupeKey: `key-member.came ${scope.siteId} ${email} ${context.requestId}`,
  };
  await notifyKeyAdministrators(scope, context, notice, came.personId);
}
