/**
 * Which days a license line is covered by subscription and support.
 *
 * Calendar days; both ends of a term are covered. Pure. Source: DOMAIN §3.17–3.19, §9.3.
 */
import type { Program } from "../access/index.ts";
import { anniversaryOf } from "../agreements/index.ts";
import { addDays, addMonths, endOfMonth, type LocalDate } from "../platform/dates.ts";

export interface Term {
  readonly coveredFrom: LocalDate;
  /** The last covered day. */
  readonly coveredThrough: LocalDate;
}

/** What a license or a reinstatement of that day covers: 12 full months, and the rest of the first one. */
export function licenseCoverage(orderedOn: LocalDate): Term {
  const yearLater = addMonths(orderedOn, 12);
  const isFirst = orderedOn.endsWith("-01");
  return { coveredFrom: orderedOn, coveredThrough: isFirst ? addDays(yearLater, -1) : endOfMonth(yearLater) };
}

/** `anniversary` is any of the site's anniversaries; null for a site that has none. */
export interface Rhythm {
  readonly program: Program;
  readonly anniversary: LocalDate | null;
}

/** What continues a term without a gap: to the day before the next anniversary (1 to 12 months), else 12 months. */
export function renewalCoverage(coveredThrough: LocalDate, { program, anniversary }: Rhythm): Term {
  const coveredFrom = addDays(coveredThrough, 1);
  const end =
    program === "PA" && anniversary !== null
      ? nextAnniversary(coveredFrom, anniversary)
      : addMonths(coveredFrom, 12);
  return { coveredFrom, coveredThrough: addDays(end, -1) };
}

/** The first one after a day; `anniversary` is any of them. */
export function nextAnniversary(after: LocalDate, anniversary: LocalDate): LocalDate {
  const years = Number(after.slice(0, 4)) - Number(anniversary.slice(0, 4));
  const sameYear = addMonths(anniversary, 12 * years);
  return sameYear > after ? sameYear : addMonths(sameYear, 12);
}

/** A renewal or reinstatement of a license line, as it was ordered. */
export interface Extension {
  readonly kind: "renewal" | "reinstatement";
  readonly orderedOn: LocalDate;
  readonly orderLineId: string;
}

/** What it covers of a line that is covered through a day: a renewal what follows, a reinstatement from its own day. */
export function extensionTerm(
  { kind, orderedOn }: Pick<Extension, "kind" | "orderedOn">,
  coveredThrough: LocalDate,
  rhythm: Rhythm,
): Term {
  return kind === "reinstatement" ? licenseCoverage(orderedOn) : renewalCoverage(coveredThrough, rhythm);
}

export interface License {
  readonly orderedOn: LocalDate;
  readonly orderLineId: string;
  readonly program: Program;
  /** The day of the site's first order. */
  readonly firstOrderedOn: LocalDate | null;
}

export interface Period extends Term {
  readonly kind: "license" | Extension["kind"];
  readonly orderLineId: string;
}

/** Why an extension does not fit, or what is odd about one that does. */
export interface Remark {
  readonly code: "still_covered" | "extended_before_license" | "renewed_after_lapse";
  readonly orderLineId: string;
  readonly coveredThrough: LocalDate;
}

export interface Chain {
  /** In the order of their days; no day twice. */
  readonly periods: readonly Period[];
  readonly refusals: readonly Remark[];
  readonly warnings: readonly Remark[];
}

/**
 * All periods of one license line. `extensions` come in the order in which they were ordered. A line that was transferred
 * from another site begins with the periods that it `brought` along.
 */
export function coverageChain(
  license: License,
  extensions: readonly Extension[],
  brought: readonly Period[] = [],
): Chain {
  const rhythm = { program: license.program, anniversary: anniversaryOf(license) };
  const first = {
    ...licenseCoverage(license.orderedOn),
    kind: "license",
    orderLineId: license.orderLineId,
  } as const;
  const periods: Period[] = brought.length > 0 ? [...brought] : [first];
  const begin = brought[0]?.coveredFrom ?? license.orderedOn;
  const refusals: Remark[] = [];
  const warnings: Remark[] = [];
  for (const { kind, orderedOn, orderLineId } of extensions) {
    const { coveredThrough } = periods.at(-1) ?? first;
    const remark = { orderLineId, coveredThrough };
    const isLapsed = orderedOn > coveredThrough;
    if (orderedOn < begin) refusals.push({ ...remark, code: "extended_before_license" });
    else if (kind === "reinstatement" && !isLapsed) refusals.push({ ...remark, code: "still_covered" });
    else
      periods.push({
        ...extensionTerm({ kind, orderedOn }, coveredThrough, rhythm),
        kind,
        orderLineId,
      });
    if (kind === "renewal" && isLapsed) warnings.push({ ...remark, code: "renewed_after_lapse" });
  }
  return { periods, refusals, warnings };
}

/** The coverage in force or the last one: from the first day of its unbroken run to its last day. */
export function lastRun(periods: readonly Term[]): Term | undefined {
  const last = periods.at(-1);
  if (last === undefined) return undefined;
  let { coveredFrom } = last;
  for (const before of periods.toReversed().slice(1)) {
    if (addDays(before.coveredThrough, 1) !== coveredFrom) break;
    coveredFrom = before.coveredFrom;
  }
  return { coveredFrom, coveredThrough: last.coveredThrough };
}
