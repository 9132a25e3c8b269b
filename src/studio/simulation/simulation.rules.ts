/**
 * What a choice for one line leads to: what is ordered, when, at which price, which days are covered and which are not.
 *
 * Nothing here decides what is booked: dates come from coverage's rules, prices from the quote or the price list. Amounts
 * are integer minor units; both ends of a range are covered. Pure. Source: DOMAIN §3.17–3.19; BR-66…71, 78a, 78b, 78e.
 */
import { licenseCoverage, monthsOf, prorated, renewalCoverage } from "../../coverage/index.ts";
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
import type { CoveredDays, Ground, StudioLine } from "./ground.data.ts";

/** Something to be ordered. */
export interface Step extends CoveredDays {
  readonly kind: "renewal" | "reinstatement" | "license";
  readonly on: LocalDate;
  /** Of a renewal: what its price is of. The others have their twelve months and no part of them. */
  readonly months: number | null;
  readonly quantity: number;
  /** For a year; null: the vendor told none. */
  readonly unitPrice: number | null;
  readonly amount: number | null;
  /** `changed`: the list's, by the assumed change. */
  readonly basis: "quote" | "list" | "changed";
  /** Not the choice itself, but the yearly renewal that comes after it. */
  readonly isFollowing: boolean;
  /** Of licenses beyond those of the line. */
  readonly isAdded: boolean;
}

/** The rule that made the outcome what it is, by its number in the domain's book. */
export type RuleCode =
  | "BR-66"
  | "BR-67"
  | "BR-69"
  | "BR-70"
  | "BR-71"
  | "BR-78a"
  | "BR-78e"
  | "A-15"
  | "A-39"; // prettier-ignore

/** What a reader ought to know of the outcome. */
export type Note =
  | { readonly code: "held_price"; readonly number: string; readonly day: LocalDate }
  | { readonly code: "list_price" | "changed_price" | "own_price" | "percent_price" }
  | { readonly code: "not_before_quote" | "price_not_held" | "already_lapsed"; readonly day: LocalDate }
  | { readonly code: "still_covered"; readonly day: LocalDate }
  | { readonly code: "at_anniversary"; readonly day: LocalDate }
  | { readonly code: "no_anniversary" | "no_price" | "no_notice" | "no_back_payment" | "beyond_horizon" }
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

interface Case {
  readonly line: StudioLine;
  readonly ground: Ground;
  readonly assumed: Assumptions;
  readonly through: LocalDate;
}

interface Outcome {
  readonly rule: RuleCode;
  readonly steps: readonly Step[];
  readonly notes: readonly Note[];
  /** Until when the whole quantity is covered by what there is; absent: by all steps that continue the line. */
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
  return {
    line,
    choice,
    rule,
    steps,
    notes: steps.some((step) => !step.isFollowing && step.on > through)
      ? [...notes, { code: "beyond_horizon" }]
      : notes,
    gaps,
    coveredDays: daysCounted(assumed.on, through) - uncoveredDays,
    uncoveredDays,
    amount: counted.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    unpriced: counted.filter(({ amount }) => amount === null).length,
  };
}

function outcomeOf(all: Case, choice: Choice): Outcome {
  const { line, assumed } = all;
  if (choice.choice === "let-lapse") return { rule: "BR-66", steps: [], notes: [] };
  if (choice.choice === "lapse-and-reinstate") return lapsing(all, choice.on);
  if (choice.choice === "quantity") return counted(all, choice.quantity ?? line.quantity);
  if (line.coveredThrough < assumed.on) return instead(all, assumed.on, line.quantity);
  if (choice.choice === "defer") return deferred(all, choice.on ?? line.coveredThrough);
  if (choice.choice === "move-to-anniversary") return moved(all);
  return renewed(all, assumed.on, line.quantity);
}

/** As soon as there is a quote; the price of the quote while it holds, else that of the list. Source: BR-69. */
function renewed(all: Case, asked: LocalDate, quantity: number): Outcome {
  const { line, ground, assumed } = all;
  const { quoteOn, dueOn } = renewalDays(line, ground);
  const isWaiting = line.quoted === null && quoteOn > asked;
  const on = isWaiting ? quoteOn : asked;
  const step = renewal(all, on, quantity);
  const isHeld = on <= dueOn || on === assumed.on || isWaiting;
  const notes: Note[] = [priceNote(step, line)];
  if (isWaiting) notes.push({ code: "not_before_quote", day: quoteOn });
  if (!isHeld) notes.push({ code: "price_not_held", day: dueOn });
  const rule = ground.anniversary === null ? "A-15" : "BR-69";
  return { rule, steps: [step, ...following(all, step, quantity)], notes };
}

/** At the price of that day, and nobody reminds of it. Source: BR-70, BR-71, BR-72. */
function deferred(all: Case, asked: LocalDate): Outcome {
  const { line, ground, assumed } = all;
  if (asked > line.coveredThrough) return instead(all, asked, line.quantity);
  const { dueOn } = renewalDays(line, ground);
  const outcome = renewed(all, asked < assumed.on ? assumed.on : asked, line.quantity);
  const [step] = outcome.steps;
  const isLate = step !== undefined && step.on > dueOn;
  return {
    ...outcome,
    rule: isLate ? "BR-71" : "BR-70",
    notes: isLate ? [...outcome.notes, { code: "no_notice" }] : outcome.notes,
  };
}

