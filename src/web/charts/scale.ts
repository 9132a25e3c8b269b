/** Where things stand on an axis. Pure; days count from the first of a month, shares are per cent of the width. */
import { addDays, addMonths, daysBetween, type LocalDate } from "../../platform/dates.ts";

/** A range of whole months, `through` being the first day after it. */
export interface MonthRange {
  readonly from: LocalDate;
  readonly until: LocalDate;
  readonly months: number;
}

export interface Tick {
  readonly on: LocalDate;
  /** Years are told by their number, months by their name; a January tells its year. */
  readonly style: "month" | "year";
  /** Left out where there is little room. */
  readonly isMinor: boolean;
}

/** The whole months that hold all the days, at least twelve. */
export function monthsAround(days: readonly LocalDate[]): MonthRange {
  const sorted = [...days].sort();
  const from = firstOfMonth(sorted[0] ?? "1970-01-01");
  const last = firstOfMonth(sorted.at(-1) ?? from);
  const months = Math.max(12, monthsBetween(from, last) + 1);
  return { from, until: addMonths(from, months), months };
}

/** Marks a reader can count on: quarters up to two years, halves up to five, then years, then every few years. */
export function ticksOf({ from, months }: MonthRange): Tick[] {
  const step = months <= 24 ? 3 : months <= 60 ? 6 : 12 * Math.max(1, Math.ceil(months / 12 / 10));
  const all = Array.from({ length: months }, (_, index) => addMonths(from, index));
  const marks = all.filter((on) => (12 * Number(on.slice(0, 4)) + Number(on.slice(5, 7)) - 1) % step === 0);
  return marks.map((on, index) => {
    const isYear = step > 6 || on.slice(5, 7) === "01";
    return { on, style: isYear ? "year" : "month", isMinor: step > 6 ? index % 2 === 1 : !isYear };
  });
}

/** Where a day begins on the axis, in per cent of its width; days outside stand at its ends. */
export function placeOf(day: LocalDate, { from, until }: MonthRange): number {
  const share = (100 * daysBetween(from, day)) / daysBetween(from, until);
  return Math.round(Math.min(100, Math.max(0, share)) * 100) / 100;
}

/** Marks of a count axis: from 0 to at least the greatest value, in round steps of whole numbers, at most five. */
export function countTicks(greatest: number): number[] {
  const step = roundStep(Math.max(1, greatest) / 4);
  const steps = Math.max(1, Math.ceil(greatest / step));
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}

/** The least of 1, 2, 5, 10, 20, 50 … that is not below the value. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10);
}

function monthsBetween(from: LocalDate, to: LocalDate): number {
  return (
    12 * (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7))
  );
}

function firstOfMonth(day: LocalDate): LocalDate {
  return addDays(day, 1 - Number(day.slice(8)));
}
