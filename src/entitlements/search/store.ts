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

/** A column of a line in which the piece was found, and where: names (decision 0014), part numbers, ids of orders. */
export interface Way {
  readonly column: "product_name" | "part_number" | "order_id";
  readonly values: readonly string[];
}

/** More numbers than these are soonest found among the lines themselves. */
const MOST = 4000;

export interface Ways {
  readonly named: Way;
  /** Null: very many. */
  readonly numbered: readonly Way[] | null;
}

export async function findWays(scope: SiteScope, q: string): Promise<Ways> {
  const named: Way = { column: "product_name", values: await listNamesWith(scope.query, q) };
  if (!/^[0-9a-z-]+$/i.test(q.normalize("NFKC"))) return { named, numbered: [] };
  const parts = await listNumberedParts(scope.query, q, MOST);
  const orders = parts === null ? null : await listNumberedOrders(scope, q, MOST);
  if (parts === null || orders === null) return { named, numbered: null };
  const numbered: Way[] = [
    { column: "part_number", values: parts },
    { column: "order_id", values: orders },
  ];
  return { named, numbered };
}

/** Asked of each line: whether it is found in one of the ways. */
export function isFoundIn({ named, numbered }: Ways, q: string): RawBuilder<unknown> {
  const isIn = ({ column, values }: Way) => sql`${sql.ref(column)} = any(${[...values]}::text[])`;
  const byNumber = numbered === null ? [hasNumber(q)] : numbered.map(isIn);
  return sql`(${sql.join([isIn(named), ...byNumber], sql` or `)})`;
}

/** The same, asked of its texts. Whatever the width and the case; `%` and `_` stand for themselves. */
export function hasText(q: string): RawBuilder<unknown> {
  return sql`(${hasNumber(q)} or strpos(carnet_folded(product_name), (select carnet_folded(${q}))) > 0)`;
}

function hasNumber(q: string): RawBuilder<unknown> {
  const folded = sql`(select carnet_folded(${q}))`;
  return sql`(strpos(lower(part_number), ${folded}) > 0 or strpos(lower(order_number), ${folded}) > 0)`;
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

/** The products that the site has lines of, by name: one look into the index for each, however many lines there are. */
export async function listOwnedProducts({ query, siteId }: SiteScope, limit: number) {
  const { rows } = await sql<{ productCode: string; productName: string }>`
    with recursive seen as (
      (select product_code, product_name
         from entitlement_lines
        where site_id = ${siteId}
        order by product_code
        limit 1)
      union all
      select further.product_code, further.product_name
        from seen
       cross join lateral (
         select product_code, product_name
           from entitlement_lines
          where site_id = ${siteId}
            and product_code > seen.product_code
          order by product_code
          limit 1) further)
    select product_code, product_name
      from (select product_code, product_name from seen limit ${limit}) owned
     order by product_name, product_code`.execute(query);
  return rows;
}
