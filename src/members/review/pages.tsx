/** The pages of access reviews. Plain forms: whoever comes second is shown the list as it is now. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { readMember } from "../list.operations.ts";
import { labelOf } from "../member.rules.ts";
import { confirmMany, decideReviewItem } from "./decide.operations.ts";
import { changeReviewSettings, readReview, readReviews } from "./review.operations.ts";
import { NEWS, type News, RemovePage, ReviewPage, ReviewsPage, reviewHref } from "./reviews.parts.tsx";

const ROWS = 50;
const SitePath = z.strictObject({ siteId: PathText });
const ReviewPath = z.strictObject({ siteId: PathText, reviewId: PathText });
const ItemPath = z.strictObject({ siteId: PathText, reviewId: PathText, personId: PathText });
const Cursor = z.string().min(1).max(2000).optional();
const Question = z.object({
  news: z.enum(NEWS).optional().catch(undefined),
  only: z.enum(["undecided", "all"]).default("undecided").catch("undecided"),
  after: Cursor,
  past: Cursor,
});

const all = {
  schema: { hide: true, params: SitePath, querystring: Question },
  config: { needs: "member.read" },
};
const one = {
  schema: { hide: true, params: ReviewPath, querystring: z.object({ after: Cursor }) },
  config: { needs: "member.read" },
};
const decide = { schema: { hide: true, params: ReviewPath }, config: { needs: "member.manage" } };
const removing = { schema: { hide: true, params: ItemPath }, config: { needs: "member.read" } };
const settings = { schema: { hide: true, params: SitePath }, config: { needs: "member.manage" } };

export const reviewPages: Routes = async (app) => {
  app.get("/sites/:siteId/members/review", all, async ({ context, params, query, frame }, reply) => {
    const { siteId } = params;
    const { only, after, past, news } = query;
    const reviews = await readReviews(context, { siteId, after: past, limit: ROWS });
    const { openId: reviewId } = reviews;
    const open =
      reviewId === null ? null : await readReview(context, { siteId, reviewId, only, after, limit: ROWS });
    const chrome = await frame.chrome(siteId);
    return sendPage(
      reply,
      <ReviewsPage
        chrome={chrome}
        siteId={siteId}
        reviews={reviews}
        open={open}
        isAll={only === "all"}
        news={news}
      />,
    );
  });

  app.get("/sites/:siteId/members/review/:reviewId", one, async (request, reply) => {
    const { context, params, query, frame } = request;
    const shown = await readReview(context, { ...params, only: "all", after: query.after, limit: ROWS });
    const chrome = await frame.chrome(params.siteId);
    return sendPage(reply, <ReviewPage chrome={chrome} shown={shown} />);
  });

  app.post("/sites/:siteId/members/review/:reviewId", decide, (request, reply) =>
    decideFrom(request, reply, request.params),
  );

  app.get("/sites/:siteId/members/review/:reviewId/remove/:personId", removing, async (request, reply) => {
    const { context, params, frame } = request;
    const { member } = await readMember(context, params.siteId, params.personId);
    const chrome = await frame.chrome(params.siteId);
    return sendPage(reply, <RemovePage chrome={chrome} {...params} person={labelOf(member)} />);
  });

  app.post("/sites/:siteId/members/review-settings", settings, async ({ context, params, body }, reply) => {
    const expiresUnconfirmed = formOf(body)["expiresUnconfirmed"] === "on";
    await changeReviewSettings(context, params.siteId, { expiresUnconfirmed });
    return reply.redirect(`${reviewHref(params.siteId)}?news=settings`, 303);
  });
};

async function decideFrom(
  request: FastifyRequest,
  reply: FastifyReply,
  params: { siteId: string; reviewId: string },
) {
  const news = await decided(request, params);
  return reply.redirect(`${reviewHref(params.siteId)}?news=${news}`, 303);
}

async function decided(
  { context, body }: FastifyRequest,
  params: { siteId: string; reviewId: string },
): Promise<News> {
  const { confirmed, removed, all: everybody } = formOf(body);
  try {
    if (everybody !== undefined) {
      await confirmMany(context, { ...params, personIds: null });
      return "confirmed";
    }
    const outcome = removed === undefined ? "confirmed" : "removed";
    const personId = removed ?? confirmed ?? "";
    await decideReviewItem(context, { ...params, personId, outcome });
    return outcome;
  } catch (error) {
    if (error instanceof Problem && error.code === "already_reviewed") return "already";
    throw error;
  }
}
