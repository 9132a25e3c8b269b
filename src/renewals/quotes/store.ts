/** The SQL of renewal quotes as they are read and ordered. The run makes them. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";
import type { OfferState, Quote, QuoteLine, QuoteSummary } from "./quote.data.ts";

const SUMMARY = sql`
  quote.id as quote_id, quote.number, quote.state, version.version, quote.version as newest_version, version.dated_on,
  version.due_on, quote.renewal_on, version.anniversary_on, version.level, version.currency,
  case when version.reseller_name is not null
       then jsonb_build_object('name', version.reseller_name, 'email', version.reseller_email) end as reseller,
  version.amount, version.made_at, quote.closed_on,
  (select count(*)::integer from renewal_quote_lines line
    where line.site_id = quote.site_id and line.quote_id = quote.id and line.version = version.version) as line_count,
  (select count(*)::integer from renewal_offers offer
    where offer.site_id = quote.site_id and offer.quote_id = quote.id
      and offer.state in ('open', 'deferred')) as open_count`;

const VERSION = sql`
  from renewal_quotes quote
  join renewal_quote_versions version on version.site_id = quote.site_id and version.quote_id = quote.id`;

/** What can still be ordered comes first. */
const UNSETTLED_FIRST = sql`quote.state = 'closed', quote.renewal_on desc, quote.id desc`;

/**
 * The newest version of each of a site's quotes with its lines, those first of which something can still be ordered.
 * More than `limit` are only of interest to whoever pages through them.
 */
export async function listQuotes(scope: SiteScope, limit = 50): Promise<Quote[]> {
  const { query, siteId } = scope;
  const { rows } = await sql<QuoteSummary>`
    select ${SUMMARY} ${VERSION} and version.version = quote.version
     where quote.site_id = ${siteId}
     order by ${UNSETTLED_FIRST}
     limit ${limit}`.execute(query);
  return withLines(rows, await listLines(query, siteId, rows));
}

/** What waits for an order at a quote's prices on a day, the earliest due date first. */
export async function listOpenQuotes(
  { query, siteId }: SiteScope,
  day: LocalDate,
): Promise<{ quoteId: string; number: string; dueOn: LocalDate }[]> {
  const { rows } = await sql<{ quoteId: string; number: string; dueOn: LocalDate }>`
    select quote.id as quote_id, quote.number, version.due_on ${VERSION} and version.version = quote.version
     where quote.site_id = ${siteId}
       and quote.state = 'open'
       and version.due_on >= ${day}::date
     order by version.due_on, quote.id
     limit 5`.execute(query);
  return rows;
}

