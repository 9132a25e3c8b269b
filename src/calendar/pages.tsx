/** The pages of dates. The calendar address itself is shown once, by the answer to the form that makes it. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../platform/http/errors.ts";
import { formOf } from "../platform/http/forms.ts";
import { Day, orBlank, PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { Problem } from "../platform/problem.ts";
import { sendPage } from "../web/page.tsx";
import { CalendarPage } from "./calendar.parts.tsx";
import { readDates } from "./dates/operations.ts";
import { chooseDigest, readDigestChoice, readUnsubscription, unsubscribe } from "./digest/operations.ts";
import { endFeed, makeFeed, readFeeds } from "./feeds/operations.ts";
import { MadeFeedPage, UnsubscribedPage, UnsubscribePage } from "./feeds.parts.tsx";
import { DigestBody, FeedBody } from "./routes.ts";
import { calendarSay } from "./texts.ts";

const Question = z.object({
  siteId: orBlank(PathText.optional()),
  from: orBlank(Day.optional()),
  news: z.enum(["revoked", "saved"]).optional().catch(undefined),
});

const person = { config: { needs: "person" } };
const anyone = {
  schema: { hide: true, params: z.strictObject({ token: z.string().max(200) }) },
  config: { needs: "anyone" },
};

export const calendarPages: Routes = async (app) => {
  app.get("/calendar", { schema: { hide: true, querystring: Question }, ...person }, (request, reply) =>
    show(request, reply, {}),
  );

  app.post("/calendar/feeds", { schema: { hide: true }, ...person }, async (request, reply) => {
    const { context, frame, body } = request;
    const { name = "" } = formOf(body);
    try {
      const feed = await makeFeed(context, parsed(FeedBody, { name }).name);
      return sendPage(reply, <MadeFeedPage chrome={await frame.chrome(null)} feed={feed} />);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "invalid_request") throw error;
      return show(request, reply, { name, problem: error });
    }
  });

  app.post(
    "/calendar/feeds/:feedId/revocation",
    { schema: { hide: true, params: z.strictObject({ feedId: PathText }) }, ...person },
    async ({ context, params }, reply) => {
      await endFeed(context, params.feedId);
      return reply.redirect("/calendar?news=revoked", 303);
    },
  );

  app.post("/calendar/digest", { schema: { hide: true }, ...person }, async ({ context, body }, reply) => {
    const { frequency = "" } = formOf(body);
    await chooseDigest(context, parsed(DigestBody, { frequency }).frequency);
    return reply.redirect("/calendar?news=saved", 303);
  });

  app.get("/unsubscribe/:token", anyone, async ({ context, params, frame }, reply) => {
    readUnsubscription(context, params.token);
    return sendPage(reply, <UnsubscribePage visit={frame.visit()} path={`/unsubscribe/${params.token}`} />);
  });

  // Also what a mail program sends by itself, RFC 8058: whatever the body says, the address is the wish.
  app.post("/unsubscribe/:token", anyone, async ({ context, params, frame }, reply) => {
    await unsubscribe(context, params.token);
    return sendPage(reply, <UnsubscribedPage visit={frame.visit()} />);
  });
};

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, problem }: { name?: string; problem?: Problem },
) {
  const { context, frame } = request;
  const { siteId, from, news } = parsed(Question, request.query);
  const say = calendarSay(context.language);
  const { fields = {} } = (problem?.facts ?? {}) as { fields?: Record<string, string[]> };
  const code = fields["name"]?.[0];
  const page = (
    <CalendarPage
      chrome={await frame.chrome(null)}
      own={await readDates(context, { siteId, from })}
      siteId={siteId}
      from={from}
      feeds={(await readFeeds(context, { limit: 100 })).items}
      choice={await readDigestChoice(context)}
      news={news}
      name={name}
      errors={code === undefined ? {} : { name: say(isFault(code) ? `fault.${code}` : "fault.required") }}
    />
  );
  return sendPage(reply, page, problem?.status ?? 200);
}

function isFault(code: string): code is "text_not_allowed" | "too_big" {
  return code === "text_not_allowed" || code === "too_big";
}
