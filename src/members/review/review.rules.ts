/**
 * When a site's people are reviewed, by when, and who may say what of whom.
 *
 * Pure. Days are those of the site; the due day is still in time. A review opens on the first day of a quarter, or as
 * soon as the portal runs again within thirty days of it; later it waits for the next quarter, so that two never follow
 * upon each other.
 */
import type { Role } from "../../access/index.ts";
import { fullName } from "../../identity/index.ts";
import { addDays, daysBetween, type LocalDate } from "../../platform/dates.ts";

const LATEST_OPENING_DAYS = 30;
const DUE_DAYS = 30;
/** One alone has nobody to review. */
export const FEWEST_MEMBERS = 2;

/** The 1st of January, April, July or October that a day comes after, or is. */
export function quarterStart(today: LocalDate): LocalDate {
  const [year = "", month = ""] = today.split("-");
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1;
  return `${year}-${String(first).padStart(2, "0")}-01` as LocalDate;
}

export function isOpeningTime(today: LocalDate): boolean {
  return daysBetween(quarterStart(today), today) <= LATEST_OPENING_DAYS;
}

/** A review that opened on this day or later is this quarter's; the day more is the difference between two zones. */
export function ofThisQuarterFrom(today: LocalDate): LocalDate {
  return addDays(today, -(LATEST_OPENING_DAYS + 2));
}

export function dueDay(openedOn: LocalDate): LocalDate {
  return addDays(openedOn, DUE_DAYS);
}

export const REMINDERS = [14, 3] as const;
export type Reminder = (typeof REMINDERS)[number];

/** The reminder that goes out now, or null: after downtime only the later of two that were missed. */
export function reminderDue(
  { dueOn, reminded }: { dueOn: LocalDate; reminded: number | null },
  today: LocalDate,
): Reminder | null {
  const days = daysBetween(today, dueOn);
  if (days < 0) return null;
  if (days <= 3) return reminded === 3 ? null : 3;
  return days <= 14 && reminded === null ? 14 : null;
}

export function isOver({ dueOn }: { dueOn: LocalDate }, today: LocalDate): boolean {
  return dueOn < today;
}

export const OUTCOMES = ["confirmed", "removed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Nobody confirms their own access, but the primary contact, whom nobody stands above; nobody goes by a review. */
export function mayDecide(
  { personId, role }: { personId: string; role: Role },
  of: { personId: string; outcome: Outcome },
): boolean {
  return personId !== of.personId || (role === "primary" && of.outcome === "confirmed");
}

interface Listed {
  readonly personId: string;
  readonly role: Role | null;
  readonly lastSeenOn: LocalDate | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Parameters<typeof fullName>[0]["language"];
}

/** The name, as the list of members tells it: null until its owner has used the site. */
export function nameIn(row: Listed, readerId: string | null): { name: string | null; isMe: boolean } {
  const isMe = row.personId === readerId;
  const isKnown = isMe || row.lastSeenOn !== null || row.role === "primary";
  return { name: (isKnown && fullName(row)) || null, isMe };
}
