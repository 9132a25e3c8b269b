/** The SQL of coverage periods as the site's people read and buy them. The feed's own store writes them, too. */
import { sql } from "kysely";
import type { SiteScope } from "../access/index.ts";
import type { EntitlementLine } from "../entitlements/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Term } from "./rules.ts";

export interface CoveragePeriod extends Term {
  /** What brought it: the license itself, a renewal or a reinstatement. */
  readonly kind: "license" | "renewal" | "reinstatement";
}

/** One entitlement line with its periods, in the order of their days; no day is in two. */
export interface SiteLine {
  readonly lineId: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly orderedOn: LocalDate;
  readonly partNumber: string;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  /** The last covered day; null when the line was never covered. */
  readonly coveredThrough: LocalDate | null;
  readonly periods: readonly CoveragePeriod[];
}

/** The periods of one line, in the order of their days; no day is in two. */
export async function listPeriods({ query, siteId }: SiteScope, lineId: string): Promise<CoveragePeriod[]> {
  const { rows } = await sql<CoveragePeriod>`
    select covered_from, covered_through, kind
      from coverage_periods
     where site_id = ${siteId}
       and line_id = ${lineId}
     order by covered_through`.execute(query);
  return rows;
}

/** Of several lines at once, by line. */
export async function listPeriodsOf(
  { query, siteId }: SiteScope,
  lineIds: readonly string[],
): Promise<Map<string, CoveragePeriod[]>> {
  const { rows } = await sql<CoveragePeriod & { lineId: string }>`
    select line_id, covered_from, covered_through, kind
      from coverage_periods
     where site_id = ${siteId}
       and line_id = any(${[...lineIds]}::text[])
     order by line_id, covered_through`.execute(query);
  const periods = new Map<string, CoveragePeriod[]>(lineIds.map((id) => [id, []]));
  for (const { lineId, ...period } of rows) periods.get(lineId)?.push(period);
  return periods;
}

export interface NewPeriod extends CoveragePeriod {
  readonly lineId: string;
  /** The last day of the period before it; null for a line's first. */
  readonly followsThrough: LocalDate | null;
  readonly orderLineId: string;
}

/** Answers the lines that got their period: not those to which somebody else was faster to add one. */
export async function insertPeriods(
  { query, siteId }: SiteScope,
  periods: readonly NewPeriod[],
): Promise<string[]> {
  const { rows } = await sql<Pick<EntitlementLine, "id">>`
    insert into coverage_periods (line_id, site_id, covered_from, covered_through, follows_through, kind, order_line_id)
    select line_id, ${siteId}, covered_from, covered_through, follows_through, kind, order_line_id
      from jsonb_to_recordset(${JSON.stringify(periods.map(rowOf))}::jsonb)
           as fresh (line_id text, covered_from date, covered_through date, follows_through date, kind text,
                     order_line_id text)
        on conflict do nothing
    returning line_id as id`.execute(query);
  return rows.map(({ id }) => id);
}

function rowOf({ lineId, coveredFrom, coveredThrough, followsThrough, kind, orderLineId }: NewPeriod) {
  return {
    line_id: lineId,
    covered_from: coveredFrom,
    covered_through: coveredThrough,
    follows_through: followsThrough,
    kind,
    order_line_id: orderLineId,
  };
}
