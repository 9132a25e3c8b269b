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
           counts.line_count, counts.ordered_count, counts.lapsed_count,
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

/**
 * What is offered, deferred, ordered and lapsed, by month of the renewal date, currency and stage. A quote whose lines
 * are all in one state is worth what its version says; only of the others are the lines looked at, each in the newest
 * version that has it.
 */
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
  // A join over three columns is taken for one row: nested loops over hundreds of thousands would follow.
  await sql`set local enable_nestloop = off`.execute(query);
  const { rows } = await sql<StageValue>`
    with chosen as materialized (
      select quote.site_id, quote.id, quote.version, quote.state, newest.due_on, newest.currency, newest.amount,
             date_trunc('month', quote.renewal_on)::date as month
        ${QUOTES}
       where ${filtered(filter)}
         and quote.renewal_on between ${from}::date and ${through}::date),
    counted as materialized (
      select offer.site_id, offer.quote_id, count(*) as lines,
             count(*) filter (where offer.state = 'open') as open_count,
             count(*) filter (where offer.state = 'deferred') as deferred_count,
             count(*) filter (where offer.state = 'ordered') as ordered_count,
             count(*) filter (where offer.state = 'lapsed') as lapsed_count,
             min(offer.covered_from) filter (where offer.state = 'deferred') as first_deferred
        from renewal_offers offer
       where offer.quote_id in (select id from chosen)
       group by offer.site_id, offer.quote_id),
    judged as materialized (
      select quote.site_id, quote.id, quote.version, quote.month, quote.currency, quote.amount,
             ${stageAt(today, sql`quote.due_on`)} as stage,
             case when quote.amount is null or quote.version > 1 then null
                  when counts.open_count = counts.lines then 'open'
                  when counts.deferred_count = counts.lines then 'deferred'
                  when counts.ordered_count = counts.lines then 'ordered'
                  when counts.lapsed_count = counts.lines then 'lapsed' end as whole
        from chosen quote
        join counted counts on counts.site_id = quote.site_id and counts.quote_id = quote.id),
    valued as (
      select month, currency, stage, id, whole as state, amount from judged where whole is not null
       union all
      select quote.month, quote.currency, quote.stage, quote.id, offer.state,
             (select line.amount from renewal_quote_lines line
               where line.site_id = quote.site_id and line.quote_id = quote.id and line.line_id = offer.line_id
               order by line.version desc limit 1)
        from judged quote
        join renewal_offers offer on offer.site_id = quote.site_id and offer.quote_id = quote.id
       where quote.whole is null)
    select month, currency, stage, count(distinct id)::int as quote_count,
           coalesce(sum(amount) filter (where state = 'open'), 0)::bigint as open,
           coalesce(sum(amount) filter (where state = 'deferred'), 0)::bigint as deferred,
           coalesce(sum(amount) filter (where state = 'ordered'), 0)::bigint as ordered,
           coalesce(sum(amount) filter (where state = 'lapsed'), 0)::bigint as lapsed
      from valued
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

const QUOTES = sql`
      from renewal_quotes quote
      join renewal_quote_versions newest
        on newest.site_id = quote.site_id and newest.quote_id = quote.id and newest.version = quote.version
      join sites site on site.id = quote.site_id`;

const COUNTS = sql`
     cross join lateral (
       select count(*)::int as line_count,
              count(*) filter (where offer.state = 'ordered')::int as ordered_count,
              count(*) filter (where offer.state = 'lapsed')::int as lapsed_count,
              min(offer.covered_from) filter (where offer.state = 'deferred') as first_deferred
         from renewal_offers offer
        where offer.site_id = quote.site_id and offer.quote_id = quote.id) counts`;

/** See STAGES. */
function stageAt(today: LocalDate, dueOn: RawBuilder<unknown>): RawBuilder<Stage> {
  return sql<Stage>`
    case when quote.state = 'open' and ${dueOn} <= ${addDays(today, DUE_DAYS)}::date then 'due'
         when quote.state = 'open' then 'sent'
         when quote.state = 'deferred' and counts.first_deferred - 1 <= ${addDays(today, LAPSING_DAYS)}::date
         then 'lapsing'
         when quote.state = 'deferred' then 'deferred'
         when counts.lapsed_count > 0 then 'lapsed'
         when counts.ordered_count > 0 then 'ordered'
         else 'withdrawn' end`;
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
