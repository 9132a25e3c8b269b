/** What the daily run looks at for one site, and what it finds to do. */
import type { Program } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { OfferState, QuoteState } from "./quotes/quote.data.ts";

export interface PlanSite {
  readonly program: Program;
  /** Any of the site's anniversaries; null for a site that has none. */
  readonly anniversary: LocalDate | null;
  /** How long before the renewal date its quote is made. */
  readonly quoteDays: number;
  /** Whether what is still open on the last day is renewed by itself. Source: P-05. */
  readonly isAutomatic: boolean;
}

export interface PlanPeriod {
  readonly coveredFrom: LocalDate;
  /** The last covered day. */
  readonly coveredThrough: LocalDate;
  /** The day on which the portal heard of it, in the site's calendar: it counts from the next day's start on. */
  readonly arrivedOn: LocalDate;
}

export interface PlanLine {
  readonly lineId: string;
  readonly quantity: number;
  /** In the order of their days. */
  readonly periods: readonly PlanPeriod[];
}

/** What a quote offers for one line: known by the line and the first day. */
export interface PlanOffer {
  readonly lineId: string;
  readonly coveredFrom: LocalDate;
  /** Of its quote. */
  readonly renewalOn: LocalDate;
  readonly state: OfferState;
  readonly settledOn: LocalDate | null;
}

export interface PlanQuote {
  readonly renewalOn: LocalDate;
  /** The newest one. */
  readonly version: number;
  readonly state: QuoteState;
  readonly closedOn: LocalDate | null;
  /** Of each line of the newest version. */
  readonly quantities: ReadonlyMap<string, number>;
}

export interface Quoted {
  readonly quotes: readonly PlanQuote[];
  readonly offers: readonly PlanOffer[];
}

export interface PlannedLine {
  readonly lineId: string;
  readonly coveredFrom: LocalDate;
  readonly coveredThrough: LocalDate;
  readonly months: number;
  /** Not in the version before, or with another quantity. False in a first version. */
  readonly isNew: boolean;
}

export interface PlannedVersion {
  /** The day whose prices and level hold. */
  readonly datedOn: LocalDate;
  readonly renewalOn: LocalDate;
  readonly version: number;
  readonly lines: readonly PlannedLine[];
}

/** A line whose coverage has ended. */
export interface Lapse {
  /** The first day without coverage. */
  readonly on: LocalDate;
  readonly lineId: string;
}

/** What renews itself today. */
export interface Booking {
  readonly renewalOn: LocalDate;
  readonly lineIds: readonly string[];
}

export interface Plan {
  readonly versions: readonly PlannedVersion[];
  readonly lapses: readonly Lapse[];
  readonly bookings: readonly Booking[];
  /** The first day after the last one on which anything can come of what is known; until then nothing does. */
  readonly nextOn: LocalDate;
  /** Everything as it stands afterwards; what stayed as it was is the same object. */
  readonly after: Quoted;
}

export interface Days {
  /** The first day to go through, and the last one: today where the site is. */
  readonly from: LocalDate;
  readonly through: LocalDate;
  /** Whether the portal looks at this site for the first time: then nothing waits for the end of the month. */
  readonly isStart: boolean;
}
