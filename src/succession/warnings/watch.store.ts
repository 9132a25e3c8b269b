/** The SQL of the daily look: how each site stands, and the warnings, whose rows last as long as their causes. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant, LocalDate } from "../../platform/dates.ts";
import type { Cause, Watched } from "../rules.ts";

/** Sites whose place was taken once, by id. */
export async function listWatchedSites(
  { query }: VendorScope,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from sites where primary_state <> 'unclaimed' and id > ${after} order by id limit ${limit}`.execute(
    query,
  );
  return rows.map(({ id }) => id);
}

export interface Standing extends Omit<Watched, "isBouncing"> {
  readonly email: string | null;
}

/** Reads what `agreements`, `access` and `identity` write; undefined for a site that nobody has come into. */
export async function findStanding(
  { query, siteId }: SiteScope,
  today: LocalDate,
): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select person.id as primary_id, person.email,
           case when person.id is not null then coalesce(held.last_seen_on, held.granted_at::date) end as last_seen_on,
           exists (select from access_grants other
                     join people second on second.id = other.person_id
                    where other.site_id = site.id
                      and other.role = 'secondary'
                      and other.manage_access = 'update'
                      and (other.valid_through is null or other.valid_through >= ${today}::date)
                      and second.state = 'active') as has_second_administrator
      from sites site
      left join access_grants held on held.site_id = site.id and held.role = 'primary'
      left join people person on person.id = held.person_id and person.state <> 'disabled'
     where site.id = ${siteId}
       and site.primary_state <> 'unclaimed'`.execute(query);
  return rows[0];
}

export interface Warning {
  readonly cause: Cause;
  /** The site's day on which it was found. */
  readonly since: LocalDate;
  readonly escalatedAt: Instant | null;
}

/** A site's warnings, the gravest first. */
export async function listWarnings({ query, siteId }: SiteScope): Promise<Warning[]> {
  const { rows } = await sql<Warning>`
    select cause, since, escalated_at
      from site_warnings
     where site_id = ${siteId}
     order by array_position(array['no-primary', 'mail-bounces', 'primary-unseen', 'no-second-administrator'], cause)`.execute(
    query,
  );
  return rows;
}

/** The causes that were not there before. */
export async function insertWarnings(
  { query, siteId }: SiteScope,
  { causes, since, at }: { causes: readonly Cause[]; since: LocalDate; at: Date },
): Promise<Cause[]> {
  const { rows } = await sql<{ cause: Cause }>`
    insert into site_warnings (site_id, cause, since, told_at)
    select ${siteId}, cause, ${since}::date, ${at}::timestamptz from unnest(${[...causes]}::text[]) cause
        on conflict (site_id, cause) do nothing
    returning cause`.execute(query);
  return rows.map(({ cause }) => cause);
}

/** The causes that are gone. */
export async function deleteWarnings(
  { query, siteId }: SiteScope,
  { except }: { except: readonly Cause[] },
): Promise<Cause[]> {
  const { rows } = await sql<{ cause: Cause }>`
    delete from site_warnings
     where site_id = ${siteId}
       and cause <> all(${[...except]}::text[])
    returning cause`.execute(query);
  return rows.map(({ cause }) => cause);
}

/** True once for each cause: then it goes to the desk. */
export async function updateEscalated(
  { query, siteId }: SiteScope,
  cause: Cause,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update site_warnings
       set escalated_at = ${at}
     where site_id = ${siteId}
       and cause = ${cause}
       and escalated_at is null
    returning cause`.execute(query);
  return rows.length === 1;
}
