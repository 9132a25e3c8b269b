/** What a site's people may try out for a line: the choices of the studio, and a set of them with a name. */
import type { LocalDate } from "../../platform/dates.ts";

/**
 * `renew-now`: as soon as a quote allows. `defer`: on a later day, its last covered one when none is named.
 * `lapse-and-reinstate`: on a day without coverage. `let-lapse`: never again. `move-to-anniversary`: pro rata, so that
 * it ends with the others. `quantity`: fewer or more licenses than the line has.
 */
export const CHOICES = [
  "renew-now",
  "defer",
  "lapse-and-reinstate",
  "let-lapse",
  "move-to-anniversary",
  "quantity",
] as const;
export type ChoiceName = (typeof CHOICES)[number];

export interface Choice {
  readonly choice: ChoiceName;
  /** Of a deferral or a reinstatement; null: the day that the choice implies. */
  readonly on: LocalDate | null;
  /** Of `quantity`; null: as many as the line has. */
  readonly quantity: number | null;
}

export interface LineChoice extends Choice {
  readonly lineId: string;
}

/** A choice for every line: the default, but for those that are named. */
export interface Plan {
  readonly name: string;
  readonly standard: Choice;
  readonly choices: readonly LineChoice[];
}

/** What is assumed about time and prices: the same for every plan that is compared. */
export interface Assumptions {
  /** The day of the decision, in the site's calendar. */
  readonly on: LocalDate;
  readonly horizonMonths: number;
  /** By how much what is ordered later, without a quote that holds its price, may be dearer or cheaper. */
  readonly priceChangePercent: number;
}

export const HORIZONS = [12, 24, 36] as const;
