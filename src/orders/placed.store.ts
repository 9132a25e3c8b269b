/** Orders that the portal itself books: their rows, and how they were placed. */
import { sql } from "kysely";
import type { SiteScope } from "../access/index.ts";
import type { Instant, LocalDate } from "../platform/dates.ts";

export const CHANNELS = ["online", "partner", "vendor", "automatic"] as const;
export type Channel = (typeof CHANNELS)[number];

/** How an order was placed in the portal. */
export interface Placement {
  readonly channel: Channel;
  /** The customer's own number for it. */
  readonly purchaseOrderNumber: string | null;
  readonly quoteId: string | null;
  readonly quoteVersion: number | null;
  readonly level: string;
  readonly currency: string;
  /** Minor units, without tax: the sum of its lines. */
  readonly amount: number;
  /** Null: the portal itself, an automatic renewal. */
  readonly placedBy: string | null;
  readonly placedAt: Instant;
}

/** Orders may be placed while others are, but not while a feed merges orders: one of the two waits. See decision 0019. */
export async function shareBooks({ query }: Pick<SiteScope, "query">): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('carnet.books'))`.execute(query);
}

/** The newest number that the portal drew for the site on a day; null when there is none. */
export async function findLatestPlaced({ query, siteId }: SiteScope, on: LocalDate): Promise<string | null> {
  const { rows } = await sql<{ number: string | null }>`
    select max(number collate "C") as number
      from orders
     where site_id = ${siteId}
       and ordered_on = ${on}::date
       and number ~ '^W[0-9A-HJKMNP-TV-Z]{12}$'`.execute(query);
  return rows[0]?.number ?? null;
}

export interface PlacedOrder {
  readonly id: string;
  readonly number: string;
  readonly orderedOn: LocalDate;
  readonly reseller: { readonly name: string; readonly email: string | null } | null;
  readonly bookedAt: Date;
}

/** False when the number is taken. Its proof of entitlement is due from now on. */
export async function insertOrder({ query, siteId }: SiteScope, order: PlacedOrder): Promise<boolean> {
  const { rows } = await sql`
    insert into orders (id, site_id, number, ordered_on, reseller_name, reseller_email, revision, booked_at)
    values (${order.id}, ${siteId}, ${order.number}, ${order.orderedOn}::date, ${order.reseller?.name ?? null},
            ${order.reseller?.email ?? null}, 1, ${order.bookedAt}::timestamptz)
        on conflict (number) do nothing
    returning id`.execute(query);
  return rows.length > 0;
}

export interface PlacedLine {
  readonly id: string;
  readonly line: number;
  readonly partNumber: string;
  readonly quantity: number;
  /** Minor units; of a renewal a year's. */
  readonly unitPrice: number;
  readonly amount: number;
  readonly months: number | null;
  readonly renewsOrder: string | null;
  readonly renewsLine: number | null;
}

export async function insertOrderLines(
  { query, siteId }: SiteScope,
  { id, currency }: { id: string; currency: string },
  lines: readonly PlacedLine[],
): Promise<void> {
  const rows = lines.map((line) => ({
    id: line.id,
    line: line.line,
    part_number: line.partNumber,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    amount: line.amount,
    months: line.months,
    renews_order: line.renewsOrder,
    renews_line: line.renewsLine,
  }));
  await sql`
    insert into order_lines (id, site_id, order_id, line, part_number, quantity, unit_price, currency, amount, months,
                             renews_order, renews_line)
    select id, ${siteId}, ${id}, line, part_number, quantity, unit_price, ${currency}, amount, months, renews_order, renews_line
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as fresh (id text, line integer, part_number text, quantity integer, unit_price bigint, amount bigint,
                     months integer, renews_order text, renews_line integer)`.execute(query);
}

export async function insertPlacement(
  { query, siteId }: SiteScope,
  orderId: string,
  placement: Omit<Placement, "placedAt"> & { readonly placedAt: Date },
): Promise<void> {
  await sql`
    insert into placements (site_id, order_id, channel, purchase_order_number, quote_id, quote_version, level, currency,
                            amount, placed_by, placed_at)
    values (${siteId}, ${orderId}, ${placement.channel}, ${placement.purchaseOrderNumber}, ${placement.quoteId},
            ${placement.quoteVersion}, ${placement.level}, ${placement.currency}, ${placement.amount},
            ${placement.placedBy}, ${placement.placedAt}::timestamptz)`.execute(query);
}

/** Null: an order that the vendor's feed brought. */
export async function findPlacement(
  { query, siteId }: SiteScope,
  orderId: string,
): Promise<Placement | null> {
  const { rows } = await sql<Placement>`
    select channel, purchase_order_number, quote_id, quote_version, level, currency, amount, placed_by, placed_at
      from placements
     where site_id = ${siteId}
       and order_id = ${orderId}`.execute(query);
  return rows[0] ?? null;
}
