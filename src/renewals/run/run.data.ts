/** What the run reads of sites, and what it writes. Names are those of the columns, in our spelling. */
import type { Program } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { OfferState, QuoteState } from "../quotes/quote.data.ts";

/** Where the sites of a country are in time. */
export interface CountryDay {
  readonly country: string;
  readonly zone: string;
  readonly today: LocalDate;
  /** The last day to go through there: today, an earlier one, or in a rehearsal any. */
  readonly day: LocalDate;
  /** Which settings a plan of its sites depends on. */
  readonly rules: string;
}

export interface RunSite {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly program: Program;
  readonly country: string;
  readonly firstOrderedOn: LocalDate | null;
  readonly resellerName: string | null;
  readonly resellerEmail: string | null;
  /** The agreement's price levels, the newest first; none without an agreement. */
  readonly levels: readonly { readonly from: LocalDate; readonly level: string }[];
  /** The last day that was gone through; null: none yet. */
  readonly checkedThrough: LocalDate | null;
}

/** A period of coverage with its line. */
export interface RunPeriod {
  readonly siteId: string;
  readonly lineId: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  readonly coveredFrom: LocalDate;
  readonly coveredThrough: LocalDate;
  readonly orderedOn: LocalDate;
  /** The site's day on which the portal heard of it. */
  readonly bookedOn: LocalDate;
}

export interface RunQuote {
  readonly siteId: string;
  readonly quoteId: string;
  readonly number: string;
  readonly renewalOn: LocalDate;
  readonly version: number;
  readonly state: QuoteState;
  readonly closedOn: LocalDate | null;
  /** Of the newest version, by line. */
  readonly quantities: Readonly<Record<string, number>>;
}

export interface RunOffer {
  readonly siteId: string;
  readonly lineId: string;
  readonly coveredFrom: LocalDate;
  readonly quoteId: string;
  readonly state: OfferState;
  readonly settledOn: LocalDate | null;
}

export interface QuoteRow {
  readonly siteId: string;
  readonly quoteId: string;
  readonly number: string;
  readonly renewalOn: LocalDate;
  readonly version: number;
  readonly state: QuoteState;
  readonly closedOn: LocalDate | null;
  /** As it was read; null: a new quote. An order may have closed it since, which a change of state alone must not undo. */
  readonly was: QuoteState | null;
  readonly hasNewVersion: boolean;
}

export interface VersionRow {
  readonly siteId: string;
  readonly quoteId: string;
  readonly version: number;
  readonly datedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly anniversaryOn: LocalDate | null;
  readonly level: string;
  readonly currency: string;
  readonly resellerName: string | null;
  readonly resellerEmail: string | null;
  readonly amount: number | null;
}

export interface LineRow {
  readonly siteId: string;
  readonly quoteId: string;
  readonly version: number;
  readonly lineId: string;
  readonly place: number;
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly partNumber: string | null;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  readonly coveredFrom: LocalDate;
  readonly coveredThrough: LocalDate;
  readonly months: number;
  readonly annualPrice: number | null;
  readonly amount: number | null;
  readonly isNew: boolean;
}

export interface OfferRow extends RunOffer {
  /** Of its line in the newest version that is made now, in minor units; null: no price, or no version. */
  readonly amount: number | null;
  /** As it was read; null: a new one. */
  readonly was: OfferState | null;
}

/** How much came of it. */
export interface Tally {
  sites: number;
  issued: number;
  updated: number;
  deferred: number;
  lapsed: number;
  renewed: number;
}

export const NOTHING: Tally = { sites: 0, issued: 0, updated: 0, deferred: 0, lapsed: 0, renewed: 0 };
