/**
 * What a choice for one line leads to: what is ordered, which days are covered and which are not, and by which rule.
 *
 * Pure. Source: DOMAIN §3.17–3.19; BR-66…72, 78a, 78e, A-39.
 */
import { addDays, type LocalDate } from "../../platform/dates.ts";
import type { Assumptions, Choice } from "./choices.data.ts";
import {
  daysCounted,
  endsAtAnniversary,
  type Gap,
  gapsWithin,
  horizonEnd,
  renewalDays,
} from "./dates.rules.ts";
import type { Ground, StudioLine } from "./ground.data.ts";
import {
  type Case,
  followingSteps,
  licenseStep,
  reinstatementStep,
  renewalStep,
  type Step,
} from "./steps.rules.ts";

/** The rules by which an outcome comes about, by their numbers in the domain's book. */
export const RULES = [
  "BR-66",
  "BR-67",
  "BR-69",
  "BR-70",
  "BR-71",
  "BR-78a",
  "BR-78e",
  "A-15",
  "A-39",
] as const;
export type RuleCode = (typeof RULES)[number];

/** What a reader ought to know of the outcome. */
export type Note =
  | { readonly code: "held_price"; readonly number: string; readonly day: LocalDate }
  | { readonly code: "not_before_quote" | "price_not_held" | "already_lapsed"; readonly day: LocalDate }
  | { readonly code: "still_covered" | "at_anniversary"; readonly day: LocalDate }
  | { readonly code: "list_price" | "changed_price" | "own_price" | "percent_price" | "no_price" }
  | { readonly code: "no_anniversary" | "no_notice" | "no_back_payment" | "beyond_horizon" }
  | { readonly code: "split_by_desk" | "partly_covered"; readonly kept: number; readonly dropped: number }
  | { readonly code: "more_licenses"; readonly added: number };

export interface SimulatedLine {
  readonly line: StudioLine;
  readonly choice: Choice;
  readonly rule: RuleCode;
  /** The choice's own order first; none when the line lapses. */
  readonly steps: readonly Step[];
  readonly notes: readonly Note[];
  /** The days of the horizon on which not every license of the line is covered. */
  readonly gaps: readonly Gap[];
  readonly coveredDays: number;
  readonly uncoveredDays: number;
  /** Of all that is ordered within the horizon and has a price. */
  readonly amount: number;
  /** Orders within the horizon without a price. */
  readonly unpriced: number;
}

interface Outcome {
  readonly rule: RuleCode;
  readonly steps: readonly Step[];
  readonly notes: readonly Note[];
  /** What is ordered covers only a part of the line's licenses. */
  readonly isPartial?: boolean;
}

export function simulateLine(
  line: StudioLine,
  choice: Choice,
  ground: Ground,
  assumed: Assumptions,
): SimulatedLine {
  const through = horizonEnd(assumed.on, assumed.horizonMonths);
  const { rule, steps, notes, isPartial = false } = outcomeOf({ line, ground, assumed, through }, choice);
  const own = isPartial ? [] : steps.filter(({ isAdded }) => !isAdded);
  const gaps = gapsWithin([...line.periods, ...own], assumed.on, through);
  const uncoveredDays = gaps.reduce((sum, { days }) => sum + days, 0);
  const counted = steps.filter(({ on }) => on <= through);
  const isBeyond = steps.some((step) => !step.isFollowing && step.on > through);
  return {
    line,
    choice,
    rule,
    steps,
    notes: isBeyond ? [...notes, { code: "beyond_horizon" }] : notes,
    gaps,
    coveredDays: daysCounted(assumed.on, through) - uncoveredDays,
    uncoveredDays,
    amount: counted.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    unpriced: counted.filter(({ amount }) => amount === null).length,
  };
}

function outcomeOf(all: Case, { choice, on, quantity }: Choice): Outcome {
  const { line, assumed } = all;
  if (choice === "let-lapse") return { rule: "BR-66", steps: [], notes: [] };
  if (choice === "lapse-and-reinstate") return lapsing(all, on);
  if (choice === "quantity") return counted(all, quantity ?? line.quantity);
  if (line.coveredThrough < assumed.on) return instead(all, assumed.on, line.quantity);
  if (choice === "defer") return deferred(all, on ?? line.coveredThrough);
  return choice === "move-to-anniversary" ? moved(all) : renewed(all, assumed.on, line.quantity);
}

/** As soon as there is a quote. Source: BR-69. */
function renewed(all: Case, asked: LocalDate, quantity: number): Outcome {
  const { line, ground, assumed } = all;
  const { quoteOn, dueOn } = renewalDays(line, ground);
  const isEarly = line.quoted === null && quoteOn > asked;
  const step = renewalStep(all, isEarly ? quoteOn : asked, quantity);
  const notes: Note[] = [priceNote(step, line)];
  if (isEarly) notes.push({ code: "not_before_quote", day: quoteOn });
  if (step.on > dueOn && step.on > assumed.on) notes.push({ code: "price_not_held", day: dueOn });
  const rule = ground.anniversary === null ? "A-15" : "BR-69";
  return { rule, steps: [step, ...followingSteps(all, step, quantity)], notes };
}