/** One more than `limit`, when there are so many; the latest renewal date first. */
export async function listQuoteSummaries(
  { query, siteId }: SiteScope,
  { after, limit }: { after: Place | null; limit: number },
): Promise<QuoteSummary[]> {
  const place =
    after === null ? sql`` : sql`and (quote.renewal_on, quote.id) < (${after.value}::date, ${after.id})`;
  const { rows } = await sql<QuoteSummary>`
    select ${SUMMARY} ${VERSION} and version.version = quote.version
     where quote.site_id = ${siteId} ${place}
     order by quote.renewal_on desc, quote.id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}

/** The newest version, or the one that is named. */
export async function findQuote(
  { query, siteId }: SiteScope,
  quoteId: string,
  version?: number,
): Promise<Quote | undefined> {
  const { rows } = await sql<QuoteSummary>`
    select ${SUMMARY} ${VERSION}
     where quote.site_id = ${siteId}
       and quote.id = ${quoteId}
       and version.version = ${version ?? sql`quote.version`}`.execute(query);
  return withLines(rows, await listLines(query, siteId, rows))[0];
}

/** The quotes of several sites at once, each in the version that is named. */
export async function listMadeQuotes(
  { query }: VendorScope,
  made: readonly { readonly siteId: string; readonly quoteId: string; readonly version: number }[],
): Promise<(Quote & { readonly siteId: string })[]> {
  const asked = JSON.stringify(made);
  const { rows } = await sql<QuoteSummary & { siteId: string }>`
    select quote.site_id, ${SUMMARY} ${VERSION}
      join jsonb_to_recordset(${asked}::jsonb) as made("siteId" text, "quoteId" text, version integer)
        on made."siteId" = quote.site_id and made."quoteId" = quote.id and made.version = version.version
     order by quote.site_id, quote.renewal_on`.execute(query);
  return withLines(rows, await listLines(query, null, rows));
}

type LineOf = QuoteLine & { readonly quoteId: string };

type Read = Pick<QuoteSummary, "quoteId" | "version"> & { readonly siteId?: string };

/** Of each quote in the version that it was read in; of one site, or each of its own. */
async function listLines(
  query: SiteScope["query"],
  siteId: string | null,
  quotes: readonly Read[],
): Promise<LineOf[]> {
  const sites = quotes.map((quote) => quote.siteId ?? siteId);
  const ids = quotes.map(({ quoteId }) => quoteId);
  const versions = quotes.map(({ version }) => version);
  const { rows } = await sql<LineOf>`
    select line.quote_id, line.line_id, line.place, line.order_number as license_order, line.order_line as license_line,
           line.part_number, line.product_code, line.product_name, line.quantity, line.covered_from, line.covered_through,
           line.months, line.annual_price, line.amount, line.is_new, coalesce(offer.state, 'withdrawn') as state,
           offer.settled_on, orders.number as order_number
      from unnest(${sites}::text[], ${ids}::text[], ${versions}::integer[]) read (site_id, quote_id, version)
      join renewal_quote_lines line
        on line.site_id = read.site_id and line.quote_id = read.quote_id and line.version = read.version
      left join renewal_offers offer
        on offer.site_id = line.site_id and offer.line_id = line.line_id and offer.covered_from = line.covered_from
      left join orders on orders.site_id = offer.site_id and orders.id = offer.order_id
     order by line.quote_id, line.place`.execute(query);
  return rows;
}

function withLines<Summary extends QuoteSummary>(
  quotes: readonly Summary[],
  lines: readonly LineOf[],
): (Summary & { readonly lines: readonly QuoteLine[] })[] {
  const byQuote = Map.groupBy(lines, ({ quoteId }) => quoteId);
  return quotes.map((quote) => ({
    ...quote,
    lines: (byQuote.get(quote.quoteId) ?? []).map(({ quoteId: _, ...line }) => line),
  }));
}

export interface LockedOffer {
  readonly lineId: string;
  readonly state: OfferState;
  readonly licenseOrder: string;
  readonly licenseLine: number;
  readonly productName: string;
  /** Through which day it is covered once it is ordered. */
  readonly coveredThrough: LocalDate;
}

/**
 * Locks a quote and its offers for the lines against whoever orders them, or makes a new version, at the same time.
 * The newest version; undefined when the site has no such quote. Of a line whose end the vendor moved, the offer that
 * took the former one's place.
 */
export async function lockOffers(
  { query, siteId }: SiteScope,
  quoteId: string,
  lineIds: readonly string[],
): Promise<{ version: number; offers: LockedOffer[] } | undefined> {
  const { rows } = await sql<{ version: number }>`
    select version from renewal_quotes where site_id = ${siteId} and id = ${quoteId} for update`.execute(
    query,
  );
  const [quote] = rows;
  if (quote === undefined) return undefined;
  const offers = await sql<LockedOffer>`
    select offer.line_id, offer.state, line.order_number as license_order, line.order_line as license_line,
           line.product_name, line.covered_through
      from renewal_offers offer
      join lateral (select order_number, order_line, product_name, covered_through
                      from renewal_quote_lines line
                     where line.site_id = offer.site_id
                       and line.quote_id = offer.quote_id
                       and line.line_id = offer.line_id
                     order by line.version desc
                     limit 1) line on true
     where offer.site_id = ${siteId}
       and offer.quote_id = ${quoteId}
       and offer.line_id = any(${[...lineIds]}::text[])
       and (offer.state in ('open', 'deferred')
            or not exists (select from renewal_offers other
                            where other.site_id = offer.site_id and other.quote_id = offer.quote_id
                              and other.line_id = offer.line_id and other.state in ('open', 'deferred')))
     order by offer.line_id
       for update of offer`.execute(query);
  return { version: quote.version, offers: offers.rows };
}
