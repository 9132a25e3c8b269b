import type { LocalDate } from "../../platform/dates.ts";
import { countText, dayText } from "../locale/formats.ts";
import { useReader, useSay } from "../locale/reader.ts";
import { DataTable } from "../table.tsx";
import { Count, Day } from "../values.tsx";
import { countTicks } from "./scale.ts";

interface MonthCount {
  /** The first day of the month. */
  month: LocalDate;
  count: number;
}

interface MonthColumnsProps {
  label: string;
  /** What is counted, as the header of the table: "Lines that end". */
  unit: string;
  /** Every month of the range, those with nothing too. */
  months: readonly MonthCount[];
}

/** Counts by month. The axis grows by round steps; the table behind has the same figures. */
export function MonthColumns({ label, unit, months }: MonthColumnsProps) {
  const { language } = useReader();
  const say = useSay();
  const ticks = countTicks(Math.max(0, ...months.map(({ count }) => count)));
  const columns = [
    { header: say("month"), cell: (row: MonthCount) => <Day date={row.month} style="monthOfYear" /> },
    { header: unit, cell: (row: MonthCount) => <Count value={row.count} />, isNumeric: true },
  ];
  return (
    <figure class="chart">
      <figcaption>{label}</figcaption>
      <div class="months" aria-hidden="true">
        <ol class="months-axis">
          {ticks.toReversed().map((tick) => (
            <li key={tick}>{countText(language, tick)}</li>
          ))}
        </ol>
        <Plot months={months} ticks={ticks} />
        <MonthLabels months={months} />
      </div>
      <details>
        <summary>{say("sameAsTable")}</summary>
        <DataTable caption={label} columns={columns} rows={months} rowKey={(row) => row.month} empty={null} />
      </details>
    </figure>
  );
}

function Plot({ months, ticks }: { months: readonly MonthCount[]; ticks: readonly number[] }) {
  const top = ticks.at(-1) ?? 1;
  return (
    <svg aria-hidden="true">
      {ticks.map((tick) => {
        const y = `${round(100 - (100 * tick) / top)}%`;
        return (
          <line key={tick} class={tick === 0 ? "chart-base" : "chart-grid"} x1="0" x2="100%" y1={y} y2={y} />
        );
      })}
      {months.map((row, index) => (
        <Column key={row.month} row={row} index={index} months={months.length} top={top} />
      ))}
    </svg>
  );
}

interface ColumnProps {
  row: MonthCount;
  index: number;
  months: number;
  top: number;
}

/** One month's column; its count stands above it where columns are wide enough. */
function Column({ row: { month, count }, index, months, top }: ColumnProps) {
  const { language } = useReader();
  if (count === 0) return null;
  const width = 100 / months;
  const height = (100 * count) / top;
  const y = `${round(100 - height)}%`;
  const x = `${round((index + 0.2) * width)}%`;
  return (
    <g>
      <rect class="fill info" x={x} width={`${round(0.6 * width)}%`} y={y} height={`${round(height)}%`}>
        <title>{`${dayText(language, month, "monthOfYear")}: ${countText(language, count)}`}</title>
      </rect>
      {months <= 18 && (
        <text class="minor" x={middle(index, width)} y={y} dy="-0.35em" text-anchor="middle">
          {countText(language, count)}
        </text>
      )}
    </g>
  );
}

/** Month names below the columns, the year below its first month. */
function MonthLabels({ months }: { months: readonly MonthCount[] }) {
  const { language } = useReader();
  const width = 100 / months.length;
  const every = Math.ceil(months.length / 18);
  return (
    <svg class="months-labels" aria-hidden="true">
      {months.map(({ month }, index) => {
        const isNewYear = index === 0 || month.slice(5, 7) === "01";
        const x = middle(index, width);
        if (index % every !== 0 && !isNewYear) return null;
        return (
          <g key={month}>
            {index % every === 0 && (
              <text
                class={index % (2 * every) === 0 ? undefined : "minor"}
                x={x}
                y="0.9em"
                text-anchor="middle"
              >
                {dayText(language, month, "month")}
              </text>
            )}
            {isNewYear && (
              <text class="strong" x={x} y="2.3em" text-anchor="middle">
                {dayText(language, month, "year")}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function middle(index: number, width: number): string {
  return `${round((index + 0.5) * width)}%`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
