/** What a site owns, as its people read it. */
import { authorize, type MemberScope, personOf } from "../access/index.ts";
import { timeZoneOf } from "../agreements/index.ts";
import { type Context, today } from "../platform/context.ts";
import { spend } from "../platform/http/limits.ts";
import { eachPage, type Listed, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import type { SheetFormat } from "../platform/sheets/columns.ts";
import { checkLength, MOST_ROWS } from "../platform/sheets/sheet.ts";
import type { EntitlementLine } from "./line.data.ts";
import { type LineStatus, statusOf } from "./rules.ts";
import { listOwnedProducts } from "./search/store.ts";
import { countLines, type LinePage, listLines, placeOf } from "./store.ts";

export interface LinesAsked {
  readonly siteId: string;
  readonly product?: string | undefined;
  readonly status: LinePage["status"];
  readonly q?: string | undefined;
  readonly sort: LinePage["sort"];
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface JudgedLine extends EntitlementLine {
  readonly status: LineStatus;
}

/** The status is that of the day that the site's own calendar shows. */
export async function readLines(context: Context, asked: LinesAsked): Promise<Listed<JudgedLine>> {
  const { secrets } = context.portal;
  const list = `entitlements ${asked.siteId} ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "entitlement.read", asked.siteId, async (scope) => {
    const { items, end } = await readPage(scope, context, { ...asked, after });
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit: asked.limit };
  });
}

async function readPage(scope: MemberScope, context: Context, page: Omit<LinePage, "today">) {
  const day = today(context, timeZoneOf(scope.country));
  const rows = await listLines(scope, { ...page, today: day });
  const { items, end } = pageOf(rows, page.limit, (line) => placeOf(page.sort, line));
  return { items: items.map((line): JudgedLine => ({ ...line, status: statusOf(line, day) })), end };
}

const SHEET_PAGE = 2000;

/** A sheet costs what a thousand pages cost. */
const SHEETS = { most: 30, seconds: 60 };

/** Every line that the filter finds, page by page; the right to read them is looked at again for each page. */
export async function exportLines(context: Context, asked: LinesAsked & { format: SheetFormat }) {
  const { siteId, format } = asked;
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  const most = MOST_ROWS[format] + 1;
  const count = await authorize(context, "entitlement.read", siteId, (scope) =>
    countLines(scope, { ...asked, today: today(context, timeZoneOf(scope.country)) }, most),
  );
  checkLength(format, count);
  return eachPage((after) =>
    authorize(context, "entitlement.read", siteId, (scope) =>
      readPage(scope, context, { ...asked, after, limit: SHEET_PAGE }),
    ),
  );
}

/** What the list can be narrowed to. */
export async function readOwnedProducts(context: Context, siteId: string) {
  return authorize(context, "entitlement.read", siteId, (scope) => listOwnedProducts(scope, 200));
}
