/** A site's people, read. Source: DOMAIN §3.11. */
import { authorize, holds, type MemberScope, type Privileges, personOf } from "../access/index.ts";
import type { Context } from "../platform/context.ts";
import { spend } from "../platform/http/limits.ts";
import { eachPage, type Listed, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import { found } from "../platform/problem.ts";
import type { SheetFormat } from "../platform/sheets/columns.ts";
import { checkLength, MOST_ROWS } from "../platform/sheets/sheet.ts";
import { type Member, memberOf } from "./member.rules.ts";
import {
  countMembers,
  countSecondaries,
  findMember,
  listMembers,
  type MemberFilter,
  type MemberPage,
  type MemberRow,
  placeOf,
  type Sort,
} from "./store.ts";

export interface MembersAsked extends MemberFilter {
  readonly siteId: string;
  readonly sort: Sort;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface MembersRead extends Listed<Member> {
  /** What the reader holds. */
  readonly own: MemberScope["grant"];
}

export async function readMembers(context: Context, asked: MembersAsked): Promise<MembersRead> {
  const { secrets } = context.portal;
  const list = `members ${asked.siteId} ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "member.read", asked.siteId, async (scope) => {
    const rows = await listMembers(scope, { ...asked, after });
    const { items, end } = pageOf(rows, asked.limit, (row) => placeOf(asked.sort, row));
    const next = end === null ? null : writePlace(secrets, list, end);
    const members = items.map((row) => memberOf(row, scope.personId));
    return { items: members, next, limit: asked.limit, own: scope.grant };
  });
}

export interface MemberInFull {
  readonly member: Member;
  /** What the reader holds: nobody gives more. */
  readonly own: MemberScope["grant"];
  /** Of the four places for secondary contacts. */
  readonly takenPlaces: number;
}

export async function readMember(context: Context, siteId: string, personId: string): Promise<MemberInFull> {
  return authorize(context, "member.read", siteId, async (scope) => {
    const row = found(await findMember(scope, personId), "member");
    const takenPlaces = await countSecondaries(scope);
    return { member: memberOf(row, scope.personId), own: scope.grant, takenPlaces };
  });
}

/** Whether the reader may change who has access: nobody does who only looks on. */
export function mayManage({ actor }: Context, own: Privileges): boolean {
  return holds(own, "manageAccess", "update") && actor.kind === "person" && actor.view === undefined;
}

/** What somebody needs to know before adding somebody. */
export async function readRoom(context: Context, siteId: string): Promise<Omit<MemberInFull, "member">> {
  return authorize(context, "member.manage", siteId, async (scope) => ({
    own: scope.grant,
    takenPlaces: await countSecondaries(scope),
  }));
}

const SHEET_PAGE = 2000;

/** A sheet costs what a thousand pages cost. */
const SHEETS = { most: 30, seconds: 60 };

/** Everybody whom the filter finds, page by page; the right to read them is looked at again for each page. */
export async function exportMembers(context: Context, asked: MembersAsked & { format: SheetFormat }) {
  const { siteId, format, sort } = asked;
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  const most = MOST_ROWS[format] + 1;
  checkLength(
    format,
    await authorize(context, "member.read", siteId, (scope) => countMembers(scope, asked, most)),
  );
  const page = (after: MemberPage["after"]) =>
    authorize(context, "member.read", siteId, async (scope) => {
      const rows = await listMembers(scope, { ...asked, after, limit: SHEET_PAGE });
      return pageOf(rows, SHEET_PAGE, (row) => placeOf(sort, row));
    });
  return asMembers(eachPage(page), personOf(context));
}

async function* asMembers(pages: AsyncIterable<readonly MemberRow[]>, readerId: string) {
  for await (const rows of pages) yield rows.map((row) => memberOf(row, readerId));
}
