/**
 * The SQL of sessions and of the sign-in lock. This module alone writes both.
 *
 * Who sends a request is one look: it reads `staff_members` and `api_keys` too, which `staff` writes, because every
 * request pays for it.
 */
import type { ColumnType } from "kysely";
import { sql } from "kysely";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";

type Moment = ColumnType<Instant, Date, Date>;

/** How somebody signed in. Two factors, or a passkey, are strong. */
export type Strength = "password" | "two-factor" | "passkey" | "sso";

declare module "../../platform/database.ts" {
  interface Tables {
    sessions: {
      id: string;
      tokenHash: Buffer;
      strength: Strength;
      provedAt: Moment;
      personId: string;
      startedAt: Moment;
      lastSeenAt: Moment;
      expiresAt: Moment;
      address: string | null;
      agent: string | null;
    };
  }
}

export interface SessionRow {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly strength: Strength;
  readonly provedAt: Date;
  readonly personId: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly address: string | null;
  readonly agent: string | null;
}

export interface Visitor {
  readonly personId: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly country: string;
  readonly language: Language;
  readonly staffRole: string | null;
  readonly sessionId: string;
  readonly strength: Strength;
}

interface Idle {
  readonly minutes: number;
  readonly staffMinutes: number;
}

/** Whose session it is, if it lasts; notes at most once a minute that it is used. */
export async function findVisitor(
  query: Query,
  tokenHash: Buffer,
  { now, idle }: { now: Date; idle: Idle },
): Promise<Visitor | undefined> {
  const { rows } = await sql<Visitor & { isDue: boolean }>`
    select person.id as person_id, person.email, person.given_name, person.family_name, person.country, person.language,
           staff.role as staff_role, session.id as session_id, session.strength,
           session.last_seen_at <= ${now}::timestamptz - interval '1 minute' as is_due
      from sessions session
      join people person on person.id = session.person_id and person.state = 'active'
      left join staff_members staff on staff.person_id = person.id
     where session.token_hash = ${tokenHash}
       and session.expires_at > ${now}::timestamptz
       and session.last_seen_at > ${now}::timestamptz - make_interval(mins =>
             case when staff.role is null then ${idle.minutes}::int else ${idle.staffMinutes}::int end)`.execute(
    query,
  );
  const [found] = rows;
  if (found === undefined) return undefined;
  const { isDue, ...visitor } = found;
  if (isDue) await updateSeen(query, tokenHash, now);
  return visitor;
}

async function updateSeen(query: Query, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`
    update sessions
       set last_seen_at = ${now}::timestamptz
     where token_hash = ${tokenHash}
       and last_seen_at <= ${now}::timestamptz - interval '1 minute'`.execute(query);
}

/** The API key that is this secret, if it is in force; notes at most once a minute that it is used. */
export async function findProgram(
  query: Query,
  secretHash: Buffer,
  now: Date,
): Promise<{ id: string; scopes: string[] } | undefined> {
  const { rows } = await sql<{ id: string; scopes: string[] }>`
    with held as (
      select id, scopes, last_used_at
        from api_keys
       where secret_hash = ${secretHash}
         and revoked_at is null
         and (expires_at is null or expires_at > ${now}::timestamptz)),
    used as (
      update api_keys
         set last_used_at = ${now}::timestamptz
        from held
       where api_keys.id = held.id
         and (held.last_used_at is null or held.last_used_at <= ${now}::timestamptz - interval '1 minute'))
    select id, scopes from held`.execute(query);
  return rows[0];
}

export async function insertSession(query: Query, session: SessionRow): Promise<void> {
  await query.insertInto("sessions").values(session).execute();
}

/** Whose session it was; undefined when there is none. */
export async function deleteSession(query: Query, tokenHash: Buffer): Promise<string | undefined> {
  const row = await query
    .deleteFrom("sessions")
    .where("tokenHash", "=", tokenHash)
    .returning("personId")
    .executeTakeFirst();
  return row?.personId;
}

/** Ends a person's sessions, all or all but one. */
export async function deleteSessions(query: Query, personId: string, but: Buffer | null): Promise<void> {
  await sql`
    delete from sessions
     where person_id = ${personId}
       and token_hash is distinct from ${but}::bytea`.execute(query);
}

/** The very first sign-in is no news to anybody. */
export async function hasSignedInBefore(query: Query, personId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from events where person_id = ${personId} and site_id is null and name = 'session.started')
        as has`.execute(query);
  return rows[0]?.has ?? false;
}

export async function deleteOldSessions(query: Query, now: Date): Promise<void> {
  await sql`delete from sessions where expires_at <= ${now}::timestamptz`.execute(query);
}

/** How many failures there are now, this one among them; undefined when no try may begin. */
export async function reserveTry(
  query: Query,
  addressHash: Buffer,
  { now, most, lockMinutes }: { now: Date; most: number; lockMinutes: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ failures: number }>`
    insert into sign_in_locks as mine (address_hash, failures, locked_until, tried_at, checking_until)
    values (${addressHash}, 1, null, ${now}, clock_timestamp() + interval '1 minute')
        on conflict (address_hash) do update
       set failures = case when mine.failures < ${most} then mine.failures + 1 else 1 end,
           locked_until = case when mine.failures + 1 = ${most}
                               then ${now}::timestamptz + make_interval(mins => ${lockMinutes}::int) end,
           tried_at = excluded.tried_at,
           checking_until = excluded.checking_until
     where (mine.locked_until is null or mine.locked_until <= ${now}::timestamptz)
       and (mine.checking_until is null or mine.checking_until < clock_timestamp())
    returning failures`.execute(query);
  return rows[0]?.failures;
}

/** Whether the address is locked; false while another try is being compared, which decides it. */
export async function isLocked(query: Query, addressHash: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql<{ isLocked: boolean }>`
    select locked_until > ${now}::timestamptz
           and (checking_until is null or checking_until < clock_timestamp()) as is_locked
      from sign_in_locks
     where address_hash = ${addressHash}`.execute(query);
  return rows[0]?.isLocked ?? false;
}

/** The try failed and counts: the next one may begin. */
export async function keepFailure(query: Query, addressHash: Buffer): Promise<void> {
  await sql`
    update sign_in_locks set checking_until = null where address_hash = ${addressHash}`.execute(query);
}

/** The try was never compared and does not count. */
export async function giveTryBack(query: Query, addressHash: Buffer): Promise<void> {
  await sql`
    update sign_in_locks
       set failures = failures - 1, locked_until = null, checking_until = null
     where address_hash = ${addressHash}`.execute(query);
}

/** The try succeeded, or a mail proved the mailbox: nothing counts any more. How many counted something. */
export async function deleteLocks(query: Query, addressHashes: readonly Buffer[]): Promise<number> {
  const { rows } = await sql`
    delete from sign_in_locks where address_hash = any(${addressHashes}::bytea[]) returning failures`.execute(
    query,
  );
  return rows.length;
}

/** Failures that nobody followed up for a day no longer count as consecutive. */
export async function deleteOldLocks(query: Query, now: Date): Promise<void> {
  await sql`
    delete from sign_in_locks where tried_at <= ${now}::timestamptz - interval '1 day'`.execute(query);
}
