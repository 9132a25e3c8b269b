/** A key of which more was seen than it is for. Source: BAR case 34. */
export const REASONS = ["possible_copy", "more_machines", "many_networks", "refused"] as const;
export type Reason = (typeof REASONS)[number];

export interface SharedKey {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly keyId: string;
  readonly productName: string;
  readonly orderNumber: string;
  readonly lock: "node-locked" | "floating";
  readonly quantity: number;
  readonly machines: number;
  readonly networks: number;
  /** Attempts that found the key fully used, or the machine not activated. */
  readonly refused: number;
  /** Attempts with a lease that was another's. */
  readonly copies: number;
  readonly lastAt: string;
  /** What it is sorted by: the more telling, the greater. */
  readonly weight: number;
}
