/** What is known of an online key: what it opens, and for how many. */
import type { LocalDate } from "../platform/dates.ts";

export interface KeyFacts {
  readonly siteId: string;
  readonly keyId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly scheme: "date-based" | "version-based";
  readonly version: string | null;
  readonly coveredThrough: LocalDate | null;
  readonly lock: "node-locked" | "floating";
  readonly quantity: number;
  /** Milliseconds; null: the right never ends. */
  readonly expiresAt: number | null;
  /** The machines on which a node-locked key is active, each with the host that it told; null where they are too many. */
  readonly machines: ReadonlyMap<string, string | null> | null;
}

/** Of a key that has more seats, the machines are looked up one by one. */
export const MOST_MACHINES_KNOWN = 500;
