/** The SQL of coverage periods as the site's people read them. The feed's own store writes them. */
import { sql } from "kysely";
import type { SiteScope } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";

export interface CoveragePeriod {
  /** Both ends are covered. */
  readonly coveredFrom: LocalDate;
  readonly coveredThrough: LocalDate;
  /** What brought it: the license itself, a renewal or a reinstatement. */
  readonly kind: "license" | "renewal" | "reinstatement";
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
