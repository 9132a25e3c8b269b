/**
 * The next day on which the run can find anything to do at a site, as far as is known: until then it need not look.
 *
 * Rather a day too early than one too late: a look that finds nothing does no harm. Whatever comes to be known meanwhile
 * makes the run look at once, whatever day this is. Pure.
 */
import { addMonths, type LocalDate } from "../platform/dates.ts";
import { dayAfter, dayBefore, quoteDay, yearAfter } from "./dates.rules.ts";
import type { PlanLine, PlanOffer, PlanSite } from "./plan.data.ts";

export interface Standing {
  readonly lines: readonly PlanLine[];
  /** Those that are open or deferred. */
  readonly offers: readonly PlanOffer[];
  /** When what waits for the next version gets it; null: nothing waits. */
  readonly waitsFor: LocalDate | null;
}

/** Later than `day`, and at the latest a year after it. */
export function nextDay(site: PlanSite, day: LocalDate, { lines, offers, waitsFor }: Standing): LocalDate {
  let next = addMonths(day, 12);
  const add = (other: LocalDate) => {
    if (day < other && other < next) next = other;
  };
  if (waitsFor !== null) add(waitsFor);
  for (const { coveredFrom, renewalOn, state } of offers) {
    add(coveredFrom);
    if (state === "open") add(renewalOn);
    if (site.isAutomatic) add(dayBefore(renewalOn));
  }
  const anniversary = site.anniversary === null ? null : yearAfter(day, site.anniversary).anniversary;
  if (anniversary !== null) {
    const following = quoteDay(addMonths(anniversary, 12), site.quoteDays);
    add(quoteDay(anniversary, site.quoteDays));
    add(following <= anniversary ? anniversary : following);
  }
  for (const { coveredThrough, arrivedOn } of lines.flatMap(({ periods }) => periods)) {
    if (arrivedOn >= day) add(dayAfter(arrivedOn));
    if (coveredThrough < day) continue;
    const due = quoteDay(dayAfter(coveredThrough), site.quoteDays);
    add(due);
    // Passed over by the quote of an anniversary, it has one of its own from the anniversary on.
    if (anniversary !== null && due <= anniversary && coveredThrough >= anniversary) add(anniversary);
  }
  return next;
}
