/** The site's people, changed: one permission, one transaction, one event. Source: DOMAIN §3.11, BR-39 to BR-45. */
import { authorize, type MemberScope, type Permission, personOf } from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import type { Context } from "../platform/context.ts";
import { spend } from "../platform/http/limits.ts";
import { found } from "../platform/problem.ts";
import {
  type Asked,
  addMember as addIn,
  changeMember as changeIn,
  type Given,
  type Giving,
  type NewMember,
  removeMember as removeIn,
  tell,
} from "./give.operations.ts";
import { type Member, memberOf } from "./member.rules.ts";
import { findMember } from "./store.ts";

/** Each adding may send a mail to a stranger. */
const ADDINGS = { most: 1000, seconds: 3600 };

export async function addMember(context: Context, siteId: string, asked: NewMember): Promise<Member> {
  await spend(context.db, `add members ${personOf(context)}`, ADDINGS);
  return giving(context, "member.manage", siteId, async (each) => {
    const given = await addIn(each, asked);
    return finish(each, given);
  });
}

export async function changeMember(
  context: Context,
  siteId: string,
  asked: Asked & { personId: string },
): Promise<Member> {
  return giving(context, "member.manage", siteId, async (each) => {
    const given = await changeIn(each, asked);
    return given === undefined ? readBack(each.scope, asked.personId) : finish(each, given);
  });
}

/** Removes a member; or the caller, whom nobody keeps. */
export async function removeMember(context: Context, siteId: string, personId: string): Promise<void> {
  const permission = personId === personOf(context) ? "membership.end" : "member.manage";
  await giving(context, permission, siteId, async (each) => tell(each, await removeIn(each, personId)));
}

/** Who the caller is at the site: asked before leaving it. */
export async function readOwnPlace(
  context: Context,
  siteId: string,
): Promise<{ personId: string; isPrimary: boolean }> {
  return authorize(context, "membership.end", siteId, async ({ personId, grant }) => ({
    personId,
    isPrimary: grant.role === "primary",
  }));
}

function giving<Value>(
  context: Context,
  permission: Permission,
  siteId: string,
  work: (giving: Giving) => Promise<Value>,
): Promise<Value> {
  return authorize(context, permission, siteId, async (scope) =>
    work({ scope, context, site: found(await findSiteFacts(scope), "site") }),
  );
}

async function finish(each: Giving, given: Given): Promise<Member> {
  const member = await readBack(each.scope, given.personId);
  await tell(each, given);
  return member;
}

async function readBack(scope: MemberScope, personId: string): Promise<Member> {
  return memberOf(found(await findMember(scope, personId), "member"), scope.personId);
}
