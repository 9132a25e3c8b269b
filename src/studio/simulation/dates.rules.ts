/**
 * When a line can be renewed: the renewal date of its quote, the quote's day and its last one.
 *
 * Pure. Source: DOMAIN §3.18.1–2, 3.18.10, A-14, A-41.
 */
import { addDays, addMonths, daysBetween, type LocalDate } from "../../platform/dates.ts";
import type { CoveredDays, Ground, StudioLine } from "./ground.data.ts";

export interface RenewalDays {
  /** The anniversary in whose quote the line is, or the day after the line's own end. */
  readonly renewalOn: LocalDate;
  readonly quoteOn: LocalDate;
  /** The last day of the quote's prices. */
  readonly dueOn: LocalDate;
}

type Site = Pick<Ground, "program" | "anniversary" | "quoteDays" | "today">;

export function renewalDays(line: StudioLine, site: Site): RenewalDays {
  const renewalOn = renewalDate(line, site);
  const dueOn = line.quoted?.dueOn ?? addDays(renewalOn, -1);
  return { renewalOn, quoteOn: addDays(renewalOn, -site.quoteDays), dueOn };
}

function renewalDate(line: StudioLine, { program, anniversary, today }: Site): LocalDate {
  const own = addDays(line.coveredThrough, 1);
  if (program !== "PA" || anniversary === null) return own;
  const shared = anniversaryAfter(addMonths(own, -12), anniversary);
  const begun = line.periods.at(-1)?.coveredFrom ?? line.coveredThrough;
  if (begun >= shared) return own; // not there yet on that anniversary
  return shared <= today && line.quoted === null ? own : shared; // in no quote of it: in one of its own
}

/** The first anniversary after a day. */
export function anniversaryAfter(day: LocalDate, anniversary: LocalDate): LocalDate {
  const years = Number(day.slice(0, 4)) - Number(anniversary.slice(0, 4));
  const sameYear = addMonths(anniversary, 12 * years);
  return sameYear > day ? sameYear : addMonths(sameYear, 12);
}

/** Whether a line ends with the site's term, so that there is nothing to move. */
export function endsAtAnniversary(
  coveredThrough: LocalDate,
  { program, anniversary }: Pick<Ground, "program" | "anniversary">,
): boolean {
  if (program !== "PA" || anniversary === null) return false;
  return anniversaryAfter(coveredThrough, anniversary) === addDays(coveredThrough, 1);
}

export interface Gap {
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly days: number;
}

/** The days of a window that nothing covers. `covered` may come in any order and overlap. */
export function gapsWithin(covered: readonly CoveredDays[], from: LocalDate, through: LocalDate): Gap[] {
  const gaps: Gap[] = [];
  let next = from;
  for (const term of covered.toSorted((a, b) => (a.coveredFrom < b.coveredFrom ? -1 : 1))) {
    if (term.coveredThrough < next) continue;
    if (term.coveredFrom > through) break;
    if (term.coveredFrom > next) gaps.push(gapOf(next, addDays(term.coveredFrom, -1)));
    next = addDays(term.coveredThrough, 1);
  }
  if (next <= through) gaps.push(gapOf(next, through));
  return gaps;
}

function gapOf(from: LocalDate, through: LocalDate): Gap {
  return { from, through, days: daysCounted(from, through) };
}

/** Both ends count. */
export function daysCounted(from: LocalDate, through: LocalDate): number {
  return daysBetween(from, through) + 1;
}

/** The last day of a horizon that begins on a day. */
export function horizonEnd(on: LocalDate, months: number): LocalDate {
  return addDays(addMonths(on, months), -1);
}
