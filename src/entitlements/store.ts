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
import { findWays, hasText, isFoundIn, type Way } from "./search/store.ts";

const LINE = sql`id, order_number, order_line, ordered_on, part_number, product_code, product_name, quantity,
         covered_from, covered_through`;

export const SORTS = ["product", "part", "orderedOn", "coveredThrough"] as const;
export type Sort = (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;

const COLUMNS: Record<(typeof SORTS)[number], string> = {
  product: "product_name",
  part: "part_number",
  orderedOn: "ordered_on",
  coveredThrough: "sorted_through",
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

/** So many found lines are put in order; more are found soonest by reading on in the list's own order. */
const MOST_FOUND = 6000;

/** One more than `limit`, when there are so many, so that the caller sees that the list goes on. */
export async function listLines(
  scope: SiteScope,
  page: LinePage,
  mostFound = MOST_FOUND,
): Promise<EntitlementLine[]> {
  const q = page.q ?? "";
  if (q === "") return selectLines(scope, page);
  if (page.limit < FIRST_LOOK) {
    const first = await selectAmong(scope, page, { most: FIRST_LOOK, found: hasText(q) });
    if (first.length > page.limit) return first;
  }
  const ways = await findWays(scope, q);
  const { named, numbered } = ways;
  const found =
    numbered === null ? null : await selectByWays(scope, { ...page, mostFound }, [named, ...numbered]);
  return found ?? selectAmong(scope, page, { most: null, found: isFoundIn(ways, q) });
}

async function selectLines(scope: SiteScope, page: LinePage) {
  const { rows } = await sql<EntitlementLine>`
    ${rangeOf(scope, page, sql`true`)} limit ${page.limit + 1}`.execute(scope.query);
  return rows;
}

interface Among {
  /** So many lines are looked at; null: all. */
  readonly most: number | null;
  readonly found: RawBuilder<unknown>;
}

/** Reads on in the order of the list until the page is full. */
async function selectAmong(
  scope: SiteScope,
  page: LinePage,
  { most, found }: Among,
): Promise<EntitlementLine[]> {
  const { by } = orderOf(page.sort);
  const { rows } = await sql<EntitlementLine>`
    select ${LINE}
      from (${rangeOf(scope, page, sql`true`)} limit ${most}) among
     where ${found}
     order by ${by}
     limit ${page.limit + 1}`.execute(scope.query);
  return rows;
}

type FoundPage = LinePage & { readonly mostFound: number };

/** Takes what is found, then puts it in order; a line that is found in two ways is listed once. Null: they are too many. */
async function selectByWays(scope: SiteScope, page: FoundPage, ways: readonly Way[]) {
  const open = ways.filter(({ values }) => values.length > 0);
  if (open.length === 0) return [];
  const each = open.map((way) => sql`(${foundIn(scope, page, way)})`);
  const { column, by } = orderOf(page.sort);
  const { rows } = await sql<EntitlementLine & { found: number }>`
    with found as materialized (${sql.join(each, sql` union all `)})
    select distinct on (${column}, id) ${LINE}, (select count(*)::int from found) as found
      from (select ${LINE}, sorted_through from found order by ${by} limit ${open.length * (page.limit + 1)}) head
     order by ${by}
     limit ${page.limit + 1}`.execute(scope.query);
  if ((rows[0]?.found ?? 0) > page.mostFound) return null;
  return rows.map(({ found: _, ...line }): EntitlementLine => line);
}

/**
 * One look into the way's index for each value. PostgreSQL has no choice here: hoping to find soon, it would read all of
 * the site's lines in the order of the list when what is sought stands at its end. In the order of the way itself the
 * first page is enough.
 */
function foundIn(scope: SiteScope, page: FoundPage, { column, values }: Way): RawBuilder<unknown> {
  const wanted = sql`unnest(${[...values]}::text[])`;
  const found = sql`${sql.ref(column)} = wanted.value`;
  const { name, direction } = orderOf(page.sort);
  if (column !== COLUMNS[name]) {
    return sql`select line.*
      from ${wanted} as wanted(value) cross join lateral (${linesOf(scope, page, found)} offset 0) line
     limit ${page.mostFound + 1}`;
  }
  return sql`select line.*
      from (select value from ${wanted} as each(value) order by value ${direction}) wanted
     cross join lateral (${rangeOf(scope, page, found)} limit ${page.limit + 1}) line
     order by wanted.value ${direction}, line.id ${direction}
     limit ${page.limit + 1}`;
}

/** The lines from the page's place on, in its order. */
function rangeOf(scope: SiteScope, page: LinePage, found: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${linesOf(scope, page, found)} order by ${orderOf(page.sort).by}`;
}

function linesOf({ siteId }: SiteScope, page: LinePage, found: RawBuilder<unknown>): RawBuilder<unknown> {
  const { column, compared } = orderOf(page.sort);
  const { after, q = "" } = page;
  const place = after === null ? sql`` : sql`and (${column}, id) ${compared} (${after.value}, ${after.id})`;
  return sql`
    select ${LINE}, ${q === "" ? sql`` : sql`order_id,`} sorted_through
      from entitlement_lines
     where site_id = ${siteId} ${filtered(page)} ${place}
       and ${found}`;
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
  const column = sql.ref(COLUMNS[name]);
  const [compared, direction] = isDescending ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  return { name, column, compared, direction, by: sql`${column} ${direction}, id ${direction}` };
}

/** How many lines the filter finds, counted no further than `most`. */
export async function countLines(scope: SiteScope, filter: LineFilter, most: number): Promise<number> {
  const q = filter.q ?? "";
  const isFound = q === "" ? sql`true` : isFoundIn(await findWays(scope, q), q);
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found
      from (select from entitlement_lines
             where site_id = ${scope.siteId} ${filtered(filter)}
               and ${isFound}
             limit ${most}) counted`.execute(scope.query);
  return rows[0]?.found ?? 0;
}

function filtered({ product, status, today }: Pick<LineFilter, "product" | "status" | "today">) {
  const ofProduct = product === undefined || product === "" ? sql`` : sql`and product_code = ${product}`;
  return sql`${ofProduct} ${inStatus(status, today)}`;
}

/** Said of the indexed expression, so that a list by last day starts where the status does. */
function inStatus(status: LineFilter["status"], today: LocalDate): RawBuilder<unknown> {
  const coveredThrough = sql.ref(COLUMNS.coveredThrough);
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
     where (site_id, id) in (select site, line from unnest(${siteIds}::text[], ${lineIds}::text[]) asked (site, line))
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
