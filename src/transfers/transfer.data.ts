/** What a transfer of license lines is, from one site to another or from one program to another. Source: DOMAIN §3.22.6–7. */
import type { Program } from "../access/index.ts";
import type { EntitlementLine } from "../entitlements/index.ts";
import type { Instant } from "../platform/dates.ts";

export const STATES = [
  "requested",
  "blocked",
  "support-case",
  "ready",
  "transferred",
  "cancelled",
  "rejected",
] as const;
export type State = (typeof STATES)[number];

/** Who did something. `portal`: it followed by itself. */
export const SIDES = ["source", "target", "vendor", "portal"] as const;
export type Side = (typeof SIDES)[number];
/** The site that gives the lines, and the one that gets them. */
export type OwnSide = "source" | "target";

export const STEPS = [
  "requested",
  "blocked",
  "ready",
  "support-case",
  "normalised",
  "source-consented",
  "target-consented",
  "transferred",
  "cancelled",
  "rejected",
] as const;
export type StepName = (typeof STEPS)[number];

export interface Transfer {
  readonly id: string;
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly program: Program;
  /** As it was asked for; it may be nobody's. */
  readonly targetNumber: string;
  readonly targetSiteId: string | null;
  /** Known once the target's primary contact has consented. */
  readonly targetName: string | null;
  readonly targetProgram: Program | null;
  readonly isSameCustomer: boolean | null;
  readonly state: State;
  readonly requestedAt: Instant;
  readonly requestedBy: string;
  readonly changedAt: Instant;
  readonly sourceConsentedAt: Instant | null;
  readonly sourceConsentedBy: string | null;
  readonly targetConsentedAt: Instant | null;
  readonly targetConsentedBy: string | null;
}

export interface TransferLine {
  readonly transferId: string;
  readonly place: number;
  readonly lineId: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly partNumber: string;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  /** What it became; null until it was transferred. */
  readonly targetPart: string | null;
  readonly targetOrder: string | null;
}

/** One step, with the words of whoever may read them. */
export interface Step {
  readonly place: number;
  readonly step: StepName;
  readonly side: Side;
  readonly at: Instant;
  readonly by: string | null;
  readonly ticket: string | null;
  readonly note: string | null;
}

/** A line that can be asked for. */
export interface MovableLine extends EntitlementLine {
  /** Keys that are out and must come back first. */
  readonly issued: number;
  readonly isMoving: boolean;
}

/** One transfer, as one of its sites names it. */
export interface OneAsked {
  readonly siteId: string;
  readonly id: string;
}
