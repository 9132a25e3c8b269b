/** The API of a site's coverage: every line with its periods, gaps and next dates; the same as sheets. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import type { Language } from "../../platform/language.ts";
import type { SheetColumn, SheetFormat } from "../../platform/sheets/columns.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { type CoverageSay, coverageSay } from "../texts.ts";
import { exportSiteCoverage, type LineOutlook, readSiteCoverage } from "./operations.ts";
import { GapReply, OUTLOOK, PeriodReply } from "./replies.documents.ts";

const CoveredLineReply = z
  .object({
    lineId: z.string(),
    orderNumber: z.string(),
    orderLine: z.int(),
    orderedOn: z.iso.date(),
    partNumber: z.string(),
    productCode: z.string(),
    productName: z.string(),
    quantity: z.int(),
    status: z.enum(["active", "lapsed", "upcoming", "none"]).describe("Today in the site's time zone"),
    coveredThrough: z.iso.date().nullable(),
    periods: z.array(PeriodReply).describe("In the order of their days; no day is in two"),
    gaps: z.array(GapReply),
    ...OUTLOOK,
  })
  .meta({ id: "CoveredLine" });

const params = z.strictObject({ siteId: PathText });

const list = {
  summary: "List the coverage of all of a site's lines, with its gaps and next dates",
  tags: ["entitlements"],
  params,
  querystring: z.strictObject(ListQuery),
  response: { 200: listReply(CoveredLineReply), ...problems(400, 401, 403, 404) },
};

const sheet = {
  params,
  querystring: z.strictObject({}),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 409, 429, 503),
  },
};

export const siteCoverageRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/coverage",
    { schema: list, config: { needs: "entitlement.read" } },
    async ({ context, params: { siteId }, query }) => {
      const page = await readSiteCoverage(context, { siteId, ...query });
      return { ...page, items: [...page.items].map(lineReply) };
    },
  );

  for (const format of ["csv", "xlsx"] as const) {
    for (const start of ["/v1", ""]) {
      const about = {
        summary: `Export the coverage of a site's lines as ${format.toUpperCase()}`,
        tags: ["entitlements"],
        hide: start === "",
      };
      app.get(
        `${start}/sites/:siteId/coverage.${format}`,
        { schema: { ...sheet, ...about }, config: { needs: "entitlement.read" } },
        (request, reply) => sendRows(request, reply, { ...request.params, format }),
      );
    }
  }
};

function lineReply({ periods, gaps, ...line }: LineOutlook) {
  return { ...line, periods: [...periods], gaps: [...gaps] };
}

async function sendRows(
  { context }: FastifyRequest,
  reply: FastifyReply,
  asked: { siteId: string; format: SheetFormat },
) {
  const pages = await exportSiteCoverage(context, asked);
  return sendSheet(reply, asked.format, { ...sheetOf(context.language), plainName: "coverage", pages });
}

const STATUS = {
  active: "statusActive",
  lapsed: "statusLapsed",
  upcoming: "statusUpcoming",
  none: "statusNone",
} as const;

const KINDS = { license: "kindLicense", renewal: "kindRenewal", reinstatement: "kindReinstatement" } as const;

/** A row for each line, its periods and gaps in words. */
function sheetOf(language: Language): { name: string; columns: SheetColumn<LineOutlook>[] } {
  const say = coverageSay(language);
  const columns: SheetColumn<LineOutlook>[] = [
    { header: say("product"), kind: "text", width: 36, value: ({ productName }) => productName },
    { header: say("part"), kind: "text", width: 14, value: ({ partNumber }) => partNumber },
    { header: say("quantity"), kind: "number", width: 9, value: ({ quantity }) => quantity },
    { header: say("order"), kind: "text", width: 16, value: ({ orderNumber }) => orderNumber },
    { header: say("orderLine"), kind: "number", width: 6, value: ({ orderLine }) => orderLine },
    { header: say("orderedOn"), kind: "day", width: 12, value: ({ orderedOn }) => orderedOn },
    { header: say("status"), kind: "text", width: 14, value: ({ status }) => say(STATUS[status]) },
    { header: say("coveredThrough"), kind: "day", width: 14, value: ({ coveredThrough }) => coveredThrough },
    { header: say("renewalOn"), kind: "day", width: 14, value: ({ renewalOn }) => renewalOn },
    { header: say("anniversaryOn"), kind: "day", width: 14, value: ({ anniversaryOn }) => anniversaryOn },
    { header: say("periods"), kind: "text", width: 48, value: (line) => periodsText(say, line) },
    { header: say("gaps"), kind: "text", width: 36, value: gapsText },
  ];
  return { name: say("coverage"), columns };
}

function periodsText(say: CoverageSay, { periods }: LineOutlook): string {
  return periods
    .map(({ kind, coveredFrom, coveredThrough }) => `${say(KINDS[kind])} ${coveredFrom}/${coveredThrough}`)
    .join("; ");
}

/** As ISO 8601 writes ranges; what goes on is left open. */
function gapsText({ gaps }: LineOutlook): string {
  return gaps
    .map(({ uncoveredFrom, uncoveredThrough }) => `${uncoveredFrom}/${uncoveredThrough ?? ".."}`)
    .join("; ");
}
