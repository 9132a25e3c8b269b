/**
 * The SQL that finds a site's lines by a piece of a product's name, a part number or an order number.
 *
 * Row-level security lets an index be used only by what cannot leak, and no search for a piece is such. So the names and
 * numbers that have the piece in them are found first; then the site's lines by these, which are equalities.
 */
import { type RawBuilder, sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import { listNamesWith, listNumberedParts } from "../../catalog/index.ts";
import { listNumberedOrders } from "../../orders/index.ts";

/** What has the piece in it: products by name (a line has its product's, see decision 0014), parts by number, orders by id. */
export interface Matches {
  readonly products: readonly string[];
  readonly parts: readonly string[];
  readonly orders: readonly string[];
}

/** More than these are soonest found among the lines themselves. */
const MOST = 4000;

/** Null when very many match. */
export async function findMatches(scope: SiteScope, q: string): Promise<Matches | null> {
  const products = await listNamesWith(scope.query, q);
  if (!/^[0-9a-z-]+$/i.test(q.normalize("NFKC"))) return { products, parts: [], orders: [] };
  const parts = await listNumberedParts(scope.query, q, MOST);
  if (parts === null) return null;
  const orders = await listNumberedOrders(scope, q, MOST);
  return orders === null ? null : { products, parts, orders };
}

/** One condition for each way in which a line can be found; each is an equality. */
export function waysOf({ products, parts, orders }: Matches): RawBuilder<unknown>[] {
  return [
    ...(products.length > 0 ? [sql`product_name = any(${[...products]}::text[])`] : []),
    ...(parts.length > 0 ? [sql`part_number = any(${[...parts]}::text[])`] : []),
    ...(orders.length > 0 ? [sql`order_id = any(${[...orders]}::text[])`] : []),
  ];
}

/** The same, asked of each line. Whatever the width and the case; `%` and `_` stand for themselves. */
export function hasText(q: string): RawBuilder<unknown> {
  const folded = sql`(select carnet_folded(${q}))`;
  return sql`(strpos(carnet_folded(product_name), ${folded}) > 0 or strpos(lower(part_number), ${folded}) > 0
              or strpos(lower(order_number), ${folded}) > 0)`;
}

/** The codes of the products that the site has lines of. */
export async function listOwnedCodes({ query, siteId }: SiteScope): Promise<string[]> {
  const { rows } = await sql<{ productCode: string }>`
    with recursive seen as (
      (select product_code
         from entitlement_lines
        where site_id = ${siteId}
        order by product_code
        limit 1)
      union all
      select further.product_code
        from seen
       cross join lateral (
         select product_code
           from entitlement_lines
          where site_id = ${siteId}
            and product_code > seen.product_code
          order by product_code
          limit 1) further)
    select product_code from seen`.execute(query);
  return rows.map(({ productCode }) => productCode);
}
