/** Who is in a site's Key Center, changed by its administrators: one permission, one transaction, one event. Source: DOMAIN §1.5, BR-98, BR-99. */
import {
  authorize,
  findKeyRole,
  type KeyRole,
  type MemberScope,
  personOf,
  type SiteScope,
} from "../../access/index.ts";
import { findSiteFacts, type SiteFacts } from "../../agreements/index.ts";
import { invitePerson, listPeople } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import type { Language } from "../../platform/language.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { found, Problem } from "../../platform/problem.ts";
import type { AddedFacts } from "../mails.ts";
import { siteIn, tellOfNewMember } from "../notices.documents.ts";
import { type Advice, adviceOn, type KeyMember } from "../rules.ts";
import {
  deleteKeyMember,
  insertKeyMember,
  insertRemoval,
  listKeyMembers,
  updateKeyRole,
  updateNotifyAdmins,
} from "../store.ts";

/** Each adding may send a mail to a stranger. */
const ADDINGS = { most: 1000, seconds: 3600 };

export interface NewMember {
  readonly email: string;
  readonly role: KeyRole;
  readonly language?: Language | undefined;
}

/** A member as he or she is now, and what is advised of the circle as it is now: a warning, never an error. */
export interface Changed {
  readonly member: KeyMember;
  readonly advice: readonly Advice[];
}

export async function addKeyMember(context: Context, siteId: string, asked: NewMember): Promise<Changed> {
  await spend(context.db, `add key members ${personOf(context)}`, ADDINGS);
  return authorize(context, "key-member.manage", siteId, async (scope) => {
    const site = found(await findSiteFacts(scope), "site");
    const by = { id: scope.personId, name: context.person?.name || (context.person?.email ?? "") };
    const { personId, email } = await addIn(scope, context, { ...asked, site, by, path: "added" });
    const changed = await readBack(scope, personId);
    const facts = { personId, email, role: asked.role };
    await emit(scope.query, context, { name: "key-member.added", siteId, facts });
    return changed;
  });
}

interface Adding extends NewMember {
  readonly site: SiteFacts;
  readonly by: { readonly id: string; readonly name: string };
  readonly path: "added" | "support";
}

/** Whoever has no ID is invited: the mail says so. The caller has checked the right, and tells the event. */
export async function addIn(
  scope: SiteScope,
  context: Context,
  { site, by, path, role, ...asked }: Adding,
): Promise<{ personId: string; email: string }> {
  const language = asked.language ?? site.language;
  const { email: address } = asked;
  const invited = await invitePerson(scope.query, context, {
    email: address,
    country: site.country,
    language,
  });
  if (invited === undefined) throw new Problem(409, "address_not_usable");
  const { personId, email, hasId } = invited;
  const held = await findKeyRole(scope.query, personId, scope.siteId);
  const member = { personId, role, path, since: context.now, addedBy: by.id };
  if (held !== undefined || !(await insertKeyMember(scope, member))) throw new Problem(409, "already_member");
  const facts: AddedFacts = { ...siteIn(site), role, by: by.name, email, hasId };
  await queueMail(scope.query, context, {
    to: email,
    language: invited.language,
    template: "key-member.added",
    facts: { ...facts },
    dedupeKey: `key-member.added ${scope.siteId} ${personId} ${context.requestId}`,
  });
  await tellOfNewMember(scope, context, { personId, path, email });
  return { personId, email };
}

/** The technical contact may be made an administrator besides; the primary is one, and nothing else. */
export async function changeKeyMember(
  context: Context,
  siteId: string,
  { personId, role }: { personId: string; role: KeyRole },
): Promise<Changed> {
  return authorize(context, "key-member.manage", siteId, async (scope) => {
    const before = await subordinate(scope, personId);
    if (before.role === role) return readBack(scope, personId);
    if (!(await updateKeyRole(scope, { personId, role }))) {
      const member = { personId, role, path: "added", since: context.now } as const;
      await insertKeyMember(scope, { ...member, addedBy: scope.personId });
    }
    const changed = await readBack(scope, personId);
    const facts = { personId, email: before.email, role };
    await emit(scope.query, context, { name: "key-member.changed", siteId, facts });
    return changed;
  });
}

/** Takes somebody out; or the caller, whom nobody keeps. */
export async function removeKeyMember(context: Context, siteId: string, personId: string): Promise<void> {
  const isOneself = personId === personOf(context);
  const permission = isOneself ? "key-membership.end" : "key-member.manage";
  await authorize(context, permission, siteId, async (scope) => {
    const by = context.person?.name ?? "";
    const { email, role } = await removeIn(scope, context, { personId, by: isOneself ? null : by });
    const name = isOneself ? "key-member.departed" : "key-member.removed";
    await emit(scope.query, context, { name, siteId, facts: { personId, email, role } });
  });
}

/** Who goes by oneself (`by` null) needs no mail. The caller has checked the right, and tells the event. */
export async function removeIn(
  scope: SiteScope,
  context: Context,
  { personId, by }: { personId: string; by: string | null },
): Promise<KeyMember> {
  const member = await subordinate(scope, personId);
  if (member.isAutomatic && member.because === "technical") throw automatic(member, scope.siteId);
  if (!(await deleteKeyMember(scope, personId))) throw automatic(member, scope.siteId);
  if (by !== null && !member.isAutomatic) await insertRemoval(scope, personId);
  const site = found(await findSiteFacts(scope), "site");
  const [person] = await listPeople(scope.query, [personId]);
  if (by !== null && person !== undefined && !member.isAutomatic) {
    await queueMail(scope.query, context, {
      to: person.email,
      language: person.language,
      template: "key-member.removed",
      facts: { ...siteIn(site), by },
      dedupeKey: `key-member.removed ${scope.siteId} ${personId} ${context.requestId}`,
    });
  }
  return member;
}

/** Somebody besides the primary contact, whose place changes hands elsewhere. */
async function subordinate(scope: SiteScope, personId: string): Promise<KeyMember> {
  const member = memberAmong(await listKeyMembers(scope), personId);
  if (member.because === "primary") throw automatic(member, scope.siteId);
  return member;
}

export function memberAmong(members: readonly KeyMember[], personId: string): KeyMember {
  return found(
    members.find((each) => each.personId === personId),
    "member",
  );
}

function automatic({ because }: KeyMember, siteId: string): Problem {
  const where = because === "primary" ? `/sites/${siteId}/primary` : `/sites/${siteId}/contacts`;
  return new Problem(409, "key_member_automatic", { rule: "BR-92", because, where });
}

async function readBack(scope: MemberScope, personId: string): Promise<Changed> {
  const members = await listKeyMembers(scope);
  return { member: memberAmong(members, personId), advice: adviceOn(countsOf(members)) };
}

export function countsOf(members: readonly KeyMember[]): { administrators: number; members: number } {
  const administrators = members.filter(({ role }) => role === "administrator");
  return { administrators: administrators.length, members: members.length };
}

/** Whether the administrators are mailed about each new member (D-18). Source: BR-98. */
export async function setNotices(context: Context, siteId: string, isOn: boolean): Promise<void> {
  await authorize(context, "key-member.manage", siteId, async (scope) => {
    if (!(await updateNotifyAdmins(scope, isOn))) return;
    const name = isOn ? "key-notices.switched-on" : "key-notices.switched-off";
    await emit(scope.query, context, { name, siteId });
  });
}
