/**
 * What can be ordered in the portal, and the number that an order gets. Pure.
 *
 * Source: DOMAIN §3.18, §3.20, BR-77; decision 0019.
 */
import type { PartFacts } from "../catalog/index.ts";
import { prorated, sumOf } from "../coverage/index.ts";
import type { EntitlementLine } from "../entitlements/index.ts";
import type { Channel } from "../orders/index.ts";

export interface PurchaseLine {
  readonly kind: "license" | "renewal" | "reinstatement";
  readonly partNumber: string;
  readonly quantity: number;
  /** Minor units; of a renewal a year's. */
  readonly unitPrice: number;
  /** Minor units: what `prorated` says. */
  readonly amount: number;
  /** Of a renewal: how many months the buyer was told; null for what always has twelve. */
  readonly months: number | null;
  /** The entitlement line that a renewal or reinstatement continues. */
  readonly continues: string | null;
}

export interface Purchase {
  readonly channel: Channel;
  readonly purchaseOrderNumber: string | null;
  /** `number` is only told in the mails. */
  readonly quote: { readonly id: string; readonly version: number; readonly number?: string } | null;
  readonly level: string;
  readonly currency: string;
  readonly lines: readonly PurchaseLine[];
}

export interface Refused {
  readonly code: "part_not_for_sale" | "quantity_of_whole_line";
  readonly facts: Record<string, unknown>;
}

/**
 * Why a line cannot be booked; null when it can. A part is sold as what it is, in the programs that it is for, and
 * continues only its own product; a line is continued with its whole quantity. Subscription and support is one: there
 * is no part of another kind that could be ordered (BR-77).
 */
export function refusalOf(
  line: PurchaseLine,
  sold: { part: PartFacts | undefined; continued: EntitlementLine | undefined; program: string },
): Refused | null {
  const { part, continued, program } = sold;
  const isOffered = part !== undefined && part.kind === line.kind && isFor(part, program);
  const isItsProduct = continued === undefined || continued.productCode === part?.productCode;
  if (!isOffered || !isItsProduct) return { code: "part_not_for_sale", facts: { part: line.partNumber } };
  if (continued !== undefined && continued.quantity !== line.quantity) {
    const { orderNumber: order, orderLine, quantity } = continued;
    return { code: "quantity_of_whole_line", facts: { order, line: orderLine, quantity } };
  }
  return null;
}

function isFor({ programs }: PartFacts, program: string): boolean {
  return programs.some((each) => each === program);
}

/** The sum of lines that are each rounded, null beyond exact numbers; who booked another amount than it comes to has an error in the program. */
export function totalOf(lines: readonly PurchaseLine[]): number | null {
  for (const { quantity, unitPrice: annualPrice, months, amount, partNumber } of lines) {
    const due = prorated({ quantity, annualPrice, months: months ?? 12 });
    if (amount !== due) throw new RangeError(`${partNumber} comes to ${due}, not ${amount}`);
  }
  return sumOf(lines.map(({ amount }) => amount));
}

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The number of an order: W, nine digits of time and three of chance. Numbers of a site's orders of one day are in the
 * order in which they were placed, since that is how coverage is worked out again: after `latest`, if that is later.
 */
export function orderNumber(now: Date, chance: string, latest: string | null): string {
  const drawn = BigInt(now.getTime()) * 32n ** 3n + numberOf(chance);
  const least = latest === null ? 0n : numberOf(latest.slice(1)) + 1n + numberOf(chance) / 32n;
  const number = drawn > least ? drawn : least;
  const digits = Array.from({ length: 12 }, (_, i) => DIGITS[Number((number / 32n ** BigInt(11 - i)) % 32n)]);
  return `W${digits.join("")}`;
}

/** Of a number in base 32. */
function numberOf(digits: string): bigint {
  return [...digits.toUpperCase()].reduce((value, digit) => value * 32n + BigInt(DIGITS.indexOf(digit)), 0n);
}
