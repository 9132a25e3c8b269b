/** The API of the price check, and its sheets. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ListQuery, listReply, orBlank, SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import type { Language } from "../../platform/language.ts";
import type { SheetColumn, SheetFormat } from "../../platform/sheets/columns.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { LEVELS } from "../levels/levels.data.ts";
import { GAPS, type PriceGap } from "./gaps.data.ts";
import { exportPriceGaps, readPriceGaps } from "./gaps.operations.ts";
import type { GapFilter } from "./gaps.store.ts";
import { gapSay } from "./texts.ts";

const GapReply = z
  .object({
    what: z.enum(GAPS),
    productCode: z.string(),
    productName: z.string(),
    part: z.string().nullable().describe("Of a missing price"),
    kind: z.enum(["license", "renewal"]).nullable(),
    currency: z.string().nullable(),
    level: z.enum(LEVELS).nullable(),
    programs: z.array(z.string()),
    sites: z.int().describe("How many sites it concerns"),
  })
  .meta({ id: "PriceGap" });

const tags = ["prices"];
const filter = { q: SearchText, what: orBlank(z.enum(GAPS).optional()) };

const list = {
  summary: "List what sites cannot order for want of a price or a renewal part, for the vendor",
  tags,
  querystring: z.strictObject({ ...filter, ...ListQuery }),
  response: { 200: listReply(GapReply), ...problems(400, 401, 403, 404) },
};

const sheet = {
  querystring: z.strictObject(filter),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 409, 429, 503),
  },
};

export const priceGapRoutes: Routes = async (app) => {
  app.get(
    "/v1/vendor/price-gaps",
    { schema: list, config: { needs: "feed.write" } },
    async ({ context, query }) => {
      const page = await readPriceGaps(context, query);
      return {
        ...page,
        items: page.items.map(({ key: _, programs, ...gap }) => ({ ...gap, programs: [...programs] })),
      };
    },
  );

  for (const format of ["csv", "xlsx"] as const) {
    for (const path of ["/v1/vendor/price-gaps", "/operator/prices"]) {
      const about = {
        summary: `Export what has no price as ${format.toUpperCase()}, for the vendor`,
        tags,
        hide: !path.startsWith("/v1"),
      };
      app.get(
        `${path}.${format}`,
        { schema: { ...sheet, ...about }, config: { needs: "feed.write" } },
        (request, reply) => sendRows(request, reply, { ...request.query, format }),
      );
    }
  }
};

async function sendRows(
  { context }: FastifyRequest,
  reply: FastifyReply,
  asked: GapFilter & { format: SheetFormat },
) {
  const pages = await exportPriceGaps(context, asked);
  return sendSheet(reply, asked.format, { ...sheetOf(context.language), plainName: "price-check", pages });
}

function sheetOf(language: Language): { name: string; columns: SheetColumn<PriceGap>[] } {
  const say = gapSay(language);
  const columns: SheetColumn<PriceGap>[] = [
    { header: say("product"), kind: "text", width: 30, value: ({ productName }) => productName },
    { header: say("code"), kind: "text", width: 14, value: ({ productCode }) => productCode },
    { header: say("what"), kind: "text", width: 16, value: ({ what }) => say(`what.${what}`) },
    { header: say("part"), kind: "text", width: 14, value: ({ part }) => part },
    {
      header: say("kind"),
      kind: "text",
      width: 12,
      value: ({ kind }) => (kind === null ? null : say(`kind.${kind}`)),
    },
    { header: say("currency"), kind: "text", width: 8, value: ({ currency }) => currency },
    { header: say("level"), kind: "text", width: 8, value: ({ level }) => level },
    { header: say("programs"), kind: "text", width: 12, value: ({ programs }) => programs.join(", ") },
    { header: say("sites"), kind: "number", width: 10, value: ({ sites }) => sites },
  ];
  return { name: say("title"), columns };
}
