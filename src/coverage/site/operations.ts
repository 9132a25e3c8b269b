/** All lines of a site with their coverage, its gaps and what comes next, as its people read them. */
import { authorize, type MemberScope, personOf } from "../../access/index.ts";
import { anniversaryOf, findSiteFacts, timeZoneOf } from "../../agreements/index.ts";
import { countLines, type LineStatus, statusOf } from "../../entitlements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { spend } from "../../platform/http/limits.ts";
import { eachPage, type Listed, pageOf } from "../../platform/http/lists.ts";
import { type Place, readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import type { SheetFormat } from "../../platform/sheets/columns.ts";
import { checkLength, MOST_ROWS } from "../../platform/sheets/sheet.ts";
import type { Rhythm } from "../rules.ts";
import type { SiteLine } from "../store.ts";
import { type Gap, gapsOf, type Outlook, outlookOf } from "./gaps.rules.ts";
import { listSiteLines } from "./site.store.ts";

export interface LineOutlook extends SiteLine, Outlook {
  readonly status: LineStatus;
  readonly gaps: readonly Gap[];
}

/** The site's own day, and the rhythm in which its lines are renewed. */
export interface SiteDay {
  readonly today: LocalDate;
  readonly rhythm: Rhythm;
}

export async function siteDayOf(scope: MemberScope, context: Context): Promise<SiteDay> {
  const site = found(await findSiteFacts(scope), "site");
  const rhythm = { program: site.program, anniversary: anniversaryOf(site) };
  return { today: today(context, timeZoneOf(site.country)), rhythm };
}

interface Asked {
  readonly siteId: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** By product, then by age. */
export async function readSiteCoverage(context: Context, asked: Asked): Promise<Listed<LineOutlook>> {
  const { secrets } = context.portal;
  const list = `coverage ${asked.siteId}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "entitlement.read", asked.siteId, async (scope) => {
    const { items, end } = await readPage(scope, context, { after, limit: asked.limit });
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit: asked.limit };
  });
}

async function readPage(scope: MemberScope, context: Context, page: { after: Place | null; limit: number }) {
  const day = await siteDayOf(scope, context);
  const rows = await listSiteLines(scope, page);
  const { items, end } = pageOf(rows, page.limit, ({ productName, lineId }) => ({
    value: productName,
    id: lineId,
  }));
  return { items: items.map((line) => judged(line, day)), end };
}

function judged(line: SiteLine, { today: day, rhythm }: SiteDay): LineOutlook {
  const { periods, coveredThrough } = line;
  const coveredFrom = periods[0]?.coveredFrom ?? null;
  return {
    ...line,
    status: statusOf({ coveredFrom, coveredThrough }, day),
    gaps: gapsOf(periods, day),
    ...outlookOf(coveredThrough, rhythm, day),
  };
}

const SHEET_PAGE = 1000;

/** A sheet costs what many pages cost. */
const SHEETS = { most: 30, seconds: 60 };

/** Every line, page by page; the right to read them is looked at again for each page. */
export async function exportSiteCoverage(
  context: Context,
  { siteId, format }: { siteId: string; format: SheetFormat },
) {
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  const most = MOST_ROWS[format] + 1;
  const count = await authorize(context, "entitlement.read", siteId, (scope) =>
    countLines(scope, { status: "all", today: today(context) }, most),
  );
  checkLength(format, count);
  return eachPage((after) =>
    authorize(context, "entitlement.read", siteId, (scope) =>
      readPage(scope, context, { after, limit: SHEET_PAGE }),
    ),
  );
}
