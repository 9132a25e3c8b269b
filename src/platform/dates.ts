/**
 * Calendar dates and instants.
 *
 * A day is a calendar date, never an instant; a range holds both its ends. Pure: nothing here reads a clock.
 */
import { Temporal } from "temporal-polyfill";

/** A calendar date, "2026-03-31". ISO order is calendar order, so `<` and `<=` compare dates. */
export type LocalDate = `${number}-${number}-${number}`;

/** An instant in UTC as the database tells it, "2026-03-31T09:00:00Z". Comes from SQL; a clock gives a `Date`. */
export type Instant = `${LocalDate}T${string}Z`;

/** Whether the text is a date of the calendar, written as ISO 8601 writes it: "2026-02-30" is none. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "0001") return false; // PostgreSQL knows no year 0
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

interface ZonedDay {
  readonly date: LocalDate;
  /** Its first millisecond, and the first one after it. */
  readonly from: number;
  readonly end: number;
}

/** The day last asked for in each zone: a request asks twice, and the next one within the same day. */
const lastDays = new Map<string, ZonedDay>();

/** The calendar date of an instant in a time zone; UTC when none is named. */
export function dateOf(instant: Date, timeZone = "UTC"): LocalDate {
  const moment = instant.getTime();
  const last = lastDays.get(timeZone);
  if (last !== undefined && last.from <= moment && moment < last.end) return last.date;
  const day = dayAround(moment, timeZone);
  lastDays.set(timeZone, day);
  return day.date;
}

function dayAround(moment: number, timeZone: string): ZonedDay {
  const from = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).startOfDay();
  return {
    date: from.toPlainDate().toString() as LocalDate,
    from: from.epochMilliseconds,
    end: from.add({ days: 1 }).startOfDay().epochMilliseconds,
  };
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dayOf(instantOf(date) + days * DAY_MS);
}

/** The same day of a later month, or that month's last day when it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)); // day 0 is the last one of the month before
  return dayOf(last.getTime() - Math.max(0, last.getUTCDate() - day) * DAY_MS);
}

export function endOfMonth(date: LocalDate): LocalDate {
  const [year = 0, month = 0] = date.split("-").map(Number);
  return dayOf(Date.UTC(year, month, 0));
}

const DAY_MS = 86_400_000;

/** Days are counted in UTC, which has no hour twice and none missing. A large feed asks for a million of them. */
function instantOf(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function dayOf(instant: number): LocalDate {
  return new Date(instant).toISOString().slice(0, 10) as LocalDate;
}

/** Days from the first date to the second; negative when the second is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}
