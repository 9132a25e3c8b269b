/** The pipeline of renewals, for the vendor: what is due, sent, ordered, deferred, lapsing; and what stands in its way. */
import { authorizeVendor } from "../../access/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { addMonths, endOfMonth, type LocalDate } from "../../platform/dates.ts";
import { eachPage, type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import {
  type MonthValue,
  type PipelineFilter,
  type PipelineQuote,
  type RunState,
  STAGES,
  type Stage,
  type UnpricedLine,
} from "./pipeline.data.ts";
import {
  countStages,
  findRunState,
  listPipeline,
  listQuoteCountries,
  listUnpriced,
  type QuotesAsked,
  sumMonths,
} from "./store.ts";

export interface PipelineAsked extends PipelineFilter {
  readonly sort: QuotesAsked["sort"];
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readPipeline(context: Context, asked: PipelineAsked): Promise<Listed<PipelineQuote>> {
  const { secrets } = context.portal;
  const { after: cursor, limit, ...filter } = asked;
  const list = `renewal-pipeline ${JSON.stringify(Object.entries(filter).sort())}`;
  const after = readPlace(secrets, list, cursor);
  return authorizeVendor(context, "renewal.watch", async (scope) => {
    const rows = await listPipeline(scope, { ...filter, after, limit, today: today(context) });
    const { items, end } = pageOf(rows, limit, placeOf);
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit };
  });
}

function placeOf({ renewalOn, quoteId }: PipelineQuote) {
  return { value: renewalOn, id: quoteId };
}

const SHEET_PAGE = 2000;

/** Every quote that the filter finds; the right is looked at again for each page. */
export async function exportPipeline(context: Context, asked: PipelineFilter & Pick<QuotesAsked, "sort">) {
  await authorizeVendor(context, "renewal.watch", async () => {});
  return eachPage((after) =>
    authorizeVendor(context, "renewal.watch", async (scope) => {
      const page = { ...asked, after, limit: SHEET_PAGE, today: today(context) };
      return pageOf(await listPipeline(scope, page), SHEET_PAGE, placeOf);
    }),
  );
}

export interface PipelineSummary {
  readonly today: LocalDate;
  /** Every stage, those in which nothing is too. */
  readonly stages: readonly { readonly stage: Stage; readonly count: number }[];
  /** From two months back to a year ahead; of the chosen month alone, when one is chosen. */
  readonly months: readonly MonthValue[];
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly unpriced: readonly UnpricedLine[];
  readonly run: RunState;
  readonly countries: readonly string[];
}

const MONTHS_BACK = 2;
const MONTHS_SHOWN = 15;
const MOST_SHOWN = 50;

export async function readPipelineSummary(
  context: Context,
  filter: PipelineFilter,
): Promise<PipelineSummary> {
  const day = today(context);
  const { stage: _, ...others } = filter;
  const from = filter.month ?? addMonths(`${day.slice(0, 8)}01` as LocalDate, -MONTHS_BACK);
  const through = endOfMonth(filter.month ?? addMonths(from, MONTHS_SHOWN - 1));
  return authorizeVendor(context, "renewal.watch", async (scope) => {
    const counted = await countStages(scope, { ...others, today: day });
    const counts = new Map(counted.map(({ stage, count }) => [stage, count]));
    return {
      today: day,
      stages: STAGES.map((stage) => ({ stage, count: counts.get(stage) ?? 0 })),
      months: await sumMonths(scope, { ...others, from, through }),
      from,
      through,
      unpriced: await listUnpriced(scope, MOST_SHOWN),
      run: await findRunState(scope, MOST_SHOWN),
      countries: await listQuoteCountries(scope),
    };
  });
}
