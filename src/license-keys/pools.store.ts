/**
 * How much of each line is out. Every change is one conditional update, kept by the constraint `key_pools_never_over`:
 * nothing here reads, compares and writes. The feed's side of it is two triggers (0025_license_keys.sql).
 */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../access/index.ts";
import type { KeyPool } from "./key.data.ts";

interface Amount {
  readonly lineId: string;
  readonly quantity: number;
}

/**
 * False when the line has fewer left, or is not the site's. The line is locked while its pool is made; whoever was slower
 * to make it finds the other's.
 */
export async function takeFromPool(scope: SiteScope, amount: Amount): Promise<boolean> {
  if (await take(scope, amount)) return true;
  await insertPool(scope, amount.lineId);
  return take(scope, amount);
}

async function take({ query, siteId }: SiteScope, { lineId, quantity }: Amount): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update key_pools
       set issued = issued + ${quantity}::int
     where site_id = ${siteId}
       and line_id = ${lineId}
       and issued + ${quantity}::int <= quantity`.execute(query);
  return numAffectedRows === 1n;
}

/**
 * There is one afterwards, if the line is the site's. Share: whoever changes the line's quantity is either seen here or
 * sees the pool.
 */
export async function insertPool({ query, siteId }: SiteScope, lineId: string): Promise<void> {
  await sql`
    insert into key_pools (site_id, line_id, product_code, quantity)
    select site_id, id, product_code, quantity
      from entitlement_lines
     where site_id = ${siteId}
       and id = ${lineId}
       for share
        on conflict do nothing`.execute(query);
}

/** What the vendor has taken away meanwhile is not given back to anybody. */
export async function giveBack(scope: SiteScope, amount: Amount): Promise<void> {
  await giveBackAll(scope, [amount]);
}

/** Several lines at once, locked in the order of their ids. */
export async function giveBackAll({ query, siteId }: SiteScope, amounts: readonly Amount[]): Promise<void> {
  const { numAffectedRows = 0n } = await sql`
    with given as (
      select line_id, sum(quantity)::int as quantity
        from unnest(${amounts.map(({ lineId }) => lineId)}::text[],
                    ${amounts.map(({ quantity }) => quantity)}::int[]) as amount (line_id, quantity)
       group by line_id),
    held as (
      select pool.line_id, given.quantity
        from key_pools pool
        join given on given.line_id = pool.line_id
       where pool.site_id = ${siteId}
       order by pool.line_id
         for no key update of pool)
    update key_pools pool
       set issued = pool.issued - held.quantity,
           excess = greatest(0, pool.issued - held.quantity - pool.quantity)
      from held
     where pool.site_id = ${siteId}
       and pool.line_id = held.line_id`.execute(query);
  if (Number(numAffectedRows) !== new Set(amounts.map(({ lineId }) => lineId)).size)
    throw new Error("keys were given back to a line that has given none");
}

/** Every line of which keys can be got, by product and order; of one product or line alone when it is named. */
export async function poolsOf(
  { query, siteId }: SiteScope,
  { product, lineIds }: { readonly product?: string; readonly lineIds?: readonly string[] } = {},
): Promise<KeyPool[]> {
  const ofProduct = product === undefined ? sql`` : sql`and line.product_code = ${product}`;
  const ofLines = lineIds === undefined ? sql`` : sql`and line.id = any(${[...lineIds]}::text[])`;
  const { rows } = await sql<KeyPool>`
    with renewable as (
      select key.line_id, count(*)::int as keys
        from license_keys key
        join entitlement_lines line on line.site_id = key.site_id and line.id = key.line_id
        join products product on product.code = key.product_code
       where key.site_id = ${siteId}
         and key.state = 'issued'
         and key.kind = 'permanent'
         and key.scheme = 'date-based'
         and product.renewal_keys
         and key.covered_through < line.covered_through
       group by key.line_id)
    select line.id as line_id, line.order_number, line.order_line, line.part_number, line.product_code,
           product.name as product_name, product.key_scheme as scheme, product.renewal_keys, line.covered_through,
           line.quantity, coalesce(pool.issued, 0) as issued,
           greatest(0, line.quantity - coalesce(pool.issued, 0)) as available,
           coalesce(pool.excess, 0) as excess, coalesce(renewable.keys, 0) as renewable
      from entitlement_lines line
      join products product on product.code = line.product_code
      left join key_pools pool on pool.site_id = line.site_id and pool.line_id = line.id
      left join renewable on renewable.line_id = line.id
     where line.site_id = ${siteId}
       and product.key_scheme in ('date-based', 'version-based') ${ofProduct} ${ofLines}
     order by product.name, line.order_number, line.order_line, line.id`.execute(query);
  return rows;
}

export interface UnevenPool extends Amount {
  readonly siteId: string;
  /** What the keys in force add up to. */
  readonly keys: number;
}

/** Pools that do not say what their keys add up to, of one site or of all: there are none, ever. */
export async function listUnevenPools(
  { query }: VendorScope | SiteScope,
  siteId: string | null = null,
): Promise<UnevenPool[]> {
  const ofSite = siteId === null ? sql`` : sql`where pool.site_id = ${siteId}`;
  const { rows } = await sql<UnevenPool>`
    with held as (
      select site_id, line_id, sum(quantity)::int as keys
        from license_keys
       where state = 'issued'
         and kind <> 'emergency'
       group by site_id, line_id),
    compared as (
      select pool.site_id, pool.line_id, pool.issued as quantity, coalesce(held.keys, 0) as keys,
             pool.quantity as pool_quantity, pool.excess, coalesce(line.quantity, 0) as line_quantity
        from key_pools pool
        left join held on held.site_id = pool.site_id and held.line_id = pool.line_id
        left join entitlement_lines line on line.site_id = pool.site_id and line.id = pool.line_id ${ofSite})
    select site_id, line_id, quantity, keys
      from compared
     where quantity <> keys
        or pool_quantity <> line_quantity
        or excess <> greatest(0, quantity - line_quantity)
     order by site_id, line_id`.execute(query);
  return rows;
}
