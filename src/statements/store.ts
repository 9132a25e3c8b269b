/** The SQL of a site's history. Reads the events that every module writes, and writes nothing. */
import { sql } from "kysely";
import type { SiteScope } from "../access/index.ts";
import type { Actor } from "../platform/context.ts";
import type { Instant } from "../platform/dates.ts";
import type { Place } from "../platform/http/place.ts";

export interface SiteEvent {
  readonly position: number;
  readonly id: string;
  readonly name: string;
  readonly actor: Actor;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly address: string | null;
  readonly at: Instant;
}

export interface HistoryQuestion {
  /** Only what this person did; null: what anybody did. */
  readonly personId: string | null;
  readonly after: Place | null;
  readonly limit: number;
}

/** One more than `limit`, when there are so many, the newest first. */
export async function listSiteEvents(
  { query, siteId }: SiteScope,
  { personId, after, limit }: HistoryQuestion,
): Promise<SiteEvent[]> {
  const own = personId === null ? sql`` : sql`and actor ->> 'personId' = ${personId}`;
  const place = after === null ? sql`` : sql`and position < ${after.value}::bigint`;
  const { rows } = await sql<SiteEvent>`
    select position, id, name, actor, facts, address, at
      from events
     where site_id = ${siteId} ${own} ${place}
     order by position desc
     limit ${limit + 1}`.execute(query);
  return rows;
}

/** How many there are, counted no further than `most`. */
export async function countSiteEvents(
  { query, siteId }: SiteScope,
  personId: string | null,
  most: number,
): Promise<number> {
  const own = personId === null ? sql`` : sql`and actor ->> 'personId' = ${personId}`;
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found
      from (select from events where site_id = ${siteId} ${own} limit ${most}) counted`.execute(query);
  return rows[0]?.found ?? 0;
}
