/**
 * What a term of subscription and support costs: whole months of the annual price, rounded once for each line.
 *
 * Integers of minor units throughout. A total is the sum of its rounded lines, so it is the same however the lines are
 * put together. Pure. Source: DOMAIN §9.3, A-10.
 */
import { addDays, addMonths } from "../../platform/dates.ts";
import type { Term } from "../rules.ts";

/** How many whole months a term has. The rest of a license's first month is none: it has 12. */
export function monthsOf({ coveredFrom, coveredThrough }: Term): number {
  const next = addDays(coveredThrough, 1);
  const months = monthOf(next) - monthOf(coveredFrom);
  return addMonths(coveredFrom, months) > next ? months - 1 : months;
}

/** Months since the year 0, of the month in which the day lies. */
function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}

/** Of one line, in minor units of the price's currency. `annualPrice` is one unit's. */
export interface Prorated {
  readonly quantity: number;
  readonly annualPrice: number;
  readonly months: number;
}

/** The largest amount of a line and of an order that is exact to the minor unit. What is more is for the sales desk. */
export const MOST_AMOUNT = Number.MAX_SAFE_INTEGER;

/** quantity × annual price × months ÷ 12, a half rounded up; null when it is more than the most: its price is on request. */
export function amountOf({ quantity, annualPrice, months }: Prorated): number | null {
  const twelfths = BigInt(quantity) * BigInt(annualPrice) * BigInt(months);
  const amount = (twelfths + 6n) / 12n;
  return amount > BigInt(MOST_AMOUNT) ? null : Number(amount);
}

/** As `amountOf`, of what was found to have an amount before. */
export function prorated(term: Prorated): number {
  const amount = amountOf(term);
  if (amount === null) throw new RangeError("an amount is beyond exact numbers");
  return amount;
}

/** Of rounded amounts; null when one of them is, or when they come to more than the most. */
export function sumOf(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce<number | null>((sum, amount) => {
    if (sum === null || amount === null || sum > MOST_AMOUNT - amount) return null;
    return sum + amount;
  }, 0);
}
