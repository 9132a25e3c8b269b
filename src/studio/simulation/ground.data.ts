/** What a simulation stands on: the site's lines with their coverage and prices, as they are on a day. */
import type { Program } from "../../access/index.ts";
import type { Level } from "../../catalog/index.ts";
import type { LocalDate } from "../../platform/dates.ts";

export interface CoveredDays {
  readonly coveredFrom: LocalDate;
  readonly coveredThrough: LocalDate;
}

/** What an open quote offers for a line. */
export interface Quoted {
  readonly quoteId: string;
  readonly number: string;
  readonly version: number;
  /** The last day of the quote's prices. */
  readonly dueOn: LocalDate;
  readonly unitPrice: number | null;
  readonly amount: number | null;
}

/** Of one unit, in minor units; null: the vendor told none. */
export interface UnitPrices {
  readonly renewal: number | null;
  readonly license: number | null;
  readonly reinstatement: number | null;
  /** The reinstatement part's own; else so many percent of the license. */
  readonly isOwnReinstatement: boolean;
}

export interface StudioLine {
  readonly lineId: string;
  /** Of the license. */
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly partNumber: string;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  /** The last covered day. */
  readonly coveredThrough: LocalDate;
  /** In the order of their days. */
  readonly periods: readonly CoveredDays[];
  readonly prices: UnitPrices;
  readonly quoted: Quoted | null;
}

/** A version of a product that the vendor stops serving. Coverage does not prolong it (BR-78f). */
export interface EndOfService {
  readonly productCode: string;
  readonly productName: string;
  readonly version: string;
  /** The last day of service; null: announced without a day. */
  readonly on: LocalDate | null;
  /** Product and version that take its place. */
  readonly replacedBy: string | null;
}

export interface Ground {
  readonly program: Program;
  readonly anniversary: LocalDate | null;
  readonly today: LocalDate;
  /** The day of the prices and of the level. */
  readonly pricesOn: LocalDate;
  readonly level: Level;
  readonly currency: string;
  /** What a reinstatement without a price of its own costs, in percent of a new license. */
  readonly reinstatementPercent: number;
  readonly quoteDays: number;
  /** Of the lines that were ever covered. */
  readonly lines: readonly StudioLine[];
  readonly ends: readonly EndOfService[];
}
