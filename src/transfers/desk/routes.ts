/** The API of license support's desk: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, orBlank, PathText, SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { WAITS } from "../rules.ts";
import { HeldShape, StepShape } from "../shown/replies.routes.ts";
import { STATES } from "../transfer.data.ts";
import type { DeskTransfer, DeskTransferInFull } from "./desk.rules.ts";
import { executeTransfer, normaliseTransfer, rejectTransfer } from "./operations.ts";
import { exportDesk, readDesk, readDeskTransfer } from "./read.operations.ts";
import { deskSheet } from "./sheet.documents.ts";

const tags = ["transfers"];
const OnePath = z.strictObject({ id: PathText });

export const DeskFilter = {
  state: orBlank(z.enum([...STATES, "open"]).optional()),
  q: orBlank(SearchText).describe("Part of a site number, or of the giving site's name"),
};

const Listed = {
  id: z.string(),
  state: z.enum(STATES),
  siteId: z.string(),
  siteNumber: z.string(),
  siteName: z.string(),
  program: z.string(),
  targetNumber: z.string(),
  targetSiteId: z.string().nullable().describe("Null: no site has that number"),
  isSameCustomer: z.boolean().nullable(),
  requestedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  sourceConsentedAt: z.iso.datetime().nullable(),
  targetConsentedAt: z.iso.datetime().nullable(),
  waits: z.array(z.enum(WAITS)),
  lines: z.array(
    z.object({
      place: z.int(),
      lineId: z.string(),
      orderNumber: z.string(),
      orderLine: z.int(),
      partNumber: z.string(),
      productCode: z.string(),
      productName: z.string(),
      quantity: z.int(),
      becomes: z.string().nullable().describe("Its part at the getting site; null: to be entered"),
      targetOrder: z.string().nullable(),
    }),
  ),
};
const LineReply = z.object(Listed).meta({ id: "DeskTransferSummary" });
const OneReply = z
  .object({
    ...Listed,
    target: z.object({ name: z.string(), program: z.string() }).nullable(),
    kind: z.enum(["site", "migration"]).nullable(),
    isSecondExpressSite: z.boolean(),
    keysOut: z.array(HeldShape),
    steps: z.array(StepShape),
  })
  .meta({ id: "DeskTransfer" });

const list = {
  summary: "List all transfers, the newest first",
  tags,
  querystring: z.strictObject({
    ...DeskFilter,
    ...ListQuery,
    sort: z.enum(["-requestedAt"]).default("-requestedAt"),
  }),
  response: { 200: listReply(LineReply), ...problems(400, 401, 403, 404) },
};

const sheet = {
  tags,
  querystring: z.strictObject(DeskFilter),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404),
  },
};

const answer = { 200: OneReply, ...problems(400, 401, 403, 404, 409) };
const Ticket = z.string().max(100).describe("Of your own records");
const Note = z.string().max(1000);

const one = { summary: "Read a transfer with both sides", tags, params: OnePath, response: answer };
const normalisation = {
  summary: "End on record the keys that the site cannot return; the transfer is ready then",
  tags,
  params: OnePath,
  body: z.strictObject({ ticket: Ticket, note: Note }),
  response: answer,
};
const execution = {
  summary: "Execute a transfer: the lines are at the getting site, and gone from the other",
  tags,
  params: OnePath,
  body: z.strictObject({
    ticket: Ticket,
    parts: z
      .array(z.strictObject({ place: z.int(), partNumber: z.string().max(40) }))
      .max(50)
      .default([])
      .describe("Where the catalog names no part for the other program"),
  }),
  response: answer,
};
const rejection = {
  summary: "Reject a transfer; both sites read the reason",
  tags,
  params: OnePath,
  body: z.strictObject({ ticket: Ticket, note: Note }),
  response: answer,
};

const executing = { config: { needs: "transfer.execute" } };
const LIST = "/v1/operator/transfers";

export const transferDeskRoutes: Routes = async (app) => {
  app.get(LIST, { schema: list, ...executing }, async ({ context, query }) => {
    const { items, ...page } = await readDesk(context, query);
    return { ...page, items: items.map(summaryOf) };
  });

  for (const format of ["csv", "xlsx"] as const) {
    for (const path of [LIST, "/operator/transfers"]) {
      const about = {
        summary: `Export all transfers as ${format.toUpperCase()}`,
        hide: !path.startsWith("/v1"),
      };
      app.get(
        `${path}.${format}`,
        { schema: { ...sheet, ...about }, ...executing },
        async ({ context, query }, reply) => {
          const pages = await exportDesk(context, query);
          return sendSheet(reply, format, { ...deskSheet(context.language), plainName: "transfers", pages });
        },
      );
    }
  }

  app.get(`${LIST}/:id`, { schema: one, ...executing }, async ({ context, params }) =>
    replyOf(await readDeskTransfer(context, params.id)),
  );

  app.post(
    `${LIST}/:id/normalisation`,
    { schema: normalisation, ...executing },
    async ({ context, params, body }) => {
      await normaliseTransfer(context, { ...params, ...body });
      return replyOf(await readDeskTransfer(context, params.id));
    },
  );

  app.post(
    `${LIST}/:id/execution`,
    { schema: execution, ...executing },
    async ({ context, params, body }) => {
      await executeTransfer(context, { ...params, ...body });
      return replyOf(await readDeskTransfer(context, params.id));
    },
  );

  app.post(
    `${LIST}/:id/rejection`,
    { schema: rejection, ...executing },
    async ({ context, params, body }) => {
      await rejectTransfer(context, { ...params, ...body });
      return replyOf(await readDeskTransfer(context, params.id));
    },
  );
};

function summaryOf(transfer: DeskTransfer) {
  const { id, state, siteId, siteNumber, siteName, program, targetNumber, targetSiteId } = transfer;
  const { isSameCustomer, requestedAt, changedAt, sourceConsentedAt, targetConsentedAt } = transfer;
  return {
    ...{ id, state, siteId, siteNumber, siteName, program, targetNumber, targetSiteId },
    ...{ isSameCustomer, requestedAt, changedAt, sourceConsentedAt, targetConsentedAt },
    waits: [...transfer.waits],
    lines: transfer.lines.map(({ transferId: _, targetPart: __, ...line }) => line),
  };
}

function replyOf(transfer: DeskTransferInFull) {
  const { target, kind, isSecondExpressSite, held, steps } = transfer;
  return {
    ...summaryOf(transfer),
    ...{ target: target ?? null, kind, isSecondExpressSite },
    keysOut: [...held],
    steps: steps.map(({ place: _, ...step }) => step),
  };
}
