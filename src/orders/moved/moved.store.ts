/** Orders by which lines come from another site, and where the lines of older orders went. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";

export interface BroughtLine {
  readonly id: string;
  readonly line: number;
  readonly partNumber: string;
  readonly quantity: number;
}

/** Nothing is paid by a transfer: its lines have no price. */
export async function insertBroughtLines(
  { query, siteId }: SiteScope,
  orderId: string,
  lines: readonly BroughtLine[],
): Promise<void> {
  const rows = lines.map(({ id, line, partNumber, quantity }) => [id, line, partNumber, quantity]);
  await sql`
    insert into order_lines (id, site_id, order_id, line, part_number, quantity)
    select brought ->> 0, ${siteId}, ${orderId}, (brought ->> 1)::integer, brought ->> 2, (brought ->> 3)::integer
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) brought`.execute(query);
}

export interface MovedLine {
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly toOrder: string;
  readonly toLine: number;
}

/** Keeps where lines of the site went; what had come here by a transfer before is followed from its first order on. */
export async function insertMovedLines(
  { query }: VendorScope,
  { from, to, on }: { readonly from: string; readonly to: string; readonly on: LocalDate },
  lines: readonly MovedLine[],
): Promise<void> {
  const rows = lines.map(({ orderNumber, orderLine, toOrder, toLine }) => [
    orderNumber,
    orderLine,
    toOrder,
    toLine,
  ]);
  const gone = sql`(select went ->> 0 as order_number, (went ->> 1)::integer as order_line, went ->> 2 as to_order,
                           (went ->> 3)::integer as to_line
                      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) went)`;
  await sql`
    update moved_lines moved
       set to_site_id = ${to}, to_order = gone.to_order, to_line = gone.to_line
      from ${gone} gone
     where moved.to_site_id = ${from}
       and moved.to_order = gone.order_number
       and moved.to_line = gone.order_line`.execute(query);
  await sql`
    insert into moved_lines (site_id, order_number, order_line, to_site_id, to_order, to_line, moved_on)
    select ${from}, order_number, order_line, ${to}, to_order, to_line, ${on}::date
      from ${gone} gone`.execute(query);
}

/** Their proofs of entitlement say more than they have by now. */
export async function updateProofsDue(
  { query, siteId }: SiteScope,
  orderNumbers: readonly string[],
): Promise<void> {
  await sql`
    update orders
       set proof_due = true
     where site_id = ${siteId}
       and number = any(${[...orderNumbers]}::text[])
       and not proof_due`.execute(query);
}

/** The lines of one of the site's orders that are at another site by now. */
export async function listLinesThatLeft(
  { query, siteId }: SiteScope,
  orderNumber: string,
): Promise<{ readonly line: number; readonly on: LocalDate }[]> {
  const { rows } = await sql<{ line: number; on: LocalDate }>`
    select order_line as line, moved_on as on
      from moved_lines
     where site_id = ${siteId}
       and order_number = ${orderNumber}
     order by order_line`.execute(query);
  return rows;
}
