/** The API of access reviews: shapes in, one operation, shapes out. */
import { z } from "zod";
import { PRIVILEGES, ROLES } from "../../access/index.ts";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { confirmMany, decideReviewItem } from "./decide.operations.ts";
import { changeReviewSettings, type ReviewItem, readReview, readReviews } from "./review.operations.ts";
import { OUTCOMES } from "./review.rules.ts";
import type { CountedReview } from "./review.store.ts";

const tags = ["members"];
const SitePath = z.strictObject({ siteId: PathText });
const ReviewPath = z.strictObject({ siteId: PathText, reviewId: PathText });
const ItemPath = z.strictObject({ siteId: PathText, reviewId: PathText, personId: PathText });

const ReviewReply = z
  .object({
    id: z.string(),
    openedOn: z.iso.date(),
    dueOn: z.iso.date().describe("Still in time on this day, where the site is"),
    state: z.enum(["open", "closed"]),
    closedAt: z.string().nullable(),
    people: z.int(),
    confirmed: z.int(),
    removed: z.int(),
    lapsed: z.int().describe("Whose access ended because nobody confirmed it in time"),
    undecided: z.int(),
  })
  .meta({ id: "AccessReview" });

const PrivilegesReply = z.object({
  softwareAndServices: z.enum(PRIVILEGES.softwareAndServices),
  reporting: z.enum(PRIVILEGES.reporting),
  entitlements: z.enum(PRIVILEGES.entitlements),
  entitlementAllocation: z.enum(PRIVILEGES.entitlementAllocation),
  manageAccess: z.enum(PRIVILEGES.manageAccess),
  contactUpdate: z.enum(PRIVILEGES.contactUpdate),
  accountDocuments: z.enum(PRIVILEGES.accountDocuments),
});

const ItemReply = z
  .object({
    personId: z.string(),
    name: z.string().nullable().describe("Null until the person has used this site"),
    email: z.string(),
    role: z.enum(ROLES).nullable().describe("Null for somebody who is a member no more"),
    privileges: PrivilegesReply.nullable(),
    validThrough: z.iso.date().nullable(),
    lastSeenOn: z.iso.date().nullable(),
    state: z.enum(["active", "invited", "disabled"]),
    isMember: z.boolean(),
    outcome: z.enum(["confirmed", "removed", "lapsed"]).nullable(),
    decidedAt: z.string().nullable(),
    decidedBy: z.string().nullable(),
  })
  .meta({ id: "AccessReviewItem" });

const Settings = z.strictObject({
  expiresUnconfirmed: z.boolean().describe("Whether access that nobody confirms in time ends"),
});

const refusals = problems(400, 401, 403, 404);

const schemas = {
  list: {
    summary: "List a site's access reviews, the newest first, and how the site wants them",
    tags,
    params: SitePath,
    querystring: z.strictObject(ListQuery),
    response: { 200: listReply(ReviewReply).extend({ expiresUnconfirmed: z.boolean() }), ...refusals },
  },
  one: {
    summary: "Read an access review: each person's role, rights and last visit, the longest unseen first",
    tags,
    params: ReviewPath,
    querystring: z.strictObject({ ...ListQuery, only: z.enum(["undecided", "all"]).default("all") }),
    response: { 200: listReply(ItemReply).extend({ review: ReviewReply }), ...refusals },
  },
  decide: {
    summary: "Confirm a member's access, or remove it",
    tags,
    params: ItemPath,
    body: z.strictObject({ outcome: z.enum(OUTCOMES) }),
    response: {
      200: z.object({ personId: z.string(), outcome: z.enum(OUTCOMES) }),
      ...refusals,
      ...problems(409),
    },
  },
  confirm: {
    summary: "Confirm several members' access, or that of everybody who is left; never one's own",
    tags,
    params: ReviewPath,
    body: z.strictObject({ personIds: z.array(PathText).min(1).max(1000).optional() }),
    response: { 200: z.object({ confirmed: z.int() }), ...refusals, ...problems(409) },
  },
  settings: {
    summary: "Say whether access that nobody confirms in time ends",
    tags,
    params: SitePath,
    body: Settings,
    response: { 200: z.object({ expiresUnconfirmed: z.boolean() }), ...refusals },
  },
};

export const reviewRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/access-reviews",
    { schema: schemas.list, config: { needs: "member.read" } },
    async ({ context, params, query }) => {
      const { items, next, limit, expiresUnconfirmed } = await readReviews(context, { ...params, ...query });
      return { items: items.map(reviewReply), next, limit, expiresUnconfirmed };
    },
  );

  app.get(
    "/v1/sites/:siteId/access-reviews/:reviewId",
    { schema: schemas.one, config: { needs: "member.read" } },
    async ({ context, params, query }) => {
      const { review, items, next, limit } = await readReview(context, { ...params, ...query });
      return { review: reviewReply(review), items: items.map(itemReply), next, limit };
    },
  );

  app.post(
    "/v1/sites/:siteId/access-reviews/:reviewId/items/:personId",
    { schema: schemas.decide, config: { needs: "member.manage" } },
    async ({ context, params, body }) => {
      await decideReviewItem(context, { ...params, ...body });
      return { personId: params.personId, outcome: body.outcome };
    },
  );

  app.post(
    "/v1/sites/:siteId/access-reviews/:reviewId/confirmations",
    { schema: schemas.confirm, config: { needs: "member.manage" } },
    ({ context, params, body }) => confirmMany(context, { ...params, personIds: body.personIds ?? null }),
  );

  app.put(
    "/v1/sites/:siteId/review-settings",
    { schema: schemas.settings, config: { needs: "member.manage" } },
    ({ context, params, body }) => changeReviewSettings(context, params.siteId, body),
  );
};

function reviewReply(review: CountedReview): z.input<typeof ReviewReply> {
  const { siteId: _, reminded: __, ...rest } = review;
  return { ...rest, state: review.closedAt === null ? "open" : "closed" };
}

function itemReply({ isMe: _, ...item }: ReviewItem): z.input<typeof ItemReply> {
  return item;
}
