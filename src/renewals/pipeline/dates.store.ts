/** The days of renewal quotes, over several sites at once: for calendars and digests. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Instant, LocalDate } from "../../platform/dates.ts";

interface DatesAsked {
  readonly siteIds: readonly string[];
  /** Both inclusive. */
  readonly from: LocalDate;
  readonly through: LocalDate;
}

export interface QuoteDate {
  readonly siteId: string;
  readonly quoteId: string;
  readonly number: string;
  /** The newest. */
  readonly version: number;
  /** The day of its first version. */
  readonly firstDatedOn: LocalDate;
  /** The last day on which it can be ordered at its prices. */
  readonly dueOn: LocalDate;
  readonly madeAt: Instant;
  /** Whether its lines can still be ordered at its prices. */
  readonly isOpen: boolean;
  readonly openLines: number;
}

/** The quotes that were made, or whose last day is, within the range. */
export async function listQuoteDates(
  { query }: VendorScope,
  { siteIds, from, through }: DatesAsked,
): Promise<QuoteDate[]> {
  const { rows } = await sql<QuoteDate>`
    select quote.site_id, quote.id as quote_id, quote.number, quote.version, first.dated_on as first_dated_on,
           newest.due_on, newest.made_at, quote.state = 'open' as is_open,
           (select count(*)::int from renewal_offers offer
             where offer.site_id = quote.site_id and offer.quote_id = quote.id and offer.state = 'open') as open_lines
      from renewal_quotes quote
      join renewal_quote_versions newest
        on newest.site_id = quote.site_id and newest.quote_id = quote.id and newest.version = quote.version
      join renewal_quote_versions first
        on first.site_id = quote.site_id and first.quote_id = quote.id and first.version = 1
     where quote.site_id = any(${[...siteIds]}::text[])
       and (first.dated_on between ${from}::date and ${through}::date
            or newest.due_on between ${from}::date and ${through}::date)
     order by quote.site_id, quote.renewal_on, quote.id`.execute(query);
  return rows;
}

export interface DeferredEnd {
  readonly siteId: string;
  readonly quoteId: string;
  readonly number: string;
  /** The lines' own end: the last day on which they can be renewed. */
  readonly on: LocalDate;
  readonly lineCount: number;
  readonly products: readonly string[];
}

/** Until when what was deferred can still be renewed, each day of a quote once. */
export async function listDeferredEnds(
  { query }: VendorScope,
  { siteIds, from, through }: DatesAsked,
): Promise<DeferredEnd[]> {
  const { rows } = await sql<DeferredEnd>`
    select offer.site_id, offer.quote_id, quote.number, offer.covered_from - 1 as "on", count(*)::int as line_count,
           array_agg(distinct line.product_name order by line.product_name) as products
      from renewal_offers offer
      join renewal_quotes quote on quote.site_id = offer.site_id and quote.id = offer.quote_id
      join renewal_quote_lines line
        on line.site_id = quote.site_id and line.quote_id = quote.id and line.version = quote.version
       and line.line_id = offer.line_id
     where offer.site_id = any(${[...siteIds]}::text[])
       and offer.state = 'deferred'
       and offer.covered_from - 1 between ${from}::date and ${through}::date
     group by offer.site_id, offer.quote_id, quote.number, offer.covered_from
     order by offer.covered_from, offer.site_id, offer.quote_id`.execute(query);
  return rows;
}
