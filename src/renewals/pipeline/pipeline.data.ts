/** What the vendor watches of renewals: where each quote stands, what it is worth, what stands in its way. */
import type { Program } from "../../access/index.ts";
import type { Instant, LocalDate } from "../../platform/dates.ts";

/**
 * `due`: open, its last day within two weeks. `sent`: open, later. `lapsing`: deferred, a line ends within thirty days.
 * `ordered`: closed, and nothing in it lapsed. `lapsed`: closed, with a line that nobody renewed. `withdrawn`: closed,
 * for the vendor took its lines away.
 */
export const STAGES = ["due", "sent", "lapsing", "deferred", "ordered", "lapsed", "withdrawn"] as const;
export type Stage = (typeof STAGES)[number];

export const DUE_DAYS = 14;
export const LAPSING_DAYS = 30;

export interface PipelineFilter {
  /** The first day of the month of renewal dates. */
  readonly month?: LocalDate | undefined;
  readonly country?: string | undefined;
  /** Part of a name. */
  readonly reseller?: string | undefined;
  readonly program?: Program | undefined;
  readonly stage?: Stage | undefined;
}

export interface PipelineQuote {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly country: string;
  readonly program: Program;
  readonly reseller: string | null;
  readonly quoteId: string;
  readonly number: string;
  readonly version: number;
  readonly stage: Stage;
  readonly renewalOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: string;
  /** Of the newest version, without tax; null while a line has no price. */
  readonly amount: number | null;
  readonly lineCount: number;
  readonly orderedCount: number;
  readonly lapsedCount: number;
  readonly unpricedCount: number;
  /** To whom the newest mail about it went, and what became of it; null: none went. */
  readonly mail: PipelineMail | null;
}

export interface PipelineMail {
  readonly to: string;
  readonly state: "queued" | "sent" | "bounced";
  readonly at: Instant;
}

/** What of one month and currency is in each state, by lines; amounts in minor units at the quotes' prices. */
export interface MonthValue {
  /** Its first day. */
  readonly month: LocalDate;
  readonly currency: string;
  readonly quoteCount: number;
  readonly open: number;
  readonly deferred: number;
  readonly ordered: number;
  readonly lapsed: number;
}

export interface UnpricedLine {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly quoteId: string;
  readonly number: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  /** Null: the vendor sells no renewal of it. */
  readonly partNumber: string | null;
  readonly productName: string;
  readonly currency: string;
  readonly level: string;
}

export interface RunState {
  readonly siteCount: number;
  /** The day up to which every site was gone through; null while one was not yet. */
  readonly checkedThrough: LocalDate | null;
  readonly newestDay: LocalDate | null;
  readonly faultCount: number;
  readonly faults: readonly RunFault[];
}

export interface RunFault {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly failedAt: Instant;
  readonly failure: string;
}
