/** How an order that the portal itself books brings entitlement lines, and how coverage keeps their days. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { EntitlementLine } from "../line.data.ts";

/**
 * Lines that are continued, in no order; locked in one that all share, so that two who continue the same take turns and
 * the second reads what the first has written.
 */
export async function lockLines(
  { query, siteId }: SiteScope,
  lineIds: readonly string[],
): Promise<EntitlementLine[]> {
  const { rows } = await sql<EntitlementLine>`
    select id, order_number, order_line, ordered_on, part_number, product_code, product_name, quantity,
           covered_from, covered_through
      from entitlement_lines
     where site_id = ${siteId}
       and id = any(${[...new Set(lineIds)]}::text[])
     order by id
       for no key update`.execute(query);
  return rows;
}

export interface BookedLine extends EntitlementLine {
  readonly orderId: string;
  readonly orderLineId: string;
}

export async function insertBookedLines(
  { query, siteId }: SiteScope,
  lines: readonly BookedLine[],
): Promise<void> {
  await sql`
    insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on, part_number,
                                   product_code, product_name, quantity, covered_from, covered_through)
    select id, ${siteId}, order_id, order_line_id, order_number, order_line, ordered_on, part_number, product_code,
           product_name, quantity, covered_from, covered_through
      from jsonb_to_recordset(${JSON.stringify(lines.map(rowOf))}::jsonb)
           as fresh (id text, order_id text, order_line_id text, order_number text, order_line integer, ordered_on date,
                     part_number text, product_code text, product_name text, quantity integer, covered_from date,
                     covered_through date)`.execute(query);
}

function rowOf(line: BookedLine) {
  return {
    id: line.id,
    order_id: line.orderId,
    order_line_id: line.orderLineId,
    order_number: line.orderNumber,
    order_line: line.orderLine,
    ordered_on: line.orderedOn,
    part_number: line.partNumber,
    product_code: line.productCode,
    product_name: line.productName,
    quantity: line.quantity,
    covered_from: line.coveredFrom,
    covered_through: line.coveredThrough,
  };
}

/** The run of coverage that holds from now on, or the last one. */
export async function updateCoverage(
  { query, siteId }: SiteScope,
  runs: readonly { lineId: string; coveredFrom: LocalDate | null; coveredThrough: LocalDate | null }[],
): Promise<void> {
  const rows = runs.map(({ lineId, coveredFrom, coveredThrough }) => [lineId, coveredFrom, coveredThrough]);
  await sql`
    update entitlement_lines line
       set covered_from = (run ->> 1)::date, covered_through = (run ->> 2)::date
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) run
     where line.site_id = ${siteId}
       and line.id = run ->> 0`.execute(query);
}
