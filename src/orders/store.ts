/** The SQL of orders and their lines. The feed's own store writes them; both belong to this module alone. */
import { type RawBuilder, sql } from "kysely";
import type { SiteScope, VendorScope } from "../access/index.ts";
import type { Instant, LocalDate } from "../platform/dates.ts";
import type { Place } from "../platform/http/place.ts";
import type { Channel } from "./placed.store.ts";

export interface Order {
  readonly id: string;
  readonly number: string;
  readonly orderedOn: LocalDate;
  readonly reseller: string | null;
  /** As the vendor counts them; a newer one replaces the order's lines. */
  readonly revision: number;
  /** When this revision arrived. */
  readonly bookedAt: Instant;
}

export interface OrderSummary extends Order {
  readonly lineCount: number;
  /** Minor units; null unless every line has a price, in one currency. */
  readonly amount: number | null;
  readonly currency: string | null;
  /** How it was ordered in the portal; null: the vendor booked it. */
  readonly channel: Channel | null;
  /** The customer's own number for it. */
  readonly purchaseOrderNumber: string | null;
}

export interface OrderLine {
  readonly id: string;
  readonly line: number;
  readonly partNumber: string;
  readonly quantity: number;
  /** Of a renewal that was ordered in the portal: a year's. */
  readonly unitPrice: number | null;
  /** Without tax: of a renewal its months' part of the year's price. */
  readonly amount: number | null;
  /** How many months a prorated line is for. */
  readonly months: number | null;
  readonly currency: string | null;
  readonly renewsOrder: string | null;
  readonly renewsLine: number | null;
}

export interface OrderFilter {
  /** Both inclusive. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  /** Part of the order's number, of a part number in it, of the reseller's name or of the customer's own number. */
  readonly q?: string | undefined;
}

export interface OrderPage extends OrderFilter {
  readonly sort: "orderedOn" | "-orderedOn";
  readonly after: Place | null;
  readonly limit: number;
}

const ORDER = sql`ordered.id, ordered.number, ordered.ordered_on, ordered.reseller_name as reseller, ordered.revision,
         ordered.booked_at`;

const SUMS = sql`
    cross join lateral (
      select count(*)::int as line_count,
             case when count(line.unit_price) = count(*) and count(distinct line.currency) = 1
                  then sum(coalesce(line.amount, line.unit_price * line.quantity))::bigint end as amount,
             case when count(distinct line.currency) = 1 then min(line.currency) end as currency
        from order_lines line
       where line.site_id = ordered.site_id
         and line.order_id = ordered.id) sums
     left join placements placed on placed.site_id = ordered.site_id and placed.order_id = ordered.id`;

const SUMMARY = sql`${ORDER}, sums.line_count, sums.amount, sums.currency, placed.channel, placed.purchase_order_number`;

/** One more than `limit`, when there are so many, so that the caller sees that the list goes on. */
export async function listOrders({ query, siteId }: SiteScope, page: OrderPage): Promise<OrderSummary[]> {
  const [compared, direction] = page.sort === "orderedOn" ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const { after } = page;
  const place =
    after === null
      ? sql``
      : sql`and (ordered.ordered_on, ordered.id) ${compared} (${after.value}::date, ${after.id})`;
  const { rows } = await sql<OrderSummary>`
    select ${SUMMARY}
      from orders ordered ${SUMS}
     where ordered.site_id = ${siteId} ${filtered(page)} ${place}
     order by ordered.ordered_on ${direction}, ordered.id ${direction}
     limit ${page.limit + 1}`.execute(query);
  return rows;
}

/** How many orders the filter finds, counted no further than `most`. */
export async function countOrders({ query, siteId }: SiteScope, filter: OrderFilter, most: number) {
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found
      from (select from orders ordered
             where ordered.site_id = ${siteId} ${filtered(filter)}
             limit ${most}) counted`.execute(query);
  return rows[0]?.found ?? 0;
}

function filtered({ from, to, q }: OrderFilter): RawBuilder<unknown> {
  const since = from === undefined ? sql`` : sql`and ordered.ordered_on >= ${from}::date`;
  const until = to === undefined ? sql`` : sql`and ordered.ordered_on <= ${to}::date`;
  return sql`${since} ${until} ${q === undefined || q === "" ? sql`` : matching(q)}`;
}

/** What a person types is looked for as it is: `%` and `_` stand for themselves. */
function matching(q: string): RawBuilder<unknown> {
  const pattern = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`
    and (ordered.number ilike ${pattern} or ordered.reseller_name ilike ${pattern}
         or exists (select from placements placed
                     where placed.site_id = ordered.site_id
                       and placed.order_id = ordered.id
                       and placed.purchase_order_number ilike ${pattern})
         or exists (select from order_lines line
                     where line.site_id = ordered.site_id
                       and line.order_id = ordered.id
                       and line.part_number ilike ${pattern}))`;
}

export async function findOrder(
  { query, siteId }: SiteScope,
  number: string,
): Promise<OrderSummary | undefined> {
  const { rows } = await sql<OrderSummary>`
    select ${SUMMARY}
      from orders ordered ${SUMS}
     where ordered.site_id = ${siteId}
       and ordered.number = ${number}`.execute(query);
  return rows[0];
}

/** In the order of the paper. */
export async function listOrderLines({ query, siteId }: SiteScope, orderId: string): Promise<OrderLine[]> {
  const { rows } = await sql<OrderLine>`
    select id, line, part_number, quantity, unit_price, coalesce(amount, unit_price * quantity) as amount, months,
           currency, renews_order, renews_line
      from order_lines
     where site_id = ${siteId}
       and order_id = ${orderId}
     order by line`.execute(query);
  return rows;
}

/**
 * Orders that wait for their proof of entitlement: each does from when it is booked or revised. Locked to the end of
 * the transaction, in an order that all share, so that two who make proofs at once take turns. `isInHurry` leaves out
 * what another transaction holds: a person who reads does not wait for a feed that is being taken in.
 */
export async function lockOrdersDueForProof(
  { query, siteId }: SiteScope,
  { limit, isInHurry }: { limit: number; isInHurry: boolean },
): Promise<Order[]> {
  const { rows } = await sql<Order>`
    select id, number, ordered_on, reseller_name as reseller, revision, booked_at
      from orders
     where site_id = ${siteId}
       and proof_due
     order by id
     limit ${limit}
       for update ${isInHurry ? sql`skip locked` : sql``}`.execute(query);
  return rows;
}

export async function updateProofsMade(
  { query, siteId }: SiteScope,
  orderIds: readonly string[],
): Promise<void> {
  await sql`
    update orders
       set proof_due = false
     where site_id = ${siteId}
       and id = any(${[...orderIds]}::text[])
       and proof_due`.execute(query);
}

/** Sites with orders that wait, in the order of their ids. */
export async function listSitesDueForProofs({ query }: VendorScope, limit: number): Promise<string[]> {
  const { rows } = await sql<{ siteId: string }>`
    select distinct site_id
      from orders
     where proof_due
     order by site_id
     limit ${limit}`.execute(query);
  return rows.map(({ siteId }) => siteId);
}
