/** The API of the sharing report, and its sheets. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { longNumber } from "../../license-keys/index.ts";
import { ListQuery, listReply, orBlank, SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import type { Language } from "../../platform/language.ts";
import type { SheetColumn, SheetFormat } from "../../platform/sheets/columns.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { licensingSay } from "../texts.ts";
import { exportSharing, readSharing } from "./operations.ts";
import { reasonsOf } from "./rules.ts";
import { REASONS, type SharedKey } from "./sharing.data.ts";
import type { SharingFilter } from "./store.ts";

const SharedKeyReply = z
  .object({
    siteId: z.string(),
    siteNumber: z.string(),
    siteName: z.string(),
    keyId: z.string(),
    productName: z.string(),
    orderNumber: z.string(),
    lock: z.enum(["node-locked", "floating"]),
    quantity: z.int(),
    machines: z.int().describe("Different ones that used it"),
    networks: z.int().describe("Different ones that it was used from: prefixes of addresses"),
    refused: z.int().describe("Attempts that found it fully used, or the machine not activated"),
    copies: z.int().describe("Attempts with a lease of another machine or program"),
    lastAt: z.string(),
    reasons: z.array(z.enum(REASONS)).describe("Why it is listed"),
  })
  .meta({ id: "SharedKey" });

const tags = ["licensing"];
export const SharingFilterShape = { q: SearchText, reason: orBlank(z.enum(REASONS).optional()) };
const read = { needs: "sharing.read" };

const list = {
  summary: "List online keys seen on more machines or networks than they are for, for the vendor",
  tags,
  querystring: z.strictObject({ ...SharingFilterShape, ...ListQuery }),
  response: { 200: listReply(SharedKeyReply), ...problems(400, 401, 403, 404) },
};

const sheet = {
  querystring: z.strictObject(SharingFilterShape),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 409, 429, 503),
  },
};

export const sharingRoutes: Routes = async (app) => {
  app.get("/v1/operator/sharing", { schema: list, config: read }, async ({ context, query }) => {
    const { items, ...page } = await readSharing(context, query);
    return { ...page, items: items.map(({ weight: _, ...key }) => ({ ...key, reasons: reasonsOf(key) })) };
  });

  for (const format of ["csv", "xlsx"] as const) {
    for (const path of ["/v1/operator/sharing", "/operator/sharing"]) {
      const about = {
        summary: `Export the sharing report as ${format.toUpperCase()}, for the vendor`,
        tags,
        hide: !path.startsWith("/v1"),
      };
      app.get(`${path}.${format}`, { schema: { ...sheet, ...about }, config: read }, (request, reply) =>
        sendRows(request, reply, { ...request.query, format }),
      );
    }
  }
};

async function sendRows(
  { context }: FastifyRequest,
  reply: FastifyReply,
  asked: SharingFilter & { format: SheetFormat },
) {
  const pages = await exportSharing(context, asked);
  return sendSheet(reply, asked.format, { ...sheetOf(context.language), plainName: "key-sharing", pages });
}

function sheetOf(language: Language): { name: string; columns: SheetColumn<SharedKey>[] } {
  const say = licensingSay(language);
  const columns: SheetColumn<SharedKey>[] = [
    { header: say("site"), kind: "text", width: 12, value: ({ siteNumber }) => longNumber(siteNumber) },
    { header: say("siteName"), kind: "text", width: 30, value: ({ siteName }) => siteName },
    { header: say("product"), kind: "text", width: 30, value: ({ productName }) => productName },
    { header: say("order"), kind: "text", width: 14, value: ({ orderNumber }) => orderNumber },
    { header: say("key"), kind: "text", width: 32, value: ({ keyId }) => keyId },
    { header: say("lock"), kind: "text", width: 14, value: ({ lock }) => say(`lock.${lock}`) },
    { header: say("seats"), kind: "number", width: 8, value: ({ quantity }) => quantity },
    { header: say("machines"), kind: "number", width: 10, value: ({ machines }) => machines },
    { header: say("networks"), kind: "number", width: 10, value: ({ networks }) => networks },
    { header: say("refused"), kind: "number", width: 10, value: ({ refused }) => refused },
    { header: say("copies"), kind: "number", width: 10, value: ({ copies }) => copies },
    { header: say("lastSeen"), kind: "text", width: 22, value: ({ lastAt }) => lastAt },
    {
      header: say("why"),
      kind: "text",
      width: 60,
      value: (key) =>
        reasonsOf(key)
          .map((reason) => say(`why.${reason}`, { ...key }))
          .join(" "),
    },
  ];
  return { name: say("title"), columns };
}
