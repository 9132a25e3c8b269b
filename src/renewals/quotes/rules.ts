/**
 * What a quote's line can still be ordered at, what changed from one version to the next, and of what only a part would
 * stay covered.
 *
 * Calendar days of the site; both ends of a range count. Pure. Source: DOMAIN §3.18, A-39, BR-70, BR-71.
 */
import { sumOf } from "../../coverage/index.ts";
import { addDays, daysBetween, type LocalDate } from "../../platform/dates.ts";
import type { OfferState, QuoteLine } from "./quote.data.ts";

/** `quoted`: at the quote's price. `deferred`: at the price list and level of the day of the order. */
export type Standing = "quoted" | "deferred" | Exclude<OfferState, "open" | "deferred">;

/** The day of a line's own end: the last one on which it can be renewed at all. Source: BR-70. */
export function lastDayOf({ coveredFrom }: Pick<QuoteLine, "coveredFrom">): LocalDate {
  return addDays(coveredFrom, -1);
}

/** As of a day, whatever the run has marked by then. */
export function standingOf(
  line: Pick<QuoteLine, "coveredFrom" | "state">,
  { dueOn, day }: { dueOn: LocalDate; day: LocalDate },
): Standing {
  if (line.state !== "open" && line.state !== "deferred") return line.state;
  if (day > lastDayOf(line)) return "lapsed";
  return day <= dueOn ? "quoted" : "deferred";
}

export function isOrderable(standing: Standing): standing is "quoted" | "deferred" {
  return standing === "quoted" || standing === "deferred";
}

/** Days that are left to order at the quote's prices; 0 on the last of them, negative once they are over. */
export function daysLeft(dueOn: LocalDate, day: LocalDate): number {
  return daysBetween(day, dueOn);
}

type Priced = Pick<QuoteLine, "lineId" | "annualPrice" | "amount" | "months" | "quantity" | "productName">;

export interface ChangedLine {
  readonly lineId: string;
  readonly productName: string;
  readonly quantity: number;
  readonly amountBefore: number | null;
  readonly amountAfter: number | null;
}

export interface Difference {
  readonly added: readonly ChangedLine[];
  /** The same line at another price, or for another time. */
  readonly changed: readonly ChangedLine[];
  /** Not in the later version: ordered or over by then. */
  readonly gone: readonly ChangedLine[];
  readonly totalBefore: number | null;
  readonly totalAfter: number | null;
}

/** What the later of two versions changed. */
export function differenceOf(
  before: { readonly lines: readonly Priced[]; readonly amount: number | null },
  after: { readonly lines: readonly Priced[]; readonly amount: number | null },
): Difference {
  const was = new Map(before.lines.map((line) => [line.lineId, line]));
  const is = new Map(after.lines.map((line) => [line.lineId, line]));
  const pair = (line: Priced): ChangedLine => ({
    lineId: line.lineId,
    productName: line.productName,
    quantity: line.quantity,
    amountBefore: was.get(line.lineId)?.amount ?? null,
    amountAfter: is.get(line.lineId)?.amount ?? null,
  });
  return {
    added: after.lines.filter(({ lineId }) => !was.has(lineId)).map(pair),
    changed: after.lines.filter((line) => isChanged(was.get(line.lineId), line)).map(pair),
    gone: before.lines.filter(({ lineId }) => !is.has(lineId)).map(pair),
    totalBefore: before.amount,
    totalAfter: after.amount,
  };
}

function isChanged(before: Priced | undefined, after: Priced): boolean {
  if (before === undefined) return false;
  return (
    before.amount !== after.amount ||
    before.annualPrice !== after.annualPrice ||
    before.months !== after.months ||
    before.quantity !== after.quantity
  );
}

export interface PartlyCovered {
  readonly productCode: string;
  readonly productName: string;
  /** Of the quote's quantity: what is renewed, and what is not. */
  readonly covered: number;
  readonly uncovered: number;
  /** The first day on which a part of it is without coverage, unless it is ordered by then. */
  readonly from: LocalDate;
}

/** The products of which only a part of the quantity stays covered when just these lines are ordered. Source: A-39. */
export function partlyCovered(
  lines: readonly (Pick<QuoteLine, "lineId" | "productCode" | "productName" | "quantity" | "coveredFrom"> & {
    readonly standing: Standing;
  })[],
  chosen: ReadonlySet<string>,
): PartlyCovered[] {
  const relevant = lines.filter(({ standing }) => standing !== "withdrawn");
  const groups = [...Map.groupBy(relevant, ({ productCode }) => productCode).values()];
  return groups.flatMap((group): PartlyCovered[] => {
    const isKept = ({ lineId, standing }: (typeof group)[number]) =>
      standing === "ordered" || (isOrderable(standing) && chosen.has(lineId));
    const left = group.filter((line) => !isKept(line));
    const [first] = left;
    const covered = sum(group.filter(isKept));
    if (first === undefined || covered === 0) return [];
    const from = left.reduce(
      (day, line) => (line.coveredFrom < day ? line.coveredFrom : day),
      first.coveredFrom,
    );
    const { productCode, productName } = first;
    return [{ productCode, productName, covered, uncovered: sum(left), from }];
  });
}

function sum(lines: readonly { readonly quantity: number }[]): number {
  return lines.reduce((all, { quantity }) => all + quantity, 0);
}

/** The sum of amounts; null when one of them has no price, and when it is beyond exact numbers. */
export const totalOf = sumOf;

/** The places of chosen lines in an address: "1-3,5". */
export function writePlaces(places: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const place of [...new Set(places)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === place) last[1] = place;
    else ranges.push([place, place]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

/** Whether a place is among those of an address. Whatever is no such list holds none. */
export function readPlaces(text: string): (place: number) => boolean {
  const ranges = text.split(",").flatMap((part): [number, number][] => {
    const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? [];
    return from === undefined ? [] : [[Number(from), Number(to)]];
  });
  return (place) => ranges.some(([from, to]) => from <= place && place <= to);
}
