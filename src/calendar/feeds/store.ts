/** The SQL of the addresses by which calendars read a person's dates. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";

export interface CalendarFeed {
  readonly id: string;
  readonly name: string;
  readonly madeAt: Instant;
  readonly readAt: Instant | null;
}

export async function insertFeed(
  { query }: VendorScope,
  feed: { id: string; personId: string; name: string; tokenHash: Buffer; madeAt: Date },
): Promise<void> {
  await sql`
    insert into calendar_feeds (id, person_id, name, token_hash, made_at)
    values (${feed.id}, ${feed.personId}, ${feed.name}, ${feed.tokenHash}, ${feed.madeAt})`.execute(query);
}

/** Those in force, the newest first, from before an id. */
export async function listFeeds(
  { query }: VendorScope,
  { personId, before, limit }: { personId: string; before: string | null; limit: number },
): Promise<CalendarFeed[]> {
  const { rows } = await sql<CalendarFeed>`
    select id, name, made_at, read_at
      from calendar_feeds
     where person_id = ${personId}
       and revoked_at is null
       and (${before}::text is null or id < ${before})
     order by id desc
     limit ${limit}`.execute(query);
  return rows;
}

/** Its name; undefined when the person has no such feed in force. */
export async function revokeFeed(
  { query }: VendorScope,
  { id, personId, at }: { id: string; personId: string; at: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    update calendar_feeds
       set revoked_at = ${at}::timestamptz
     where id = ${id}
       and person_id = ${personId}
       and revoked_at is null
    returning name`.execute(query);
  return rows[0]?.name;
}

export interface ReadFeed {
  readonly id: string;
  readonly personId: string;
  readonly madeAt: Instant;
  readonly language: Language;
}

/** Of a person who is still here; undefined for what was revoked or never was. */
export async function findFeed({ query }: VendorScope, tokenHash: Buffer): Promise<ReadFeed | undefined> {
  const { rows } = await sql<ReadFeed>`
    select feed.id, feed.person_id, feed.made_at, person.language
      from calendar_feeds feed
      join people person on person.id = feed.person_id and person.state = 'active'
     where feed.token_hash = ${tokenHash}
       and feed.revoked_at is null`.execute(query);
  return rows[0];
}

/** Noted once a minute at most: a calendar program asks often. */
export async function updateReadAt(
  { query }: VendorScope,
  { id, at }: { id: string; at: Date },
): Promise<void> {
  await sql`
    update calendar_feeds
       set read_at = ${at}::timestamptz
     where id = ${id}
       and (read_at is null or read_at < ${at}::timestamptz - interval '1 minute')`.execute(query);
}
