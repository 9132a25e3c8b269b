/**
 * What the return of subscription and support costs, and when it is offered.
 *
 * Amounts are integer minor units; the coverage itself is of coverage/rules.ts. Pure. Source: DOMAIN §3.19, A-11, BR-78a–e.
 */

/** The part's own price wins; else so many percent of a new license, half up. Null: the vendor told neither. */
export function reinstatementPrice(
  ownPrice: number | null,
  licensePrice: number | null,
  percent: number,
): number | null {
  if (ownPrice !== null) return ownPrice;
  if (licensePrice === null) return null;
  return Number((BigInt(licensePrice) * BigInt(percent) * 2n + 100n) / 200n);
}

/** Why a lapsed line cannot be reinstated here; the sales desk can help. */
export type Obstacle = "brand_not_reinstated" | "part_not_sold" | "price_not_told";

export interface Reinstatable {
  readonly brand: string | null;
  readonly partNumber: string | null;
  readonly unitPrice: number | null;
}

/** `brands`: those whose coverage can be reinstated; null: all. */
export function obstacleOf(
  { brand, partNumber, unitPrice }: Reinstatable,
  brands: readonly string[] | null,
): Obstacle | null {
  if (partNumber === null) return "part_not_sold";
  if (brands !== null && !brands.some((each) => isSame(each, brand ?? ""))) return "brand_not_reinstated";
  return unitPrice === null ? "price_not_told" : null;
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
