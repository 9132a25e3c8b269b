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
  findRunState,
  listPipeline,
  listQuoteCountries,
  listUnpriced,
  type QuotesAsked,
  type StageValue,
  sumStages,
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
  /** Of the quotes whose renewal date is within the months shown. Every stage, those in which nothing is too. */
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
    const unpriced = await listUnpriced(scope, MOST_SHOWN);
    const run = await findRunState(scope, MOST_SHOWN);
    const countries = await listQuoteCountries(scope);
    // Last, for it plans the rest of the transaction for sums.
    const values = await sumStages(scope, { ...others, from, through, today: day });
    const stages = STAGES.map((stage) => ({ stage, count: countOf(values, stage) }));
    return { today: day, stages, months: byMonth(values), from, through, unpriced, run, countries };
  });
}

function countOf(values: readonly StageValue[], stage: Stage): number {
  return values.filter((each) => each.stage === stage).reduce((sum, { quoteCount }) => sum + quoteCount, 0);
}

/** Without the stages. The order stays. */
function byMonth(values: readonly StageValue[]): MonthValue[] {
  const groups = Map.groupBy(values, ({ month, currency }) => `${month} ${currency}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { stage: _, ...sum } = first;
    return [others.reduce<MonthValue>(added, sum)];
  });
}

function added(sum: MonthValue, more: MonthValue): MonthValue {
  return {
    ...sum,
    quoteCount: sum.quoteCount + more.quoteCount,
    open: sum.open + more.open,
    deferred: sum.deferred + more.deferred,
    ordered: sum.ordered + more.ordered,
    lapsed: sum.lapsed + more.lapsed,
  };
}
