/**
 * The SQL of entitlement lines as the site's people read them. The feed's own store writes them, coverage keeps their
 * days; this module alone owns the table.
 *
 * The list is one statement whose place and order are one index range (`entitlement_lines_by_…`), so page 200 costs what
 * page 1 costs. A line that was never covered sorts before every day.
 */
import { type RawBuilder, sql } from "kysely";
import type { SiteScope, VendorScope } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Place } from "../platform/http/place.ts";
import type { EntitlementLine } from "./line.data.ts";
import { findMatches, hasText, waysOf } from "./search/store.ts";

const LINE = sql`id, order_number, order_line, ordered_on, part_number, product_code, product_name, quantity,
         covered_from, covered_through`;

export const SORTS = ["product", "part", "orderedOn", "coveredThrough"] as const;
export type Sort = (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;

const COLUMNS: Record<(typeof SORTS)[number], RawBuilder<unknown>> = {
  product: sql`product_name`,
  part: sql`part_number`,
  orderedOn: sql`ordered_on`,
  coveredThrough: sql`sorted_through`,
};

export interface LineFilter {
  readonly product?: string | undefined;
  readonly status: "active" | "lapsed" | "all";
  /** Part of a product's name, a part number or an order number, whatever the width and the case. */
  readonly q?: string | undefined;
  /** The day on which `status` is judged. */
  readonly today: LocalDate;
}

export interface LinePage extends LineFilter {
  readonly sort: Sort;
  readonly after: Place | null;
  readonly limit: number;
}

/** So many lines are read before names and numbers are looked up: what many lines have is found soonest so. */
const FIRST_LOOK = 500;

/** One more than `limit`, when there are so many, so that the caller sees that the list goes on. */
export async function listLines(scope: SiteScope, page: LinePage): Promise<EntitlementLine[]> {
  const q = page.q ?? "";
  if (q === "") return selectLines(scope, page, sql`true`);
  if (page.limit < FIRST_LOOK) {
    const first = await selectFirst(scope, page, q);
    if (first.length > page.limit) return first;
  }
  const matches = await findMatches(scope, q);
  if (matches === null) return selectLines(scope, page, hasText(q));
  const ways = waysOf(matches);
  return ways.length === 0 ? [] : selectByWays(scope, page, ways);
}

async function selectLines(scope: SiteScope, page: LinePage, found: RawBuilder<unknown>) {
  const { rows } = await sql<EntitlementLine>`
    ${rangeOf(scope, page, found)} limit ${page.limit + 1}`.execute(scope.query);
  return rows;
}

/** Of the first lines of the list, those that have the text. */
async function selectFirst(scope: SiteScope, page: LinePage, q: string): Promise<EntitlementLine[]> {
  const { rows } = await sql<EntitlementLine>`
    select ${LINE}
      from (${rangeOf(scope, page, sql`true`)} limit ${FIRST_LOOK}) first
     where ${hasText(q)}
     order by ${orderOf(page.sort).by}
     limit ${page.limit + 1}`.execute(scope.query);
  return rows;
}

/** Each way has an index of its own; a line that is found in two ways is listed once. */
async function selectByWays(scope: SiteScope, page: LinePage, ways: readonly RawBuilder<unknown>[]) {
  const each = ways.map((way) => sql`(${rangeOf(scope, page, way)} limit ${page.limit + 1})`);
  const { rows } = await sql<EntitlementLine>`
    select ${LINE}
      from (${sql.join(each, sql` union `)}) found
     order by ${orderOf(page.sort).by}
     limit ${page.limit + 1}`.execute(scope.query);
  return rows;
}

/** The lines from the page's place on, in its order. */
function rangeOf({ siteId }: SiteScope, page: LinePage, found: RawBuilder<unknown>): RawBuilder<unknown> {
  const { column, compared, by } = orderOf(page.sort);
  const { after } = page;
  const place = after === null ? sql`` : sql`and (${column}, id) ${compared} (${after.value}, ${after.id})`;
  return sql`
    select ${LINE}, sorted_through
      from entitlement_lines
     where site_id = ${siteId} ${filtered(page)} ${place}
       and ${found}
     order by ${by}`;
}

/** Where a line stands in a list of that order: what its cursor holds. */
export function placeOf(sort: Sort, line: EntitlementLine): Place {
  const values: Record<(typeof SORTS)[number], string> = {
    product: line.productName,
    part: line.partNumber,
    orderedOn: line.orderedOn,
    coveredThrough: line.coveredThrough ?? "-infinity",
  };
  return { value: values[orderOf(sort).name], id: line.id };
}

function orderOf(sort: Sort) {
  const isDescending = sort.startsWith("-");
  const name = SORTS.find((each) => sort === each || sort === `-${each}`) ?? "product";
  const column = COLUMNS[name];
  const [compared, direction] = isDescending ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  return { name, column, compared, by: sql`${column} ${direction}, id ${direction}` };
}

/** How many lines the filter finds, counted no further than `most`. */
export async function countLines(scope: SiteScope, filter: LineFilter, most: number): Promise<number> {
  const q = filter.q ?? "";
  const matches = q === "" ? null : await findMatches(scope, q);
  const ways = matches === null ? [q === "" ? sql`true` : hasText(q)] : waysOf(matches);
  if (ways.length === 0) return 0;
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found
      from (select from entitlement_lines
             where site_id = ${scope.siteId} ${filtered(filter)}
               and (${sql.join(ways, sql` or `)})
             limit ${most}) counted`.execute(scope.query);
  return rows[0]?.found ?? 0;
}

function filtered({ product, status, today }: Pick<LineFilter, "product" | "status" | "today">) {
  const ofProduct = product === undefined || product === "" ? sql`` : sql`and product_code = ${product}`;
  return sql`${ofProduct} ${inStatus(status, today)}`;
}

/** Said of the indexed expression, so that a list by last day starts where the status does. */
function inStatus(status: LineFilter["status"], today: LocalDate): RawBuilder<unknown> {
  const { coveredThrough } = COLUMNS;
  if (status === "active")
    return sql`and ${coveredThrough} >= ${today}::date and covered_from <= ${today}::date`;
  return status === "lapsed"
    ? sql`and ${coveredThrough} < ${today}::date and covered_through is not null`
    : sql``;
}

export async function findLine(
  { query, siteId }: SiteScope,
  lineId: string,
): Promise<EntitlementLine | undefined> {
  const { rows } = await sql<EntitlementLine>`
    select ${LINE}
      from entitlement_lines
     where site_id = ${siteId}
       and id = ${lineId}`.execute(query);
  return rows[0];
}

/** Several of the site's lines, by id. */
export async function listLinesById(
  { query, siteId }: SiteScope,
  lineIds: readonly string[],
): Promise<EntitlementLine[]> {
  const { rows } = await sql<EntitlementLine>`
    select ${LINE}
      from entitlement_lines
     where site_id = ${siteId}
       and id = any(${[...lineIds]}::text[])
     order by sorted_through desc, id desc`.execute(query);
  return rows;
}

/** As `listLinesById` of each site: of many sites at once. */
export async function listLinesOfSites(
  { query }: VendorScope,
  asked: readonly { readonly siteId: string; readonly lineIds: readonly string[] }[],
): Promise<(EntitlementLine & { readonly siteId: string })[]> {
  const siteIds = asked.flatMap(({ siteId, lineIds }) => lineIds.map(() => siteId));
  const lineIds = asked.flatMap(({ lineIds }) => lineIds);
  const { rows } = await sql<EntitlementLine & { siteId: string }>`
    select site_id, ${LINE}
      from entitlement_lines
     where (site_id, id) in (select * from unnest(${siteIds}::text[], ${lineIds}::text[]))
     order by site_id, sorted_through desc, id desc`.execute(query);
  return rows;
}

/** What an order gave the site, in the order of the paper. */
export async function listLinesOfOrders({ query, siteId }: SiteScope, orderIds: readonly string[]) {
  const { rows } = await sql<EntitlementLine & { orderId: string }>`
    select order_id, ${LINE}
      from entitlement_lines
     where site_id = ${siteId}
       and order_id = any(${[...orderIds]}::text[])
     order by order_id, order_line`.execute(query);
  return rows;
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
