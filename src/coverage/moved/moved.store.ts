/** The days of coverage that lines bring along to another site, as they stand: no order is read again for them. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Period } from "../rules.ts";

export interface Way {
  readonly from: string;
  readonly to: string;
  /** The line that leaves, and what it is over there. */
  readonly lines: readonly { readonly lineId: string; readonly toLineId: string }[];
}

export async function copyPeriods({ query }: VendorScope, { from, to, lines }: Way): Promise<void> {
  const rows = lines.map(({ lineId, toLineId }) => [lineId, toLineId]);
  await sql`
    insert into coverage_periods (line_id, site_id, covered_from, covered_through, follows_through, kind, order_line_id,
                                  is_brought)
    select went ->> 1, ${to}, period.covered_from, period.covered_through, period.follows_through, period.kind,
           period.order_line_id, true
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) went
      join coverage_periods period on period.site_id = ${from} and period.line_id = went ->> 0
     order by went ->> 1, period.covered_through`.execute(query);
}

export interface BroughtPeriod extends Period {
  readonly licenseLineId: string;
}

/** Of the license lines that a feed looks at again: what they brought along, in the order of the days. */
export async function listBrought(
  { query }: VendorScope,
  chains: readonly { readonly siteId: string; readonly orderLineId: string }[],
): Promise<BroughtPeriod[]> {
  const { rows } = await sql<BroughtPeriod>`
    select line.order_line_id as license_line_id, period.covered_from, period.covered_through, period.kind,
           period.order_line_id
      from unnest(${chains.map(({ siteId }) => siteId)}::text[],
                  ${chains.map(({ orderLineId }) => orderLineId)}::text[]) wanted (site_id, order_line_id)
      join feed_chains chain on chain.site_id = wanted.site_id and chain.order_line_id = wanted.order_line_id
      join entitlement_lines line on line.site_id = chain.site_id and line.order_id = chain.order_id
                                 and line.order_line_id = chain.order_line_id
      join coverage_periods period on period.site_id = line.site_id and period.line_id = line.id and period.is_brought
     order by period.covered_through`.execute(query);
  return rows;
}
