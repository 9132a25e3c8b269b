/** Who is told of what, each in their own language: those who decide, whoever asked, and a primary who is replaced. */
import {
  findGrant,
  listSiteGrants,
  type Privilege,
  type Privileges,
  type Role,
  type SiteScope,
  type VendorScope,
} from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import { findPerson, fullName, type PersonRow } from "../identity/index.ts";
import { type Context, today } from "../platform/context.ts";
import type { Query } from "../platform/database.ts";
import { dateOf, type LocalDate } from "../platform/dates.ts";
import { queueMail, queueMails } from "../platform/mail/queue.ts";
import type { DecisionFacts, ReplacedFacts, ReviewFacts } from "./mails.ts";
import type { AccessRequest } from "./store.ts";

/** The name, or the address of somebody who has not registered yet. */
export function nameOf(person: PersonRow): string {
  return fullName(person) || person.email;
}

/** The primary, and each secondary that may manage access, today. Never whoever asks. */
export async function listDeciders(scope: SiteScope, context: Context, except: string): Promise<PersonRow[]> {
  const grants = await listSiteGrants(scope, { today: today(context), roles: ["primary", "secondary"] });
  const ids = grants.filter(({ manageAccess }) => manageAccess === "update").map(({ personId }) => personId);
  const people: PersonRow[] = [];
  for (const id of ids) {
    const person = id === except ? undefined : await findPerson(scope.query, { id });
    if (person !== undefined) people.push(person);
  }
  return people;
}

/** D-08b. A second call for the same `occasion` mails nothing. */
export async function tellDeciders(
  scope: SiteScope,
  context: Context,
  request: AccessRequest,
  { occasion, waitingSince = null }: { occasion: string; waitingSince?: LocalDate | null },
): Promise<void> {
  const site = await findSiteFacts(scope);
  const asker = await findPerson(scope.query, { id: request.personId });
  if (site === undefined || asker === undefined) return;
  const { kind, company, department, phone, message, privilege, needed, id } = request;
  const facts: ReviewFacts = {
    kind,
    name: nameOf(asker),
    email: asker.email,
    company,
    department,
    phone,
    message,
    privilege,
    needed,
    siteNumber: site.number,
    siteName: site.name,
    path: `/sites/${scope.siteId}/access-requests/${id}`,
    waitingSince,
  };
  const deciders = await listDeciders(scope, context, request.personId);
  await queueMails(
    scope.query,
    context,
    deciders.map((decider) => ({
      to: decider.email,
      language: decider.language,
      template: "access-request.review",
      facts: { ...facts },
      dedupeKey: `access-request ${id} ${occasion} ${decider.id}`,
    })),
  );
}

export interface Granted {
  readonly role: Role;
  readonly privileges: Partial<Privileges>;
  readonly validThrough: LocalDate | null;
}

/** D-09. One a request, whatever became of it. */
export async function tellAsker(
  query: Query,
  context: Context,
  request: AccessRequest,
  told: { decision: DecisionFacts["decision"]; siteName?: string; granted?: Granted },
): Promise<void> {
  const asker = await findPerson(query, { id: request.personId });
  if (asker === undefined) return;
  const privileges = Object.entries(told.granted?.privileges ?? {}) as [Privilege, string][];
  const facts: DecisionFacts = {
    kind: request.kind,
    decision: told.decision,
    siteNumber: request.siteNumber,
    siteName: told.siteName ?? null,
    role: request.kind === "privilege" ? null : (told.granted?.role ?? null),
    privileges: privileges.filter(([, value]) => value !== "none"),
    validThrough: told.granted?.validThrough ?? null,
    reason: request.reason,
  };
  await queueMail(query, context, {
    to: asker.email,
    language: asker.language,
    template: "access-request.decision",
    facts: { ...facts },
    dedupeKey: `access-request ${request.id} decision`,
  });
}

/** Source: A-24. */
export async function tellReplaced(
  scope: SiteScope,
  context: Context,
  old: { personId: string; occasion: string } & ReplacedFacts,
): Promise<void> {
  const person = await findPerson(scope.query, { id: old.personId });
  if (person === undefined) return;
  const { siteNumber, siteName, name, becomes } = old;
  await queueMail(scope.query, context, {
    to: person.email,
    language: person.language,
    template: "primary.replaced",
    facts: { siteNumber, siteName, name, becomes },
    dedupeKey: `primary.replaced ${old.occasion} ${old.personId}`,
  });
}

/** Whether the person is a member of the site today. */
export async function isMember(
  { query }: VendorScope,
  context: Context,
  { personId, siteId }: { personId: string; siteId: string },
): Promise<boolean> {
  const grant = await findGrant(query, personId, siteId);
  return grant !== undefined && (grant.validThrough === null || today(context) <= grant.validThrough);
}

export function dayOf(instant: string): LocalDate {
  return dateOf(new Date(instant));
}
