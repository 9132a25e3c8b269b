/** When coverage ends, over several sites at once; and whose people would be told of a new version. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";

/** What of one product ends on one day at one site. */
export interface CoverageEnd {
  readonly siteId: string;
  /** The last day, inclusive. */
  readonly coveredThrough: LocalDate;
  readonly productCode: string;
  readonly productName: string;
  readonly lineCount: number;
  readonly quantity: number;
  /** The newest day on which one of the lines was ordered. */
  readonly orderedOn: LocalDate;
}

/** Of these sites, within the range; both its ends are inclusive. */
export async function listCoverageEnds(
  { query }: VendorScope,
  { siteIds, from, through }: { siteIds: readonly string[]; from: LocalDate; through: LocalDate },
): Promise<CoverageEnd[]> {
  const { rows } = await sql<CoverageEnd>`
    select site_id, covered_through, product_code, max(product_name) as product_name, count(*)::int as line_count,
           sum(quantity)::int as quantity, max(ordered_on) as ordered_on
      from entitlement_lines
     where site_id = any(${[...siteIds]}::text[])
       and sorted_through between ${from}::date and ${through}::date
     group by site_id, covered_through, product_code
     order by covered_through, site_id, product_code`.execute(query);
  return rows;
}

export interface OwnedProduct {
  readonly siteId: string;
  readonly productCode: string;
}

/** Which products each of these sites has a line of. */
export async function listOwnedProducts(
  { query }: VendorScope,
  siteIds: readonly string[],
): Promise<OwnedProduct[]> {
  const { rows } = await sql<OwnedProduct>`
    select distinct site_id, product_code
      from entitlement_lines
     where site_id = any(${[...siteIds]}::text[])
     order by site_id, product_code`.execute(query);
  return rows;
}

/**
 * The sites whose subscription and support of a product is in force on the day: a new version of it is news to their
 * people. To those whose coverage lapsed, or has yet to begin, it is none. Source: BR-65, DOMAIN §2.3.
 */
export async function listSitesWithActiveCoverage(
  { query }: VendorScope,
  productCode: string,
  today: LocalDate,
): Promise<string[]> {
  const { rows } = await sql<{ siteId: string }>`
    select distinct site_id
      from entitlement_lines
     where product_code = ${productCode}
       and covered_from <= ${today}::date
       and covered_through >= ${today}::date
     order by site_id`.execute(query);
  return rows.map(({ siteId }) => siteId);
}
