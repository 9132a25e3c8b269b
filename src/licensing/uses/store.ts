/** The SQL of a key's uses, as its people see them. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";

export interface Use {
  readonly keyId: string;
  /** Of an activation or a lease. */
  readonly useId: string;
  readonly kind: "activation" | "floating" | "borrowed";
  readonly machine: string;
  /** What its people call it; empty for leases. */
  readonly name: string;
  readonly since: string;
  /** Null: until it is taken off. */
  readonly until: string | null;
  /** Two programs have renewed it: neither may, until one checks out anew. */
  readonly isContested: boolean;
}

/** What holds a seat at this hour, the longest ones first; so many of each key. */
export async function listUses(
  { query, siteId }: SiteScope,
  keyIds: readonly string[],
  { now, most }: { now: Date; most: number },
): Promise<Use[]> {
  const { rows } = await sql<Use>`
    select held.key_id, held.use_id, held.kind, held.machine, held.name, held.since, held.until, held.is_contested
      from unnest(${[...new Set(keyIds)]}::text[]) as asked (key_id),
           lateral (select asked.key_id, both_kinds.*
                      from (select id as use_id, 'activation' as kind, machine, name, activated_at as since,
                                   null::timestamptz as until, false as is_contested
                              from activations
                             where site_id = ${siteId} and license_key_id = asked.key_id and ended_at is null
                             union all
                            select id, kind, machine, '', started_at, expires_at, state = 'contested'
                              from leases
                             where site_id = ${siteId} and license_key_id = asked.key_id
                               and state in ('live', 'contested') and expires_at > ${now}) both_kinds
                     order by since, use_id
                     limit ${most}) held
     order by held.key_id, held.since, held.use_id`.execute(query);
  return rows;
}

export interface Queued {
  readonly keyId: string;
  readonly machine: string;
  readonly since: string;
  readonly position: number;
}

export async function listQueued(
  { query, siteId }: SiteScope,
  keyIds: readonly string[],
  forgottenAt: Date,
): Promise<Queued[]> {
  const { rows } = await sql<Queued>`
    select license_key_id as key_id, machine, since,
           (row_number() over (partition by license_key_id order by place))::int as position
      from lease_tickets
     where site_id = ${siteId}
       and license_key_id = any(${[...new Set(keyIds)]}::text[])
       and asked_at >= ${forgottenAt}
     order by license_key_id, place`.execute(query);
  return rows;
}

export interface Counted {
  readonly keyId: string;
  readonly quantity: number;
  readonly used: number;
  readonly borrowedUntil: string | null;
}

/** How many seats are out at this hour, those that ran out and were not swept yet left aside. */
export async function countUses(
  { query, siteId }: SiteScope,
  keyIds: readonly string[],
  now: Date,
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select seats.license_key_id as key_id, seats.quantity,
           seats.used - (select count(*)::int from leases late
                          where late.site_id = ${siteId} and late.license_key_id = seats.license_key_id
                            and late.state in ('live', 'contested') and late.expires_at <= ${now}) as used,
           (select max(expires_at) from leases lent
             where lent.site_id = ${siteId} and lent.license_key_id = seats.license_key_id
               and lent.state in ('live', 'contested') and lent.expires_at > ${now} and lent.kind = 'borrowed') as borrowed_until
      from seats
     where seats.site_id = ${siteId}
       and seats.license_key_id = any(${[...new Set(keyIds)]}::text[])
     order by seats.license_key_id`.execute(query);
  return rows;
}
