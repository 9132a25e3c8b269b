/** The SQL of who asks to come into a Key Center: of whoever asks, and of what goes on by itself. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";
import { orderNumberForms, type RequestState } from "../rules.ts";

export interface KeyRequest {
  readonly id: string;
  /** As it was stated, seven digits; it may be nobody's. */
  readonly siteNumber: string;
  readonly siteId: string | null;
  readonly personId: string;
  readonly state: RequestState;
  readonly askedAt: Instant;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
}

export const REQUEST = sql.raw(
  `request.id, request.site_number, request.site_id, request.person_id, request.state, request.asked_at,
   request.decided_at, request.decided_by`,
);

/**
 * The site that has this number and this order; undefined when they do not belong together. One statement whichever of
 * the two is wrong. Reads `sites` and `orders`, which `agreements` and `orders` write.
 */
export async function findSiteOfOrder(
  { query }: VendorScope,
  { siteNumber, orderNumber }: { siteNumber: string; orderNumber: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ siteId: string }>`
    select site.id as site_id
      from orders booked
      join sites site on site.id = booked.site_id
     where booked.number = any(${orderNumberForms(orderNumber)}::text[])
       and site.number = ${siteNumber}
     limit 1`.execute(query);
  return rows[0]?.siteId;
}

/** False when the same is asked already. Kept without its site: the job finds it. */
export async function insertRequest(
  { query }: VendorScope,
  row: Pick<KeyRequest, "id" | "siteNumber" | "personId"> & { askedAt: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into key_member_requests (id, site_number, person_id, asked_at)
    values (${row.id}, ${row.siteNumber}, ${row.personId}, ${row.askedAt})
        on conflict do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

/** A person's own, the newest first, from before a place. */
export async function listOwnRequests(
  query: Query,
  of: { personId: string; before: { value: string; id: string } | null; limit: number },
): Promise<KeyRequest[]> {
  const { rows } = await sql<KeyRequest>`
    select ${REQUEST}
      from key_member_requests request
     where request.person_id = ${of.personId}
       and (${of.before === null} or (request.asked_at, request.id) <
            (${of.before?.value ?? null}::timestamptz, ${of.before?.id ?? null}::text))
     order by request.asked_at desc, request.id desc
     limit ${of.limit}`.execute(query);
  return rows;
}

export async function findOwnRequest(
  query: Query,
  personId: string,
  id: string,
): Promise<KeyRequest | undefined> {
  const { rows } = await sql<KeyRequest>`
    select ${REQUEST}
      from key_member_requests request
     where request.person_id = ${personId}
       and request.id = ${id}`.execute(query);
  return rows[0];
}

/** Takes an open one back; undefined when it is none of the person's, or no longer open. */
export async function withdrawRequest(
  { query }: VendorScope,
  of: { personId: string; at: Date } & ({ id: string } | { siteNumber: string }),
): Promise<KeyRequest | undefined> {
  const which = "id" in of ? sql`request.id = ${of.id}` : sql`request.site_number = ${of.siteNumber}`;
  const { rows } = await sql<KeyRequest>`
    update key_member_requests request
       set state = 'withdrawn', decided_at = ${of.at}
     where request.person_id = ${of.personId}
       and ${which}
       and request.state = 'pending'
    returning ${REQUEST}`.execute(query);
  return rows[0];
}

/** Locked against a second run; undefined when it is decided, or its administrators were told. Its site is found now. */
export async function lockUnrouted({ query }: VendorScope, id: string): Promise<KeyRequest | undefined> {
  const { rows } = await sql<KeyRequest>`
    update key_member_requests request
       set site_id = coalesce(request.site_id, (select id from sites where number = request.site_number))
     where request.id = ${id}
       and request.routed_at is null
       and request.state = 'pending'
    returning ${REQUEST}`.execute(query);
  return rows[0];
}

export async function updateRouted({ query }: VendorScope, id: string, at: Date): Promise<void> {
  await sql`update key_member_requests set routed_at = ${at} where id = ${id}`.execute(query);
}

/** Those of which nobody was told yet though somebody with an ID could be, the oldest first. */
export async function listRoutable({ query }: VendorScope, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select request.id
      from key_member_requests request
      join sites site on site.number = request.site_number
     where request.state = 'pending'
       and request.routed_at is null
       and exists (select from key_memberships held
                     join people person on person.id = held.person_id and person.state = 'active'
                    where held.site_id = site.id and held.role = 'administrator'
                      and held.person_id <> request.person_id)
     order by request.asked_at
     limit ${limit}`.execute(query);
  return rows.map(({ id }) => id);
}

/** Ends up to so many that nobody answered; those of numbers that are nobody's like the others. */
export async function expireRequests(
  { query }: VendorScope,
  of: { before: Date; at: Date; limit: number },
): Promise<KeyRequest[]> {
  const { rows } = await sql<KeyRequest>`
    update key_member_requests request
       set state = 'expired', decided_at = ${of.at}
     where request.id in (select open.id from key_member_requests open
                           where open.state = 'pending' and open.asked_at <= ${of.before}
                           order by open.asked_at
                           limit ${of.limit}
                             for update skip locked)
    returning ${REQUEST}`.execute(query);
  return rows;
}
