/**
 * Price levels from points. Within a term the level rises as soon as the term's points reach it; at the anniversary it
 * is what the term before earned. Levels that the vendor alone gives are never changed. Pure. Source: P-03, DOMAIN §2.2.
 */
import { anniversaryOf } from "../../agreements/index.ts";
import { addDays, addMonths, type LocalDate } from "../../platform/dates.ts";
import type { Level } from "./levels.data.ts";

/** From how many points each level holds; what is not named is not reached. */
export type Thresholds = ReadonlyMap<string, number>;

/** From the list price to the best. */
const LADDER: readonly Level[] = ["BL", "D", "E", "F", "G", "H"];

export function isEarned(level: Level): boolean {
  return LADDER.includes(level);
}

/** The best level that so many points reach. */
export function levelOfPoints(points: number, thresholds: Thresholds): Level {
  const reached = LADDER.filter((level) => points >= (thresholds.get(level) ?? Number.POSITIVE_INFINITY));
  return reached.at(-1) ?? "BL";
}

function isBetter(one: Level, other: Level): boolean {
  return LADDER.indexOf(one) > LADDER.indexOf(other);
}

/** The level of one order: its own points may reach a better one than the agreement has (SVP). */
export function levelOfOrder(points: number, agreementLevel: Level, thresholds: Thresholds): Level {
  const own = levelOfPoints(points, thresholds);
  return isEarned(agreementLevel) && isBetter(own, agreementLevel) ? own : agreementLevel;
}

/** The level after this one, and the points from which it holds; undefined at the top. */
export function nextLevel(
  level: Level,
  thresholds: Thresholds,
): { readonly level: Level; readonly points: number } | undefined {
  const above = isEarned(level) ? LADDER.slice(LADDER.indexOf(level) + 1) : [];
  return above
    .flatMap((next) => {
      const points = thresholds.get(next);
      return points === undefined ? [] : [{ level: next, points }];
    })
    .at(0);
}

export interface Term {
  readonly from: LocalDate;
  readonly through: LocalDate;
}

/** The term of an agreement in which a day lies: the first runs from the first order to the anniversary. */
export function termAround(firstOrderedOn: LocalDate, day: LocalDate): Term {
  const first = anniversaryOf({ program: "PA", firstOrderedOn }) ?? firstOrderedOn;
  if (day < first) return { from: firstOrderedOn, through: addDays(first, -1) };
  const years = Number(day.slice(0, 4)) - Number(first.slice(0, 4));
  const anniversary = addMonths(first, 12 * years);
  const from = anniversary <= day ? anniversary : addMonths(first, 12 * (years - 1));
  return { from, through: addDays(addMonths(from, 12), -1) };
}

/** The points of one order; they count from the day on which it had arrived. */
export interface Earned {
  readonly orderedOn: LocalDate;
  readonly arrivedOn: LocalDate;
  readonly points: number;
}

export interface HeldLevel {
  readonly validFrom: LocalDate;
  readonly level: Level;
}

/** The points of a term's orders that had arrived by a day. */
export function pointsOf(earned: readonly Earned[], term: Term, by: LocalDate): number {
  return earned
    .filter(
      ({ orderedOn, arrivedOn }) => orderedOn >= term.from && orderedOn <= term.through && arrivedOn <= by,
    )
    .reduce((sum, { points }) => sum + points, 0);
}

export interface Earning {
  readonly firstOrderedOn: LocalDate;
  readonly earned: readonly Earned[];
  /** The newest level that was said so far. */
  readonly held: HeldLevel;
  readonly thresholds: Thresholds;
  readonly today: LocalDate;
}

/** The levels that are still to be said, by day: none when nothing has changed. Asked twice, it is said once. */
export function levelsDue({ firstOrderedOn, earned, held, thresholds, today }: Earning): HeldLevel[] {
  if (!isEarned(held.level) || today < firstOrderedOn) return [];
  const term = termAround(firstOrderedOn, today);
  const before = termBefore(firstOrderedOn, term);
  const levelOn = (day: LocalDate): Level => {
    const levels = [term, ...before].map((each) => levelOfPoints(pointsOf(earned, each, day), thresholds));
    return levels.reduce((best, level) => (isBetter(level, best) ? level : best), "BL");
  };
  const due = new Map<LocalDate, Level>();
  let level = held.level;
  const say = (validFrom: LocalDate, next: Level) => {
    due.set(validFrom, next);
    level = next;
  };
  const isReset = before.length > 0 && held.validFrom < term.from;
  if (isReset && levelOn(term.from) !== level) say(term.from, levelOn(term.from));
  const arrivals = new Set(earned.map(({ arrivedOn }) => arrivedOn));
  for (const day of [...arrivals].filter((each) => each >= term.from && each <= today).sort()) {
    const next = levelOn(day);
    if (isBetter(next, level)) say(day > held.validFrom ? day : today, next);
  }
  return [...due].map(([validFrom, said]) => ({ validFrom, level: said }));
}

/** None before the first. */
function termBefore(firstOrderedOn: LocalDate, term: Term): Term[] {
  return term.from === firstOrderedOn ? [] : [termAround(firstOrderedOn, addDays(term.from, -1))];
}

/** The page on which a site sees which level holds, and why. */
export function priceLevelHref(siteId: string): string {
  return `/sites/${siteId}/price-level`;
}
