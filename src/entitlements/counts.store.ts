/** What a site's home shows at a glance: how many lines are covered, and what ends when. */
import { sql } from "kysely";
import type { SiteScope } from "../access/index.ts";
import { addDays, addMonths, type LocalDate } from "../platform/dates.ts";

export interface CoverageCount {
  /** Lines covered today; those that end within 90 days are among them. */
  readonly active: number;
  readonly endingIn90Days: number;
  readonly lapsed: number;
  /** Never covered, or not yet. */
  readonly uncovered: number;
  /** Products with at least one line, and with at least one covered today. */
  readonly products: number;
  readonly coveredProducts: number;
}

export async function countCoverage({ query, siteId }: SiteScope, today: LocalDate): Promise<CoverageCount> {
  const { rows } = await sql<CoverageCount>`
    with judged as (
      select product_code, covered_through,
             covered_from <= ${today}::date and covered_through >= ${today}::date as is_active
        from entitlement_lines
       where site_id = ${siteId})
    select count(*) filter (where is_active)::int as active,
           count(*) filter (where is_active and covered_through <= ${addDays(today, 90)}::date)::int as ending_in_90_days,
           count(*) filter (where covered_through < ${today}::date)::int as lapsed,
           count(*) filter (where covered_through is null
                               or (covered_through >= ${today}::date and not is_active))::int as uncovered,
           count(distinct product_code)::int as products,
           count(distinct product_code) filter (where is_active)::int as covered_products
      from judged`.execute(query);
  return (
    rows[0] ?? { active: 0, endingIn90Days: 0, lapsed: 0, uncovered: 0, products: 0, coveredProducts: 0 }
  );
}

export interface EndingLine {
  readonly id: string;
  readonly orderNumber: string;
  readonly partNumber: string;
  readonly productName: string;
  readonly quantity: number;
  readonly coveredFrom: LocalDate;
  readonly coveredThrough: LocalDate;
}

/** Lines covered on or after today, the soonest end first. */
export async function listEndingNext(
  { query, siteId }: SiteScope,
  today: LocalDate,
  limit: number,
): Promise<EndingLine[]> {
  const { rows } = await sql<EndingLine>`
    select id, order_number, part_number, product_name, quantity, covered_from, covered_through
      from entitlement_lines
     where site_id = ${siteId}
       and sorted_through >= ${today}::date
     order by sorted_through, id
     limit ${limit}`.execute(query);
  return rows;
}

export interface MonthCount {
  /** Its first day. */
  readonly month: LocalDate;
  readonly count: number;
}

/** How many lines end in each of so many months from the month of `from`; months in which none ends are there too. */
export async function countEndingByMonth(
  { query, siteId }: SiteScope,
  from: LocalDate,
  months: number,
): Promise<MonthCount[]> {
  const first: LocalDate = addDays(from, 1 - Number(from.slice(8)));
  const { rows } = await sql<MonthCount>`
    with counted as (
      select date_trunc('month', covered_through)::date as month, count(*)::int as count
        from entitlement_lines
       where site_id = ${siteId}
         and sorted_through >= ${first}::date
         and sorted_through < ${addMonths(first, months)}::date
       group by 1)
    select month::date, coalesce(counted.count, 0) as count
      from generate_series(${first}::date, ${addMonths(first, months - 1)}::date, interval '1 month') as each(month)
      left join counted using (month)
     order by month`.execute(query);
  return rows;
}

export interface CoveredProduct {
  readonly productCode: string;
  readonly productName: string;
  /** The first day of any of the product's lines; null: never covered. Both ends are inclusive. */
  readonly coveredFrom: LocalDate | null;
  /** The latest last day of any of them. */
  readonly coveredThrough: LocalDate | null;
  /** Whether at least one line is covered on the day. Source: DOMAIN §2.3. */
  readonly isActive: boolean;
}

/** Every product that the site has an entitlement line of, by code. */
export async function listCoveredProducts(
  { query, siteId }: SiteScope,
  today: LocalDate,
): Promise<CoveredProduct[]> {
  const { rows } = await sql<CoveredProduct>`
    select product_code, max(product_name) as product_name, min(covered_from) as covered_from,
           max(covered_through) as covered_through,
           coalesce(bool_or(covered_from <= ${today}::date and covered_through >= ${today}::date), false) as is_active
      from entitlement_lines
     where site_id = ${siteId}
     group by product_code
     order by product_code`.execute(query);
  return rows;
}
