/** The API of feeds. */
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { gunzip } from "../platform/gunzip.ts";
import { ListQuery, listReply, PathText, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { allowLongBody } from "../platform/http/slow-bodies.ts";
import { Problem } from "../platform/problem.ts";
import type { FeedReport } from "./operations.ts";
import { readFeed, readFeeds } from "./operations.ts";
import { receiveFeed } from "./receive.documents.ts";
import { progressOf } from "./rules.ts";
import { TYPE_NAMES } from "./run/read.documents.ts";
import type { Feed, StoredFault } from "./store.ts";
import { faultMessage } from "./texts.ts";

const tags = ["feeds"];
const State = z.enum(["received", "running", "applied", "checked", "refused", "failed"]);
const Counts = z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), stale: z.int() });

const FeedReply = z
  .object({
    id: z.string(),
    state: State.describe(
      "`checked` ends a dry run without faults; `refused` means that nothing was applied",
    ),
    isDryRun: z.boolean(),
    format: z.string().describe("`jsonl`, or the type of record of a CSV"),
    name: z.string().nullable(),
    sizeBytes: z.int(),
    receivedAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    progress: z.number().describe("From 0 to 1"),
    stage: z.string().nullable(),
    linesRead: z.int(),
    counts: z.record(z.string(), Counts).describe("By type of record"),
    faultsCount: z.int(),
    warningsCount: z.int(),
  })
  .meta({ id: "Feed" });

const FaultReply = z
  .object({
    line: z.int().describe("Counted from 1"),
    field: z.string().nullable().describe("Null: the whole line"),
    code: z.string(),
    message: z.string().describe("In the caller's language"),
  })
  .meta({ id: "FeedFault" });

const ReportReply = FeedReply.extend({
  faults: z.array(FaultReply).describe("By line"),
  next: z.string().nullable().describe("The cursor of the next faults"),
  limit: z.int(),
  warnings: z.array(FaultReply).describe("Worth a look; nothing was refused for them. The first hundred"),
}).meta({ id: "FeedReport" });

const post = {
  summary: "Send a feed: any size, as application/x-ndjson, or as text/csv with the type of its records",
  description:
    "Streamed; gzip is taken as Content-Encoding. 202 when it will be applied; 200 with the same id while the very same " +
    "content is waiting or running. An API key needs the scope `feed.write`.",
  tags,
  querystring: z.strictObject({
    dryRun: z.enum(["true", "false"]).default("false").describe("The same report, and nothing is changed"),
    type: z.enum(TYPE_NAMES).optional().describe("For a CSV: the type of its records"),
    name: z.string().max(200).optional().describe("The file's name, for the list"),
  }),
  response: {
    200: z.object({ id: z.string(), state: State }),
    202: z.object({ id: z.string(), state: State }),
    ...problems(400, 401, 403, 404, 413, 415, 503),
  },
};

const list = {
  summary: "List feeds, the newest first",
  tags,
  querystring: z.strictObject(ListQuery),
  response: { 200: listReply(FeedReply), ...problems(400, 401, 403, 404) },
};

const MOST_FAULTS = 1000;

const one = {
  summary: "Read a feed's state, progress and report",
  tags,
  params: z.strictObject({ feedId: PathText }),
  querystring: z.strictObject({
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .default(MOST_FAULTS)
      .transform((limit) => Math.min(limit, MOST_FAULTS)),
    after: z.string().min(1).max(2000).optional().describe("`next` of the faults before"),
  }),
  response: { 200: ReportReply, ...problems(400, 401, 403, 404) },
};

export const feedRoutes: Routes = async (app) => {
  app.get("/v1/feeds", { schema: list, config: { needs: "feed.write" } }, async ({ context, query }) => {
    const { limit } = query;
    const after = readPlace(context.portal.secrets, "feeds", query.after);
    const { items, end } = pageOf(await readFeeds(context, { after, limit }), limit, (feed) => ({
      value: feed.receivedAt,
      id: feed.id,
    }));
    const next = end === null ? null : writePlace(context.portal.secrets, "feeds", end);
    return { items: items.map(feedReply), next, limit };
  });

  app.get(
    "/v1/feeds/:feedId",
    { schema: one, config: { needs: "feed.write" } },
    async ({ context, params, query }) => {
      const { report, next } = await readReport(context, params.feedId, query);
      const message = (fault: StoredFault) => ({ ...fault, message: faultMessage(context.language, fault) });
      return {
        ...feedReply(report.feed),
        faults: report.faults.map(message),
        next,
        limit: query.limit,
        warnings: report.warnings.map(message),
      };
    },
  );

  const uploads: Routes = async (scoped) => {
    scoped.removeAllContentTypeParsers();
    scoped.addContentTypeParser(["application/x-ndjson", "text/csv"], (_request, body, done) =>
      done(null, body),
    );
    scoped.post("/v1/feeds", { schema: post, config: { needs: "feed.write" } }, async (request, reply) => {
      const { dryRun, type, name = null } = request.query;
      const isCsv = /^text\/csv\b/.test(request.headers["content-type"] ?? "");
      if (isCsv !== (type !== undefined)) throw new Problem(400, "feed_format_unknown");
      const incoming = { format: type ?? "jsonl", isDryRun: dryRun === "true", name };
      return sendReceived(
        reply,
        await receiveFeed(request.context, { ...incoming, bytes: bytesOf(request) }),
      );
    });
  };
  await app.register(uploads);
};

/** A page of a report's faults, and the cursor of the next. */
export async function readReport(
  context: FastifyRequest["context"],
  feedId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ report: FeedReport; next: string | null }> {
  const { secrets } = context.portal;
  const place = readPlace(secrets, `faults ${feedId}`, after);
  const report = await readFeed(context, feedId, { after: Number(place?.id ?? 0), limit });
  const { items, end } = pageOf(report.faults, limit, (fault) => ({ value: "", id: String(fault.place) }));
  const next = end === null ? null : writePlace(secrets, `faults ${feedId}`, end);
  return { report: { ...report, faults: items }, next };
}

function sendReceived(reply: FastifyReply, { feed, isNew }: { feed: Feed; isNew: boolean }) {
  const { id, state } = feed;
  return reply
    .code(isNew ? 202 : 200)
    .header("location", `/v1/feeds/${id}`)
    .send({ id, state });
}

function bytesOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  const { body, headers } = request;
  const coding = headers["content-encoding"] ?? "identity";
  if (!(body instanceof Readable) || !["identity", "gzip"].includes(coding)) {
    throw new Problem(415, "media_type_not_supported");
  }
  allowLongBody(request);
  const bytes = body.iterator({ destroyOnReturn: false });
  return coding === "gzip" ? gunzip(bytes, () => new Problem(400, "feed_compression_unsound")) : bytes;
}

function feedReply(feed: Feed) {
  return { ...feed, progress: progressOf(feed) };
}
