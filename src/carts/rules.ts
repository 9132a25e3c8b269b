/**
 * What a cart comes to, what changed since it was looked at, and where a reinstatement does what a new license would.
 *
 * Amounts are integer minor units without tax. Pure. Source: DOMAIN §3.20.3.
 */
import { sumOf } from "../coverage/index.ts";
import type { LocalDate } from "../platform/dates.ts";

export type LineKind = "license" | "renewal" | "reinstatement";

/** Why a line cannot be ordered as it is. */
export type Obstacle =
  | "part_not_sold"
  | "price_not_told"
  | "amount_too_large"
  | "brand_not_reinstated"
  | "still_covered"
  | "coverage_lapsed"
  | "renewed_already"
  | "renewal_withdrawn";

/** A line of the cart as it stands today. */
export interface CartLine {
  readonly id: string;
  readonly kind: LineKind;
  readonly partNumber: string;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  /** The license line that is continued; null: a new license. */
  readonly continues: { readonly lineId: string; readonly order: string; readonly line: number } | null;
  /** Of one unit, of a renewal for twelve months; null: not told. */
  readonly unitPrice: number | null;
  /** Of a renewal. */
  readonly months: number | null;
  readonly amount: number | null;
  /** The price level of its price. */
  readonly level: string;
  /** What it covers if it is ordered today; null while it cannot be. */
  readonly covers: { readonly from: LocalDate; readonly through: LocalDate } | null;
  readonly obstacle: Obstacle | null;
  readonly quote: QuotedLine | null;
}

export interface QuotedLine {
  readonly quoteId: string;
  readonly number: string;
  /** The version from which it was taken, and the newest one. */
  readonly versionSeen: number;
  readonly version: number;
  /** What it cost in the version from which it was taken; null where that had no price. */
  readonly amountSeen: number | null;
  /** At the prices of the day: the quote's time is over. */
  readonly isDeferred: boolean;
}

/** The sum; null while one of the lines cannot be ordered, and beyond exact numbers. */
export function totalOf(lines: readonly Pick<CartLine, "amount" | "obstacle">[]): number | null {
  return sumOf(lines.map(({ amount, obstacle }) => (obstacle === null ? amount : null)));
}

/** A line as it was looked at. */
export interface SeenLine {
  readonly id: string;
  readonly partNumber: string;
  readonly quantity: number;
  readonly amount: number | null;
}

export interface Change {
  readonly what: "added" | "removed" | "quantity" | "price";
  readonly partNumber: string;
  /** Quantities of a change of quantity, else amounts; null where there is none. */
  readonly before: number | null;
  readonly after: number | null;
}

/** In the order of what was seen, then of what came. A line with another quantity is not told as another price, too. */
export function changesOf(seen: readonly SeenLine[], now: readonly SeenLine[]): Change[] {
  const is = new Map(now.map((line) => [line.id, line]));
  const was = new Set(seen.map(({ id }) => id));
  const changed = seen.flatMap(({ id, partNumber, quantity, amount }): Change[] => {
    const line = is.get(id);
    if (line === undefined) return [{ what: "removed", partNumber, before: amount, after: null }];
    if (line.quantity !== quantity)
      return [{ what: "quantity", partNumber, before: quantity, after: line.quantity }];
    if (line.amount !== amount) return [{ what: "price", partNumber, before: amount, after: line.amount }];
    return [];
  });
  const added = now.filter(({ id }) => !was.has(id));
  return [
    ...changed,
    ...added.map(
      ({ partNumber, amount }): Change => ({ what: "added", partNumber, before: null, after: amount }),
    ),
  ];
}

/** A lapsed line that could be reinstated. */
export interface Reinstatable {
  readonly lineId: string;
  readonly quantity: number;
  readonly amount: number | null;
}

export interface Swap {
  /** The license in the cart that is not needed. */
  readonly id: string;
  /** The lapsed lines that would be reinstated instead, whole ones. */
  readonly lineIds: readonly string[];
  readonly quantity: number;
  readonly amount: number;
  readonly saved: number;
}

/**
 * The lapsed licenses of the same product that a reinstatement brings back for less than new ones cost; null when there
 * are none, or not enough. One line that is enough by itself, the cheapest; else several, the largest first.
 * Source: DOMAIN §3.20.3.
 */
export function swapOf(
  license: Pick<CartLine, "id" | "quantity" | "amount">,
  lapsed: readonly Reinstatable[],
): Swap | null {
  const offered = lapsed.filter((line): line is Reinstatable & { amount: number } => line.amount !== null);
  const chosen = enoughOf(offered, license.quantity);
  const amount = chosen.reduce((sum, line) => sum + line.amount, 0);
  if (chosen.length === 0 || license.amount === null || amount >= license.amount) return null;
  return {
    id: license.id,
    lineIds: chosen.map(({ lineId }) => lineId),
    quantity: chosen.reduce((sum, { quantity }) => sum + quantity, 0),
    amount,
    saved: license.amount - amount,
  };
}

function enoughOf<Line extends { quantity: number; amount: number }>(
  lines: readonly Line[],
  quantity: number,
) {
  const alone = lines.filter((line) => line.quantity >= quantity);
  const [cheapest] = alone.toSorted((one, other) => one.amount - other.amount);
  if (cheapest !== undefined) return [cheapest];
  const chosen: Line[] = [];
  let missing = quantity;
  for (const line of lines.toSorted((one, other) => other.quantity - one.quantity)) {
    if (missing <= 0) break;
    chosen.push(line);
    missing -= line.quantity;
  }
  return missing <= 0 ? chosen : [];
}
