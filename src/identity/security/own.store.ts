/** The SQL of one's own sessions: seen, ended, proved anew. Beside `sessions/store.ts` the only one that writes them. */
import { sql } from "kysely";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Strength } from "../sessions/store.ts";

export interface OwnSessionRow {
  readonly id: string;
  readonly strength: Strength;
  readonly startedAt: Instant;
  readonly lastSeenAt: Instant;
  readonly address: string | null;
  readonly agent: string | null;
}

/** What still lasts, the one used last first. */
export async function listSessions(
  query: Query,
  personId: string,
  { now, idleMinutes, limit }: { now: Date; idleMinutes: number; limit: number },
): Promise<OwnSessionRow[]> {
  const { rows } = await sql<OwnSessionRow>`
    select id, strength, started_at, last_seen_at, address, agent
      from sessions
     where person_id = ${personId}
       and expires_at > ${now}::timestamptz
       and last_seen_at > ${now}::timestamptz - make_interval(mins => ${idleMinutes}::int)
     order by last_seen_at desc, id
     limit ${limit}`.execute(query);
  return rows;
}

/** False when the person has no such session. */
export async function deleteOwnSession(query: Query, personId: string, id: string): Promise<boolean> {
  const row = await query
    .deleteFrom("sessions")
    .where("personId", "=", personId)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** How many ended. */
export async function deleteOtherSessions(query: Query, personId: string, id: string): Promise<number> {
  const rows = await query
    .deleteFrom("sessions")
    .where("personId", "=", personId)
    .where("id", "!=", id)
    .returning("id")
    .execute();
  return rows.length;
}

export async function findOwnSession(query: Query, id: string) {
  return query
    .selectFrom("sessions")
    .select(["strength", "provedAt"])
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The session goes on under a new token: whoever holds the old one holds nothing. Null leaves a value as it is. */
export async function renewToken(
  query: Query,
  id: string,
  next: { tokenHash: Buffer; strength: Strength | null; provedAt: Date | null },
): Promise<boolean> {
  const { rows } = await sql`
    update sessions
       set token_hash = ${next.tokenHash},
           strength = coalesce(${next.strength}, strength),
           proved_at = coalesce(${next.provedAt}::timestamptz, proved_at)
     where id = ${id}
    returning id`.execute(query);
  return rows.length > 0;
}
