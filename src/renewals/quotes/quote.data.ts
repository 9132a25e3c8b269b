/** What a renewal quote is: one document for a site and a renewal date, in versions that are never changed. */
import type { Instant, LocalDate } from "../../platform/dates.ts";

/** Open until the renewal date; deferred while some lines may still be renewed at the price of the day; then closed. */
export const QUOTE_STATES = ["open", "deferred", "closed"] as const;
export type QuoteState = (typeof QUOTE_STATES)[number];

/** What became of the offer for one line. `withdrawn`: the vendor took the line itself away. */
export const OFFER_STATES = ["open", "deferred", "ordered", "lapsed", "withdrawn"] as const;
export type OfferState = (typeof OFFER_STATES)[number];

/** The ways to order, each by the same quote number. Source: BR-78g. */
export const CHANNELS = ["online", "partner", "vendor"] as const;
export type Channel = (typeof CHANNELS)[number];

export interface QuoteSummary {
  readonly quoteId: string;
  /** The same in all its versions and channels. */
  readonly number: string;
  readonly state: QuoteState;
  /** Of what is shown here. */
  readonly version: number;
  readonly newestVersion: number;
  /** The day whose prices and level hold. */
  readonly datedOn: LocalDate;
  /** The last day on which it can be ordered at these prices: the day before the renewal date. */
  readonly dueOn: LocalDate;
  readonly renewalOn: LocalDate;
  readonly anniversaryOn: LocalDate | null;
  readonly level: string;
  readonly currency: string;
  readonly reseller: { readonly name: string; readonly email: string | null } | null;
  /** Minor units, without tax; null while a line has no price. */
  readonly amount: number | null;
  readonly madeAt: Instant;
  readonly closedOn: LocalDate | null;
  readonly lineCount: number;
  /** Of the whole quote: lines that can still be ordered, at the quote's prices or at those of the day. */
  readonly openCount: number;
}

export interface QuoteLine {
  readonly lineId: string;
  readonly place: number;
  /** Of the license. */
  readonly licenseOrder: string;
  readonly licenseLine: number;
  /** The renewal part; null when the vendor sells none. */
  readonly partNumber: string | null;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  readonly coveredFrom: LocalDate;
  readonly coveredThrough: LocalDate;
  readonly months: number;
  /** Of one unit for twelve months, minor units; null: ask the sales desk. */
  readonly annualPrice: number | null;
  readonly amount: number | null;
  /** Not in the version before. */
  readonly isNew: boolean;
  readonly state: OfferState;
  readonly settledOn: LocalDate | null;
  /** The order that took it; null where the vendor's feed brought it. */
  readonly orderNumber: string | null;
}

export interface Quote extends QuoteSummary {
  readonly lines: readonly QuoteLine[];
}
