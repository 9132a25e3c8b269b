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

/** From now on the sites that have come in since are gone through, too. */
export async function insertNewSites({ query }: VendorScope): Promise<void> {
  await sql`
    insert into renewal_sites (site_id)
    select id
      from sites
     where program in ('PA', 'PAE')
       and not exists (select from renewal_sites known where known.site_id = sites.id)
     order by id
        on conflict do nothing`.execute(query);
}

function daysOf(days: readonly CountryDay[]): RawBuilder<unknown> {
  const column = (of: (day: CountryDay) => string) => days.map(of);
  return sql`unnest(${column(({ country }) => country)}::text[], ${column(({ zone }) => zone)}::text[],
                    ${column(({ day }) => day)}::date[]) today (country, zone, day)`;
}

const BEHIND = sql`(progress.checked_through is null or progress.checked_through < today.day)`;

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

/** Every site that renews through the portal, or the one of a number: for a rehearsal. */
export async function listAllSites({ query }: VendorScope, siteNumber: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id
      from sites
     where program in ('PA', 'PAE')
       and (${siteNumber}::text is null or number = ${siteNumber})
     order by id`.execute(query);
  return rows.map(({ id }) => id);
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

/** Each line's periods in the order of their days, line by line and site by site. */
export async function listRunPeriods(
  { query }: VendorScope,
  days: readonly CountryDay[],
  siteIds: readonly string[],
): Promise<RunPeriod[]> {
  const { rows } = await sql<RunPeriod>`
    select line.site_id as "siteId", line.id as "lineId", line.order_number as "orderNumber",
           line.order_line as "orderLine", line.product_code as "productCode", line.product_name as "productName",
           line.quantity, period.covered_from as "coveredFrom", period.covered_through as "coveredThrough",
           ordered.ordered_on as "orderedOn", (ordered.booked_at at time zone today.zone)::date as "bookedOn"
      from entitlement_lines line
      join sites site on site.id = line.site_id
      join ${daysOf(days)} on today.country = site.country
      join coverage_periods period on period.site_id = line.site_id and period.line_id = line.id
      join order_lines bought on bought.site_id = period.site_id and bought.id = period.order_line_id
      join orders ordered on ordered.site_id = bought.site_id and ordered.id = bought.order_id
     where line.site_id = any(${[...siteIds]}::text[])
     order by line.site_id, line.product_name, line.order_number, line.order_line, line.id,
              period.covered_through`.execute(query.withoutPlugins());
  return rows;
}

/** The quotes that may still change: those that are not closed, and those of renewal dates that are yet to come. */
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
       and (quote.state <> 'closed' or quote.renewal_on > progress.checked_through)`.execute(
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
       and (offer.state in ('open', 'deferred') or offer.covered_from > progress.checked_through)`.execute(
    query.withoutPlugins(),
  );
  return rows;
}
