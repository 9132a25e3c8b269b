/**
 * What the run reads, a thousand sites with each statement: the SQL.
 *
 * Columns are named as the code names them: rows by the hundred thousand are not renamed one by one.
 */
import { type RawBuilder, sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { CountryDay, RunOffer, RunPeriod, RunQuote, RunSite } from "./run.data.ts";

/** Every country in which there are sites. */
export async function listCountries({ query }: VendorScope): Promise<string[]> {
  const { rows } = await sql<{
    country: string;
  }>`select distinct country from sites order by country`.execute(query);
  return rows.map(({ country }) => country);
}

/**
 * From now on the sites that have come in since are gone through, too. They are sorted before the first is written: else
 * each of a hundred thousand would be looked for among all that this statement wrote before it.
 */
export async function insertNewSites({ query }: VendorScope): Promise<void> {
  await sql`
    with fresh as materialized (
      select id
        from sites
       where program in ('PA', 'PAE')
         and not exists (select from renewal_sites known where known.site_id = sites.id))
    insert into renewal_sites (site_id)
    select id from fresh order by id
        on conflict do nothing`.execute(query);
  await sql`
    delete from renewal_changes change
     where not exists (select from renewal_sites known where known.site_id = change.site_id)`.execute(query);
}

export function daysOf(days: readonly CountryDay[]): RawBuilder<unknown> {
  const column = (of: (day: CountryDay) => string) => days.map(of);
  return sql`unnest(${column(({ country }) => country)}::text[], ${column(({ rules }) => rules)}::text[],
                    ${column(({ day }) => day)}::date[], ${column(({ today }) => today)}::date[])
             today (country, rules, day, here)`;
}

/**
 * Moves the sites on, in one statement, of whose days up to today nothing can come: their next day is later, and since it
 * was named nothing was heard of them, and nothing on which it depends is otherwise. Answers how many they are.
 */
export async function passIdle({ query }: VendorScope, days: readonly CountryDay[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update renewal_sites progress
       set checked_through = today.day
      from sites site
      join ${daysOf(days)} on today.country = site.country
     where site.id = progress.site_id
       and progress.checked_through < today.day
       and progress.next_on > today.day
       and progress.looked_under = concat_ws(' ', site.program, site.country, coalesce(site.first_ordered_on::text, '-'),
                                             today.rules)
       and not exists (select from renewal_changes change where change.site_id = progress.site_id)`.execute(
    query,
  );
  return Number(numAffectedRows ?? 0);
}

/** What `passIdle` compares. */
export function lookedUnder({ program, country, firstOrderedOn }: RunSite, { rules }: CountryDay): string {
  return [program, country, firstOrderedOn ?? "-", rules].join(" ");
}

/** A site begins today and never in the past: a quote of a day that is over is one that nobody could have seen. */
const BEHIND = sql`
  (progress.checked_through < today.day or (progress.checked_through is null and today.day = today.here))`;

/** The sites that were not gone through to their day yet, by id. */
export async function listBehind(
  { query }: VendorScope,
  days: readonly CountryDay[],
  siteNumber: string | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select site.id
      from renewal_sites progress
      join sites site on site.id = progress.site_id
      join ${daysOf(days)} on today.country = site.country
     where ${BEHIND}
       and (${siteNumber}::text is null or site.number = ${siteNumber})
     order by site.id`.execute(query);
  return rows.map(({ id }) => id);
}

/** Of these, the ones that are still behind and that no other run has in hand: locked to the transaction's end. */
export async function lockBehind(
  { query }: VendorScope,
  days: readonly CountryDay[],
  siteIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ siteId: string }>`
    select progress.site_id as "siteId"
      from renewal_sites progress
      join sites site on site.id = progress.site_id
      join ${daysOf(days)} on today.country = site.country
     where progress.site_id = any(${[...siteIds]}::text[])
       and ${BEHIND}
     order by progress.site_id
       for update of progress skip locked`.execute(query);
  return rows.map(({ siteId }) => siteId);
}

/**
 * Before the sites are read: what came in until now is seen by what reads them next, and what comes later is left here.
 */
export async function deleteChanges({ query }: VendorScope, siteIds: readonly string[]): Promise<void> {
  await sql`delete from renewal_changes where site_id = any(${[...siteIds]}::text[])`.execute(query);
}

/**
 * The statements of a run are planned once and kept, perhaps while a table is still empty: then a plan that reads all of
 * it would be chosen, and be kept while the run fills it.
 */
export async function neverReadAll({ query }: VendorScope): Promise<void> {
  await sql`set local enable_seqscan = off`.execute(query);
}

export async function listRunSites({ query }: VendorScope, siteIds: readonly string[]): Promise<RunSite[]> {
  const { rows } = await sql<RunSite>`
    select site.id as "siteId", site.number, site.name, site.program, site.country,
           site.first_ordered_on as "firstOrderedOn", site.reseller_name as "resellerName",
           site.reseller_email as "resellerEmail", progress.checked_through as "checkedThrough",
           coalesce((select json_agg(json_build_object('from', level.valid_from, 'level', level.level)
                                     order by level.valid_from desc)
                       from agreement_levels level
                      where level.agreement_id = site.agreement_id), '[]') as levels
      from sites site
      left join renewal_sites progress on progress.site_id = site.id
     where site.id = any(${[...siteIds]}::text[])
     order by site.id`.execute(query.withoutPlugins());
  return rows;
}

/** Of each site the zone in which its days are counted. */
export interface SiteZone {
  readonly siteId: string;
  readonly zone: string;
}

/**
 * Each line's periods in the order of their days, line by line and site by site.
 *
 * Each table is read by its sites first, and joined then: the planner takes the two columns of a key for independent,
 * expects a row where there are ten thousand, and would go through all the orders there are.
 */
export async function listRunPeriods(
  { query }: VendorScope,
  sites: readonly SiteZone[],
): Promise<RunPeriod[]> {
  const ids = sql`${sites.map(({ siteId }) => siteId)}::text[]`;
  const { rows } = await sql<RunPeriod>`
    with zoned as materialized (
      select site_id, zone from unnest(${ids}, ${sites.map(({ zone }) => zone)}::text[]) each (site_id, zone)),
    line as materialized (
      select site_id, id, order_number, order_line, product_code, product_name, quantity
        from entitlement_lines
       where site_id = any(${ids})),
    period as materialized (
      select site_id, line_id, order_line_id, covered_from, covered_through
        from coverage_periods
       where site_id = any(${ids})),
    bought as materialized (
      select site_id, id, order_id from order_lines where site_id = any(${ids})),
    ordered as materialized (
      select orders.site_id, id, ordered_on, (booked_at at time zone zone)::date as booked_on
        from orders
        join zoned on zoned.site_id = orders.site_id
       where orders.site_id = any(${ids})),
    known as materialized (
      select period.site_id, period.line_id, covered_from, covered_through, ordered_on, booked_on
        from period
        join bought on bought.site_id = period.site_id and bought.id = period.order_line_id
        join ordered on ordered.site_id = bought.site_id and ordered.id = bought.order_id)
    select line.site_id as "siteId", line.id as "lineId", line.order_number as "orderNumber",
           line.order_line as "orderLine", line.product_code as "productCode", line.product_name as "productName",
           line.quantity, known.covered_from as "coveredFrom", known.covered_through as "coveredThrough",
           known.ordered_on as "orderedOn", known.booked_on as "bookedOn"
      from line
      join known on known.site_id = line.site_id and known.line_id = line.id
     order by line.site_id, line.product_name, line.order_number, line.order_line, line.id,
              known.covered_through`.execute(query.withoutPlugins());
  return rows;
}

/** Ordered, and nothing is covered by it any more: the vendor took the order back. */
const TAKEN_BACK = sql`
  offer.state = 'ordered'
  and not exists (select from coverage_periods period
                   where period.site_id = offer.site_id and period.line_id = offer.line_id
                     and period.covered_from = offer.covered_from)`;

/**
 * The quotes that may still change: those that are not closed, those of renewal dates that are yet to come, and those of
 * which the vendor took an order back.
 */
export async function listRunQuotes({ query }: VendorScope, siteIds: readonly string[]): Promise<RunQuote[]> {
  const { rows } = await sql<RunQuote>`
    select quote.site_id as "siteId", quote.id as "quoteId", quote.number, quote.renewal_on as "renewalOn",
           quote.version, quote.state, quote.closed_on as "closedOn",
           coalesce((select json_object_agg(line.line_id, line.quantity)
                       from renewal_quote_lines line
                      where line.site_id = quote.site_id and line.quote_id = quote.id
                        and line.version = quote.version), '{}') as quantities
      from renewal_quotes quote
      join renewal_sites progress on progress.site_id = quote.site_id
     where quote.site_id = any(${[...siteIds]}::text[])
       and (quote.state <> 'closed' or quote.renewal_on > progress.checked_through
            or exists (select from renewal_offers offer
                        where offer.site_id = quote.site_id and offer.quote_id = quote.id and ${TAKEN_BACK}))`.execute(
    query.withoutPlugins(),
  );
  return rows;
}

/** The offers that may still change, and those that keep a line from being offered again. */
export async function listRunOffers({ query }: VendorScope, siteIds: readonly string[]): Promise<RunOffer[]> {
  const { rows } = await sql<RunOffer>`
    select offer.site_id as "siteId", offer.line_id as "lineId", offer.covered_from as "coveredFrom",
           offer.quote_id as "quoteId", offer.state, offer.settled_on as "settledOn"
      from renewal_offers offer
      join renewal_sites progress on progress.site_id = offer.site_id
     where offer.site_id = any(${[...siteIds]}::text[])
       and (offer.state in ('open', 'deferred') or offer.covered_from > progress.checked_through
            or (${TAKEN_BACK}))`.execute(query.withoutPlugins());
  return rows;
}
