/**
 * Why a key is in the report.
 *
 * Pure. Source: BAR case 34.
 */
import type { Reason, SharedKey } from "./sharing.data.ts";

/** Up to so many networks are an office, a home and a train; beyond, two for each seat. */
export const USUAL_NETWORKS = 3;

/** A floating key may see more machines than it has seats: that is what it is for. */
export function reasonsOf(
  key: Pick<SharedKey, "lock" | "quantity" | "machines" | "networks" | "refused" | "copies">,
): Reason[] {
  const { lock, quantity, machines, networks, refused, copies } = key;
  return [
    ...(copies > 0 ? (["possible_copy"] as const) : []),
    ...(lock === "node-locked" && machines > quantity ? (["more_machines"] as const) : []),
    ...(networks > Math.max(USUAL_NETWORKS, 2 * quantity) ? (["many_networks"] as const) : []),
    ...(refused > 0 ? (["refused"] as const) : []),
  ];
}
