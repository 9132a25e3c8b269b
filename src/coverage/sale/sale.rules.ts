/**
 * Whether what continues a line's coverage can be ordered on a day, and what it then covers.
 *
 * Stricter than `coverageChain`, which takes what the vendor has booked: here somebody orders. Pure.
 * Source: DOMAIN §3.18, §3.19, BR-70, BR-78e, BR-78g.
 */
import { addDays, addMonths, type LocalDate } from "../../platform/dates.ts";
import { type Extension, extensionTerm, type Rhythm, type Term } from "../rules.ts";
import { monthsOf } from "./proration.rules.ts";

export interface Sale {
  readonly kind: Extension["kind"];
  /** The day of the order. */
  readonly orderedOn: LocalDate;
  /** The last covered day of the line; null when it was never covered. */
  readonly coveredThrough: LocalDate | null;
  readonly rhythm: Rhythm;
  /** How many days before its renewal date something can be renewed. */
  readonly quoteDays: number;
  /** How many months the buyer was told; null: whatever it comes to. */
  readonly months: number | null;
}

/** Why it cannot be ordered. Each is a problem's code. */
export type Unsold = "never_covered" | "coverage_lapsed" | "still_covered" | "renewed_already";

/** The term that the order brings, or why there is none. */
export function saleOf(sale: Sale): Term | Unsold {
  const { kind, orderedOn, coveredThrough, rhythm, quoteDays, months } = sale;
  if (coveredThrough === null) return "never_covered";
  const isLapsed = orderedOn > coveredThrough;
  if (kind === "reinstatement" && !isLapsed) return "still_covered";
  if (kind === "renewal" && isLapsed) return "coverage_lapsed";
  const term = extensionTerm({ kind, orderedOn }, coveredThrough, rhythm);
  const isOther = months !== null && months !== monthsOf(term);
  if (kind === "renewal" && (isOther || orderedOn < renewableFrom(term, quoteDays))) return "renewed_already";
  return term;
}

/**
 * The first day on which a term can be bought: that of its quote, so many days before the renewal date that it is for.
 * Whoever bought it once and tries again is told so, until the next year's quote. Source: BR-68.
 */
export function renewableFrom({ coveredThrough }: Term, quoteDays: number): LocalDate {
  return addDays(addMonths(addDays(coveredThrough, 1), -12), -quoteDays);
}
