/** What is offered, deferred, ordered and lapsed, by month: a chart of one currency, and the table of all. */
import { addMonths, type LocalDate } from "../../platform/dates.ts";
import { decimalsOf } from "../../platform/money.ts";
import { MonthColumns } from "../../web/charts/month-columns.tsx";
import { Empty } from "../../web/empty.tsx";
import { Section } from "../../web/page.tsx";
import { type Column, DataTable } from "../../web/table.tsx";
import { Amount, Count, Day } from "../../web/values.tsx";
import type { PipelineSummary } from "./operations.ts";
import type { MonthValue } from "./pipeline.data.ts";
import type { PipelineSay } from "./texts.ts";

export function ValueSection({ say, summary }: { say: PipelineSay; summary: PipelineSummary }) {
  const { months } = summary;
  return (
    <Section title={say("value")}>
      {months.length > 0 && <Chart say={say} summary={summary} />}
      <DataTable
        caption={say("value")}
        columns={columnsOf(say)}
        rows={months}
        rowKey={({ month, currency }) => `${month} ${currency}`}
        empty={<Empty title={say("noValue")} />}
      />
    </Section>
  );
}

/** Of the currency in which most quotes are: amounts of two currencies have no common height. */
function Chart({ say, summary: { months, from, through } }: { say: PipelineSay; summary: PipelineSummary }) {
  const currency = commonest(months);
  const unit = 10 ** decimalsOf(currency);
  const sums = new Map(
    months.filter((row) => row.currency === currency).map((row) => [row.month, totalOf(row) / unit]),
  );
  const isLarge = Math.max(0, ...sums.values()) >= 100_000;
  const label = say(isLarge ? "chartThousands" : "chart", { currency });
  const columns = monthsBetween(from, through).map((month) => ({
    month,
    count: Math.round((sums.get(month) ?? 0) / (isLarge ? 1000 : 1)),
  }));
  return <MonthColumns label={label} unit={say("amount")} months={columns} />;
}

function commonest(months: readonly MonthValue[]): string {
  const counts = new Map<string, number>();
  for (const { currency, quoteCount } of months)
    counts.set(currency, (counts.get(currency) ?? 0) + quoteCount);
  return [...counts].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))[0]?.[0] ?? "USD";
}

function totalOf({ open, deferred, ordered, lapsed }: MonthValue): number {
  return open + deferred + ordered + lapsed;
}

function monthsBetween(from: LocalDate, through: LocalDate): LocalDate[] {
  const months: LocalDate[] = [];
  for (let month = from; month <= through; month = addMonths(month, 1)) months.push(month);
  return months;
}

const STATES = ["open", "deferred", "ordered", "lapsed"] as const;

function columnsOf(say: PipelineSay): Column<MonthValue>[] {
  return [
    { header: say("month"), cell: ({ month }) => <Day date={month} style="monthOfYear" />, isNowrap: true },
    { header: say("currency"), cell: ({ currency }) => currency },
    { header: say("quotes"), cell: ({ quoteCount }) => <Count value={quoteCount} />, isNumeric: true },
    ...STATES.map((state) => ({
      header: say(state),
      cell: (row: MonthValue) => <Amount money={{ amount: row[state], currency: row.currency }} />,
      isNumeric: true,
    })),
  ];
}
