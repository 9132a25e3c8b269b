/**
 * What a customer's access token may be given, and for how long.
 *
 * Pure. A token reads, and starts downloads; at the moment of use it can do no more than the person who made it.
 * Source: BAR 23.
 */
import { PERMISSIONS, type Permission } from "../../access/index.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";

export const SCOPES = (Object.keys(PERMISSIONS) as Permission[]).filter(
  (permission) => permission.endsWith(".read") || permission === "download.start",
);

export const LONGEST_DAYS = 365;

/** The code of what is wrong with the last day of a token, or undefined. */
export function faultOfLastDay(expiresOn: LocalDate, today: LocalDate): string | undefined {
  if (expiresOn < today) return "day_is_over";
  return expiresOn > addDays(today, LONGEST_DAYS) ? "day_too_far" : undefined;
}

/** Through the end of the last day, in UTC. */
export function endOfToken(expiresOn: LocalDate): Date {
  return new Date(addDays(expiresOn, 1));
}

/** The way back: the last day on which it works. */
export function lastDayOf(expiresAt: string): LocalDate {
  return addDays(expiresAt.slice(0, 10) as LocalDate, -1);
}

/** Whether a request by a token may be asked of a route at all: the API of a site, never somebody's own pages. */
export function isOpenToTokens(url: string, needs: string | undefined): boolean {
  return url.startsWith("/v1/") && needs !== undefined && Object.hasOwn(PERMISSIONS, needs);
}
