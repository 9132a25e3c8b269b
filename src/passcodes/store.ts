/** The SQL of requests for another passcode. One is open at a site at a time: `passcode_requests_one_open`. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../access/index.ts";
import type { Channel } from "../agreements/index.ts";
import type { Instant } from "../platform/dates.ts";
import type { Place } from "../platform/http/place.ts";

export type RequestState = "requested" | "re-sent" | "rejected" | "withdrawn";

export interface PasscodeRequest {
  readonly id: string;
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly country: string;
  readonly state: RequestState;
  readonly channel: Channel | null;
  readonly reason: string | null;
  readonly askedAt: Instant;
  readonly endedAt: Instant | null;
}

/** The site's open request: this one, or the one that was there before it. */
export async function insertRequest(
  { query, siteId }: SiteScope,
  row: { readonly id: string; readonly personId: string; readonly askedAt: Date },
): Promise<{ id: string; askedAt: Instant; isNew: boolean } | undefined> {
  const { rows } = await sql<{ id: string; askedAt: Instant; isNew: boolean }>`
    insert into passcode_requests (id, site_id, person_id, asked_at)
    values (${row.id}, ${siteId}, ${row.personId}, ${row.askedAt})
        on conflict (site_id) where state = 'requested' do update set site_id = excluded.site_id
    returning id, asked_at, id = ${row.id} as is_new`.execute(query);
  return rows[0];
}

export async function findOpenRequest({
  query,
  siteId,
}: SiteScope): Promise<{ id: string; askedAt: Instant } | undefined> {
  const { rows } = await sql<{ id: string; askedAt: Instant }>`
    select id, asked_at from passcode_requests where site_id = ${siteId} and state = 'requested'`.execute(
    query,
  );
  return rows[0];
}

export interface Ending {
  readonly id: string;
  readonly state: Exclude<RequestState, "requested">;
  readonly channel: Channel | null;
  readonly reason: string | null;
  readonly at: Date;
  readonly by: string;
}

/** Whose request it was; undefined when it was open no more: of two who end it at once, one does. */
export async function endRequest(
  { query, siteId }: SiteScope,
  { id, state, channel, reason, at, by }: Ending,
): Promise<{ personId: string } | undefined> {
  const { rows } = await sql<{ personId: string }>`
    update passcode_requests
       set state = ${state}, channel = ${channel}, reason = ${reason}, ended_at = ${at}, ended_by = ${by}
     where site_id = ${siteId}
       and id = ${id}
       and state = 'requested'
    returning person_id`.execute(query);
  return rows[0];
}

/** One more than `limit`, when there are so many; the newest first. */
export async function listRequestsOf(
  { query }: VendorScope,
  asked: { readonly personId: string; readonly after: Place | null; readonly limit: number },
): Promise<PasscodeRequest[]> {
  const { personId, after, limit } = asked;
  const place =
    after === null ? sql`` : sql`and (asked.asked_at, asked.id) < (${after.value}::timestamptz, ${after.id})`;
  const { rows } = await sql<PasscodeRequest>`
    select asked.id, asked.site_id, site.number as site_number, site.name as site_name, site.country, asked.state,
           asked.channel, asked.reason, asked.asked_at, asked.ended_at
      from passcode_requests asked
      join sites site on site.id = asked.site_id
     where asked.person_id = ${personId} ${place}
     order by asked.asked_at desc, asked.id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}

/** Open requests of sites whose primary contact has come in meanwhile. */
export async function listOvertaken({ query }: VendorScope): Promise<{ id: string; siteId: string }[]> {
  const { rows } = await sql<{ id: string; siteId: string }>`
    select asked.id, asked.site_id
      from passcode_requests asked
      join sites site on site.id = asked.site_id
     where asked.state = 'requested'
       and site.primary_state <> 'unclaimed'
     order by asked.asked_at
     limit 500`.execute(query);
  return rows;
}
