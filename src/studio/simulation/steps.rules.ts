/**
 * What is ordered for a line: its days by coverage's rules, its price by the quote or the price list.
 *
 * Amounts are integer minor units; both ends of a term are covered. Pure. Source: DOMAIN §3.17–3.19, BR-69, 71, 78a, 78b.
 */
import { amountOf, licenseCoverage, monthsOf, renewalCoverage } from "../../coverage/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Assumptions } from "./choices.data.ts";
import { renewalDays } from "./dates.rules.ts";
import type { CoveredDays, Ground, StudioLine } from "./ground.data.ts";

/** Something to be ordered. */
export interface Step extends CoveredDays {
  readonly kind: "renewal" | "reinstatement" | "license";
  readonly on: LocalDate;
  /** Of a renewal: what its price is of. The others have their twelve months and no part of them. */
  readonly months: number | null;
  readonly quantity: number;
  /** For a year; null: the vendor told none. */
  readonly unitPrice: number | null;
  readonly amount: number | null;
  /** `changed`: the list's, by the assumed change. */
  readonly basis: "quote" | "list" | "changed";
  /** Not the choice itself, but the yearly renewal that comes after it. */
  readonly isFollowing: boolean;
  /** Of licenses beyond those of the line. */
  readonly isAdded: boolean;
}

/** One line, where it stands, and what is assumed. `through`: the last day of the horizon. */
export interface Case {
  readonly line: StudioLine;
  readonly ground: Ground;
  readonly assumed: Assumptions;
  readonly through: LocalDate;
}

/** At the quote's price while it holds; later at the list's, by the assumed change. Source: BR-69, BR-71. */
export function renewalStep(all: Case, on: LocalDate, quantity: number): Step {
  const { line, ground, assumed } = all;
  const order = { ...renewalCoverage(line.coveredThrough, ground), on, quantity };
  const { quoted } = line;
  if (quoted !== null && on <= quoted.dueOn)
    return renewal({ ...order, unitPrice: quoted.unitPrice, basis: "quote", isFollowing: false });
  const isLate = on > assumed.on && on > renewalDays(line, ground).dueOn;
  const price = isLate ? laterPrice(line.prices.renewal, assumed) : listPrice(line.prices.renewal);
  return renewal({ ...order, ...price, isFollowing: false });
}

/** Covers what a license of that day would. Source: BR-78a, A-12. */
export function reinstatementStep({ line, assumed }: Case, on: LocalDate, quantity: number): Step {
  const { reinstatement } = line.prices;
  const price = on > assumed.on ? laterPrice(reinstatement, assumed) : listPrice(reinstatement);
  return whole({ ...price, kind: "reinstatement", on, quantity, isAdded: false });
}

/** New licenses with their twelve months. Source: BR-67. */
export function licenseStep({ line, assumed: { on } }: Case, quantity: number): Step {
  return whole({ ...listPrice(line.prices.license), kind: "license", on, quantity, isAdded: true });
}

/** Every year again at the list's price, each on the last covered day, for as long as this lies within the horizon. */
export function followingSteps(
  all: Case,
  { coveredThrough }: Pick<CoveredDays, "coveredThrough">,
  quantity: number,
): Step[] {
  const { line, ground, assumed, through } = all;
  const steps: Step[] = [];
  for (let end = coveredThrough; end <= through; end = steps.at(-1)?.coveredThrough ?? end) {
    const order = { ...renewalCoverage(end, ground), on: end < assumed.on ? assumed.on : end, quantity };
    steps.push(renewal({ ...order, ...listPrice(line.prices.renewal), isFollowing: true }));
  }
  return steps;
}

type Order = Pick<Step, "on" | "quantity" | "unitPrice" | "basis">;

function renewal(order: Order & CoveredDays & Pick<Step, "isFollowing">): Step {
  const { quantity, unitPrice: annualPrice } = order;
  const months = monthsOf(order);
  const amount = annualPrice === null ? null : amountOf({ quantity, annualPrice, months });
  return { ...order, kind: "renewal", months, amount, isAdded: false };
}

/** Twelve months and the rest of the first one: never a part of its price. */
function whole(order: Order & Pick<Step, "kind" | "isAdded">): Step {
  const { on, quantity, unitPrice } = order;
  const amount = unitPrice === null ? null : amountOf({ quantity, annualPrice: unitPrice, months: 12 });
  return { ...order, ...licenseCoverage(on), months: null, amount, isFollowing: false };
}

function listPrice(unitPrice: number | null): Pick<Step, "unitPrice" | "basis"> {
  return { unitPrice, basis: "list" };
}

/** Half up to the minor unit. */
function laterPrice(
  price: number | null,
  { priceChangePercent }: Assumptions,
): Pick<Step, "unitPrice" | "basis"> {
  if (price === null || priceChangePercent === 0) return listPrice(price);
  const unitPrice = Number((BigInt(price) * BigInt(100 + priceChangePercent) * 2n + 100n) / 200n);
  return { unitPrice, basis: "changed" };
}
