/** The API of the pipeline: shapes in, one operation, shapes out. */
import { z } from "zod";
import { moneyOf } from "../../orders/index.ts";
import { Day, ListQuery, listReply, orBlank, SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import type { Language } from "../../platform/language.ts";
import { decimalsOf } from "../../platform/money.ts";
import type { SheetColumn } from "../../platform/sheets/columns.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { exportPipeline, readPipeline, readPipelineSummary } from "./operations.ts";
import { type PipelineQuote, STAGES } from "./pipeline.data.ts";
import { pipelineSay } from "./texts.ts";

const tags = ["renewals"];
const Price = z.object({ amount: z.int().describe("In minor units"), currency: z.string() });

/** The month of renewal dates, "2010-04". */
const Month = z
  .string()
  .regex(/^\d{4}-\d{2}$/, "month_malformed")
  .transform((text) => `${text}-01`)
  .pipe(Day);

export const PipelineFilterShape = {
  month: orBlank(Month.optional()).describe("The month of the renewal date: 2010-04"),
  country: orBlank(
    z
      .string()
      .regex(/^[A-Z]{2}$/, "country_unknown")
      .optional(),
  ),
  reseller: orBlank(SearchText).describe("Part of the reseller's name"),
  program: orBlank(z.enum(["PA", "PAE"]).optional()),
  stage: orBlank(z.enum(STAGES).optional()),
};
export const PipelineSort = z.enum(["renewalOn", "-renewalOn"]).default("renewalOn");

const QuoteReply = z
  .object({
    siteId: z.string(),
    siteNumber: z.string(),
    siteName: z.string(),
    country: z.string(),
    program: z.enum(["PA", "PAE", "FCT", "OEM"]),
    reseller: z.string().nullable(),
    quoteId: z.string(),
    number: z.string(),
    version: z.int(),
    stage: z.enum(STAGES),
    renewalOn: z.iso.date(),
    dueOn: z.iso.date(),
    total: Price.nullable().describe("Without tax; null while a line has no price"),
    lineCount: z.int(),
    orderedCount: z.int(),
    lapsedCount: z.int(),
    unpricedCount: z.int(),
    mail: z
      .object({ to: z.string(), state: z.enum(["queued", "sent", "bounced"]), at: z.string() })
      .nullable()
      .describe("The newest mail about it"),
  })
  .meta({ id: "PipelineQuote" });

const SummaryReply = z
  .object({
    today: z.iso.date(),
    stages: z.array(z.object({ stage: z.enum(STAGES), count: z.int() })),
    months: z
      .array(
        z.object({
          month: z.iso.date(),
          currency: z.string(),
          quoteCount: z.int(),
          open: z.int(),
          deferred: z.int(),
          ordered: z.int(),
          lapsed: z.int(),
        }),
      )
      .describe("By month of the renewal date; minor units at the quotes' prices, without tax"),
    unpriced: z.array(
      z.object({
        siteId: z.string(),
        siteNumber: z.string(),
        quoteId: z.string(),
        number: z.string(),
        orderNumber: z.string(),
        orderLine: z.int(),
        partNumber: z.string().nullable().describe("Null: the vendor sells no renewal of it"),
        productName: z.string(),
        currency: z.string(),
        level: z.string(),
      }),
    ),
    run: z.object({
      siteCount: z.int(),
      checkedThrough: z.iso.date().nullable(),
      newestDay: z.iso.date().nullable(),
      faultCount: z.int(),
      faults: z.array(
        z.object({ siteId: z.string(), siteNumber: z.string(), failedAt: z.string(), failure: z.string() }),
      ),
    }),
  })
  .meta({ id: "PipelineSummary" });

const refusals = problems(400, 401, 403, 404);

const list = {
  summary: "List the renewal quotes of all sites with where each stands",
  tags,
  querystring: z.strictObject({ ...PipelineFilterShape, sort: PipelineSort, ...ListQuery }),
  response: { 200: listReply(QuoteReply), ...refusals },
};

const summary = {
  summary: "Count the renewal quotes by stage, sum them by month and currency, and tell how the run stands",
  tags,
  querystring: z.strictObject(PipelineFilterShape),
  response: { 200: SummaryReply, ...refusals },
};

const sheet = {
  tags,
  querystring: z.strictObject({ ...PipelineFilterShape, sort: PipelineSort }),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...refusals,
  },
};

const watch = { needs: "renewal.watch" };

export const pipelineRoutes: Routes = async (app) => {
  app.get("/v1/renewal-pipeline", { schema: list, config: watch }, async ({ context, query }) => {
    const { items, ...page } = await readPipeline(context, query);
    return {
      ...page,
      items: items.map(({ amount, currency, ...quote }) => ({ ...quote, total: moneyOf(amount, currency) })),
    };
  });
  app.get("/v1/renewal-pipeline/summary", { schema: summary, config: watch }, async ({ context, query }) => {
    const { months, unpriced, stages, run, today } = await readPipelineSummary(context, query);
    const { faults } = run;
    return {
      today,
      stages: [...stages],
      months: [...months],
      unpriced: [...unpriced],
      run: { ...run, faults: [...faults] },
    };
  });
  for (const format of ["csv", "xlsx"] as const) {
    for (const path of ["/v1/renewal-pipeline", "/operator/renewals"]) {
      const about = `Export the renewal quotes of all sites as ${format.toUpperCase()}`;
      app.get(
        `${path}.${format}`,
        { schema: { ...sheet, summary: about, hide: !path.startsWith("/v1") }, config: watch },
        async ({ context, query }, reply) => {
          const pages = await exportPipeline(context, query);
          return sendSheet(reply, format, { ...sheetOf(context.language), plainName: "renewals", pages });
        },
      );
    }
  }
};

function sheetOf(language: Language): { name: string; columns: SheetColumn<PipelineQuote>[] } {
  const say = pipelineSay(language);
  return {
    name: say("title"),
    columns: [
      { header: say("quote"), kind: "text", width: 16, value: ({ number }) => number },
      { header: say("stage"), kind: "text", width: 20, value: ({ stage }) => say(`stage.${stage}`) },
      { header: say("site"), kind: "text", width: 12, value: ({ siteNumber }) => siteNumber },
      { header: say("site"), kind: "text", width: 30, value: ({ siteName }) => siteName },
      { header: say("country"), kind: "text", width: 8, value: ({ country }) => country },
      { header: say("program"), kind: "text", width: 8, value: ({ program }) => program },
      { header: say("reseller"), kind: "text", width: 24, value: ({ reseller }) => reseller },
      { header: say("renewalOn"), kind: "day", width: 12, value: ({ renewalOn }) => renewalOn },
      { header: say("dueOn"), kind: "day", width: 12, value: ({ dueOn }) => dueOn },
      { header: say("amount"), kind: "number", width: 16, value: majorUnits },
      { header: say("currency"), kind: "text", width: 8, value: ({ currency }) => currency },
      { header: say("lines"), kind: "number", width: 8, value: ({ lineCount }) => lineCount },
      { header: say("ordered"), kind: "number", width: 8, value: ({ orderedCount }) => orderedCount },
      { header: say("contact"), kind: "text", width: 28, value: ({ mail }) => mail?.to ?? null },
      {
        header: say("mail"),
        kind: "text",
        width: 12,
        value: ({ mail }) => (mail === null ? null : say(`mail.${mail.state}`)),
      },
    ],
  };
}

/** Sheets count in whole units of a currency. */
function majorUnits({ amount, currency }: PipelineQuote): number | null {
  return amount === null ? null : amount / 10 ** decimalsOf(currency);
}
