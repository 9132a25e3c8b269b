/**
 * The SQL of seats and leases. Whoever takes or gives back a seat locks the key's row of `seats` first, then leases; who
 * renews locks the lease alone. Source: BAR 6, 12.
 */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Lease, LeaseKind } from "./lease.data.ts";
import { LEASE, millis } from "./lease.store.ts";

export interface SeatedKey {
  readonly siteId: string;
  readonly keyId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly version: string | null;
  readonly coveredThrough: LocalDate | null;
  /** Milliseconds; null: the right never ends. */
  readonly keyEnds: number | null;
  readonly lock: "node-locked" | "floating";
  readonly quantity: number;
  readonly used: number;
  readonly seenAt: number | null;
  readonly isOpen: boolean;
  readonly leaseSeconds: number;
  readonly borrowDays: number;
}

const SEATED = sql`seats.site_id, seats.license_key_id as key_id, key.product_code, key.product_name, key.version,
           key.covered_through, ${millis("key.expires_at")} as key_ends, seats.lock, seats.quantity, seats.used,
           ${millis("seats.seen_at")} as seen_at, seats.ended_at is null as is_open,
           coalesce(own.lease_seconds, 600) as lease_seconds, coalesce(own.borrow_days, 7) as borrow_days`;
const FROM_KEY = sql`license_keys key
      join seats on seats.site_id = key.site_id and seats.license_key_id = key.id
      left join key_schemes own on own.product_code = key.product_code`;

/** Locked: nobody else takes or gives back a seat of this key until the end. Undefined for a key of a file. */
export async function lockSeats({ query, siteId }: SiteScope, keyId: string): Promise<SeatedKey | undefined> {
  const { rows } = await sql<SeatedKey>`
    select ${SEATED} from ${FROM_KEY}
     where key.site_id = ${siteId} and key.id = ${keyId}
       for no key update of seats`.execute(query);
  return rows[0];
}

export async function findSeats({ query, siteId }: SiteScope, keyId: string): Promise<SeatedKey | undefined> {
  const { rows } = await sql<SeatedKey>`
    select ${SEATED} from ${FROM_KEY} where key.site_id = ${siteId} and key.id = ${keyId}`.execute(query);
  return rows[0];
}

export interface Questioner {
  readonly keyId: string;
  readonly machine: string;
  readonly nonce: string;
  readonly attempt: string;
}

export interface Found {
  readonly used: number;
  readonly ahead: number;
  readonly waiting: number;
  readonly contestedId: string | null;
  readonly nextFreeAt: number | null;
}

/**
 * Frees the seats of leases that ran out, notes the hour, and tells who waits before this one: whoever came earlier, or
 * all when this one has no place yet. The seats are locked.
 */
export async function sweep(
  { query, siteId }: SiteScope,
  { keyId, machine, nonce }: Omit<Questioner, "attempt">,
  { now, forgottenAt }: { now: Date; forgottenAt: Date },
): Promise<Found> {
  const { rows } = await sql<Found>`
    with swept as (
      update leases
         set state = 'expired', ended_at = expires_at
       where site_id = ${siteId}
         and license_key_id = ${keyId}
         and state in ('live', 'contested')
         and expires_at <= ${now}
      returning id),
    gone as (
      delete from lease_tickets where site_id = ${siteId} and license_key_id = ${keyId} and asked_at < ${forgottenAt}
      returning id),
    freed as (
      update seats
         set used = used - (select count(*) from swept)::int, seen_at = greatest(seen_at, ${now})
       where site_id = ${siteId}
         and license_key_id = ${keyId}
      returning used),
    waiting as (
      select place, machine = ${machine} and nonce = ${nonce} as is_mine
        from lease_tickets
       where site_id = ${siteId}
         and license_key_id = ${keyId}
         and asked_at >= ${forgottenAt})
    select freed.used,
           (select count(*)::int from waiting
             where not is_mine and place < coalesce((select place from waiting where is_mine), place + 1)) as ahead,
           (select count(*)::int from waiting where not is_mine) as waiting,
           (select id from leases
             where site_id = ${siteId} and license_key_id = ${keyId} and machine = ${machine}
               and state = 'contested' and expires_at > ${now}
             order by expires_at, id limit 1) as contested_id,
           (select ${millis("expires_at")} from leases
             where site_id = ${siteId} and license_key_id = ${keyId} and state in ('live', 'contested')
               and expires_at > ${now}
             order by expires_at limit 1) as next_free_at
      from freed`.execute(query);
  const [found] = rows;
  if (found === undefined) throw new Error("seats were swept that are not there");
  return found;
}

export interface Crowd {
  readonly quantity: number;
  readonly used: number;
  readonly waiting: number;
  readonly nextFreeAt: number | null;
}

