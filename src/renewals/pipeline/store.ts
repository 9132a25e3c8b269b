/** The SQL of the pipeline: over all sites at once, set by set. The run and the orders write what it reads. */
import { type RawBuilder, sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import { addDays, addMonths, type LocalDate } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";
import {
  DUE_DAYS,
  LAPSING_DAYS,
  type MonthValue,
  type PipelineFilter,
  type PipelineQuote,
  type RunFault,
  type RunState,
  type Stage,
  type UnpricedLine,
} from "./pipeline.data.ts";

export interface QuotesAsked extends PipelineFilter {
  readonly today: LocalDate;
  readonly sort: "renewalOn" | "-renewalOn";
  readonly after: Place | null;
  readonly limit: number;
}

/** By renewal date; one more than `limit`, when there are so many. The page is chosen first, then told in full. */
export async function listPipeline({ query }: VendorScope, asked: QuotesAsked): Promise<PipelineQuote[]> {
  const [compared, direction] = asked.sort === "renewalOn" ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const { after, stage, today } = asked;
  const place =
    after === null
      ? sql``
      : sql`and (quote.renewal_on, quote.id) ${compared} (${after.value}::date, ${after.id})`;
  const { rows } = await sql<PipelineQuote>`
    with page as materialized (
      select quote.site_id, quote.id, quote.number, quote.version, quote.state, quote.renewal_on, newest.due_on,
             newest.currency, newest.amount, newest.reseller_name, site.number as site_number, site.name as site_name,
             site.country, site.program
        ${QUOTES} ${stage === undefined ? sql`` : COUNTS}
       where ${filtered(asked)} ${stageWanted(stage, today)} ${place}
       order by quote.renewal_on ${direction}, quote.id ${direction}
       limit ${asked.limit + 1})
    select quote.site_id, quote.site_number, quote.site_name, quote.country, quote.program,
           quote.reseller_name as reseller, quote.id as quote_id, quote.number, quote.version,
           ${stageAt(today, sql`quote.due_on`)} as stage, quote.renewal_on, quote.due_on, quote.currency, quote.amount,
           coalesce(counts.line_count, 0) as line_count, coalesce(counts.ordered_count, 0) as ordered_count,
           coalesce(counts.lapsed_count, 0) as lapsed_count,
           (select count(*)::int from renewal_quote_lines line
             where line.site_id = quote.site_id and line.quote_id = quote.id and line.version = quote.version
               and line.annual_price is null) as unpriced_count,
           (select jsonb_build_object('to', mail.to_address, 'state', mail.state,
                                      'at', to_char(coalesce(mail.sent_at, mail.queued_at) at time zone 'UTC',
                                                    'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
              from deliveries delivery
              join mails mail on mail.id = delivery.mail_id
             where delivery.site_id = quote.site_id and delivery.about ->> 'quoteId' = quote.id
             order by mail.queued_at desc, mail.id desc
             limit 1) as mail
      from page quote ${COUNTS}
     order by quote.renewal_on ${direction}, quote.id ${direction}`.execute(query);
  return rows;
}

/** What one month and currency holds in one stage; the states are of lines, amounts in minor units. */
export interface StageValue extends MonthValue {
  readonly stage: Stage;
}

/** What is offered, deferred, ordered and lapsed, by month of the renewal date, currency and stage. */
export async function sumStages(
  { query }: VendorScope,
  {
    from,
    through,
    today,
    ...filter
  }: PipelineFilter & {
    readonly from: LocalDate;
    readonly through: LocalDate;
    readonly today: LocalDate;
  },
): Promise<StageValue[]> {
  await sql`set local work_mem = '64MB'`.execute(query);
  await sql`set local jit = off`.execute(query);
  // A join over three columns is taken for one row: nested loops over a hundred thousand would follow, or sorts of them.
  await sql`set local enable_nestloop = off`.execute(query);
  await sql`set local enable_mergejoin = off`.execute(query);
  await sql`set local enable_sort = off`.execute(query);
  const isOfSites = filter.country !== undefined || filter.program !== undefined;
  const { rows } = await sql<StageValue>`
    with lapsing as materialized (
      select distinct site_id, quote_id
        from renewal_offers
       where state = 'deferred'
         and covered_from <= ${addDays(today, LAPSING_DAYS + 1)}::date)
    select month, currency, stage, count(*)::int as quote_count, sum(open_amount)::bigint as open,
           sum(deferred_amount)::bigint as deferred, sum(ordered_amount)::bigint as ordered,
           sum(lapsed_amount)::bigint as lapsed
      from (select date_trunc('month', quote.renewal_on::timestamp)::date as month, newest.currency, counts.open_amount,
                   counts.deferred_amount, counts.ordered_amount, counts.lapsed_amount,
                   ${stageAt(today, sql`newest.due_on`, sql`lapsing.quote_id is not null`)} as stage
              ${VERSIONS} ${isOfSites ? SITES : sql``}
              join renewal_sums counts on counts.site_id = quote.site_id and counts.quote_id = quote.id
              left join lapsing on lapsing.site_id = quote.site_id and lapsing.quote_id = quote.id
             where ${filtered(filter)}
               and quote.renewal_on between ${from}::date and ${through}::date) valued
     group by month, currency, stage
     order by month, currency, stage`.execute(query);
  return rows;
}

/** Lines that wait for a price, or for a renewal part, before anybody can order them. */
export async function listUnpriced({ query }: VendorScope, limit: number): Promise<UnpricedLine[]> {
  const { rows } = await sql<UnpricedLine>`
    select quote.site_id, site.number as site_number, site.name as site_name, quote.id as quote_id, quote.number,
           line.order_number, line.order_line, line.part_number, line.product_name, newest.currency, newest.level
      ${QUOTES}
      join renewal_quote_lines line
        on line.site_id = quote.site_id and line.quote_id = quote.id and line.version = quote.version
       and line.annual_price is null
      join renewal_offers offer
        on offer.site_id = line.site_id and offer.line_id = line.line_id and offer.covered_from = line.covered_from
       and offer.state in ('open', 'deferred')
     where quote.state <> 'closed'
     order by quote.renewal_on, quote.id, line.place
     limit ${limit}`.execute(query);
  return rows;
}

/** How far the run has come, and where something is wrong. */
export async function findRunState({ query }: VendorScope, limit: number): Promise<RunState> {
  const { rows } = await sql<Omit<RunState, "faults">>`
    select count(*)::int as site_count,
           case when bool_and(checked_through is not null) then min(checked_through) end as checked_through,
           max(checked_through) as newest_day, count(failure)::int as fault_count
      from renewal_sites`.execute(query);
  const faults = await sql<RunFault>`
    select gone.site_id, site.number as site_number, gone.failed_at, gone.failure
      from renewal_sites gone
      join sites site on site.id = gone.site_id
     where gone.failure is not null
     order by gone.failed_at desc, gone.site_id
     limit ${limit}`.execute(query);
  const state = rows[0] ?? { siteCount: 0, checkedThrough: null, newestDay: null, faultCount: 0 };
  return { ...state, faults: faults.rows };
}

/** The countries of the sites that get quotes. */
export async function listQuoteCountries({ query }: VendorScope): Promise<string[]> {
  const { rows } = await sql<{ country: string }>`
    select distinct country
      from sites
     where program in ('PA', 'PAE')
     order by country`.execute(query);
  return rows.map(({ country }) => country);
}

const VERSIONS = sql`
      from renewal_quotes quote
      join renewal_quote_versions newest
        on newest.site_id = quote.site_id and newest.quote_id = quote.id and newest.version = quote.version`;

const SITES = sql`
      join sites site on site.id = quote.site_id`;

const QUOTES = sql`${VERSIONS} ${SITES}`;

const COUNTS = sql`
     left join renewal_sums counts on counts.site_id = quote.site_id and counts.quote_id = quote.id`;

/** See STAGES. */
function stageAt(
  today: LocalDate,
  dueOn: RawBuilder<unknown>,
  isLapsing: RawBuilder<unknown> = lapsingBy(today),
): RawBuilder<Stage> {
  return sql<Stage>`
    case when quote.state = 'open' and ${dueOn} <= ${addDays(today, DUE_DAYS)}::date then 'due'
         when quote.state = 'open' then 'sent'
         when quote.state = 'deferred' and ${isLapsing} then 'lapsing'
         when quote.state = 'deferred' then 'deferred'
         when counts.lapsed_count > 0 then 'lapsed'
         when counts.ordered_count > 0 then 'ordered'
         else 'withdrawn' end`;
}

/** A line of the quote waits for its own end, and that end is near. */
function lapsingBy(today: LocalDate): RawBuilder<unknown> {
  return sql`
    exists (select from renewal_offers offer
             where offer.site_id = quote.site_id
               and offer.quote_id = quote.id
               and offer.state = 'deferred'
               and offer.covered_from <= ${addDays(today, LAPSING_DAYS + 1)}::date)`;
}

const STATE_OF: Record<Stage, "open" | "deferred" | "closed"> = {
  due: "open",
  sent: "open",
  lapsing: "deferred",
  deferred: "deferred",
  ordered: "closed",
  lapsed: "closed",
  withdrawn: "closed",
};

/** The state too, for which there is an index. */
function stageWanted(stage: Stage | undefined, today: LocalDate): RawBuilder<unknown> {
  return stage === undefined
    ? sql``
    : sql`and quote.state = ${STATE_OF[stage]} and ${stageAt(today, sql`newest.due_on`)} = ${stage}`;
}

function filtered({ month, country, reseller, program }: PipelineFilter): RawBuilder<unknown> {
  const pattern = `%${(reseller ?? "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  const conditions = [
    ...(month === undefined
      ? []
      : [sql`quote.renewal_on >= ${month}::date and quote.renewal_on < ${addMonths(month, 1)}::date`]),
    ...(country === undefined ? [] : [sql`site.country = ${country}`]),
    ...(program === undefined ? [] : [sql`site.program = ${program}`]),
    ...(reseller === undefined ? [] : [sql`newest.reseller_name ilike ${pattern}`]),
  ];
  return sql.join([sql`true`, ...conditions], sql` and `);
}
