/** What a feed brought of renewals, told to the quotes in the feed's own transaction. */
import type { VendorScope } from "../access/index.ts";
import { timeZoneOf } from "../agreements/index.ts";
import { dateOf } from "../platform/dates.ts";
import { listCoveredCountries, settleCovered } from "./settle.store.ts";

/**
 * An offer is ordered when a renewal begins on its first day, whoever sold it. Also one that had lapsed, when the order
 * that renewed it in time comes late.
 */
export async function settleFromCoverage(scope: VendorScope, now: Date): Promise<void> {
  const countries = await listCoveredCountries(scope);
  if (countries.length === 0) return;
  const days = countries.map((country) => ({ country, day: dateOf(now, timeZoneOf(country)) }));
  await settleCovered(scope, days);
}
