/** The state of an entitlement line's subscription and support on a day. Pure; both ends of a range are inclusive. */
import type { LocalDate } from "../platform/dates.ts";

/** `none`: never covered; `upcoming`: its coverage begins later. The license itself never ends. Source: BR-66. */
export type LineStatus = "active" | "lapsed" | "upcoming" | "none";

export interface Covered {
  readonly coveredFrom: LocalDate | null;
  readonly coveredThrough: LocalDate | null;
}

/** Source: DOMAIN §2.3: active when today lies in the range, lapsed when its end lies before today. */
export function statusOf({ coveredFrom, coveredThrough }: Covered, today: LocalDate): LineStatus {
  if (coveredFrom === null || coveredThrough === null) return "none";
  if (coveredThrough < today) return "lapsed";
  return today < coveredFrom ? "upcoming" : "active";
}
