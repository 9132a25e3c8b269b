/** The SQL of what the portal does with reviews on its own: opening, reminding, closing. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Reminder } from "./review.rules.ts";
import type { Review } from "./review.store.ts";

/** With everybody who is a member on the day. False when the site has a review of that day, or one that is open. */
export async function insertReview(
  { query, siteId }: SiteScope,
  review: Pick<Review, "id" | "openedOn" | "dueOn">,
): Promise<boolean> {
  const { rows } = await sql`
    insert into access_reviews (id, site_id, opened_on, due_on)
    values (${review.id}, ${siteId}, ${review.openedOn}, ${review.dueOn})
        on conflict do nothing
    returning id`.execute(query);
  if (rows.length === 0) return false;
  await sql`
    insert into access_review_items (site_id, review_id, person_id)
    select site_id, ${review.id}, person_id
      from access_grants
     where site_id = ${siteId}
       and (valid_through is null or valid_through >= ${review.openedOn}::date)`.execute(query);
  return true;
}

export interface OpenReview extends Review {
  readonly country: string;
}

/** Open reviews that are due on a day or before, by id, from after one. */
export async function listReviewsDue(
  { query }: VendorScope,
  of: { by: LocalDate; after: string; limit: number },
): Promise<OpenReview[]> {
  const { rows } = await sql<OpenReview>`
    select review.id, review.site_id, review.opened_on, review.due_on, review.reminded, review.closed_at, site.country
      from access_reviews review
      join sites site on site.id = review.site_id
     where review.closed_at is null
       and review.due_on <= ${of.by}::date
       and review.id > ${of.after}
     order by review.id
     limit ${of.limit}`.execute(query);
  return rows;
}

/** Once for each reminder; an earlier one does not come after a later. */
export async function updateReminded(
  { query, siteId }: SiteScope,
  of: { id: string; reminder: Reminder },
): Promise<boolean> {
  const { rows } = await sql`
    update access_reviews
       set reminded = ${of.reminder}
     where site_id = ${siteId}
       and id = ${of.id}
       and closed_at is null
       and (reminded is null or reminded > ${of.reminder})
    returning id`.execute(query);
  return rows.length === 1;
}

export async function closeReview(
  { query, siteId }: SiteScope,
  of: { id: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update access_reviews
       set closed_at = ${of.at}
     where site_id = ${siteId}
       and id = ${of.id}
       and closed_at is null
    returning id`.execute(query);
  return rows.length === 1;
}

/** Nobody confirmed them in time, and the site wants that to end their access. */
export async function lapseItems(
  { query, siteId }: SiteScope,
  of: { reviewId: string; personIds: readonly string[]; at: Date },
): Promise<void> {
  await sql`
    update access_review_items
       set outcome = 'lapsed', decided_at = ${of.at}
     where site_id = ${siteId}
       and review_id = ${of.reviewId}
       and person_id = any(${[...of.personIds]}::text[])
       and outcome is null`.execute(query);
}
