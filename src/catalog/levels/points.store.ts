/** The SQL of points: what an agreement's sites have ordered, and the levels that follow. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Instant, LocalDate } from "../../platform/dates.ts";
import type { Level } from "./levels.data.ts";

export interface AgreementLevel {
  readonly agreementId: string;
  readonly number: string;
  /** Of its customer: it decides the zone in which the agreement's days are counted. */
  readonly country: string;
  /** Of all its sites' orders the first day. */
  readonly firstOrderedOn: LocalDate;
  /** The newest that was said. */
  readonly level: Level;
  readonly validFrom: LocalDate;
}

/** The agreements under which something was ordered, by id, from after one. */
export async function listAgreementLevels(
  { query }: VendorScope,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<AgreementLevel[]> {
  const { rows } = await sql<AgreementLevel>`
    select agreement.id as agreement_id, agreement.number, customer.country, sites.first_ordered_on, newest.level,
           newest.valid_from
      from agreements agreement
      join customers customer on customer.id = agreement.customer_id
      join lateral (select min(site.first_ordered_on) as first_ordered_on
                      from sites site
                     where site.agreement_id = agreement.id) sites on sites.first_ordered_on is not null
      join lateral (select level, valid_from
                      from agreement_levels levels
                     where levels.agreement_id = agreement.id
                     order by valid_from desc
                     limit 1) newest on true
     where agreement.id > ${after}
     order by agreement.id
     limit ${limit}`.execute(query);
  return rows;
}

export interface OrderPoints {
  readonly agreementId: string;
  readonly country: string;
  readonly orderedOn: LocalDate;
  readonly bookedAt: Instant;
  readonly points: number;
}

/** The points of each order of these agreements' sites since a day. */
export async function listOrderPoints(
  query: VendorScope["query"],
  agreementIds: readonly string[],
  since: LocalDate,
): Promise<OrderPoints[]> {
  const { rows } = await sql<OrderPoints>`
    select site.agreement_id, site.country, ordered.ordered_on, ordered.booked_at,
           sum(line.quantity::bigint * part.points) as points
      from sites site
      join orders ordered on ordered.site_id = site.id and ordered.ordered_on >= ${since}
      join order_lines line on line.site_id = ordered.site_id and line.order_id = ordered.id
      join parts part on part.number = line.part_number and part.points > 0
     where site.agreement_id = any(${[...agreementIds]}::text[])
     group by site.agreement_id, site.country, ordered.site_id, ordered.id, ordered.ordered_on, ordered.booked_at`.execute(
    query,
  );
  return rows.map((row) => ({ ...row, points: Number(row.points) }));
}

/** One refresh at a time, in every process; held until the transaction ends. */
export async function lockLevels({ query }: VendorScope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('carnet.levels'))`.execute(query);
}

export interface LevelDue {
  readonly agreementId: string;
  readonly validFrom: LocalDate;
  readonly level: Level;
}

/** Of several of one agreement the last is the one it has now. */
export async function insertLevels({ query }: VendorScope, due: readonly LevelDue[]): Promise<void> {
  const ids = due.map(({ agreementId }) => agreementId);
  const days = due.map(({ validFrom }) => validFrom);
  const levels = due.map(({ level }) => level);
  await sql`
    insert into agreement_levels (agreement_id, valid_from, level, source)
    select agreement_id, valid_from, level, 'points'
      from unnest(${ids}::text[], ${days}::date[], ${levels}::text[]) due(agreement_id, valid_from, level)
        on conflict (agreement_id, valid_from) do update set level = excluded.level, source = excluded.source`.execute(
    query,
  );
  await sql`
    update agreements agreement
       set level = newest.level
      from (select distinct on (agreement_id) agreement_id, level
              from unnest(${ids}::text[], ${days}::date[], ${levels}::text[]) due(agreement_id, valid_from, level)
             order by agreement_id, valid_from desc) newest
     where newest.agreement_id = agreement.id`.execute(query);
}

/** The first day of all orders of an agreement's sites; null when there is none, or when no part has points. */
export async function findFirstOrder({ query }: VendorScope, agreementId: string): Promise<LocalDate | null> {
  const { rows } = await sql<{ firstOrderedOn: LocalDate | null }>`
    select min(first_ordered_on) as first_ordered_on
      from sites
     where agreement_id = ${agreementId}
       and exists (select from parts where points > 0)`.execute(query);
  return rows[0]?.firstOrderedOn ?? null;
}
