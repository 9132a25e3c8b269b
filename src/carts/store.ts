/**
 * The SQL of carts. A person has one open cart at a site, by constraint; whoever changes or orders it holds its row, so
 * they come one after the other. Revisions go on from one cart to the next: none comes twice.
 */
import { sql } from "kysely";
import type { SiteScope } from "../access/index.ts";

export interface HeldCart {
  readonly id: string;
  readonly revision: number;
}

export async function findOpenCart(
  { query, siteId }: SiteScope,
  personId: string,
): Promise<HeldCart | undefined> {
  const { rows } = await sql<HeldCart>`
    select id, revision from carts
     where site_id = ${siteId} and person_id = ${personId} and state = 'open'`.execute(query);
  return rows[0];
}

/** Makes sure that there is one. */
export async function insertCart(
  { query, siteId }: SiteScope,
  { id, personId, at }: { id: string; personId: string; at: Date },
): Promise<void> {
  await sql`
    insert into carts (id, site_id, person_id, revision, changed_at)
    select ${id}, ${siteId}, ${personId}, coalesce(max(revision), 0) + 1, ${at}
      from carts
     where site_id = ${siteId} and person_id = ${personId}
        on conflict do nothing`.execute(query);
}

/** Holds the open cart and counts a change; undefined when there is none. */
export async function updateRevision(
  { query, siteId }: SiteScope,
  { personId, at }: { personId: string; at: Date },
): Promise<HeldCart | undefined> {
  const { rows } = await sql<HeldCart>`
    update carts
       set revision = revision + 1, changed_at = ${at}
     where site_id = ${siteId} and person_id = ${personId} and state = 'open'
    returning id, revision`.execute(query);
  return rows[0];
}

/** Holds the open cart for its order; undefined when it is not the one that was seen. */
export async function takeCart(
  { query, siteId }: SiteScope,
  { personId, revision, at }: { personId: string; revision: number; at: Date },
): Promise<HeldCart | undefined> {
  const { rows } = await sql<HeldCart>`
    update carts
       set changed_at = ${at}
     where site_id = ${siteId} and person_id = ${personId} and state = 'open' and revision = ${revision}
    returning id, revision`.execute(query);
  return rows[0];
}

export async function updateOrdered(
  { query, siteId }: SiteScope,
  cartId: string,
  orderId: string,
): Promise<void> {
  await sql`
    update carts set state = 'ordered', order_id = ${orderId}
     where site_id = ${siteId} and id = ${cartId} and state = 'open'`.execute(query);
}

/** The number of the order that the person's cart of this revision became. */
export async function findOrderOf(
  { query, siteId }: SiteScope,
  { personId, revision }: { personId: string; revision: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ number: string }>`
    select orders.number
      from carts
      join orders on orders.site_id = carts.site_id and orders.id = carts.order_id
     where carts.site_id = ${siteId} and carts.person_id = ${personId} and carts.revision = ${revision}`.execute(
    query,
  );
  return rows[0]?.number;
}

export interface KeptLine {
  readonly id: string;
  readonly partNumber: string;
  readonly quantity: number;
  readonly lineId: string | null;
  readonly quoteId: string | null;
  readonly quoteVersion: number | null;
}

export async function listCartLines({ query, siteId }: SiteScope, cartId: string): Promise<KeptLine[]> {
  const { rows } = await sql<KeptLine>`
    select id, part_number, quantity, line_id, quote_id, quote_version
      from cart_lines
     where site_id = ${siteId} and cart_id = ${cartId}
     order by added_at, id`.execute(query);
  return rows;
}

export interface NewLine extends KeptLine {
  readonly cartId: string;
  readonly at: Date;
}

/** As many as a form may ask for at once. */
export const MOST_UNITS = 100_000;

/** A part that is there already counts on. Answers false when it comes to too many. */
export async function addUnits({ query, siteId }: SiteScope, line: NewLine): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into cart_lines as kept (id, site_id, cart_id, part_number, quantity, added_at)
    values (${line.id}, ${siteId}, ${line.cartId}, ${line.partNumber}, ${line.quantity}, ${line.at})
        on conflict (site_id, cart_id, part_number) where line_id is null
        do update set quantity = kept.quantity + excluded.quantity
           where kept.quantity + excluded.quantity <= ${MOST_UNITS}
    returning id`.execute(query);
  return rows.length > 0;
}

/** A line that is there already stays as it is. */
export async function insertContinuing({ query, siteId }: SiteScope, line: NewLine): Promise<void> {
  await sql`
    insert into cart_lines (id, site_id, cart_id, part_number, quantity, line_id, quote_id, quote_version, added_at)
    values (${line.id}, ${siteId}, ${line.cartId}, ${line.partNumber}, ${line.quantity}, ${line.lineId},
            ${line.quoteId}, ${line.quoteVersion}, ${line.at})
        on conflict do nothing`.execute(query);
}

/** Of a new license; what is continued is whole. Answers false when the cart has no such line. */
export async function updateUnits(
  { query, siteId }: SiteScope,
  { cartId, id, quantity }: { cartId: string; id: string; quantity: number },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update cart_lines set quantity = ${quantity}
     where site_id = ${siteId} and cart_id = ${cartId} and id = ${id} and line_id is null
    returning id`.execute(query);
  return rows.length > 0;
}

export async function deleteCartLine(
  { query, siteId }: SiteScope,
  { cartId, id }: { cartId: string; id: string },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    delete from cart_lines
     where site_id = ${siteId} and cart_id = ${cartId} and id = ${id}
    returning id`.execute(query);
  return rows.length > 0;
}

/** Lines that leave the site leave its carts: what is ordered is what was seen, so those carts count a change. */
export async function countLostLines(
  { query, siteId }: SiteScope,
  lineIds: readonly string[],
  at: Date,
): Promise<void> {
  await sql`
    update carts
       set revision = revision + 1, changed_at = ${at}
     where site_id = ${siteId}
       and state = 'open'
       and id in (select cart_id from cart_lines where site_id = ${siteId} and line_id = any(${[...lineIds]}::text[]))`.execute(
    query,
  );
}
