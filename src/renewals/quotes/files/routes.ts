/** Renewal quotes as files: the paper as PDF, the lines as sheets. Beneath the API and beneath the pages alike. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { personOf } from "../../../access/index.ts";
import { spend } from "../../../platform/http/limits.ts";
import { orBlank, PathText } from "../../../platform/http/lists.ts";
import { problems, type Routes } from "../../../platform/http/server.ts";
import { LANGUAGES, type Language } from "../../../platform/language.ts";
import { decimalsOf } from "../../../platform/money.ts";
import type { SheetColumn, SheetFormat } from "../../../platform/sheets/columns.ts";
import { dispositionOf, sendSheet } from "../../../platform/sheets/sheet.ts";
import { readQuote } from "../operations.ts";
import type { ShownLine, ShownQuote } from "../shown.documents.ts";
import { quoteSay, STANDING_TEXTS } from "../texts.ts";
import { quotePdf } from "./paper.documents.ts";

const params = z.strictObject({ siteId: PathText, quoteId: PathText });
const version = orBlank(z.coerce.number().int().min(1).max(1_000_000).optional());
const refusals = problems(400, 401, 403, 404, 409, 429, 503);

const paper = {
  summary: "A renewal quote as PDF, in the site's language unless another is asked for",
  tags: ["renewals"],
  params,
  querystring: z.strictObject({ version, language: orBlank(z.enum(LANGUAGES).optional()) }),
  response: {
    200: { description: "The quote", content: { "application/pdf": { schema: z.string() } } },
    ...refusals,
  },
};

const sheet = {
  tags: ["renewals"],
  params,
  querystring: z.strictObject({ version }),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...refusals,
  },
};

export const quoteFileRoutes: Routes = async (app) => {
  for (const start of ["/v1", ""]) {
    const hide = start === "";
    const path = `${start}/sites/:siteId/renewal-quotes/:quoteId`;
    app.get(
      `${path}.pdf`,
      { schema: { ...paper, hide }, config: { needs: "renewal.read" } },
      (request, reply) => sendPaper(request, reply, { ...request.params, ...request.query }),
    );
    for (const format of ["csv", "xlsx"] as const) {
      const summary = `The lines of a renewal quote as ${format.toUpperCase()}`;
      app.get(
        `${path}.${format}`,
        { schema: { ...sheet, summary, hide }, config: { needs: "renewal.read" } },
        (request, reply) => sendLines(request, reply, { ...request.params, ...request.query, format }),
      );
    }
  }
};

interface Asked {
  readonly siteId: string;
  readonly quoteId: string;
  readonly version?: number | undefined;
}

/** Setting a page costs what a dozen lists cost. */
const PAPERS = { most: 120, seconds: 60 };
const SHEETS = { most: 30, seconds: 60 };

async function sendPaper(
  { context }: FastifyRequest,
  reply: FastifyReply,
  { language, ...asked }: Asked & { language?: Language | undefined },
) {
  await spend(context.db, `paper ${personOf(context)}`, PAPERS);
  const quote = await readQuote(context, asked);
  const { baseUrl, vendorName } = context.portal.config;
  const printing = { language: language ?? quote.site.language, baseUrl, vendorName };
  const bytes = await quotePdf(quote, printing);
  const disposition = dispositionOf(fileName(quote, printing.language), "pdf").replace(
    "attachment",
    "inline",
  );
  return reply.type("application/pdf").header("content-disposition", disposition).send(Buffer.from(bytes));
}

async function sendLines(
  { context }: FastifyRequest,
  reply: FastifyReply,
  { format, ...asked }: Asked & { format: SheetFormat },
) {
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  const quote = await readQuote(context, asked);
  const { language } = context;
  return sendSheet(reply, format, {
    ...fileName(quote, language),
    columns: columnsOf(quote, language),
    pages: onePage(quote.lines),
  });
}

async function* onePage<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

/** Told apart by number and version, in a folder of many. */
function fileName({ number, version: of }: ShownQuote, language: Language) {
  const end = `${number} v${of}`;
  return { name: `${quoteSay(language)("paperTitle")} ${end}`, plainName: `renewal-quote-${end}` };
}

function columnsOf(
  { currency, levelToday, level, version: of }: ShownQuote,
  language: Language,
): SheetColumn<ShownLine>[] {
  const say = quoteSay(language);
  const units = (amount: number | null) => (amount === null ? null : amount / 10 ** decimalsOf(currency));
  return [
    { header: say("product"), kind: "text", width: 34, value: (line) => line.productName },
    { header: say("part"), kind: "text", width: 12, value: (line) => line.partNumber },
    { header: say("licenseOrder"), kind: "text", width: 16, value: (line) => line.licenseOrder },
    { header: say("licenseLine"), kind: "number", width: 8, value: (line) => line.licenseLine },
    { header: say("quantity"), kind: "number", width: 10, value: (line) => line.quantity },
    { header: say("coveredFrom"), kind: "day", width: 12, value: (line) => line.coveredFrom },
    { header: say("coveredThrough"), kind: "day", width: 12, value: (line) => line.coveredThrough },
    { header: say("monthCount"), kind: "number", width: 8, value: (line) => line.months },
    { header: say("annualPrice"), kind: "number", width: 14, value: (line) => units(line.annualPrice) },
    { header: say("amount"), kind: "number", width: 14, value: (line) => units(line.amount) },
    { header: say("costsToday"), kind: "number", width: 14, value: (line) => units(line.costs) },
    { header: say("currency"), kind: "text", width: 8, value: () => currency },
    {
      header: say("level"),
      kind: "text",
      width: 8,
      value: ({ priceToday }) => (priceToday === null ? level : levelToday),
    },
    { header: say("state"), kind: "text", width: 14, value: (line) => say(STANDING_TEXTS[line.standing]) },
    { header: say("openThrough"), kind: "day", width: 14, value: (line) => line.lastDay },
    {
      header: say("newLine"),
      kind: "text",
      width: 8,
      value: (line) => (line.isNew && of > 1 ? say("newLine") : null),
    },
  ];
}
