/** When a digest of dates is due, and how far it looks. Pure. */
import { addDays, daysBetween, type LocalDate } from "../../platform/dates.ts";

export const FREQUENCIES = ["weekly", "monthly"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const MONDAY: LocalDate = "1900-01-01";

/** The newest day on which one was due, today included: a Monday, or the first of a month. */
export function newestDueDay(frequency: Frequency, today: LocalDate): LocalDate {
  if (frequency === "monthly") return `${today.slice(0, 8)}01` as LocalDate;
  const sinceMonday = (((daysBetween(MONDAY, today) % 7) + 7) % 7) as number;
  return addDays(today, -sinceMonday);
}

/** The last day that it tells of, inclusive. */
export function lastDayTold(frequency: Frequency, today: LocalDate): LocalDate {
  return addDays(today, frequency === "weekly" ? 30 : 60);
}
