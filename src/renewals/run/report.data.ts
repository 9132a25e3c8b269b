/** What a run did, or what a rehearsal says that it would do. */
import type { LocalDate } from "../../platform/dates.ts";
import type { Tally } from "./run.data.ts";

/** A first quote; its next version; lines that wait for their own end; coverage that ended; what renews itself. */
export const DEEDS = ["issue", "update", "deferral", "lapse", "automatic"] as const;
export type Deed = (typeof DEEDS)[number];

export interface DeedLine {
  readonly lineId: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly productName: string;
  readonly quantity: number;
  /** What is offered; of a lapse the first day without coverage. */
  readonly coveredFrom: LocalDate;
  readonly coveredThrough: LocalDate | null;
  readonly months: number | null;
  /** Minor units, without tax; null: no price. */
  readonly amount: number | null;
}

export interface ReportItem {
  readonly deed: Deed;
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  /** Null of a quote that a rehearsal would make: it has no number yet. */
  readonly quoteNumber: string | null;
  readonly renewalOn: LocalDate;
  readonly version: number | null;
  readonly dueOn: LocalDate | null;
  readonly amount: number | null;
  readonly currency: string;
  readonly lines: readonly DeedLine[];
  /** To whom it is mailed; nobody is told of a deferral. */
  readonly recipients: readonly string[];
  /** The rule that says so. */
  readonly rule: string;
}

export interface RunReport {
  readonly on: LocalDate;
  readonly isDryRun: boolean;
  readonly counts: Tally;
  /** Sites that were left out, since they were never gone through and the day is over. */
  readonly notBegun: number;
  /** The first of them, site by site. */
  readonly items: readonly ReportItem[];
  readonly itemsCount: number;
  readonly failures: readonly { readonly siteNumber: string; readonly failure: string }[];
}
