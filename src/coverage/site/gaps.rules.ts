/**
 * What is not covered, and what comes next: the days between a line's periods and since its last one, its renewal date,
 * the site's next anniversary. Pure. Source: DOMAIN §3.17, §3.19.
 */
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { nextAnniversary, type Rhythm, type Term } from "../rules.ts";

/** Both ends are not covered. */
export interface Gap {
  readonly uncoveredFrom: LocalDate;
  /** Null: to this day, and on. */
  readonly uncoveredThrough: LocalDate | null;
}

/** The gaps in the order of their days; `periods` are in theirs. */
export function gapsOf(periods: readonly Term[], today: LocalDate): Gap[] {
  return periods.flatMap(({ coveredThrough }, place): Gap[] => {
    const uncoveredFrom = addDays(coveredThrough, 1);
    const next = periods[place + 1];
    if (next === undefined) return uncoveredFrom <= today ? [{ uncoveredFrom, uncoveredThrough: null }] : [];
    if (next.coveredFrom === uncoveredFrom) return [];
    return [{ uncoveredFrom, uncoveredThrough: addDays(next.coveredFrom, -1) }];
  });
}

/** What comes next for a line. */
export interface Outlook {
  /** The day on which its renewal begins: the one after its last; null when it has lapsed or was never covered. */
  readonly renewalOn: LocalDate | null;
  /** The next one of the site; null for a site that has none. */
  readonly anniversaryOn: LocalDate | null;
}

/** `first` is the site's first one: there is none before. */
function comingAnniversary(first: LocalDate, today: LocalDate): LocalDate {
  return today < first ? first : nextAnniversary(today, first);
}

/** The rhythm's anniversary is the site's first one. */
export function outlookOf(
  coveredThrough: LocalDate | null,
  { anniversary }: Rhythm,
  today: LocalDate,
): Outlook {
  return {
    renewalOn: coveredThrough === null || coveredThrough < today ? null : addDays(coveredThrough, 1),
    anniversaryOn: anniversary && comingAnniversary(anniversary, today),
  };
}
