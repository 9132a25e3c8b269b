/**
 * What a primary may allow support to know or to do, and for how long. Pure. Source: DOMAIN §1.5, §1.6, BR-54.
 */
import { addDays, type LocalDate } from "../../platform/dates.ts";

export const PURPOSES = [
  "disclose-site-number",
  "disclose-contacts",
  "add-member",
  "license-key-members",
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** After the day on which it is given. */
export const LONGEST_DAYS = 90;

export function latestDay(today: LocalDate): LocalDate {
  return addDays(today, LONGEST_DAYS);
}

/** The code of what is wrong with its last day, which is inclusive. */
export function faultOfDay(today: LocalDate, validThrough: LocalDate): string | undefined {
  if (validThrough < today) return "day_over";
  return validThrough > latestDay(today) ? "consent_too_long" : undefined;
}

export type ConsentState = "in-force" | "over" | "taken-back";

export function stateOf(
  consent: { readonly validThrough: LocalDate; readonly takenBackAt: string | null },
  today: LocalDate,
): ConsentState {
  if (consent.takenBackAt !== null) return "taken-back";
  return consent.validThrough < today ? "over" : "in-force";
}
