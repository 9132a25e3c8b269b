/** The API of dates: shapes in, one operation, shapes out. */
import { z } from "zod";
import { Day, ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { DATE_KINDS } from "./dates/dates.rules.ts";
import { listDates } from "./dates/operations.ts";
import { CHOICES, chooseDigest, readDigestChoice } from "./digest/operations.ts";
import { endFeed, makeFeed, readCalendar, readFeeds } from "./feeds/operations.ts";

const tags = ["calendar"];

const DateReply = z
  .object({
    uid: z.string().describe("The same whenever the same thing is told"),
    kind: z.enum(DATE_KINDS),
    on: z.iso.date().describe("A day of the site's calendar; last days are inclusive"),
    siteId: z.string(),
    siteNumber: z.string(),
    siteName: z.string(),
    path: z.string().describe("Where the portal tells more"),
    productCode: z.string().nullable(),
    productName: z.string().nullable(),
    version: z.string().nullable(),
    quoteNumber: z.string().nullable(),
    lines: z.int().nullable(),
    quantity: z.int().nullable(),
  })
  .meta({ id: "SiteDate" });

const FeedReply = z
  .object({ id: z.string(), name: z.string(), madeAt: z.string(), readAt: z.string().nullable() })
  .meta({ id: "CalendarFeed" });

export const FeedBody = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "required")
    .max(80)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed"),
});

export const DigestBody = z.strictObject({ frequency: z.enum(CHOICES) });
const DigestReply = z.object({ frequency: z.enum(CHOICES) });

const schemas = {
  dates: {
    summary: "List the dates of all one's sites, by what one may see at each",
    tags,
    querystring: z.strictObject({
      from: Day.optional().describe("Today when absent"),
      through: Day.optional().describe("Two years later when absent; at most three"),
      siteId: PathText.optional(),
      ...ListQuery,
    }),
    response: { 200: listReply(DateReply), ...problems(400, 401) },
  },
  list: {
    summary: "List the addresses by which one's calendars read one's dates",
    tags,
    querystring: z.strictObject(ListQuery),
    response: { 200: listReply(FeedReply), ...problems(400, 401) },
  },
  make: {
    summary: "Make a calendar address; it is in this answer and nowhere else",
    tags,
    body: FeedBody,
    response: {
      201: z.object({ id: z.string(), name: z.string(), url: z.string() }),
      ...problems(400, 401, 429),
    },
  },
  revoke: {
    summary: "Revoke a calendar address; felt by the next reading",
    tags,
    params: z.strictObject({ feedId: PathText }),
    response: { 204: z.null(), ...problems(400, 401, 404) },
  },
  readChoice: {
    summary: "Read how often one gets a digest of one's dates",
    tags,
    response: { 200: DigestReply, ...problems(401) },
  },
  choose: {
    summary: "Choose how often one gets a digest of one's dates",
    tags,
    body: DigestBody,
    response: { 200: DigestReply, ...problems(400, 401) },
  },
  calendar: {
    summary: "Read a person's dates as an iCalendar; the token in the address is the right",
    tags,
    params: z.strictObject({ token: PathText }),
    response: {
      200: { description: "RFC 5545", content: { "text/calendar": { schema: z.string() } } },
      ...problems(400, 404, 429),
    },
  },
};

const person = { needs: "person" };

export const calendarRoutes: Routes = async (app) => {
  app.get("/v1/dates", { schema: schemas.dates, config: person }, async ({ context, query }) => {
    const { items, ...page } = await listDates(context, query);
    return { ...page, items: [...items] };
  });
  app.get("/v1/calendar-feeds", { schema: schemas.list, config: person }, async ({ context, query }) => {
    const { items, ...page } = await readFeeds(context, query);
    return { ...page, items: [...items] };
  });
  app.post("/v1/calendar-feeds", { schema: schemas.make, config: person }, async ({ context, body }, reply) =>
    reply.code(201).send(await makeFeed(context, body.name)),
  );
  app.delete(
    "/v1/calendar-feeds/:feedId",
    { schema: schemas.revoke, config: person },
    async ({ context, params }, reply) => {
      await endFeed(context, params.feedId);
      return reply.code(204).send(null);
    },
  );
  app.get("/v1/date-digest", { schema: schemas.readChoice, config: person }, async ({ context }) => ({
    frequency: await readDigestChoice(context),
  }));
  app.put("/v1/date-digest", { schema: schemas.choose, config: person }, async ({ context, body }) => {
    await chooseDigest(context, body.frequency);
    return body;
  });
  app.get(
    "/v1/calendar/:token.ics",
    { schema: schemas.calendar, config: { needs: "anyone" } },
    async ({ context, params, headers }, reply) => {
      const { text, etag } = await readCalendar(context, params.token);
      reply.header("cache-control", "private, no-cache").header("etag", etag);
      reply.header("referrer-policy", "no-referrer").header("x-robots-tag", "noindex");
      if (isKnown(headers["if-none-match"], etag)) return reply.code(304 as 200).send();
      return reply.type("text/calendar; charset=utf-8").send(text);
    },
  );
};

/** One of those that the reader has. A proxy may have weakened it. */
function isKnown(header: string | undefined, etag: string): boolean {
  const known = header?.split(",").map((one) => one.trim().replace(/^W\//, "")) ?? [];
  return known.includes(etag) || known.includes("*");
}
