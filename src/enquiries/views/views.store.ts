/** The SQL of views. One is open in a session at a time: `views_one_a_session`. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";

export interface NewView {
  readonly id: string;
  readonly personId: string;
  readonly staffPersonId: string;
  readonly sessionId: string;
  readonly reason: string;
  readonly ticket: string;
  readonly startedAt: Date;
  readonly until: Date;
}

/** A view that its clock ended makes room for the next. */
export async function endExpiredViews({ query }: VendorScope, sessionId: string, now: Date): Promise<void> {
  await sql`
    update views set ended_at = until
     where session_id = ${sessionId} and ended_at is null and until <= ${now}::timestamptz`.execute(query);
}

/** False when the session is in a view already. */
export async function insertView({ query, siteId }: SiteScope, view: NewView): Promise<boolean> {
  const { rows } = await sql`
    insert into views (id, site_id, person_id, staff_person_id, session_id, reason, ticket, started_at, until)
    values (${view.id}, ${siteId}, ${view.personId}, ${view.staffPersonId}, ${view.sessionId}, ${view.reason},
            ${view.ticket}, ${view.startedAt}, ${view.until})
        on conflict (session_id) where ended_at is null do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

export async function endView(
  { query, siteId }: SiteScope,
  { viewId, at }: { viewId: string; at: Date },
): Promise<{ ticket: string } | undefined> {
  const { rows } = await sql<{ ticket: string }>`
    update views set ended_at = ${at}
     where site_id = ${siteId} and id = ${viewId} and ended_at is null
    returning ticket`.execute(query);
  return rows[0];
}

/** The view's ticket when this page is looked at for the first time in it; undefined afterwards. */
export async function addPath(
  { query, siteId }: SiteScope,
  { viewId, path }: { viewId: string; path: string },
): Promise<{ ticket: string } | undefined> {
  const { rows } = await sql<{ ticket: string }>`
    update views set paths = array_append(paths, ${path})
     where site_id = ${siteId} and id = ${viewId} and not (${path} = any(paths))
    returning ticket`.execute(query);
  return rows[0];
}

export interface ViewRow {
  readonly id: string;
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly personId: string;
  readonly staffPersonId: string;
  readonly reason: string;
  readonly ticket: string;
  readonly startedAt: Instant;
  readonly until: Instant;
  readonly endedAt: Instant | null;
  readonly paths: string[];
}

/** One more than `limit`, when there are so many; the newest first. */
export async function listViews(
  { query }: VendorScope,
  asked: { siteId: string | null; after: Place | null; limit: number },
): Promise<ViewRow[]> {
  const { siteId, after, limit } = asked;
  const ofSite = siteId === null ? sql`` : sql`and view.site_id = ${siteId}`;
  const place =
    after === null ? sql`` : sql`and (view.started_at, view.id) < (${after.value}::timestamptz, ${after.id})`;
  const { rows } = await sql<ViewRow>`
    select view.id, view.site_id, site.number as site_number, site.name as site_name, view.person_id,
           view.staff_person_id, view.reason, view.ticket, view.started_at, view.until, view.ended_at, view.paths
      from views view
      join sites site on site.id = view.site_id
     where true ${ofSite} ${place}
     order by view.started_at desc, view.id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}
