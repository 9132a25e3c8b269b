/** What the run writes, one statement for each table: the SQL. */
import { type RawBuilder, sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { LineRow, OfferRow, QuoteRow, VersionRow } from "./run.data.ts";

function recordset(rows: readonly object[], columns: string): RawBuilder<unknown> {
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as fresh (${sql.raw(columns)})`;
}

const QUOTE = `"siteId" text, "quoteId" text, number text, "renewalOn" date, version integer, state text, "closedOn" date,
  was text, "hasNewVersion" boolean`;

export async function insertQuotes(
  { query }: VendorScope,
  rows: readonly QuoteRow[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into renewal_quotes (id, site_id, number, renewal_on, version, state, made_at, closed_on)
    select "quoteId", "siteId", number, "renewalOn", version, state, ${at}, "closedOn"
      from ${recordset(rows, QUOTE)}`.execute(query);
}

/** A state alone changes only from what it was: an order may have closed the quote meanwhile. */
export async function updateQuotes({ query }: VendorScope, rows: readonly QuoteRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update renewal_quotes quote
       set version = fresh.version, state = fresh.state, closed_on = fresh."closedOn"
      from ${recordset(rows, QUOTE)}
     where quote.site_id = fresh."siteId"
       and quote.id = fresh."quoteId"
       and (quote.state = fresh.was or fresh."hasNewVersion")`.execute(query);
}

export async function insertVersions(
  { query }: VendorScope,
  rows: readonly VersionRow[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = `"siteId" text, "quoteId" text, version integer, "datedOn" date, "dueOn" date, "anniversaryOn" date,
    level text, currency text, "resellerName" text, "resellerEmail" text, amount bigint`;
  await sql`
    insert into renewal_quote_versions (site_id, quote_id, version, dated_on, due_on, anniversary_on, level, currency,
                                        reseller_name, reseller_email, amount, made_at)
    select "siteId", "quoteId", version, "datedOn", "dueOn", "anniversaryOn", level, currency, "resellerName",
           "resellerEmail", amount, ${at}
      from ${recordset(rows, columns)}`.execute(query);
}

export async function insertQuoteLines({ query }: VendorScope, rows: readonly LineRow[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = `"siteId" text, "quoteId" text, version integer, "lineId" text, place integer, "orderNumber" text,
    "orderLine" integer, "partNumber" text, "productCode" text, "productName" text, quantity integer,
    "coveredFrom" date, "coveredThrough" date, months integer, "annualPrice" bigint, amount bigint, "isNew" boolean`;
  await sql`
    insert into renewal_quote_lines (site_id, quote_id, version, line_id, place, order_number, order_line, part_number,
                                     product_code, product_name, quantity, covered_from, covered_through, months,
                                     annual_price, amount, is_new)
    select "siteId", "quoteId", version, "lineId", place, "orderNumber", "orderLine", "partNumber", "productCode",
           "productName", quantity, "coveredFrom", "coveredThrough", months, "annualPrice", amount, "isNew"
      from ${recordset(rows, columns)}`.execute(query);
}

const OFFER = `"siteId" text, "lineId" text, "coveredFrom" date, "quoteId" text, state text, "settledOn" date, was text,
  amount bigint`;

export async function insertOffers({ query }: VendorScope, rows: readonly OfferRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into renewal_offers (site_id, line_id, covered_from, quote_id, state, settled_on, amount)
    select "siteId", "lineId", "coveredFrom", "quoteId", state, "settledOn", amount
      from ${recordset(rows, OFFER)}`.execute(query);
}

/** Each only from the state in which it was read: what somebody ordered meanwhile stays ordered. */
export async function updateOffers({ query }: VendorScope, rows: readonly OfferRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update renewal_offers offer
       set state = fresh.state, settled_on = fresh."settledOn", quote_id = fresh."quoteId",
           order_id = case when fresh.state = 'ordered' then offer.order_id end
      from ${recordset(rows, OFFER)}
     where offer.site_id = fresh."siteId"
       and offer.line_id = fresh."lineId"
       and offer.covered_from = fresh."coveredFrom"
       and offer.state = fresh.was`.execute(query);
}

/** An offer that stood before is worth what the newest version says of its line, whoever ordered it meanwhile. */
export async function updateAmounts({ query }: VendorScope, rows: readonly LineRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update renewal_offers offer
       set amount = fresh.amount
      from ${recordset(rows, `"siteId" text, "quoteId" text, "lineId" text, amount bigint`)}
     where offer.site_id = fresh."siteId"
       and offer.line_id = fresh."lineId"
       and offer.quote_id = fresh."quoteId"
       and offer.amount is distinct from fresh.amount`.execute(query);
}

/** What somebody ordered meanwhile may have left a quote with nothing to order. */
export async function closeEmptyQuotes(
  { query }: VendorScope,
  quoteIds: readonly string[],
  siteIds: readonly string[],
): Promise<void> {
  if (quoteIds.length === 0) return;
  await sql`
    update renewal_quotes quote
       set state = 'closed',
           closed_on = (select max(settled_on) from renewal_offers offer
                         where offer.site_id = quote.site_id and offer.quote_id = quote.id)
     where site_id = any(${[...siteIds]}::text[])
       and id = any(${[...quoteIds]}::text[])
       and state <> 'closed'
       and exists (select from renewal_offers offer
                    where offer.site_id = quote.site_id and offer.quote_id = quote.id)
       and not exists (select from renewal_offers offer
                        where offer.site_id = quote.site_id and offer.quote_id = quote.id
                          and offer.state in ('open', 'deferred'))`.execute(query);
}

export interface Progress {
  readonly siteId: string;
  readonly through: LocalDate;
  readonly nextOn: LocalDate;
  readonly under: string | null;
}

export async function updateProgress({ query }: VendorScope, rows: readonly Progress[]): Promise<void> {
  await sql`
    update renewal_sites progress
       set checked_through = fresh.through, next_on = fresh."nextOn", looked_under = fresh.under, failed_at = null,
           failure = null
      from ${recordset(rows, `"siteId" text, through date, "nextOn" date, under text`)}
     where progress.site_id = fresh."siteId"`.execute(query);
}

export async function updateFailure(
  { query }: VendorScope,
  { siteId, failure, at }: { siteId: string; failure: string; at: Date },
): Promise<void> {
  await sql`
    update renewal_sites set failed_at = ${at}, failure = ${failure.slice(0, 500)} where site_id = ${siteId}`.execute(
    query,
  );
}
