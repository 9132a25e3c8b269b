/**
 * What a whole plan leads to: its lines, its costs by year, its days, and what happens when. Totals are sums of what the
 * lines say, never computed anew. Pure.
 */
import type { SiteFacts } from "../../agreements/index.ts";
import { addDays, addMonths, type LocalDate } from "../../platform/dates.ts";
import type { Assumptions, Choice, Plan } from "./choices.data.ts";
import { horizonEnd } from "./dates.rules.ts";
import type { EndOfService, Ground, StudioLine } from "./ground.data.ts";
import { type SimulatedLine, simulateLine } from "./simulation.rules.ts";
import type { Step } from "./steps.rules.ts";

export interface YearTotal {
  readonly year: number;
  /** Of the choices themselves, and of the yearly renewals after them. */
  readonly chosen: number;
  readonly following: number;
  readonly amount: number;
}

/** Something that happens on a day, to so many lines. */
export interface PlanEvent {
  readonly on: LocalDate;
  readonly what: Step["kind"] | "lapse";
  readonly lines: number;
  /** Null: nothing is ordered, or something of it has no price. */
  readonly amount: number | null;
}

export interface PlanOutcome {
  readonly plan: Plan;
  readonly through: LocalDate;
  readonly lines: readonly SimulatedLine[];
  readonly amount: number;
  /** What the choices themselves cost; the rest are the yearly renewals after them. */
  readonly chosenAmount: number;
  /** Orders without a price, which are in no amount. */
  readonly unpriced: number;
  readonly years: readonly YearTotal[];
  readonly events: readonly PlanEvent[];
  /** Summed over the lines: ten lines have ten days a day. */
  readonly coveredDays: number;
  readonly uncoveredDays: number;
  /** Lines with at least one day without coverage. */
  readonly linesWithGaps: number;
}

/** Plans on one ground, under the same assumptions. */
export interface Simulation {
  readonly site: SiteFacts;
  readonly ground: Ground;
  readonly assumed: Assumptions;
  readonly outcomes: readonly PlanOutcome[];
}

export function outcomeOf(plan: Plan, ground: Ground, assumed: Assumptions): PlanOutcome {
  const choices = new Map(plan.choices.map((choice) => [choice.lineId, choice]));
  const lines = ground.lines.map((line) =>
    simulateLine(line, choices.get(line.lineId) ?? plan.standard, ground, assumed),
  );
  const through = horizonEnd(assumed.on, assumed.horizonMonths);
  const orders = lines.flatMap(({ steps }) => steps.filter(({ on }) => on <= through));
  const years = yearsOf(orders);
  return {
    plan,
    through,
    lines,
    amount: sum(lines.map(({ amount }) => amount)),
    chosenAmount: sum(years.map(({ chosen }) => chosen)),
    unpriced: sum(lines.map(({ unpriced }) => unpriced)),
    years,
    events: eventsOf(lines, orders, { from: assumed.on, through }),
    coveredDays: sum(lines.map(({ coveredDays }) => coveredDays)),
    uncoveredDays: sum(lines.map(({ uncoveredDays }) => uncoveredDays)),
    linesWithGaps: lines.filter(({ uncoveredDays }) => uncoveredDays > 0).length,
  };
}

/** By the year in which something is ordered. */
function yearsOf(orders: readonly Step[]): YearTotal[] {
  const years = Map.groupBy(orders, ({ on }) => Number(on.slice(0, 4)));
  return [...years]
    .toSorted(([a], [b]) => a - b)
    .map(([year, steps]) => {
      const chosen = sum(steps.filter((step) => !step.isFollowing).map(({ amount }) => amount ?? 0));
      const following = sum(steps.filter((step) => step.isFollowing).map(({ amount }) => amount ?? 0));
      return { year, chosen, following, amount: chosen + following };
    });
}

/** Orders and lapses, in the order of their days; those of one day and kind are one. */
function eventsOf(
  lines: readonly SimulatedLine[],
  orders: readonly Step[],
  window: { readonly from: LocalDate; readonly through: LocalDate },
): PlanEvent[] {
  const bought = [...Map.groupBy(orders, ({ on, kind }) => `${on} ${kind}`).values()].flatMap((steps) => {
    const [first] = steps;
    const amount = steps.some((step) => step.amount === null)
      ? null
      : sum(steps.map((step) => step.amount ?? 0));
    return first === undefined ? [] : [{ on: first.on, what: first.kind, lines: steps.length, amount }];
  });
  const begun = lines.flatMap(({ gaps }) =>
    gaps.filter(({ from }) => from > window.from).map(({ from }) => from),
  );
  const lapses = [...Map.groupBy(begun, (on) => on)].map(([on, all]) => ({
    on,
    what: "lapse" as const,
    lines: all.length,
    amount: null,
  }));
  return [...bought, ...lapses].toSorted((a, b) =>
    a.on === b.on ? (a.what < b.what ? -1 : 1) : a.on < b.on ? -1 : 1,
  );
}

/** The plans that every site can be compared with: a preset for all lines. */
export function presetPlan(name: string, standard: Choice): Plan {
  return { name, standard, choices: [] };
}

export interface DrawnSpan {
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly state: "ended" | "running" | "ahead" | "renewal" | "reinstatement" | "partial";
}

/** What is covered and, simulated, what would be: in the order of their days, within the drawing's time. */
export function spansOf(
  { line, steps, choice }: SimulatedLine,
  today: LocalDate,
  through: LocalDate,
): DrawnSpan[] {
  const isPartial =
    choice.quantity !== null && choice.quantity < line.quantity && choice.choice === "quantity";
  const simulated = simulatedSpans(steps, through);
  return [
    ...actualSpans(line, today),
    ...(isPartial ? simulated.map((span) => ({ ...span, state: "partial" as const })) : simulated),
  ];
}

export function actualSpans({ periods }: StudioLine, today: LocalDate): DrawnSpan[] {
  return periods.map(({ coveredFrom: from, coveredThrough: last }) => ({
    from,
    through: last,
    state: last < today ? "ended" : from > today ? "ahead" : "running",
  }));
}

function simulatedSpans(steps: readonly Step[], through: LocalDate): DrawnSpan[] {
  return steps
    .filter(({ isAdded, coveredFrom }) => !isAdded && coveredFrom <= addDays(through, 1))
    .map(({ coveredFrom, coveredThrough, kind }) => ({
      from: coveredFrom,
      through: coveredThrough,
      state: kind === "reinstatement" ? "reinstatement" : "renewal",
    }));
}

/** How long a version's end of service is still told of. */
const TOLD_MONTHS = 24;

/** Ends of service that are to come, are announced, or were not long ago. */
export function recentEnds({ ends, today }: Ground): EndOfService[] {
  const since = addMonths(today, -TOLD_MONTHS);
  return ends.filter(({ on }) => on === null || on >= since);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
