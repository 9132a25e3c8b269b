/** Keys as a host's file holds them. Pure. */
import type { LicenseKey } from "../key.data.ts";
import type { HeldKey } from "../moves/move.data.ts";

export function heldKeyOf(key: LicenseKey): HeldKey {
  const { id, productCode: product, productName, scheme, version, coveredThrough } = key;
  const { quantity, lock, kind } = key;
  return { id, product, productName, scheme, version, coveredThrough, quantity, lock, kind };
}
