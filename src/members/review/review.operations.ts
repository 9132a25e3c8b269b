/** Access reviews, read, and how a site wants them. */
import { authorize, decideAccess, type MemberScope, type SiteScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { listContacts } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import { nameIn } from "./review.rules.ts";
import {
  type CountedReview,
  findExpiresUnconfirmed,
  findOpenReview,
  findReview,
  type ItemRow,
  listItems,
  listReviews,
  upsertExpiresUnconfirmed,
} from "./review.store.ts";

export interface ReviewsAsked {
  readonly siteId: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface SiteReviews extends Listed<CountedReview> {
  /** Whether access that is not confirmed in time ends. */
  readonly expiresUnconfirmed: boolean;
  readonly mayManage: boolean;
  /** The review that is open; null when none is. */
  readonly openId: string | null;
}

export async function readReviews(context: Context, asked: ReviewsAsked): Promise<SiteReviews> {
  const { secrets } = context.portal;
  const list = `access-reviews ${asked.siteId}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "member.read", asked.siteId, async (scope) => {
    const day = dayAt(context, scope.country);
    const rows = await listReviews(scope, { today: day, after, limit: asked.limit });
    const { items, end } = pageOf(rows, asked.limit, ({ openedOn, id }) => ({ value: openedOn, id }));
    const next = end === null ? null : writePlace(secrets, list, end);
    const expiresUnconfirmed = await findExpiresUnconfirmed(scope);
    const openId = (await findOpenReview(scope, day))?.id ?? null;
    return { items, next, limit: asked.limit, expiresUnconfirmed, mayManage: mayManage(scope, day), openId };
  });
}

export interface ReviewAsked extends ReviewsAsked {
  readonly reviewId: string;
  readonly only: "undecided" | "all";
}

export interface ReviewItem {
  readonly personId: string;
  /** Null until the person has used this site. */
  readonly name: string | null;
  readonly email: string;
  readonly role: ItemRow["role"];
  readonly privileges: ItemRow["privileges"];
  readonly validThrough: LocalDate | null;
  readonly lastSeenOn: LocalDate | null;
  readonly state: ItemRow["state"];
  readonly isMember: boolean;
  readonly isMe: boolean;
  readonly outcome: ItemRow["outcome"];
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
}

export interface ReviewInFull extends Listed<ReviewItem> {
  readonly review: CountedReview;
  readonly expiresUnconfirmed: boolean;
  readonly mayManage: boolean;
  readonly isPrimary: boolean;
}

export async function readReview(context: Context, asked: ReviewAsked): Promise<ReviewInFull> {
  const { secrets } = context.portal;
  const { reviewId, only, limit } = asked;
  const list = `access-review ${asked.siteId} ${reviewId} ${only}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "member.read", asked.siteId, async (scope) => {
    const day = dayAt(context, scope.country);
    const review = found(await findReview(scope, { id: reviewId, today: day }), "access_review");
    const rows = await listItems(scope, { reviewId, today: day, only, after, limit });
    const { items, end } = pageOf(rows, limit, ({ sortDay, personId }) => ({ value: sortDay, id: personId }));
    return {
      review,
      items: await named(scope, items),
      next: end === null ? null : writePlace(secrets, list, end),
      limit,
      expiresUnconfirmed: await findExpiresUnconfirmed(scope),
      mayManage: mayManage(scope, day),
      isPrimary: scope.grant.role === "primary",
    };
  });
}

/** The review that is open at the site now, for its tasks. */
export async function openReviewOf(scope: MemberScope, context: Context): Promise<CountedReview | undefined> {
  return findOpenReview(scope, dayAt(context, scope.country));
}

export async function changeReviewSettings(
  context: Context,
  siteId: string,
  { expiresUnconfirmed }: { expiresUnconfirmed: boolean },
): Promise<{ expiresUnconfirmed: boolean }> {
  return authorize(context, "member.manage", siteId, async (scope) => {
    await upsertExpiresUnconfirmed(scope, expiresUnconfirmed);
    const facts = { unconfirmed: expiresUnconfirmed ? "ends" : "stays" };
    await emit(scope.query, context, { name: "review-settings.changed", siteId, facts });
    return { expiresUnconfirmed };
  });
}

export function dayAt(context: Context, country: string): LocalDate {
  return today(context, timeZoneOf(country));
}

function mayManage({ grant, program }: MemberScope, day: LocalDate): boolean {
  return decideAccess({ grant, program, permission: "member.manage", today: day }).kind === "allowed";
}

async function named(
  scope: SiteScope & { personId: string },
  rows: readonly ItemRow[],
): Promise<ReviewItem[]> {
  const names = new Map<string, string>();
  for (const id of new Set(rows.flatMap(({ decidedBy }) => decidedBy ?? []))) {
    const [person] = await listContacts(scope.query, [id]);
    if (person !== undefined) names.set(id, person.name);
  }
  return rows.map((row) => itemOf(row, scope.personId, names));
}

function itemOf(row: ItemRow, readerId: string, names: ReadonlyMap<string, string>): ReviewItem {
  const { givenName: _g, familyName: _f, romanizedName: _r, language: _l, sortDay: _s, ...item } = row;
  const { name, isMe } = nameIn(row, readerId);
  const decidedBy = row.decidedBy === null ? null : (names.get(row.decidedBy) ?? null);
  return { ...item, name, isMe, isMember: row.role !== null, decidedBy };
}
