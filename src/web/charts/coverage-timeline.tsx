import { useId } from "preact/hooks";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { dayText } from "../locale/formats.ts";
import { useReader, useSay } from "../locale/reader.ts";
import { Legend } from "./legend.tsx";
import { type MonthRange, monthsAround, placeOf, ticksOf } from "./scale.ts";
import { gapsOf, type Span, type TimelineRow } from "./span.ts";
import { TimelineTable } from "./timeline-table.tsx";

interface TimelineProps {
  label: string;
  today: LocalDate;
  rows: readonly TimelineRow[];
}

/** Rows of spans over months, with today and the gaps between; the table behind has every date. */
export function CoverageTimeline({ label, today, rows }: TimelineProps) {
  const say = useSay();
  const grid = useId();
  const days = rows.flatMap(({ spans }) => spans.flatMap(({ from, through }) => [from, through]));
  const range = monthsAround([today, ...days]);
  const states = new Map(rows.flatMap(({ spans }) => spans.map(({ state, tone }) => [state, tone] as const)));
  const hasGaps = rows.some(({ spans }) => gapsOf(spans).length > 0);
  const legend = [...states].map(([state, tone]) => ({ tone, label: state }));
  const gapItem = hasGaps ? [{ tone: "plain" as const, label: say("gap"), isDashed: true }] : [];
  return (
    <figure class="chart" aria-label={label}>
      <Legend items={[...legend, ...gapItem]} />
      <ul class="timeline">
        <Axis grid={grid} range={range} today={today} />
        {rows.map((row) => (
          <Lane key={row.id} row={row} range={range} grid={grid} />
        ))}
      </ul>
      <details>
        <summary>{say("sameAsTable")}</summary>
        <TimelineTable label={label} rows={rows} />
      </details>
    </figure>
  );
}

/** Draws the marks once; each row shows them again by reference. */
function Axis({ grid, range, today }: { grid: string; range: MonthRange; today: LocalDate }) {
  const { language } = useReader();
  const say = useSay();
  const ticks = ticksOf(range);
  const now = placeOf(today, range);
  return (
    <li class="axis" aria-hidden="true">
      <span />
      <svg aria-hidden="true">
        <defs>
          <g id={grid}>
            {ticks.map(({ on }) => {
              const x = `${placeOf(on, range)}%`;
              return <line key={on} class="chart-grid" x1={x} x2={x} y1="0" y2="100%" />;
            })}
            <line class="chart-today" x1={`${now}%`} x2={`${now}%`} y1="0" y2="100%" />
          </g>
        </defs>
        {ticks.map(({ on, style, isMinor }) => (
          <text key={on} class={isMinor ? "minor" : undefined} x={`${placeOf(on, range)}%`} y="0.9em">
            {dayText(language, on, style)}
          </text>
        ))}
        <text
          class="strong"
          x={`${now}%`}
          y="2.5em"
          text-anchor={now < 8 ? "start" : now > 92 ? "end" : "middle"}
        >
          {say("today")}
        </text>
      </svg>
    </li>
  );
}

function Lane({ row, range, grid }: { row: TimelineRow; range: MonthRange; grid: string }) {
  const { label, detail, href, spans } = row;
  return (
    <li>
      <span class="lane">
        {href === undefined ? <span>{label}</span> : <a href={href}>{label}</a>}
        {detail !== undefined && <small>{detail}</small>}
      </span>
      <svg aria-hidden="true">
        <use href={`#${grid}`} />
        {gapsOf(spans).map(({ from, until }) => (
          <line
            key={from}
            class="chart-gap"
            x1={`${placeOf(from, range)}%`}
            x2={`${placeOf(until, range)}%`}
            y1="50%"
            y2="50%"
          />
        ))}
        {spans.map((span) => (
          <Bar key={span.from} span={span} range={range} />
        ))}
      </svg>
    </li>
  );
}

function Bar({ span: { from, through, tone, state }, range }: { span: Span; range: MonthRange }) {
  const { language } = useReader();
  const x = placeOf(from, range);
  const width = Math.round(100 * (placeOf(addDays(through, 1), range) - x)) / 100;
  return (
    <rect class={`fill ${tone}`} x={`${x}%`} width={`${Math.max(0.3, width)}%`} y="22%" height="56%" rx="2">
      <title>{`${state}: ${dayText(language, from)} – ${dayText(language, through)}`}</title>
    </rect>
  );
}
