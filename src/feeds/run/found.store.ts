/** What a run found, read out of the staging tables before they go. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { StoredFault } from "../store.ts";

export const MOST_FAULTS = 100_000;

/** One feed at a time, in every process; held until the transaction ends. */
export async function lockFeeds({ query }: VendorScope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('carnet.feeds'))`.execute(query);
}

/** More memory for sorting, quick looks at what was staged, and all the time that reading a large file takes between two statements. */
export async function makeRoom({ query }: VendorScope): Promise<void> {
  await sql
    .raw(
      `set local work_mem = '64MB'; set local default_statistics_target = 10;
       set local idle_in_transaction_session_timeout = 0`,
    )
    .execute(query);
}

export interface FoundCounts {
  readonly faults: number;
  readonly warnings: number;
}

export async function countFound({ query }: VendorScope): Promise<FoundCounts> {
  const { rows } = await sql<FoundCounts>`
    select count(*) filter (where not is_warning) as faults, count(*) filter (where is_warning) as warnings
      from staged_faults`.execute(query);
  return rows[0] ?? { faults: 0, warnings: 0 };
}

/** Numbers the first faults and the first warnings by line, in `feed_found`. */
export async function createFound({ query }: VendorScope): Promise<void> {
  await sql`
    create temporary table feed_found on commit drop as
    select place::int, line, field, code, facts, is_warning
      from (select line, field, code, facts, is_warning,
                   row_number() over (partition by is_warning order by line, field, code, facts::text) as place
              from staged_faults) numbered
     where place <= ${MOST_FAULTS}`.execute(query);
}

/** The next ones after one: faults first, then warnings. */
export async function listFound({ query }: VendorScope, after: StoredFault | undefined, limit: number) {
  const { rows } = await sql<StoredFault>`
    select place, line, field, code, facts, is_warning
      from feed_found
     where (is_warning, place) > (${after?.isWarning ?? false}, ${after?.place ?? 0})
     order by is_warning, place
     limit ${limit}`.execute(query);
  return rows;
}

/** For a feed that is applied: what is told of it is kept in the same transaction. */
export async function insertFound({ query }: VendorScope, feedId: string): Promise<void> {
  await sql`
    insert into feed_faults (feed_id, place, line, field, code, facts, is_warning)
    select ${feedId}, place, line, field, code, facts, is_warning
      from feed_found`.execute(query);
}

export interface Touched {
  readonly siteId: string;
  readonly isNew: boolean;
  readonly orders: number;
  /** The first five: named where there are no more. */
  readonly orderNumbers: readonly string[] | null;
}

/** The sites that are new, registered otherwise than before, or have orders that are new or newer; by id. */
export async function listTouchedSites({ query }: VendorScope): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    with touched as (
      select site.id as site_id, known.site_id is null as is_new, 0 as orders, null::text[] as numbers
        from feed_sites staged
        join sites site on site.number = staged.number
        left join feed_known_sites known on known.site_id = site.id
       where coalesce(known.is_changed, true)
       union all
      select site_id, false, count(*), (array_agg(number order by number))[1:5]
        from feed_booked
       where mode in ('new', 'newer')
       group by site_id)
    select site_id, bool_or(is_new) as is_new, sum(orders)::int as orders, max(numbers) as order_numbers
      from touched
     group by site_id
     order by site_id`.execute(query);
  return rows;
}
