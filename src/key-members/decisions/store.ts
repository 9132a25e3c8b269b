/** The SQL of requests as a site's administrators see them. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import { type KeyRequest, REQUEST } from "../joining/store.ts";

/** Those that wait, the oldest first; or all, the newest first. */
export async function listSiteRequests(
  { query, siteId }: SiteScope,
  of: { only: "pending" | "all"; before: { value: string; id: string } | null; limit: number },
): Promise<KeyRequest[]> {
  const isPending = of.only === "pending";
  const after = of.before;
  const place =
    after === null
      ? sql``
      : isPending
        ? sql`and (request.asked_at, request.id) > (${after.value}::timestamptz, ${after.id}::text)`
        : sql`and (request.asked_at, request.id) < (${after.value}::timestamptz, ${after.id}::text)`;
  const order = isPending
    ? sql`order by request.asked_at, request.id`
    : sql`order by request.asked_at desc, request.id desc`;
  const { rows } = await sql<KeyRequest>`
    select ${REQUEST}
      from key_member_requests request
     where request.site_id = ${siteId}
       and (${!isPending} or request.state = 'pending') ${place}
     ${order}
     limit ${of.limit}`.execute(query);
  return rows;
}

export async function findSiteRequest(
  { query, siteId }: SiteScope,
  id: string,
): Promise<KeyRequest | undefined> {
  const { rows } = await sql<KeyRequest>`
    select ${REQUEST}
      from key_member_requests request
     where request.site_id = ${siteId}
       and request.id = ${id}`.execute(query);
  return rows[0];
}

/** How many wait for an administrator other than whoever asked. */
export async function countWaiting({ query, siteId }: SiteScope, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
      from key_member_requests
     where site_id = ${siteId}
       and state = 'pending'
       and person_id <> ${personId}`.execute(query);
  return rows[0]?.count ?? 0;
}

/** Of any number at once one decides: undefined for the others. */
export async function settleRequest(
  { query, siteId }: SiteScope,
  of: { id: string; state: "approved" | "denied"; by: string; at: Date },
): Promise<KeyRequest | undefined> {
  const { rows } = await sql<KeyRequest>`
    update key_member_requests request
       set state = ${of.state}, decided_at = ${of.at}, decided_by = ${of.by}
     where request.site_id = ${siteId}
       and request.id = ${of.id}
       and request.state = 'pending'
       and request.person_id <> ${of.by}
    returning ${REQUEST}`.execute(query);
  return rows[0];
}
