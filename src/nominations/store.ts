/**
 * The SQL of requests for access: of whoever asks, and of what goes on by itself. `decisions/site.store.ts` has what a
 * site's people see. These two alone write `access_requests`.
 *
 * Locks: whoever asks takes a lock of that person first, so that two requests at once come one after the other; the
 * unique index on places stays the truth.
 */
import { sql } from "kysely";
import type { Privilege, VendorScope } from "../access/index.ts";
import type { Query } from "../platform/database.ts";
import type { Instant } from "../platform/dates.ts";
import type { OpenState, State } from "./rules.ts";

export interface AccessRequest {
  readonly id: string;
  readonly kind: "membership" | "privilege";
  /** As it was stated, seven digits; it may be nobody's. */
  readonly siteNumber: string;
  readonly siteId: string | null;
  readonly personId: string;
  readonly isPrimaryContact: boolean;
  readonly privilege: Privilege | null;
  readonly needed: string | null;
  readonly company: string | null;
  readonly department: string | null;
  readonly phone: string | null;
  readonly message: string | null;
  readonly state: State;
  readonly askedAt: Instant;
  readonly reviewSince: Instant | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

export const REQUEST = sql.raw(`
  request.id, request.kind, request.site_number, request.site_id, request.person_id, request.is_primary_contact,
  request.privilege, request.needed, request.company, request.department, request.phone, request.message,
  request.state, request.asked_at, request.review_since, request.decided_at, request.decided_by, request.reason`);

const IS_OPEN = sql.raw("request.state in ('care_review', 'contact_review', 'on_hold')");

export type NewRequest = Pick<
  AccessRequest,
  | "id"
  | "kind"
  | "siteNumber"
  | "siteId"
  | "personId"
  | "isPrimaryContact"
  | "privilege"
  | "needed"
  | "company"
  | "department"
  | "phone"
  | "message"
> & { readonly state: OpenState; readonly askedAt: Date };

/** A person's requests come one after the other until the transaction ends. */
export async function lockAsker({ query }: { query: Query }, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`access-requests ${personId}`}, 0))`.execute(
    query,
  );
}

/** False when the same one is open already, or when no place is free. */
export async function insertRequest({ query }: { query: Query }, row: NewRequest): Promise<boolean> {
  const reviewSince = row.state === "contact_review" ? row.askedAt : null;
  const { rows } = await sql`
    insert into access_requests (id, kind, site_number, site_id, person_id, is_primary_contact, privilege, needed,
                                 company, department, phone, message, state, asked_at, review_since, place)
    select ${row.id}, ${row.kind}, ${row.siteNumber}, ${row.siteId}, ${row.personId}, ${row.isPrimaryContact}::boolean,
           ${row.privilege}, ${row.needed}, ${row.company}, ${row.department}, ${row.phone}, ${row.message},
           ${row.state}, ${row.askedAt}::timestamptz, ${reviewSince}::timestamptz, place
      from generate_series(1, 5) place
     where not exists (select from access_requests request
                        where request.person_id = ${row.personId} and request.place = place.place and ${IS_OPEN})
     order by place
     limit 1
        on conflict do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

/** The one that is open for the same. */
export async function findSameOpen(
  { query }: { query: Query },
  of: Pick<NewRequest, "personId" | "siteNumber" | "kind" | "privilege">,
): Promise<AccessRequest | undefined> {
  const { rows } = await sql<AccessRequest>`
    select ${REQUEST}
      from access_requests request
     where request.person_id = ${of.personId} and request.site_number = ${of.siteNumber}
       and request.kind = ${of.kind} and coalesce(request.privilege, '') = ${of.privilege ?? ""}
       and ${IS_OPEN}`.execute(query);
  return rows[0];
}

/** A person's own, the newest first, from before a place. */
export async function listOwn(
  query: Query,
  of: { personId: string; before: { value: string; id: string } | null; limit: number },
): Promise<AccessRequest[]> {
  const { rows } = await sql<AccessRequest>`
    select ${REQUEST}
      from access_requests request
     where request.person_id = ${of.personId}
       and (${of.before === null} or (request.asked_at, request.id) <
            (${of.before?.value ?? null}::timestamptz, ${of.before?.id ?? null}::text))
     order by request.asked_at desc, request.id desc
     limit ${of.limit}`.execute(query);
  return rows;
}

export async function findOwn(
  query: Query,
  personId: string,
  id: string,
): Promise<AccessRequest | undefined> {
  const { rows } = await sql<AccessRequest>`
    select ${REQUEST} from access_requests request
     where request.person_id = ${personId} and request.id = ${id}`.execute(query);
  return rows[0];
}

