/**
 * What happened, in the transaction in which it happened: the audit trail and the source of every history.
 *
 * Insert-only. The database links each event to the one before it in the chain of its site, else of its person, else of
 * the vendor. The chain's head stays locked until the transaction ends, so emit last.
 */
import { type RawBuilder, sql } from "kysely";
import type { Actor, Context } from "./context.ts";
import type { Query } from "./database.ts";
import type { Instant } from "./dates.ts";
import { newId } from "./id.ts";

declare module "./database.ts" {
  interface Tables {
    events: {
      position: number;
      id: string;
      name: string;
      siteId: string | null;
      personId: string | null;
      actor: Actor;
      facts: Record<string, unknown>;
      requestId: string | null;
      address: string | null;
      at: Instant;
    };
  }
}

export interface Happening {
  /** `noun.past-participle`, such as `order.booked`. */
  readonly name: string;
  /** Whose history shows it. Null: the vendor's or the person's own. */
  readonly siteId?: string | null;
  /** Whom it concerns, when it is no site's matter. */
  readonly personId?: string | null;
  /** What a reader needs to understand it. Never a secret. */
  readonly facts?: Record<string, unknown>;
}

/** `beside`: what is written in the same statement; nobody may wait for it, for the chain's head is locked before. */
export async function emit(
  query: Query,
  context: Context,
  happening: Happening,
  beside: readonly RawBuilder<unknown>[] = [],
): Promise<void> {
  await emitAll(query, context, [happening], beside);
}

/** Several in one statement; each follows the one before it in its chain. */
export async function emitAll(
  query: Query,
  context: Context,
  happenings: readonly Happening[],
  beside: readonly RawBuilder<unknown>[] = [],
): Promise<void> {
  if (happenings.length === 0) return;
  const ids = happenings.map(() => newId("event", context.now));
  const sites = happenings.map(({ siteId }) => siteId ?? null);
  const people = happenings.map(({ personId }) => personId ?? null);
  await sql`${writtenBeside(beside)}
    insert into events (id, name, site_id, person_id, actor, facts, request_id, address, at)
    select id, name, site_id, person_id, ${jsonOf(context.actor)}::jsonb, facts, ${context.requestId}, ${context.address},
           ${context.now}::timestamptz
      from unnest(${ids}::text[], ${happenings.map(({ name }) => name)}::text[], ${sites}::text[], ${people}::text[],
                  ${happenings.map(({ facts }) => jsonOf(facts ?? {}))}::jsonb[])
           with ordinality as fresh (id, name, site_id, person_id, facts, place)
     order by place`.execute(query);
}

function writtenBeside(statements: readonly RawBuilder<unknown>[]) {
  if (statements.length === 0) return sql``;
  return sql`with ${sql.join(statements.map((each, at) => sql`${sql.raw(`beside${at}`)} as (${each})`))}`;
}

/** A refused request may have said anything; a NUL or half a surrogate pair must not keep it from the audit trail. */
function jsonOf(value: object): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === "string" ? part.toWellFormed().replaceAll("\0", "\u{FFFD}") : part,
  );
}

export interface PastEvent {
  readonly position: number;
  readonly id: string;
  readonly name: string;
  readonly actor: Actor;
  readonly facts: Record<string, unknown>;
  readonly at: Instant;
}

/** A site's events, newest first, from before a position. Row-level security keeps other sites' away. */
export async function listEvents(
  query: Query,
  of: { siteId: string; before: number | null; limit: number },
): Promise<PastEvent[]> {
  return query
    .selectFrom("events")
    .select(["position", "id", "name", "actor", "facts", "at"])
    .where("siteId", "=", of.siteId)
    .$if(of.before !== null, (page) => page.where("position", "<", of.before ?? 0))
    .orderBy("position", "desc")
    .limit(of.limit)
    .execute();
}

export interface BrokenLink {
  readonly chain: string;
  readonly link: number;
}

/**
 * The first link of each chain that was changed or is missing, at its end too. None: nothing was changed. Needs the
 * reach of the vendor. It notices all that the portal's role and a careless owner can do; whoever owns the database and
 * also rewrites the heads is noticed only by comparing with a backup.
 */
export async function listBrokenLinks(query: Query): Promise<BrokenLink[]> {
  const { rows } = await sql<BrokenLink>`
    with linked as (
      select event.chain, event.link, event.hash = event_hash(event) as is_intact, event.previous_hash,
             lag(event.hash) over following as hash_before, lag(event.link) over following as link_before
        from events event
      window following as (partition by event.chain order by event.link)),
    last as (
      select distinct on (chain) chain, link, hash from events order by chain, link desc),
    broken as (
      select chain, link
        from linked
       where not is_intact or link <> coalesce(link_before, 0) + 1
          or previous_hash <> coalesce(hash_before, ''::bytea)
       union all
      select coalesce(head.chain, last.chain),
             case when head.link = last.link then head.link
                  else least(coalesce(head.link, 0), coalesce(last.link, 0)) + 1 end
        from event_heads() head full join last on last.chain = head.chain
       where head.hash is distinct from last.hash or head.link is distinct from last.link)
    select chain, min(link)::int as link from broken group by chain order by chain`.execute(query);
  return rows;
}

/** How many events the chains hold: what a check has looked at. */
export async function countEvents(query: Query): Promise<number> {
  const { rows } = await sql<{ events: number }>`select count(*) as events from events`.execute(query);
  return rows[0]?.events ?? 0;
}
