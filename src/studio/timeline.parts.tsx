/** The site's coverage as a drawing: what is, what the choices would bring, and the days that matter. */
import { addDays, addMonths, type LocalDate } from "../platform/dates.ts";
import { CoverageTimeline } from "../web/charts/coverage-timeline.tsx";
import type { Mark, TimelineRow } from "../web/charts/span.ts";
import { dayText } from "../web/locale/formats.ts";
import { useReader } from "../web/locale/reader.ts";
import { Notice } from "../web/notice.tsx";
import { anniversaryAfter, renewalDays } from "./simulation/dates.rules.ts";
import type { EndOfService, Ground } from "./simulation/ground.data.ts";
import { type DrawnSpan, type PlanOutcome, spansOf } from "./simulation/outcome.rules.ts";
import type { SimulatedLine } from "./simulation/simulation.rules.ts";
import type { StudioSay } from "./texts.ts";

const TONES = {
  ended: "plain",
  running: "ok",
  ahead: "info",
  renewal: "info",
  reinstatement: "warn",
  partial: "bad",
} as const;

/** How much of the past is drawn; the table has all of it. */
const PAST_MONTHS = 24;
const MOST_WINDOWS = 24;

interface TimelineProps {
  say: StudioSay;
  siteId: string;
  ground: Ground;
  outcome: PlanOutcome;
  /** Those that are drawn. */
  lines: readonly SimulatedLine[];
}

export function StudioTimeline({ say, siteId, ground, outcome, lines }: TimelineProps) {
  const drawn = { from: addMonths(ground.today, -PAST_MONTHS), through: outcome.through };
  return (
    <CoverageTimeline
      label={say("timeline")}
      today={ground.today}
      rows={lines.map((line) => rowOf(line, { say, siteId, ground, through: outcome.through }))}
      marks={marksOf(say, ground, drawn.through)}
      drawn={drawn}
    />
  );
}

type RowGround = Pick<TimelineProps, "say" | "siteId" | "ground"> & { through: LocalDate };

function rowOf(simulated: SimulatedLine, { say, siteId, ground, through }: RowGround): TimelineRow {
  const { line, gaps } = simulated;
  const last = gaps.at(-1);
  const isOpen = last?.through === through;
  return {
    id: line.lineId,
    label: line.partNumber,
    detail: `× ${line.quantity} · ${line.orderNumber}`,
    href: `/sites/${siteId}/entitlements/${line.lineId}`,
    group: line.productName,
    spans: spansOf(simulated, ground.today, through).map((span) => drawnSpan(say, span)),
    crosses: ground.ends.flatMap(({ productCode, version, on }) =>
      productCode === line.productCode && on !== null ? [{ on, label: say("markEnd", { version }) }] : [],
    ),
    ...(isOpen ? { openUntil: addDays(through, 1) } : {}),
  };
}

function drawnSpan(say: StudioSay, { from, through, state }: DrawnSpan) {
  const isGhost = state === "renewal" || state === "reinstatement" || state === "partial";
  return { from, through, tone: TONES[state], state: say(`state.${state}`), isGhost };
}

/** Anniversaries, and the days from a quote to the end of its price. */
function marksOf(say: StudioSay, ground: Ground, through: LocalDate): Mark[] {
  const windows = new Map(
    ground.lines
      .map((line) => renewalDays(line, ground))
      .filter(({ dueOn }) => dueOn >= ground.today)
      .map(({ quoteOn, dueOn }) => [dueOn, quoteOn] as const),
  );
  const days: LocalDate[] = [];
  const { anniversary } = ground;
  if (anniversary !== null) {
    let next = anniversaryAfter(addMonths(ground.today, -PAST_MONTHS), anniversary);
    for (; next <= through; next = addMonths(next, 12)) days.push(next);
    for (const day of days.filter((each) => each > ground.today))
      windows.set(addDays(day, -1), addDays(day, -ground.quoteDays));
  }
  const stretches = [...windows].filter(([, quoteOn]) => quoteOn <= through).slice(0, MOST_WINDOWS);
  return [
    ...days.map((day) => ({ kind: "day" as const, from: day, through: day, label: say("markAnniversary") })),
    ...stretches.map(([dueOn, from]) => ({
      kind: "stretch" as const,
      from,
      through: dueOn,
      label: say("markQuote"),
    })),
  ];
}

/** Versions whose service ends whatever is paid. Source: BR-78f. */
export function EndsOfService({ say, ends }: { say: StudioSay; ends: readonly EndOfService[] }) {
  const { language } = useReader();
  if (ends.length === 0) return null;
  return (
    <Notice tone="warn" title={say("endsTitle")}>
      <ul>
        {ends.map(({ productCode, productName, version: number, on, replacedBy }) => {
          const version = `${productName} ${number}`;
          const end =
            on === null
              ? say("endAnnounced", { version })
              : say("endOn", { version, day: dayText(language, on) });
          return (
            <li key={`${productCode} ${number}`}>
              {replacedBy === null ? end : `${end} — ${say("replacedBy", { version: replacedBy })}`}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
