/** Who is in a site's Key Center, read. Source: DOMAIN §1.5, §3.22.1, BR-98, BR-99, BR-107. */
import { authorize, type KeyRole, type MemberScope, personOf } from "../../access/index.ts";
import { findSiteFacts, longSiteNumber, timeZoneOf } from "../../agreements/index.ts";
import type { Context } from "../../platform/context.ts";
import { spend } from "../../platform/http/limits.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { type Place, readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import { listWaiting, type NamedRequest } from "../decisions/operations.ts";
import { type Advice, adviceOn, type KeyMember, type OwnedMember } from "../rules.ts";
import { listKeyMembers, readNotifyAdmins, upsertLook } from "../store.ts";
import { countsOf, memberAmong } from "./operations.ts";

export const SORTS = ["role", "name", "-name", "since", "-since"] as const;
export type Sort = (typeof SORTS)[number];

export interface MembersAsked {
  readonly sort: Sort;
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readKeyMembers(
  context: Context,
  siteId: string,
  asked: MembersAsked,
): Promise<Listed<OwnedMember>> {
  const { secrets } = context.portal;
  const list = `key-members ${siteId} ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "key-member.read", siteId, async (scope) => {
    const rows = membersFrom(await listKeyMembers(scope), asked.sort, after);
    const { items, end } = pageOf(rows, asked.limit, (row) => placeOf(row, asked.sort));
    const next = end === null ? null : writePlace(secrets, list, end);
    return { items: items.map((row) => owned(row, scope)), next, limit: asked.limit };
  });
}

export function owned(member: KeyMember, { personId }: { personId: string }): OwnedMember {
  return { ...member, isMe: member.personId === personId };
}

function placeOf({ role, name, since, personId }: KeyMember, sort: Sort): Place {
  if (sort.endsWith("name")) return { value: name, id: personId };
  return { value: sort === "role" ? `${role} ${since}` : since, id: personId };
}

/** The members after a place, in order; the id decides between equals. A circle is small: it is read whole, then cut. */
function membersFrom(members: readonly KeyMember[], sort: Sort, after: Place | null): KeyMember[] {
  const turn = sort.startsWith("-") ? -1 : 1;
  const compare = (a: Place, b: Place) => turn * (compareTexts(a.value, b.value) || compareTexts(a.id, b.id));
  const sorted = members.toSorted((a, b) => compare(placeOf(a, sort), placeOf(b, sort)));
  return after === null ? sorted : sorted.filter((row) => compare(placeOf(row, sort), after) > 0);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What the account is: its number, who is advised of what, and what the administrators chose. */
export interface KeyAccount {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly longNumber: string;
  readonly siteName: string;
  readonly timeZone: string;
  readonly members: number;
  readonly administrators: number;
  readonly advice: readonly Advice[];
  readonly notifyAdminsOnRegistration: boolean;
  /** The reader's own. */
  readonly role: KeyRole;
}

export async function readKeyAccount(context: Context, siteId: string): Promise<KeyAccount> {
  return authorize(context, "key-member.read", siteId, async (scope) =>
    accountOf(scope, await listKeyMembers(scope)),
  );
}

async function accountOf(scope: MemberScope, members: readonly KeyMember[]): Promise<KeyAccount> {
  const site = found(await findSiteFacts(scope), "site");
  const counts = countsOf(members);
  return {
    siteId: scope.siteId,
    siteNumber: site.number,
    longNumber: longSiteNumber(site.number),
    siteName: site.name,
    timeZone: timeZoneOf(site.country),
    ...counts,
    advice: adviceOn(counts),
    notifyAdminsOnRegistration: await readNotifyAdmins(scope),
    role: scope.keyRole ?? "user",
  };
}

export interface Circle {
  readonly account: KeyAccount;
  readonly members: readonly OwnedMember[];
  /** What waits for a decision; null for a reader who decides nothing. */
  readonly waiting: readonly NamedRequest[] | null;
  readonly mayManage: boolean;
}

/** The page's one look at all of it; it notes that the reader has seen who came. */
export async function readCircle(context: Context, siteId: string): Promise<Circle> {
  return authorize(context, "key-member.read", siteId, async (scope) => {
    if (!isLookedOn(context)) await upsertLook(scope, { personId: scope.personId, at: context.now });
    const rows = await listKeyMembers(scope);
    const members = rows.map((row) => owned(row, scope));
    const isAdministrator = scope.keyRole === "administrator";
    const waiting = isAdministrator ? await listWaiting(scope) : null;
    const account = await accountOf(scope, rows);
    return { account, members, waiting, mayManage: isAdministrator && !isLookedOn(context) };
  });
}

/** One member, for the page that changes or removes him. */
export async function readKeyMember(
  context: Context,
  siteId: string,
  personId: string,
): Promise<{ member: OwnedMember; timeZone: string }> {
  return authorize(context, "key-member.manage", siteId, async (scope) => {
    const member = memberAmong(await listKeyMembers(scope), personId);
    return { member: owned(member, scope), timeZone: timeZoneOf(scope.country) };
  });
}

/** Who the caller is in the Key Center: asked before leaving it. */
export async function readOwnPlace(context: Context, siteId: string): Promise<KeyMember> {
  return authorize(context, "key-membership.end", siteId, async (scope) =>
    memberAmong(await listKeyMembers(scope), scope.personId),
  );
}

/** Whoever opens the form of adding. */
export async function readRoom(context: Context, siteId: string): Promise<KeyAccount> {
  return authorize(context, "key-member.manage", siteId, async (scope) =>
    accountOf(scope, await listKeyMembers(scope)),
  );
}

/** A sheet costs what a thousand pages cost. */
const SHEETS = { most: 30, seconds: 60 };

export async function exportKeyMembers(context: Context, siteId: string, sort: Sort): Promise<OwnedMember[]> {
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  return authorize(context, "key-member.read", siteId, async (scope) =>
    membersFrom(await listKeyMembers(scope), sort, null).map((row) => owned(row, scope)),
  );
}

/** The vendor sees a site as a member does, and leaves no trace there as that member. */
function isLookedOn({ actor }: Context): boolean {
  return actor.kind === "person" && actor.view !== undefined;
}