/** Takes an open one back; undefined when it is none of the person's, or no longer open. */
export async function withdrawOwn(
  { query }: VendorScope,
  { personId, id, at }: { personId: string; id: string; at: Date },
): Promise<(AccessRequest & { readonly wasIn: OpenState }) | undefined> {
  const { rows } = await sql<AccessRequest & { wasIn: OpenState }>`
    with open as (select request.id, request.state from access_requests request
                   where request.person_id = ${personId} and request.id = ${id} and ${IS_OPEN}
                     for update)
    update access_requests request
       set state = 'withdrawn', decided_at = ${at}, decided_by = ${personId}
      from open
     where request.id = open.id
    returning ${REQUEST}, open.state as was_in`.execute(query);
  return rows[0];
}

/**
 * Whoever is first finds the site and tells its people, or the desk: undefined for the second. A nomination is kept
 * without its site until then, so that keeping it takes the same steps for a number that is nobody's.
 */
export async function takeUnrouted(
  { query }: VendorScope,
  id: string,
  at: Date,
): Promise<AccessRequest | undefined> {
  const { rows } = await sql<AccessRequest>`
    update access_requests request
       set routed_at = ${at},
           site_id = coalesce(request.site_id, (select id from sites where number = request.site_number))
     where request.id = ${id} and request.routed_at is null and ${IS_OPEN}
    returning ${REQUEST}`.execute(query);
  return rows[0];
}

/**
 * What waited at a site until somebody could decide it: on hold, or made before the site was known. It is before the
 * site's people from now on.
 */
export async function releaseHeld(
  { query }: VendorScope,
  siteId: string,
  at: Date,
): Promise<AccessRequest[]> {
  const { rows } = await sql<AccessRequest>`
    update access_requests request
       set state = 'contact_review', review_since = ${at}, reminded_at = null, routed_at = ${at}
     where request.site_id = ${siteId}
       and (request.state = 'on_hold' or (request.state = 'contact_review' and request.routed_at is null))
    returning ${REQUEST}`.execute(query);
  return rows;
}

/** Claimed sites at which something waits though somebody could decide it. Reads `sites`, which `agreements` writes. */
export async function listReleasableSites({ query }: VendorScope): Promise<{ siteId: string }[]> {
  const { rows } = await sql<{ siteId: string }>`
    select distinct request.site_id
      from access_requests request
      join sites site on site.id = request.site_id
     where (request.state = 'on_hold' or (request.state = 'contact_review' and request.routed_at is null))
       and site.primary_state = 'claimed'
     limit 200`.execute(query);
  return rows;
}

/** A number that was nobody's when it was stated has become a site's. Its state stays: the change tells nothing. */
export async function linkKnown({ query }: VendorScope): Promise<number> {
  const { rows } = await sql`
    update access_requests request
       set site_id = site.id,
           routed_at = case when request.state = 'care_review' then request.routed_at end
      from sites site
     where request.site_id is null and site.number = request.site_number and ${IS_OPEN}
    returning request.id`.execute(query);
  return rows.length;
}

/** Ends up to so many that nobody answered; those of numbers that are nobody's like the others. */
export async function expireUnanswered(
  { query }: VendorScope,
  of: { before: Date; at: Date; limit: number },
): Promise<AccessRequest[]> {
  const { rows } = await sql<AccessRequest>`
    update access_requests request
       set state = 'expired', decided_at = ${of.at}, decided_by = 'system'
     where request.id in (select open.id from access_requests open
                           where open.decided_at is null and open.state <> 'care_review'
                             and coalesce(open.review_since, open.asked_at) <= ${of.before}
                           limit ${of.limit}
                             for update skip locked)
    returning ${REQUEST}`.execute(query);
  return rows;
}

/** Those that the site's people have left unanswered; each is mentioned once in the time between two reminders. */
export async function takeUnanswered(
  { query }: VendorScope,
  of: { unansweredSince: Date; mentionedBefore: Date; at: Date; limit: number },
): Promise<AccessRequest[]> {
  const { rows } = await sql<AccessRequest>`
    update access_requests request
       set reminded_at = ${of.at}
     where request.id in (select open.id from access_requests open
                           where open.state = 'contact_review' and open.site_id is not null
                             and open.review_since <= ${of.unansweredSince}
                             and (open.reminded_at is null or open.reminded_at <= ${of.mentionedBefore})
                           limit ${of.limit}
                             for update skip locked)
    returning ${REQUEST}`.execute(query);
  return rows;
}
