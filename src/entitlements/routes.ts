/** The API of entitlement lines: shapes in, one operation, shapes out. One line with its periods: see coverage. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ListQuery, listReply, orBlank, PathText, SearchText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import type { SheetFormat } from "../platform/sheets/columns.ts";
import { sendSheet } from "../platform/sheets/sheet.ts";
import { exportLines, type LinesAsked, readLines } from "./operations.ts";
import { sheetOf } from "./sheet.documents.ts";
import { SORTS } from "./store.ts";

export const SortText = z.enum([...SORTS, ...SORTS.map((name) => `-${name}` as const)]);

export const LineReply = z
  .object({
    id: z.string(),
    orderNumber: z.string(),
    orderLine: z.int(),
    orderedOn: z.iso.date(),
    partNumber: z.string(),
    productCode: z.string(),
    productName: z.string(),
    quantity: z.int(),
    coveredFrom: z.iso
      .date()
      .nullable()
      .describe("First day of subscription and support in force, or of the last one"),
    coveredThrough: z.iso.date().nullable().describe("Its last day, inclusive; null: never covered"),
    status: z
      .enum(["active", "lapsed", "upcoming", "none"])
      .describe("Of subscription and support, today in the site's time zone; the license itself never ends"),
  })
  .meta({ id: "EntitlementLine" });

export const LinesPath = z.strictObject({ siteId: PathText });

/** What the list, its page and its sheets are asked alike. */
export const LineQuestion = {
  product: orBlank(PathText.optional()).describe("A product's code"),
  status: z.enum(["active", "lapsed", "all"]).default("all"),
  q: SearchText.describe("Part of a product's name, a part number or an order number"),
  sort: SortText.default("product"),
};

const list = {
  summary: "List what a site owns",
  tags: ["entitlements"],
  params: LinesPath,
  querystring: z.strictObject({ ...LineQuestion, ...ListQuery }),
  response: { 200: listReply(LineReply), ...problems(400, 401, 403, 404) },
};

const SheetQuestion = z.strictObject({
  ...LineQuestion,
});

const sheet = {
  params: LinesPath,
  querystring: SheetQuestion,
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 409, 429, 503),
  },
};

export const entitlementRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/entitlements",
    { schema: list, config: { needs: "entitlement.read" } },
    async (request) => {
      const page = await readLines(request.context, { ...request.params, ...request.query });
      return { ...page, items: [...page.items] };
    },
  );

  for (const format of ["csv", "xlsx"] as const) {
    for (const start of ["/v1", ""]) {
      const about = {
        summary: `Export what a site owns as ${format.toUpperCase()}`,
        tags: ["entitlements"],
        hide: start === "",
      };
      app.get(
        `${start}/sites/:siteId/entitlements.${format}`,
        { schema: { ...sheet, ...about }, config: { needs: "entitlement.read" } },
        (request, reply) => sendRows(request, reply, { ...request.params, ...request.query, format }),
      );
    }
  }
};

type SheetAsked = Omit<LinesAsked, "limit"> & { format: SheetFormat };

async function sendRows({ context }: FastifyRequest, reply: FastifyReply, asked: SheetAsked) {
  const pages = await exportLines(context, { ...asked, limit: 0 });
  return sendSheet(reply, asked.format, { ...sheetOf(context.language), plainName: "entitlements", pages });
}
