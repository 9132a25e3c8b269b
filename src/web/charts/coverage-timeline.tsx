import { useId } from "preact/hooks";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { dayText } from "../locale/formats.ts";
import { useReader, useSay } from "../locale/reader.ts";
import { Legend } from "./legend.tsx";
import { Cross, Diamond, MarkLines, MarkShapes, MarksTable, Stretch } from "./marks.tsx";
import { type MonthRange, monthsAround, placeOf, ticksOf } from "./scale.ts";
import { gapsOf, type Mark, type Span, type TimelineRow } from "./span.ts";
import { TimelineTable } from "./timeline-table.tsx";

interface TimelineProps {
  label: string;
  today: LocalDate;
  rows: readonly TimelineRow[];
  /** Days and stretches that matter to all rows. */
  marks?: readonly Mark[];
  /** What is drawn; the table has the rest. Absent: all there is. */
  drawn?: { from: LocalDate; through: LocalDate };
}

/** Rows of spans over months, with today and the gaps between; the table behind has every date. */
export function CoverageTimeline({ label, today, rows, marks = [], drawn }: TimelineProps) {
  const say = useSay();
  const grid = useId();
  const range = rangeOf(rows, today, drawn);
  const seen = marks.filter((mark) => isWithin(mark, range));
  return (
    <figure class="chart" aria-label={label}>
      <TimelineLegend rows={rows} marks={seen} />
      <ul class={seen.length > 0 ? "timeline marked" : "timeline"}>
        <Axis grid={grid} range={range} today={today} marks={seen} />
        {rows.map((row, index) => (
          <Lane
            key={row.id}
            row={row}
            range={range}
            grid={grid}
            group={row.group === rows[index - 1]?.group ? undefined : row.group}
          />
        ))}
      </ul>
      <details>
        <summary>{say("sameAsTable")}</summary>
        <TimelineTable label={label} rows={rows} />
        {marks.length > 0 && <MarksTable marks={marks} rows={rows} />}
      </details>
    </figure>
  );
}

function rangeOf(rows: readonly TimelineRow[], today: LocalDate, drawn: TimelineProps["drawn"]): MonthRange {
  const days = rows.flatMap(({ spans }) => spans.flatMap(({ from, through }) => [from, through]));
  if (drawn === undefined) return monthsAround([today, ...days]);
  const clipped = days.map((day) =>
    day < drawn.from ? drawn.from : day > drawn.through ? drawn.through : day,
  );
  return monthsAround([today, drawn.through, ...clipped]);
}

function isWithin({ from, through }: { from: LocalDate; through: LocalDate }, range: MonthRange): boolean {
  return through >= range.from && from < range.until;
}

function TimelineLegend({ rows, marks }: { rows: readonly TimelineRow[]; marks: readonly Mark[] }) {
  const say = useSay();
  const states = new Map(rows.flatMap(({ spans }) => spans.map((span) => [span.state, span] as const)));
  const hasGaps = rows.some(({ spans, openUntil }) => gapsOf(spans, openUntil).length > 0);
  const legend = [...states].map(([label, { tone, isGhost = false }]) => ({ tone, label, isGhost }));
  const gapItem = hasGaps ? [{ tone: "plain" as const, label: say("gap"), isDashed: true }] : [];
  const kinds = new Map(marks.map(({ label, kind }) => [label, kind]));
  const markItems = [...kinds].map(([label, kind]) => ({
    tone: "plain" as const,
    label,
    symbol: <svg aria-hidden="true">{kind === "day" ? <Diamond x="50%" y="50%" /> : <Stretch />}</svg>,
  }));
  const hasCrosses = rows.some(({ crosses = [] }) => crosses.length > 0);
  const cross = (
    <svg aria-hidden="true">
      <Cross x="50%" y="50%" />
    </svg>
  );
  const crossItem = hasCrosses ? [{ tone: "plain" as const, label: say("endOfService"), symbol: cross }] : [];
  return <Legend items={[...legend, ...gapItem, ...markItems, ...crossItem]} />;
}

/** Draws the marks once; each row shows them again by reference. */
function Axis(props: { grid: string; range: MonthRange; today: LocalDate; marks: readonly Mark[] }) {
  const { grid, range, today, marks } = props;
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
            <MarkLines marks={marks} range={range} />
            <line class="chart-today" x1={`${now}%`} x2={`${now}%`} y1="0" y2="100%" />
          </g>
        </defs>
        {ticks.map(({ on, style, isMinor }) => {
          const x = placeOf(on, range);
          const anchor = x > 92 ? { "text-anchor": "end" as const } : {};
          return (
            <text key={on} class={isMinor ? "minor" : undefined} x={`${x}%`} y="0.9em" {...anchor}>
              {dayText(language, on, style)}
            </text>
          );
        })}
        <text
          class="strong"
          x={`${now}%`}
          y="2.5em"
          text-anchor={now < 8 ? "start" : now > 92 ? "end" : "middle"}
        >
          {say("today")}
        </text>
        <MarkShapes marks={marks} range={range} />
      </svg>
    </li>
  );
}

interface LaneProps {
  row: TimelineRow;
  range: MonthRange;
  grid: string;
  /** Its name, at the first row of a group. */
  group: string | undefined;
}

function Lane({ row, range, grid, group }: LaneProps) {
  const { label, detail, href, spans, crosses = [], openUntil } = row;
  return (
    <li class={group === undefined ? undefined : "first"}>
      {group !== undefined && <strong class="lane-group">{group}</strong>}
      <span class="lane">
        {href === undefined ? <span>{label}</span> : <a href={href}>{label}</a>}
        {detail !== undefined && <small>{detail}</small>}
      </span>
      <svg aria-hidden="true">
        <use href={`#${grid}`} />
        {gapsOf(spans, openUntil).map(({ from, until }) => (
          <line
            key={from}
            class="chart-gap"
            x1={`${placeOf(from, range)}%`}
            x2={`${placeOf(until, range)}%`}
            y1="50%"
            y2="50%"
          />
        ))}
        {spans
          .filter((span) => isWithin(span, range))
          .map((span) => (
            <Bar key={span.from} span={span} range={range} />
          ))}
        {crosses
          .filter(({ on }) => isWithin({ from: on, through: on }, range))
          .map(({ on, label: title }) => (
            <Cross key={on} x={`${placeOf(addDays(on, 1), range)}%`} y="50%" title={title} />
          ))}
      </svg>
    </li>
  );
}

function Bar({ span, range }: { span: Span; range: MonthRange }) {
  const { from, through, tone, state, isGhost = false } = span;
  const { language } = useReader();
  const x = placeOf(from, range);
  const width = Math.round(100 * (placeOf(addDays(through, 1), range) - x)) / 100;
  return (
    <rect
      class={`${isGhost ? "ghost" : "fill"} ${tone}`}
      x={`${x}%`}
      width={`${Math.max(0.3, width)}%`}
      y="22%"
      height="56%"
      rx="2"
    >
      <title>{`${state}: ${dayText(language, from)} – ${dayText(language, through)}`}</title>
    </rect>
  );
}
