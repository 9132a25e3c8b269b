/** What an order takes from the offers of renewal quotes: the SQL. What passes by the calendar is the run's. */
import { type RawBuilder, sql } from "kysely";
import type { SiteScope, VendorScope } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { CountryDay } from "./run/run.data.ts";

export interface Settlement {
  readonly lineIds: readonly string[];
  /** The order that took them; null: the vendor's feed brought it. */
  readonly orderId: string | null;
  /** The site's own day. */
  readonly on: LocalDate;
}

/**
 * Marks what is offered for these lines as ordered, and closes the quotes in which nothing is left. Answers the lines
 * that it took: whoever gets fewer than he asked for came second, or too late.
 */
export async function settleOffers(
  { query, siteId }: SiteScope,
  { lineIds, orderId, on }: Settlement,
): Promise<string[]> {
  const lines = sql`${[...lineIds]}::text[]`;
  const quoteIds = await lockQuotes({ query, siteId }, lines);
  const { rows } = await sql<{ lineId: string }>`
    update renewal_offers
       set state = 'ordered', order_id = ${orderId}, settled_on = ${on}::date
     where site_id = ${siteId}
       and line_id = any(${lines})
       and state in ('open', 'deferred')
    returning line_id`.execute(query);
  await closeEmpty({ query, siteId }, quoteIds, on);
  return rows.map(({ lineId }) => lineId);
}

/** Of lines that leave the site: what was offered for them is withdrawn, and what has nothing left is closed. */
export async function withdrawOffers(
  { query, siteId }: SiteScope,
  { lineIds, on }: Omit<Settlement, "orderId">,
): Promise<void> {
  const lines = sql`${[...lineIds]}::text[]`;
  const quoteIds = await lockQuotes({ query, siteId }, lines);
  await sql`
    update renewal_offers
       set state = 'withdrawn', settled_on = ${on}::date
     where site_id = ${siteId}
       and line_id = any(${lines})
       and state in ('open', 'deferred')`.execute(query);
  await closeEmpty({ query, siteId }, quoteIds, on);
}

async function closeEmpty(
  { query, siteId }: Pick<SiteScope, "query" | "siteId">,
  quoteIds: readonly string[],
  on: LocalDate,
): Promise<void> {
  await sql`
    update renewal_quotes quote
       set state = 'closed', closed_on = ${on}::date
     where site_id = ${siteId}
       and id = any(${[...quoteIds]}::text[])
       and state <> 'closed'
       and not exists (${openOffers})`.execute(query);
}

/** Two who order from one quote come one after the other, so that the second one sees whether anything is left. */
async function lockQuotes(
  { query, siteId }: Pick<SiteScope, "query" | "siteId">,
  lines: RawBuilder<unknown>,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id
      from renewal_quotes
     where site_id = ${siteId}
       and id in (select quote_id
                    from renewal_offers
                   where site_id = ${siteId} and line_id = any(${lines}) and state in ('open', 'deferred'))
     order by id
       for update`.execute(query);
  return rows.map(({ id }) => id);
}

const openOffers = sql`
  select from renewal_offers offer
   where offer.site_id = quote.site_id and offer.quote_id = quote.id and offer.state in ('open', 'deferred')`;

/** The countries of the sites at which the feed in hand looked at coverage again. */
export async function listCoveredCountries({ query }: VendorScope): Promise<string[]> {
  const { rows } = await sql<{ country: string }>`
    select distinct site.country
      from (select distinct site_id from feed_covered) covered
      join sites site on site.id = covered.site_id`.execute(query);
  return rows.map(({ country }) => country);
}

/** Of the lines at which the feed in hand looked again: what is offered for a first day that a renewal covers now. */
export async function settleCovered(
  { query }: VendorScope,
  days: readonly Pick<CountryDay, "country" | "day">[],
): Promise<void> {
  const today = sql`
    unnest(${days.map(({ country }) => country)}::text[], ${days.map(({ day }) => day)}::date[]) today (country, day)`;
  await sql`
    update renewal_offers offer
       set state = 'ordered', order_id = null, settled_on = today.day
      from feed_covered covered
      join sites site on site.id = covered.site_id
      join ${today} on today.country = site.country
     where offer.site_id = covered.site_id
       and offer.line_id = covered.line_id
       and offer.state in ('open', 'deferred', 'lapsed')
       and exists (select from coverage_periods period
                    where period.site_id = offer.site_id and period.line_id = offer.line_id
                      and period.covered_from = offer.covered_from
                      and period.kind = 'renewal')`.execute(query);
  await sql`
    update renewal_quotes quote
       set state = 'closed', closed_on = today.day
      from (select distinct site_id from feed_covered) covered
      join sites site on site.id = covered.site_id
      join ${today} on today.country = site.country
     where quote.site_id = covered.site_id
       and quote.state <> 'closed'
       and not exists (${openOffers})`.execute(query);
}
