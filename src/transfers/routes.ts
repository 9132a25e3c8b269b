/** The API of transfers: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { askSupport, cancelTransfer, decideTransfer, requestTransfer } from "./operations.ts";
import { readTransfer, readTransfers } from "./shown/read.operations.ts";
import { summaryOf, TransferLineReply, TransferReply, transferOf } from "./shown/replies.routes.ts";

const tags = ["transfers"];
const SitePath = z.strictObject({ siteId: PathText });
const OnePath = z.strictObject({ siteId: PathText, id: PathText });
const Words = z.string().max(1000);

const list = {
  summary: "List the site's transfers, those it gives and those it gets, the newest first",
  tags,
  params: SitePath,
  querystring: z.strictObject({ ...ListQuery, sort: z.enum(["-requestedAt"]).default("-requestedAt") }),
  response: { 200: listReply(TransferLineReply), ...problems(400, 401, 403, 404) },
};

const request = {
  summary: "Ask to transfer whole lines to another site, or to another program's site",
  tags,
  params: SitePath,
  body: z.strictObject({
    targetSiteNumber: z
      .string()
      .max(40)
      .describe("Of the site that gets the lines. No answer tells whether there is such a site"),
    lineIds: z.array(z.string().max(100)).max(200).describe("Entitlement lines, each whole"),
    reason: Words.describe("For the own side and license support"),
  }),
  response: { 201: TransferReply, ...problems(400, 401, 403, 404, 409, 429) },
};

const one = {
  summary: "Read a transfer: where it stands, what it waits for, and its history",
  tags,
  params: OnePath,
  response: { 200: TransferReply, ...problems(400, 401, 403, 404) },
};

const consent = {
  summary: "Consent to a transfer, or decline it, as the site's primary contact",
  tags,
  params: OnePath,
  body: z.strictObject({
    decision: z.enum(["consent", "decline"]),
    reason: Words.optional().describe("Of a decline: why, for the own side and license support"),
  }),
  response: { 200: TransferReply, ...problems(400, 401, 403, 404, 409) },
};

const cancellation = {
  summary: "Take a request for a transfer back",
  tags,
  params: OnePath,
  response: { 200: TransferReply, ...problems(400, 401, 403, 404, 409) },
};

const supportCase = {
  summary: "Say that the keys cannot be returned: license support puts the records right",
  tags,
  params: OnePath,
  body: z.strictObject({ reason: Words }),
  response: { 200: TransferReply, ...problems(400, 401, 403, 404, 409) },
};

const LIST = "/v1/sites/:siteId/transfers";
const reading = { config: { needs: "transfer.read" } };
const requesting = { config: { needs: "transfer.request" } };

export const transferRoutes: Routes = async (app) => {
  app.get(LIST, { schema: list, ...reading }, async ({ context, params, query }) => {
    const { items, next, limit } = await readTransfers(context, params.siteId, query);
    return { items: items.map(summaryOf), next, limit };
  });

  app.post(LIST, { schema: request, ...requesting }, async ({ context, params, body }, reply) =>
    reply.code(201).send(transferOf(await requestTransfer(context, { ...params, ...body }))),
  );

  app.get(`${LIST}/:id`, { schema: one, ...reading }, async ({ context, params }) =>
    transferOf(await readTransfer(context, params)),
  );

  app.post(
    `${LIST}/:id/consent`,
    { schema: consent, config: { needs: "transfer.consent" } },
    async ({ context, params, body }) => transferOf(await decideTransfer(context, { ...params, ...body })),
  );

  app.post(`${LIST}/:id/cancellation`, { schema: cancellation, ...requesting }, async ({ context, params }) =>
    transferOf(await cancelTransfer(context, params)),
  );

  app.post(
    `${LIST}/:id/support-case`,
    { schema: supportCase, ...requesting },
    async ({ context, params, body }) => transferOf(await askSupport(context, { ...params, ...body })),
  );
};