/**
 * Without a lock: whether, at this moment, every seat is held by a lease that goes on, and for which of these questioners
 * there is nothing of theirs to find. Whoever is told so was refused at that moment, whatever comes after. By their places.
 */
export async function findFull(
  { query, siteId }: SiteScope,
  { keyId, asked, now }: { keyId: string; asked: readonly Omit<Questioner, "keyId">[]; now: Date },
): Promise<readonly (Crowd & { readonly place: number })[]> {
  const { rows } = await sql<Crowd & { place: number }>`
    select asked.place::int, seats.quantity, seats.used, ${millis("first.expires_at")} as next_free_at,
           (select count(*)::int from lease_tickets
             where site_id = ${siteId} and license_key_id = ${keyId}
               and asked_at >= ${now}::timestamptz - interval '30 seconds') as waiting
      from seats,
           lateral (select expires_at
                      from leases
                     where site_id = ${siteId} and license_key_id = ${keyId} and state in ('live', 'contested')
                     order by expires_at
                     limit 1) first,
           unnest(${asked.map(({ machine }) => machine)}::text[], ${asked.map(({ nonce }) => nonce)}::text[],
                  ${asked.map(({ attempt }) => attempt)}::text[]) with ordinality as asked (machine, nonce, attempt, place)
     where seats.site_id = ${siteId}
       and seats.license_key_id = ${keyId}
       and seats.lock = 'floating'
       and seats.ended_at is null
       and seats.used >= seats.quantity
       and first.expires_at > greatest(seats.seen_at, ${now})
       and not exists (select from leases own
                        where own.site_id = ${siteId} and own.license_key_id = ${keyId} and own.machine = asked.machine
                          and (own.state = 'contested'
                               or (own.nonce = asked.nonce and own.checkout_attempt = asked.attempt)))
       and not exists (select from lease_tickets own
                        where own.site_id = ${siteId} and own.license_key_id = ${keyId} and own.machine = asked.machine
                          and own.nonce = asked.nonce)`.execute(query);
  return rows;
}

export async function findSame(
  { query, siteId }: SiteScope,
  { keyId, machine, nonce, attempt }: Questioner,
): Promise<Lease | undefined> {
  const { rows } = await sql<Lease>`
    select ${LEASE}
      from leases lease
     where lease.site_id = ${siteId}
       and lease.license_key_id = ${keyId}
       and lease.machine = ${machine}
       and lease.nonce = ${nonce}
       and lease.checkout_attempt = ${attempt}`.execute(query);
  return rows[0];
}

export interface NewLease {
  readonly id: string;
  readonly kind: LeaseKind;
  readonly lastsSeconds: number;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** The seat and its lease in one statement, and the place in the queue given up. False when there is no seat after all. */
export async function takeSeat(
  { query, siteId }: SiteScope,
  { keyId, machine, nonce, attempt }: Questioner,
  lease: NewLease,
  replaced: string | null,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    with ended as (
      update leases
         set state = 'ended', ended_at = ${lease.issuedAt}, ended_because = 'replaced'
       where site_id = ${siteId}
         and id = ${replaced}
         and license_key_id = ${keyId}
         and state = 'contested'
      returning id),
    taken as (
      update seats
         set used = used + 1 - (select count(*) from ended)::int
       where site_id = ${siteId}
         and license_key_id = ${keyId}
         and ended_at is null
         and used - (select count(*) from ended)::int < quantity
      returning license_key_id),
    served as (
      delete from lease_tickets
       where site_id = ${siteId} and license_key_id = ${keyId} and machine = ${machine} and nonce = ${nonce})
    insert into leases (site_id, id, license_key_id, machine, nonce, checkout_attempt, attempt, kind, lasts_seconds,
                        started_at, issued_at, expires_at)
    select ${siteId}, ${lease.id}, license_key_id, ${machine}, ${nonce}, ${attempt}, ${attempt}, ${lease.kind},
           ${lease.lastsSeconds}::int, ${lease.issuedAt}::timestamptz, ${lease.issuedAt}::timestamptz, ${lease.expiresAt}::timestamptz
      from taken`.execute(query);
  return numAffectedRows === 1n;
}

/** A place in the queue: the one that the program has, or the last. */
export async function upsertTicket(
  { query, siteId }: SiteScope,
  { keyId, machine, nonce }: Omit<Questioner, "attempt">,
  { id, now }: { id: string; now: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into lease_tickets (site_id, id, license_key_id, machine, nonce, since, asked_at)
    values (${siteId}, ${id}, ${keyId}, ${machine}, ${nonce}, ${now}, ${now})
        on conflict on constraint lease_tickets_once do update set asked_at = excluded.asked_at
    returning id`.execute(query);
  return rows[0]?.id ?? id;
}
