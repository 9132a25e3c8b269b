/** The SQL of the desk's work: the list, who has what, notes, decisions. Only the vendor's reach sees these rows. */
import { sql } from "kysely";
import type { Program, VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";
import type { CareKind, Team } from "../queue.rules.ts";
import { CARE_COLUMNS, type CareRequest } from "../queue.store.ts";

export const QUEUE_ORDERS = ["dueAt", "-dueAt", "openedAt", "-openedAt"] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

export interface QueueQuestion {
  /** Those that the agent may see. */
  readonly teams: readonly Team[];
  readonly kind?: CareKind | undefined;
  readonly state: CareRequest["state"] | "all";
  readonly claimed?: "me" | "nobody" | "others" | undefined;
  /** Who asks. */
  readonly me: string | null;
  /** The words of what was typed, folded; none finds all. */
  readonly words: readonly string[];
  /** What was typed as a whole, read as a site number. */
  readonly siteNumber: string | undefined;
  readonly sort: QueueOrder;
  readonly after: Place | null;
  readonly limit: number;
}

/** One more than `limit`, when there are so many. */
export async function listCareRequests({ query }: VendorScope, asked: QueueQuestion): Promise<CareRequest[]> {
  const { kind, state, after } = asked;
  const column = asked.sort.endsWith("dueAt") ? sql`request.due_at` : sql`request.opened_at`;
  const [compared, direction] = asked.sort.startsWith("-") ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const place =
    after === null
      ? sql``
      : sql`and (${column}, request.id) ${compared} (${after.value}::timestamptz, ${after.id})`;
  const { rows } = await sql<CareRequest>`
    select ${CARE_COLUMNS}
      from care_requests request
     where request.team = any(${[...asked.teams]}::text[])
       ${state === "all" ? sql`` : sql`and request.state = ${state}`}
       ${kind === undefined ? sql`` : sql`and request.kind = ${kind}`}
       ${claimedBy(asked)} ${matching(asked)} ${place}
     order by ${column} ${direction}, request.id ${direction}
     limit ${asked.limit + 1}`.execute(query);
  return rows;
}

function claimedBy({ claimed, me }: QueueQuestion) {
  if (claimed === undefined) return sql``;
  if (claimed === "nobody") return sql`and request.claimed_by is null`;
  return claimed === "me" ? sql`and request.claimed_by = ${me}` : sql`and request.claimed_by <> ${me ?? ""}`;
}

/** Each word stands somewhere in the request's number, its site's, or the requester's name or address. */
function matching({ words, siteNumber }: QueueQuestion) {
  if (words.length === 0) return sql``;
  const haystack = sql`lower(normalize(concat_ws(' ', request.id, request.site_number, request.requester_name,
    request.requester_email), NFKC))`;
  const found = words.map((word) => sql`strpos(${haystack}, ${word}) > 0`);
  return sql`and (request.site_number = ${siteNumber ?? null} or (${sql.join(found, sql` and `)}))`;
}

/** Nobody has it, this agent has, or somebody who no longer works for the vendor. */
const FREE_FOR = (by: string) => sql`
  (request.claimed_by is null or request.claimed_by = ${by}
   or not exists (select from staff_members member where member.person_id = request.claimed_by))`;

/** Takes a request that nobody has: of many at once one gets it. */
export async function claimCareRequest(
  { query }: VendorScope,
  { id, teams, by, at }: { id: string; teams: readonly Team[]; by: string; at: Date },
): Promise<CareRequest | undefined> {
  const { rows } = await sql<CareRequest>`
    update care_requests request
       set claimed_by = ${by}, claimed_at = case when claimed_by = ${by} then claimed_at else ${at} end
     where id = ${id}
       and state = 'open'
       and team = any(${[...teams]}::text[])
       and ${FREE_FOR(by)}
    returning ${CARE_COLUMNS}`.execute(query);
  return rows[0];
}

/** Gives it back; with `by` null, whoever has it. */
export async function releaseCareRequest(
  { query }: VendorScope,
  { id, by }: { id: string; by: string | null },
): Promise<CareRequest | undefined> {
  const { rows } = await sql<CareRequest>`
    update care_requests request
       set claimed_by = null, claimed_at = null
     where id = ${id}
       and state = 'open'
       and claimed_by is not null
       and (${by}::text is null or claimed_by = ${by})
    returning ${CARE_COLUMNS}`.execute(query);
  return rows[0];
}

export interface HandOver {
  readonly id: string;
  readonly by: string;
  /** Where the agent saw it: it is not handed on from elsewhere. */
  readonly from: Team;
  readonly team: Team;
  readonly personId: string | null;
  readonly at: Date;
}

/** To another desk or another agent, by whoever has it, or by anybody of its desk while nobody has. */
export async function handOverCareRequest(
  { query }: VendorScope,
  { id, by, from, team, personId, at }: HandOver,
): Promise<CareRequest | undefined> {
  const { rows } = await sql<CareRequest>`
    update care_requests request
       set team = ${team}, claimed_by = ${personId}, claimed_at = case when ${personId}::text is not null then ${at}::timestamptz end
     where id = ${id}
       and state = 'open'
       and team = ${from}
       and ${FREE_FOR(by)}
    returning ${CARE_COLUMNS}`.execute(query);
  return rows[0];
}

export interface Ending {
  readonly id: string;
  readonly by: string;
  readonly at: Date;
  readonly outcome: string;
  readonly reason: string | null;
}

/** The request is this transaction's since it was claimed in it. */
export async function endCareRequest({ query }: VendorScope, end: Ending): Promise<CareRequest | undefined> {
  const { rows } = await sql<CareRequest>`
    update care_requests request
       set state = 'decided', decided_by = ${end.by}, decided_at = ${end.at}, outcome = ${end.outcome},
           reason = ${end.reason}
     where id = ${end.id}
    returning ${CARE_COLUMNS}`.execute(query);
  return rows[0];
}

export interface CareNote {
  readonly id: string;
  readonly authorId: string;
  readonly text: string;
  readonly writtenAt: Instant;
}

export async function insertNote(
  { query }: VendorScope,
  note: { id: string; requestId: string; authorId: string; text: string; at: Date },
): Promise<CareNote | undefined> {
  const { rows } = await sql<CareNote>`
    insert into care_notes (id, request_id, author_id, text, written_at)
    values (${note.id}, ${note.requestId}, ${note.authorId}, ${note.text}, ${note.at})
    returning id, author_id, text, written_at`.execute(query);
  return rows[0];
}

/** The oldest first. */
export async function listNotes({ query }: VendorScope, requestId: string): Promise<CareNote[]> {
  const { rows } = await sql<CareNote>`
    select id, author_id, text, written_at
      from care_notes
     where request_id = ${requestId}
     order by written_at, id
     limit 200`.execute(query);
  return rows;
}

export interface CareEvent {
  readonly id: string;
  readonly name: string;
  /** Null: a program, or the portal itself. */
  readonly personId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly at: Instant;
}

/** What was done to a request, the oldest first. */
export async function listCareEvents({ query }: VendorScope, requestId: string): Promise<CareEvent[]> {
  const { rows } = await sql<CareEvent>`
    select id, name, actor ->> 'personId' as person_id, facts, at
      from events
     where name like 'care-request.%'
       and facts ->> 'id' = ${requestId}
     order by position
     limit 200`.execute(query);
  return rows;
}

/** The program of the site that a request is about; null when its number is no site's. */
export async function findProgramOf(
  { query }: VendorScope,
  request: Pick<CareRequest, "siteId" | "siteNumber">,
): Promise<Program | null> {
  const { rows } = await sql<{ program: Program }>`
    select program
      from sites
     where id = ${request.siteId}
        or (${request.siteId}::text is null and number = ${request.siteNumber})`.execute(query);
  return rows[0]?.program ?? null;
}
