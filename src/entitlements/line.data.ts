import type { LocalDate } from "../platform/dates.ts";

/** One license line of an order: what the site may use, for ever, and which days it is covered. */
export interface EntitlementLine {
  readonly id: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly orderedOn: LocalDate;
  readonly partNumber: string;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  /** The coverage in force, or the last one; null when the line was never covered. Both ends inclusive. */
  readonly coveredFrom: LocalDate | null;
  readonly coveredThrough: LocalDate | null;
}
