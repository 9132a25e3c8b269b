import type { Level } from "../levels/levels.data.ts";

/** What can be missing: the price of a part at a level that some site has, or the renewal part of an owned product. */
export const GAPS = ["price", "renewal-part"] as const;

export type GapKind = (typeof GAPS)[number];

export interface PriceGap {
  readonly key: string;
  readonly what: GapKind;
  readonly productCode: string;
  readonly productName: string;
  /** Of a missing price. */
  readonly part: string | null;
  readonly kind: "license" | "renewal" | null;
  readonly currency: string | null;
  readonly level: Level | null;
  readonly programs: readonly string[];
  /** How many sites it concerns. */
  readonly sites: number;
}

/** Sites of one program that pay in one currency at one level. */
export interface Need {
  readonly program: string;
  readonly currency: string;
  readonly level: Level;
  readonly sites: number;
}
