/**
 * When renewals fall due: renewal dates, the days of quotes and of their next versions.
 *
 * Calendar days of the site; both ends of coverage count. Pure. Source: DOMAIN §3.18, §9.3, A-41, A-42.
 */
import { monthsOf, renewalCoverage, type Term } from "../coverage/index.ts";
import { addDays, addMonths, type LocalDate } from "../platform/dates.ts";
import type { PlanLine, PlanPeriod, PlanSite } from "./plan.data.ts";

/** A run asks for the same few days a million times. The same key gives the same value, so it is worked out once. */
function remembered<Value>(work: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = work(key);
    if (known.size >= 5_000) known.clear();
    known.set(key, value);
    return value;
  };
}

export const dayAfter = remembered((day) => addDays(day as LocalDate, 1));
export const dayBefore = remembered((day) => addDays(day as LocalDate, -1));

export interface RenewalTerm extends Term {
  readonly months: number;
}

const termOf = remembered((key): RenewalTerm => {
  const [coveredThrough, program, anniversary] = key.split(" ");
  const term = renewalCoverage(coveredThrough as LocalDate, {
    program: program as PlanSite["program"],
    anniversary: anniversary === "" ? null : (anniversary as LocalDate),
  });
  return { ...term, months: monthsOf(term) };
});

/** What a renewal covers of a line that is covered through a day, and how many months that is. */
export function renewalTerm(coveredThrough: LocalDate, { program, anniversary }: PlanSite): RenewalTerm {
  return termOf(`${coveredThrough} ${program} ${anniversary ?? ""}`);
}

/** The first day on which the quote for a renewal date can be made. Source: BR-68. */
export function quoteDay(renewalOn: LocalDate, quoteDays: number): LocalDate {
  return quoteDayOf(`${renewalOn} ${quoteDays}`);
}

const quoteDayOf = remembered((key) => {
  const [renewalOn, quoteDays] = key.split(" ");
  return addDays(renewalOn as LocalDate, -Number(quoteDays));
});

/**
 * When what came after the quote's day is put into a new version: what came in a month on the first of the next one;
 * from the first day of the last month on, the next day. Source: A-42, BR-73, BR-74, BR-76.
 */
export function versionDay(arrivedOn: LocalDate, renewalOn: LocalDate, quoteDays: number): LocalDate {
  const first = quoteDay(renewalOn, quoteDays);
  if (arrivedOn < first) return first;
  if (arrivedOn >= addMonths(renewalOn, -1)) return addDays(arrivedOn, 1);
  return `${addMonths(arrivedOn, 1).slice(0, 8)}01` as LocalDate;
}

/** The anniversaries around a day: the next one after it, and which coverage a quote of that one renews. */
export interface Year {
  /** The next anniversary, later than the day. */
  readonly anniversary: LocalDate;
  readonly dayBefore: LocalDate;
  /** The last day before the anniversary after it. */
  readonly lastDay: LocalDate;
}

export function yearAfter(day: LocalDate, anniversary: LocalDate): Year {
  const monthAndDay = anniversary.slice(4);
  const year = Number(day.slice(0, 4));
  const isThisYear = `${day.slice(0, 4)}${monthAndDay}` > day;
  const next = `${isThisYear ? year : year + 1}${monthAndDay}`.padStart(10, "0") as LocalDate;
  return { anniversary: next, dayBefore: addDays(next, -1), lastDay: addDays(addMonths(next, 12), -1) };
}

export interface Window {
  readonly day: LocalDate;
  /** The last renewal date whose quote may be made on the day. */
  readonly horizon: LocalDate;
  /** Of a site that has an anniversary. */
  readonly year: Year | null;
}

export function windowOn(day: LocalDate, { program, anniversary, quoteDays }: PlanSite): Window {
  const year = program === "PA" && anniversary !== null ? yearAfter(day, anniversary) : null;
  return { day, horizon: addDays(day, quoteDays), year };
}

/**
 * The renewal date of the quote into which a line belongs that is covered through a day; null while there is none.
 * Under an anniversary A, with A′ a year later: A for what ends from A − 1 on and before A′ − 1; what ends earlier has a
 * quote of its own. Without an anniversary each end has its quote. Source: DOMAIN §3.18.2, A-41, A-15.
 */
export function renewalDateOf(coveredThrough: LocalDate, { day, horizon, year }: Window): LocalDate | null {
  if (coveredThrough < day) return null;
  if (year !== null && coveredThrough >= year.dayBefore) {
    return year.anniversary <= horizon && coveredThrough < year.lastDay ? year.anniversary : null;
  }
  return coveredThrough < horizon ? dayAfter(coveredThrough) : null;
}

/** The coverage that the portal knew of at the start of a day; undefined when it knew of none. */
export function knownOn({ periods }: PlanLine, day: LocalDate): PlanPeriod | undefined {
  let known: PlanPeriod | undefined;
  for (const period of periods) {
    if (period.arrivedOn >= day) break;
    known = period;
  }
  return known;
}

/** What renews from a first day on, as far as the portal knew at the start of a day; an end that moved renews nothing. */
export function coveringOn(
  { periods }: PlanLine,
  coveredFrom: LocalDate,
  day: LocalDate,
): PlanPeriod | undefined {
  return periods.find((period) => period.arrivedOn < day && period.coveredFrom === coveredFrom);
}

/**
 * The days on which anything can change for a site, of many that were missed: ends, quote days, arrivals and the firsts
 * of the months. On the others the plan finds nothing, which the properties show.
 */
export function daysThatMatter(
  site: PlanSite,
  lines: readonly PlanLine[],
  { from, through }: { readonly from: LocalDate; readonly through: LocalDate },
): LocalDate[] {
  const days = new Set<LocalDate>([from, through]);
  const add = (day: LocalDate) => {
    if (from < day && day < through) days.add(day);
  };
  let first = `${from.slice(0, 8)}01` as LocalDate;
  for (; first <= through; first = addMonths(first, 1)) add(first);
  if (site.anniversary !== null) {
    let next = yearAfter(from, site.anniversary).anniversary;
    for (; quoteDay(next, site.quoteDays) <= through; next = addMonths(next, 12)) {
      add(next);
      add(quoteDay(next, site.quoteDays));
    }
  }
  for (const { coveredThrough, arrivedOn } of lines.flatMap(({ periods }) => periods)) {
    const renewalOn = dayAfter(coveredThrough);
    add(renewalOn);
    add(quoteDay(renewalOn, site.quoteDays));
    add(addDays(arrivedOn, 1));
  }
  return [...days].sort();
}
