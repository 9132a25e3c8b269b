/** The SQL of access reviews. Items are read beside the grants, which `access` writes, and whose they are. */
import { sql } from "kysely";
import type { Privileges, Role, SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant, LocalDate } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";
import type { Named } from "../store.ts";
import { FEWEST_MEMBERS, type Outcome } from "./review.rules.ts";

export interface Review {
  readonly id: string;
  readonly siteId: string;
  readonly openedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly reminded: number | null;
  readonly closedAt: Instant | null;
}

export interface CountedReview extends Review {
  readonly people: number;
  readonly confirmed: number;
  readonly removed: number;
  readonly lapsed: number;
  /** Still members, and nobody has said anything of them. */
  readonly undecided: number;
}

const REVIEW = sql`review.id, review.site_id, review.opened_on, review.due_on, review.reminded, review.closed_at`;

const COUNTED = (today: LocalDate) => sql`
  ${REVIEW}, counted.people, counted.confirmed, counted.removed, counted.lapsed, counted.undecided
    from access_reviews review
    cross join lateral (
      select count(*)::int as people,
             count(*) filter (where item.outcome = 'confirmed')::int as confirmed,
             count(*) filter (where item.outcome = 'removed')::int as removed,
             count(*) filter (where item.outcome = 'lapsed')::int as lapsed,
             count(*) filter (where item.outcome is null and held.person_id is not null)::int as undecided
        from access_review_items item
        left join access_grants held on held.site_id = item.site_id and held.person_id = item.person_id
                                    and (held.valid_through is null or held.valid_through >= ${today}::date)
       where item.site_id = review.site_id and item.review_id = review.id) counted`;

/** The newest first; one more than `limit` when there are so many. */
export async function listReviews(
  { query, siteId }: SiteScope,
  page: { today: LocalDate; after: Place | null; limit: number },
): Promise<CountedReview[]> {
  const { after } = page;
  const place =
    after === null ? sql`` : sql`and (review.opened_on, review.id) < (${after.value}::date, ${after.id})`;
  const { rows } = await sql<CountedReview>`
    select ${COUNTED(page.today)}
     where review.site_id = ${siteId} ${place}
     order by review.opened_on desc, review.id desc
     limit ${page.limit + 1}`.execute(query);
  return rows;
}

export async function findReview(
  { query, siteId }: SiteScope,
  of: { id: string; today: LocalDate },
): Promise<CountedReview | undefined> {
  const { rows } = await sql<CountedReview>`
    select ${COUNTED(of.today)}
     where review.site_id = ${siteId}
       and review.id = ${of.id}`.execute(query);
  return rows[0];
}

export async function findOpenReview(
  { query, siteId }: SiteScope,
  today: LocalDate,
): Promise<CountedReview | undefined> {
  const { rows } = await sql<CountedReview>`
    select ${COUNTED(today)}
     where review.site_id = ${siteId}
       and review.closed_at is null`.execute(query);
  return rows[0];
}

/** Stays as it is, open or closed, until the transaction ends: who decides and who closes take turns. */
export async function lockReview({ query, siteId }: SiteScope, id: string): Promise<Review | undefined> {
  const { rows } = await sql<Review>`
    select ${REVIEW}
      from access_reviews review
     where review.site_id = ${siteId}
       and review.id = ${id}
       for share`.execute(query);
  return rows[0];
}

export interface ItemRow extends Named {
  readonly personId: string;
  readonly email: string;
  /** Null for somebody who is a member no more. */
  readonly role: Role | null;
  readonly privileges: Privileges | null;
  readonly validThrough: LocalDate | null;
  readonly lastSeenOn: LocalDate | null;
  readonly state: "active" | "invited" | "disabled";
  readonly outcome: Outcome | "lapsed" | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly sortDay: string;
}

export interface ItemPage {
  readonly reviewId: string;
  /** Whose last day is over by then is a member no more. */
  readonly today: LocalDate;
  /** Those of whom nobody has said anything yet, or everybody. */
  readonly only: "undecided" | "all";
  readonly after: Place | null;
  readonly limit: number;
}