/** At the price of that day, and nobody reminds of it. Source: BR-70, BR-71, BR-72. */
function deferred(all: Case, asked: LocalDate): Outcome {
  const { line, ground, assumed } = all;
  if (asked > line.coveredThrough) return instead(all, asked, line.quantity);
  const outcome = renewed(all, asked < assumed.on ? assumed.on : asked, line.quantity);
  const [step] = outcome.steps;
  const isLate = step !== undefined && step.on > renewalDays(line, ground).dueOn;
  if (!isLate) return { ...outcome, rule: "BR-70" };
  return { ...outcome, rule: "BR-71", notes: [...outcome.notes, { code: "no_notice" }] };
}

/** Renewal is refused without coverage; what is offered in its place. Source: BR-78e. */
function instead(all: Case, on: LocalDate, quantity: number): Outcome {
  const { steps, notes } = reinstated(all, on, quantity);
  return {
    rule: "BR-78e",
    steps,
    notes: [{ code: "already_lapsed", day: all.line.coveredThrough }, ...notes],
  };
}

/** Refused while covered: then from the first day without coverage. Source: BR-78a, BR-78e. */
function lapsing(all: Case, asked: LocalDate | null): Outcome {
  const { line, assumed } = all;
  const free = addDays(line.coveredThrough, 1);
  const first = free < assumed.on ? assumed.on : free;
  if (asked === null || asked >= first) return reinstated(all, asked ?? first, line.quantity);
  const outcome = reinstated(all, first, line.quantity);
  if (asked > line.coveredThrough) return outcome;
  return { ...outcome, notes: [{ code: "still_covered", day: line.coveredThrough }, ...outcome.notes] };
}

function reinstated(all: Case, on: LocalDate, quantity: number): Outcome {
  const { coveredThrough, prices } = all.line;
  const step = reinstatementStep(all, on, quantity);
  const notes: Note[] = [];
  if (step.unitPrice === null) notes.push({ code: "no_price" });
  else notes.push({ code: prices.isOwnReinstatement ? "own_price" : "percent_price" });
  if (step.basis === "changed") notes.push({ code: "changed_price" });
  if (on > addDays(coveredThrough, 1)) notes.push({ code: "no_back_payment" });
  return { rule: "BR-78a", steps: [step, ...followingSteps(all, step, quantity)], notes };
}

/** Pro rata to the anniversary, now; what ends there already has nothing to move. Source: BR-69, DOMAIN §2.3. */
function moved(all: Case): Outcome {
  const { line, ground, assumed } = all;
  const isOff = ground.anniversary !== null && !endsAtAnniversary(line.coveredThrough, ground);
  if (isOff) return renewed(all, assumed.on, line.quantity);
  const steps = followingSteps(all, line, line.quantity);
  if (ground.anniversary === null) return { rule: "A-15", steps, notes: [{ code: "no_anniversary" }] };
  return {
    rule: "BR-69",
    steps,
    notes: [{ code: "at_anniversary", day: addDays(line.coveredThrough, 1) }],
  };
}

/** A line is renewed whole in the portal; fewer are split off by the desk, more are new licenses. Source: A-39, BR-67. */
function counted(all: Case, quantity: number): Outcome {
  const { line, assumed } = all;
  const kept = Math.min(quantity, line.quantity);
  const isLapsed = line.coveredThrough < assumed.on;
  const outcome = isLapsed ? instead(all, assumed.on, kept) : renewed(all, assumed.on, kept);
  if (kept < line.quantity) {
    const counts = { kept, dropped: line.quantity - kept };
    const warnings = (["split_by_desk", "partly_covered"] as const).map((code) => ({ code, ...counts }));
    return { rule: "A-39", steps: outcome.steps, notes: [...warnings, ...outcome.notes], isPartial: true };
  }
  const added = quantity - line.quantity;
  if (added === 0) return outcome;
  const license = licenseStep(all, added);
  const years = followingSteps(all, license, added).map((step) => ({ ...step, isAdded: true }));
  const [first, ...rest] = outcome.steps;
  const steps = [...(first === undefined ? [] : [first]), license, ...rest, ...years];
  return { rule: "BR-67", steps, notes: [{ code: "more_licenses", added }, ...outcome.notes] };
}

function priceNote({ unitPrice, basis }: Step, { quoted }: StudioLine): Note {
  if (unitPrice === null) return { code: "no_price" };
  if (basis === "quote" && quoted !== null)
    return { code: "held_price", number: quoted.number, day: quoted.dueOn };
  return { code: basis === "changed" ? "changed_price" : "list_price" };
}