/** Renewal is refused without coverage; what is offered in its place. Source: BR-78e. */
function instead(all: Case, on: LocalDate, quantity: number): Outcome {
  const outcome = reinstated(all, on, quantity);
  return {
    ...outcome,
    rule: "BR-78e",
    notes: [{ code: "already_lapsed", day: all.line.coveredThrough }, ...outcome.notes],
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
  const { line, assumed } = all;
  const isLater = on > assumed.on;
  const unitPrice = isLater ? changed(line.prices.reinstatement, assumed) : line.prices.reinstatement;
  const step: Step = {
    ...licenseCoverage(on),
    kind: "reinstatement",
    on,
    months: null,
    quantity,
    unitPrice,
    amount: unitPrice === null ? null : unitPrice * quantity,
    basis: isLater && assumed.priceChangePercent !== 0 ? "changed" : "list",
    isFollowing: false,
    isAdded: false,
  };
  const source: Note = { code: line.prices.isOwnReinstatement ? "own_price" : "percent_price" };
  const notes: Note[] = unitPrice === null ? [{ code: "no_price" }] : [source];
  if (step.basis === "changed" && unitPrice !== null) notes.push({ code: "changed_price" });
  if (on > addDays(line.coveredThrough, 1)) notes.push({ code: "no_back_payment" });
  return { rule: "BR-78a", steps: [step, ...following(all, step, quantity)], notes };
}

/** Pro rata to the anniversary, now; what ends there already has nothing to move. Source: BR-69, §2.3 co-termination. */
function moved(all: Case): Outcome {
  const { line, ground, assumed } = all;
  if (ground.anniversary !== null && !endsAtAnniversary(line.coveredThrough, ground))
    return renewed(all, assumed.on, line.quantity);
  const day = addDays(line.coveredThrough, 1);
  const note: Note =
    ground.anniversary === null ? { code: "no_anniversary" } : { code: "at_anniversary", day };
  const rule = ground.anniversary === null ? "A-15" : "BR-69";
  return { rule, steps: following(all, line, line.quantity), notes: [note] };
}

/** A line is renewed whole in the portal; fewer are split off by the desk, more are new licenses. Source: A-39, BR-67. */
function counted(all: Case, quantity: number): Outcome {
  const { line, assumed } = all;
  const continued = (count: number) =>
    line.coveredThrough < assumed.on ? instead(all, assumed.on, count) : renewed(all, assumed.on, count);
  const kept = Math.min(quantity, line.quantity);
  const outcome = continued(kept);
  if (quantity === line.quantity) return outcome;
  if (quantity < line.quantity) {
    const counts = { kept, dropped: line.quantity - kept };
    const warnings: Note[] = [
      { code: "split_by_desk", ...counts },
      { code: "partly_covered", ...counts },
    ];
    return { rule: "A-39", steps: outcome.steps, notes: [...warnings, ...outcome.notes], isPartial: true };
  }
  const added = quantity - line.quantity;
  const unitPrice = line.prices.license;
  const license: Step = {
    ...licenseCoverage(assumed.on),
    kind: "license",
    on: assumed.on,
    months: null,
    quantity: added,
    unitPrice,
    amount: unitPrice === null ? null : unitPrice * added,
    basis: "list",
    isFollowing: false,
    isAdded: true,
  };
  const later = following(all, license, added).map((step) => ({ ...step, isAdded: true }));
  const [first, ...rest] = outcome.steps;
  const steps = first === undefined ? [license, ...later] : [first, license, ...rest, ...later];
  return { rule: "BR-67", steps, notes: [{ code: "more_licenses", added }, ...outcome.notes] };
}

/** Every year again at the list's price, each on the last covered day, for as long as this lies within the horizon. */
function following(all: Case, { coveredThrough }: CoveredDays, quantity: number): Step[] {
  const { line, ground, assumed, through } = all;
  const steps: Step[] = [];
  let end = coveredThrough;
  while (end <= through) {
    const term = renewalCoverage(end, ground);
    const on = end < assumed.on ? assumed.on : end;
    steps.push({
      ...priced({ ...term, on, quantity, unitPrice: line.prices.renewal }),
      basis: "list",
      isFollowing: true,
    });
    end = term.coveredThrough;
  }
  return steps;
}

function renewal({ line, ground, assumed }: Case, on: LocalDate, quantity: number): Step {
  const term = renewalCoverage(line.coveredThrough, ground);
  if (line.quoted !== null && on <= line.quoted.dueOn) {
    return {
      ...priced({ ...term, on, quantity, unitPrice: line.quoted.unitPrice }),
      basis: "quote",
      isFollowing: false,
    };
  }
  const isLate = on > assumed.on && on > renewalDays(line, ground).dueOn;
  const unitPrice = isLate ? changed(line.prices.renewal, assumed) : line.prices.renewal;
  const basis = isLate && assumed.priceChangePercent !== 0 ? "changed" : "list";
  return { ...priced({ ...term, on, quantity, unitPrice }), basis, isFollowing: false };
}

interface Unpriced extends CoveredDays {
  readonly on: LocalDate;
  readonly quantity: number;
  readonly unitPrice: number | null;
}

function priced(order: Unpriced) {
  const { quantity, unitPrice: annualPrice } = order;
  const months = monthsOf(order);
  const amount = annualPrice === null ? null : prorated({ quantity, annualPrice, months });
  return { ...order, kind: "renewal" as const, months, amount, isAdded: false };
}

/** Half up to the minor unit. */
function changed(price: number | null, { priceChangePercent }: Assumptions): number | null {
  if (price === null) return null;
  return Number((BigInt(price) * BigInt(100 + priceChangePercent) * 2n + 100n) / 200n);
}

function priceNote({ unitPrice, basis }: Step, { quoted }: StudioLine): Note {
  if (unitPrice === null) return { code: "no_price" };
  if (basis === "quote" && quoted !== null)
    return { code: "held_price", number: quoted.number, day: quoted.dueOn };
  return { code: basis === "changed" ? "changed_price" : "list_price" };
}
