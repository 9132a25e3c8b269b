/** The SQL of what a site's people see of requests, and of decisions. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import { type AccessRequest, REQUEST } from "../store.ts";

/** What is before the site's people, or was decided by them. What customer care has, or what is on hold, is not theirs. */
const IS_THEIRS = sql.raw(`
  (request.state = 'contact_review'
   or (request.review_since is not null and request.state in ('approved', 'denied', 'withdrawn', 'expired')))`);

export interface SitePage {
  readonly only: "open" | "all";
  readonly sort: "askedAt" | "-askedAt";
  readonly after: { readonly value: string; readonly id: string } | null;
  readonly limit: number;
}

export async function listOfSite(
  { query, siteId }: SiteScope,
  { only, sort, after, limit }: SitePage,
): Promise<AccessRequest[]> {
  const isDown = sort === "-askedAt";
  const place = sql`(${after?.value ?? null}::timestamptz, ${after?.id ?? null}::text)`;
  const beyond = isDown
    ? sql`(request.asked_at, request.id) < ${place}`
    : sql`(request.asked_at, request.id) > ${place}`;
  const order = sql.raw(isDown ? "desc" : "asc");
  const { rows } = await sql<AccessRequest>`
    select ${REQUEST}
      from access_requests request
     where request.site_id = ${siteId}
       and ${IS_THEIRS}
       and (${only === "all"} or request.state = 'contact_review')
       and (${after === null} or ${beyond})
     order by request.asked_at ${order}, request.id ${order}
     limit ${limit}`.execute(query);
  return rows;
}

export async function countOpenOfSite({ query, siteId }: SiteScope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from access_requests
     where site_id = ${siteId} and state = 'contact_review'`.execute(query);
  return rows[0]?.count ?? 0;
}

export async function findOfSite(
  { query, siteId }: SiteScope,
  id: string,
): Promise<AccessRequest | undefined> {
  const { rows } = await sql<AccessRequest>`
    select ${REQUEST} from access_requests request
     where request.site_id = ${siteId} and request.id = ${id} and ${IS_THEIRS}`.execute(query);
  return rows[0];
}

export interface Settled {
  readonly id: string;
  readonly state: "approved" | "denied";
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** Decides what is before the site's people: of many at once, one gets the row. Never one's own. */
export async function settleAtSite(
  { query, siteId }: SiteScope,
  { id, state, by, at, reason }: Settled,
): Promise<AccessRequest | undefined> {
  const { rows } = await sql<AccessRequest>`
    update access_requests request
       set state = ${state}, decided_at = ${at}, decided_by = ${by}, reason = ${reason}
     where request.site_id = ${siteId} and request.id = ${id}
       and request.state = 'contact_review' and request.person_id <> ${by}
    returning ${REQUEST}`.execute(query);
  return rows[0];
}

/** Decides what is before customer care. */
export async function settleByCare(
  { query }: VendorScope,
  { id, state, by, at, reason }: Settled,
): Promise<AccessRequest | undefined> {
  const { rows } = await sql<AccessRequest>`
    update access_requests request
       set state = ${state}, decided_at = ${at}, decided_by = ${by}, reason = ${reason}
     where request.id = ${id} and request.state = 'care_review' and request.person_id <> ${by}
    returning ${REQUEST}`.execute(query);
  return rows[0];
}

export async function findForCare({ query }: VendorScope, id: string): Promise<AccessRequest | undefined> {
  const { rows } = await sql<AccessRequest>`
    select ${REQUEST} from access_requests request where request.id = ${id}`.execute(query);
  return rows[0];
}