/** Whoever was longest not seen comes first, never seen before all; one more than `limit` when there are so many. */
export async function listItems({ query, siteId }: SiteScope, page: ItemPage): Promise<ItemRow[]> {
  const { after } = page;
  const day = sql`coalesce(held.last_seen_on, '0001-01-01'::date)`;
  const left = page.only === "all" ? sql`` : sql`and item.outcome is null and held.person_id is not null`;
  const place =
    after === null ? sql`` : sql`and (${day}, item.person_id) > (${after.value}::date, ${after.id})`;
  const { rows } = await sql<ItemRow>`
    select item.person_id, person.email, person.given_name, person.family_name, person.romanized_name, person.language,
           person.state, held.role, held.valid_through, held.last_seen_on, item.outcome, item.decided_at, item.decided_by,
           ${day}::text as sort_day,
           case when held.person_id is not null
                then jsonb_build_object(
                       'softwareAndServices', held.software_and_services, 'reporting', held.reporting,
                       'entitlements', held.entitlements, 'entitlementAllocation', held.entitlement_allocation,
                       'manageAccess', held.manage_access, 'contactUpdate', held.contact_update,
                       'accountDocuments', held.account_documents) end as privileges
      from access_review_items item
      join people person on person.id = item.person_id
      left join access_grants held on held.site_id = item.site_id and held.person_id = item.person_id
                                  and (held.valid_through is null or held.valid_through >= ${page.today}::date)
     where item.site_id = ${siteId}
       and item.review_id = ${page.reviewId} ${left} ${place}
     order by ${day}, item.person_id
     limit ${page.limit + 1}`.execute(query);
  return rows;
}

export interface Decided {
  readonly reviewId: string;
  readonly outcome: Outcome;
  readonly by: string;
  readonly at: Date;
}

/** Once for each person: of two who decide, one gets the row. */
export async function decideItem(
  { query, siteId }: SiteScope,
  { reviewId, outcome, by, at, personId }: Decided & { personId: string },
): Promise<boolean> {
  const { rows } = await sql`
    update access_review_items
       set outcome = ${outcome}, decided_by = ${by}, decided_at = ${at}
     where site_id = ${siteId}
       and review_id = ${reviewId}
       and person_id = ${personId}
       and outcome is null
    returning person_id`.execute(query);
  return rows.length === 1;
}

/** Everybody who is still a member, but one; or those who are named. Answers how many. */
export async function confirmItems(
  { query, siteId }: SiteScope,
  of: Omit<Decided, "outcome"> & { but: string | null; personIds: readonly string[] | null },
): Promise<number> {
  const named = of.personIds === null ? sql`` : sql`and item.person_id = any(${[...of.personIds]}::text[])`;
  const { rows } = await sql`
    update access_review_items item
       set outcome = 'confirmed', decided_by = ${of.by}, decided_at = ${of.at}
      from access_grants held
     where item.site_id = ${siteId}
       and item.review_id = ${of.reviewId}
       and item.outcome is null
       and item.person_id is distinct from ${of.but} ${named}
       and held.site_id = item.site_id
       and held.person_id = item.person_id
    returning item.person_id`.execute(query);
  return rows.length;
}

export async function findItem(
  { query, siteId }: SiteScope,
  of: { reviewId: string; personId: string },
): Promise<Pick<ItemRow, "outcome" | "decidedAt" | "decidedBy"> | undefined> {
  const { rows } = await sql<Pick<ItemRow, "outcome" | "decidedAt" | "decidedBy">>`
    select outcome, decided_at, decided_by
      from access_review_items
     where site_id = ${siteId}
       and review_id = ${of.reviewId}
       and person_id = ${of.personId}`.execute(query);
  return rows[0];
}

export async function findExpiresUnconfirmed({ query, siteId }: SiteScope): Promise<boolean> {
  const { rows } = await sql<{ expiresUnconfirmed: boolean }>`
    select expires_unconfirmed from review_settings where site_id = ${siteId}`.execute(query);
  return rows[0]?.expiresUnconfirmed ?? false;
}

export async function upsertExpiresUnconfirmed(
  { query, siteId }: SiteScope,
  expires: boolean,
): Promise<void> {
  await sql`
    insert into review_settings (site_id, expires_unconfirmed) values (${siteId}, ${expires})
        on conflict (site_id) do update set expires_unconfirmed = excluded.expires_unconfirmed`.execute(
    query,
  );
}

export interface SiteToReview {
  readonly siteId: string;
  /** It decides the zone in which the site's days are counted. */
  readonly country: string;
}

/** Sites of several members without a review that is open, or that opened since a day; by id, from after one. */
export async function listSitesToReview(
  { query }: VendorScope,
  of: { since: LocalDate; today: LocalDate; after: string; limit: number },
): Promise<SiteToReview[]> {
  const { rows } = await sql<SiteToReview>`
    select site.id as site_id, site.country
      from sites site
     where site.id > ${of.after}
       and (select count(*)
              from access_grants held
             where held.site_id = site.id
               and (held.valid_through is null or held.valid_through >= ${of.today}::date)) >= ${FEWEST_MEMBERS}
       and not exists (select from access_reviews review
                        where review.site_id = site.id
                          and (review.closed_at is null or review.opened_on >= ${of.since}::date))
     order by site.id
     limit ${of.limit}`.execute(query);
  return rows;
}
