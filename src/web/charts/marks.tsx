/** Days that matter to every row of a timeline: a diamond for one, a bar for a stretch; a cross for one row's own. */
import { addDays } from "../../platform/dates.ts";
import { useSay } from "../locale/reader.ts";
import { DataTable } from "../table.tsx";
import { Day } from "../values.tsx";
import { type MonthRange, placeOf } from "./scale.ts";
import type { Mark, TimelineRow } from "./span.ts";

/** In the axis, below its words. */
export function MarkShapes({ marks, range }: { marks: readonly Mark[]; range: MonthRange }) {
  return (
    <>
      {marks.map(({ kind, from, through, label }) => {
        const x = placeOf(from, range);
        if (kind === "day") return <Diamond key={`${from} ${label}`} x={`${x}%`} y="3.15rem" />;
        const end = placeOf(addDays(through, 1), range);
        return (
          <line
            key={`${from} ${label}`}
            class="chart-stretch"
            x1={`${x}%`}
            x2={`${end}%`}
            y1="3.15rem"
            y2="3.15rem"
          />
        );
      })}
    </>
  );
}

/** Through every row, to see what lies before and after the day. */
export function MarkLines({ marks, range }: { marks: readonly Mark[]; range: MonthRange }) {
  return (
    <>
      {marks
        .filter(({ kind }) => kind === "day")
        .map(({ from }) => {
          const x = `${placeOf(from, range)}%`;
          return <line key={from} class="chart-mark" x1={x} x2={x} y1="0" y2="100%" />;
        })}
    </>
  );
}

export function Diamond({ x, y }: { x: string; y: string }) {
  return (
    <svg class="chart-symbol" x={x} y={y} aria-hidden="true">
      <path class="chart-diamond" d="M0-5 5 0 0 5-5 0z" />
    </svg>
  );
}

export function Cross({ x, y, title }: { x: string; y: string; title?: string }) {
  return (
    <svg class="chart-symbol" x={x} y={y} aria-hidden="true">
      <path class="chart-cross" d="M-4-4 4 4M-4 4 4-4">
        {title !== undefined && <title>{title}</title>}
      </path>
    </svg>
  );
}

export function Stretch() {
  return <line class="chart-stretch" x1="0" x2="14" y1="50%" y2="50%" />;
}

interface Dated {
  from: Mark["from"];
  through: Mark["from"];
  label: string;
}

/** The marks in words. */
export function MarksTable({ marks, rows }: { marks: readonly Mark[]; rows: readonly TimelineRow[] }) {
  const say = useSay();
  const own = rows.flatMap(({ crosses = [] }) =>
    crosses.map(({ on, label }) => ({ from: on, through: on, label })),
  );
  const all = new Map<string, Dated>([...marks, ...own].map((mark) => [`${mark.from} ${mark.label}`, mark]));
  const columns = [
    { header: say("item"), cell: ({ label }: Dated) => label },
    { header: say("from"), cell: ({ from }: Dated) => <Day date={from} /> },
    { header: say("through"), cell: ({ through }: Dated) => <Day date={through} /> },
  ];
  return (
    <DataTable
      caption={say("dates")}
      columns={columns}
      rows={[...all.values()].sort((a, b) => (a.from < b.from ? -1 : 1))}
      rowKey={({ from, label }) => `${from} ${label}`}
      empty={null}
    />
  );
}
