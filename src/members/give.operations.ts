/**
 * Giving, changing and taking access, within a scope that is open: for one person, and for each row of a file.
 *
 * Each answers what is to be told and to be mailed when all is done. Refusals are thrown before or after whole
 * statements, never because of a failed one, so whoever collects them may go on.
 */
import { deleteGrant, insertGrant, type MemberScope, type Role, updateGrant } from "../access/index.ts";
import type { SiteFacts } from "../agreements/index.ts";
import { invitePerson } from "../identity/index.ts";
import { type Context, today } from "../platform/context.ts";
import { emit, type Happening } from "../platform/events.ts";
import type { Language } from "../platform/language.ts";
import { type Message, queueMail } from "../platform/mail/queue.ts";
import { found, invalid, Problem } from "../platform/problem.ts";
import type { AddedFacts, RemovedFacts, SiteInMail } from "./mails.ts";
import { privilegesOf } from "./member.rules.ts";
import {
  changedFields,
  decideRights,
  type GivenRole,
  type Rights,
  type RightsAsked,
  type RightsFault,
} from "./rights/rights.rules.ts";
import { findMember, type MemberRow } from "./store.ts";

export interface Giving {
  readonly scope: MemberScope;
  readonly context: Context;
  readonly site: SiteFacts;
}

export interface Given {
  readonly personId: string;
  readonly event: Happening;
  readonly mail: Message | null;
}

export interface Asked extends Omit<RightsAsked, "role"> {
  readonly role?: Role | undefined;
}

export interface NewMember extends Asked {
  readonly email: string;
  readonly language?: Language | undefined;
}

export async function addMember(giving: Giving, asked: NewMember): Promise<Given> {
  const { scope, context, site } = giving;
  const rights = rightsFor(giving, {
    asked: { ...asked, role: givenRole(giving, asked.role) },
    member: null,
  });
  const language = asked.language ?? site.language;
  const invited = await invitePerson(scope.query, context, {
    email: asked.email,
    country: site.country,
    language,
  });
  if (invited === undefined) throw new Problem(409, "address_not_usable");
  const { personId, email, hasId } = invited;
  const { role, validThrough } = rights;
  const outcome = await insertGrant(scope, {
    personId,
    role,
    privileges: privilegesOf(rights),
    validThrough,
    grantedAt: context.now,
    grantedBy: scope.personId,
  });
  if (outcome !== "granted") throw refusalOf(outcome);
  const facts: AddedFacts = { ...siteIn(site), role, by: nameOf(context), email, hasId, validThrough };
  return {
    personId,
    event: happening(scope, "member.added", { personId, email, role, validThrough, ...privilegesOf(rights) }),
    mail: {
      to: email,
      language: invited.language,
      template: "member.added",
      ...told(giving, personId, facts),
    },
  };
}

/** Undefined when nothing is different. */
export async function changeMember(
  giving: Giving,
  { personId, ...asked }: Asked & { personId: string },
): Promise<Given | undefined> {
  const { scope } = giving;
  const member = await subordinate(giving, personId);
  const role = asked.role === undefined ? undefined : givenRole(giving, asked.role);
  const before = rightsHeld(member);
  const rights = rightsFor(giving, { asked: { ...asked, role }, member });
  const fields = changedFields(before, rights);
  if (fields.length === 0) return undefined;
  const outcome = await updateGrant(scope, {
    personId,
    role: rights.role,
    privileges: privilegesOf(rights),
    validThrough: rights.validThrough,
  });
  if (outcome !== "changed") throw refusalOf(outcome);
  const { email } = member;
  const facts = {
    personId,
    email,
    role: rights.role,
    fields,
    before: pickOf(before, fields),
    after: pickOf(rights, fields),
  };
  return { personId, event: happening(scope, "member.changed", facts), mail: null };
}

/** Who goes by oneself needs no mail. */
export async function removeMember(giving: Giving, personId: string): Promise<Given> {
  const { scope, context, site } = giving;
  const { email, language, role, state } = await subordinate(giving, personId);
  if (!(await deleteGrant(scope, personId))) throw new Problem(404, "member_not_found");
  const isOneself = personId === scope.personId;
  const facts: RemovedFacts = { ...siteIn(site), by: nameOf(context) };
  const mail = { to: email, language, template: "member.removed", ...told(giving, personId, facts) };
  return {
    personId,
    event: happening(scope, isOneself ? "member.departed" : "member.removed", { personId, email, role }),
    mail: isOneself || state === "disabled" ? null : mail,
  };
}

/** What was done to one person is mailed, and noted last. */
export async function tell({ scope, context }: Giving, { mail, event }: Given): Promise<void> {
  if (mail !== null) await queueMail(scope.query, context, mail);
  await emit(scope.query, context, event);
}

/** A member besides the primary, whose place changes hands elsewhere. */
async function subordinate({ scope }: Giving, personId: string): Promise<MemberRow & { role: GivenRole }> {
  const member = found(await findMember(scope, personId), "member");
  const { role } = member;
  if (role === "primary") throw primaryElsewhere(scope.siteId);
  return { ...member, role };
}

function givenRole({ scope }: Giving, role: Role = "user"): GivenRole {
  if (role === "primary") throw primaryElsewhere(scope.siteId);
  return role;
}

function primaryElsewhere(siteId: string): Problem {
  return new Problem(409, "primary_by_hand_over", { rule: "BR-39", where: `/sites/${siteId}/primary` });
}

interface Wanted {
  readonly asked: RightsAsked;
  readonly member: (MemberRow & { role: GivenRole }) | null;
}

function rightsFor({ scope, context }: Giving, { asked, member }: Wanted): Rights {
  const decided = decideRights({
    own: scope.grant,
    before: member === null ? null : rightsHeld(member),
    asked,
    isOneself: member?.personId === scope.personId,
    today: today(context),
  });
  if (decided.ok) return decided.value;
  throw problemOf(decided.refusal);
}

function problemOf({ reason, ...facts }: RightsFault): Problem {
  if (reason === "beyond_own_rights" || reason === "own_rights") return new Problem(403, reason, facts);
  const problem = invalid({ [facts.field]: [reason] });
  return new Problem(400, problem.code, {
    ...problem.facts,
    ...("rule" in facts ? { rule: facts.rule } : {}),
  });
}

function rightsHeld(member: MemberRow & { role: GivenRole }): Rights {
  return { ...privilegesOf(member), role: member.role, validThrough: member.validThrough };
}

function refusalOf(outcome: "already_member" | "secondary_limit" | "absent"): Problem {
  if (outcome === "absent") return new Problem(404, "member_not_found");
  const facts = outcome === "secondary_limit" ? { rule: "BR-40", used: 4, places: 4 } : {};
  return new Problem(409, outcome, facts);
}

function happening({ siteId }: MemberScope, name: string, facts: Record<string, unknown>): Happening {
  return { name, siteId, facts };
}

function pickOf(rights: Rights, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(rights).filter(([name]) => fields.includes(name)));
}

function nameOf({ person }: Context): string {
  return person?.name || person?.email || "";
}

function siteIn({ siteId, number, name }: SiteFacts): SiteInMail {
  return { siteId, siteNumber: number, siteName: name };
}

/** Once for each person and request: whoever is added again later is told again. */
function told({ context }: Giving, personId: string, facts: AddedFacts | RemovedFacts) {
  return { facts: { ...facts }, dedupeKey: `members ${context.requestId} ${personId}` };
}
