/** The bytes of files, by link or by session, and the links themselves. */
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { openBlobStore } from "../../platform/files/blob-store.ts";
import { conditionsOf, describeContent, sendBytes } from "../../platform/files/send.ts";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { makeLink } from "./links.operations.ts";
import { noteSent, type TakenBytes, type Taking, takeByLink, takeBySession } from "./operations.ts";
import { spanOf } from "./rules.ts";
import { enter } from "./running.store.ts";

const FilePath = z.strictObject({ siteId: PathText, fileId: PathText });
const LinkPath = z.strictObject({ token: PathText, name: z.string().max(1000) });

const LinkReply = z
  .object({
    href: z.url().describe("For programs without cookies; it takes single byte ranges and can be resumed"),
    expiresAt: z.iso
      .datetime()
      .describe("Until then the download must begin; once begun, the link serves for 7 days"),
  })
  .meta({ id: "DownloadLink" });

const link = {
  summary: "Make a link to a file for a download manager",
  tags: ["downloads"],
  params: FilePath,
  response: { 201: LinkReply, ...problems(400, 401, 403, 404, 409, 429) },
};

const octets = { description: "The bytes", content: { "application/octet-stream": { schema: z.any() } } };

const content = {
  summary: "Download a file: whole, or a single range of it",
  description: "Strong ETag, If-Range, HEAD, Repr-Digest. Several ranges are answered with the whole file.",
  tags: ["downloads"],
  params: FilePath,
  response: { 200: octets, 206: octets, ...problems(400, 401, 403, 404, 409, 416, 429, 503) },
};

export const contentRoutes: Routes = async (app) => {
  const sending = new Map<FastifyReply["raw"], Promise<unknown>>();
  const deliver = (reply: FastifyReply, taking: Taking) => {
    const sent = send(reply, taking).finally(() => sending.delete(reply.raw));
    sending.set(reply.raw, sent);
    return sent;
  };

  /** A portal that stops waits for no download: whoever takes it comes back for the rest. What went out is noted. */
  app.addHook("preClose", async () => {
    for (const raw of sending.keys()) raw.destroy();
    await Promise.allSettled(sending.values());
  });

  app.post(
    "/v1/sites/:siteId/downloads/:fileId/links",
    { schema: link, config: { needs: "download.start" } },
    async ({ context, params }, reply) => {
      const { href, expiresAt } = await makeLink(context, params.siteId, params.fileId);
      return reply.code(201).send({ href, expiresAt: expiresAt.toISOString() });
    },
  );

  app.route({
    method: ["GET", "HEAD"],
    url: "/v1/sites/:siteId/downloads/:fileId/content",
    schema: content,
    config: { needs: "download.start" },
    handler: async (request, reply) =>
      deliver(reply, await takeBySession(request.context, request.params, conditionsOf(request))),
  });

  app.route({
    method: ["GET", "HEAD"],
    url: "/downloads/:token/:name",
    schema: { hide: true, params: LinkPath },
    config: { needs: "anyone" },
    handler: async (request, reply) =>
      deliver(reply, await takeByLink(request.context, request.params, conditionsOf(request))),
  });
};

async function send(reply: FastifyReply, { bytes, ...taking }: Taking): Promise<FastifyReply> {
  if (bytes !== null) return sendContent(reply, { ...taking, bytes });
  describeContent(reply, taking.file, taking.answer);
  return reply.send();
}

async function sendContent(
  reply: FastifyReply,
  taking: Taking & { bytes: TakenBytes },
): Promise<FastifyReply> {
  const { file, answer, bytes, context } = taking;
  const leave = enter(bytes.downloadId, spanOf(bytes));
  let sent = 0;
  try {
    const stored = await openBlobStore(context.portal.config.filesFolder).open(file.sha256);
    if (stored?.sizeBytes !== file.sizeBytes) throw new Problem(503, "unavailable", { lacks: "content" });
    describeContent(reply, file, answer);
    sent = await sendBytes(reply, stored, bytes).finally(() => stored.close());
  } finally {
    await noteSent(taking, { sent, isLast: leave() });
  }
  return reply;
}
