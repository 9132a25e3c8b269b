/**
 * Who hands the primary contact's place to whom, until when an offer stands, and what endangers a site.
 *
 * Pure. Days are those of the site. Source: DOMAIN §3.10.6, A-17; issue 3, "the site that cannot be orphaned".
 */
import { addDays, addMonths, type LocalDate } from "../platform/dates.ts";

/** What the old primary becomes: "none" leaves the site. */
export const BECOMES = ["secondary", "user", "none"] as const;
export type Becomes = (typeof BECOMES)[number];

export const OFFER_DAYS = 14;
const DAY_MS = 86_400_000;

/** An offer of this instant or before it is no longer open. */
export function offersEndedBy(now: Date): Date {
  return new Date(now.getTime() - OFFER_DAYS * DAY_MS);
}

export function offerEndsAt(offeredAt: string): Date {
  return new Date(new Date(offeredAt).getTime() + OFFER_DAYS * DAY_MS);
}

/** How many are asked one after the other. */
export const MOST_SUCCESSORS = 4;

export const CAUSES = ["no-primary", "mail-bounces", "primary-unseen", "no-second-administrator"] as const;
export type Cause = (typeof CAUSES)[number];

/** The causes for which the first successor is asked, and customer care is told at once. */
const URGENT: readonly Cause[] = ["no-primary", "mail-bounces", "primary-unseen"];

export function isUrgent(cause: Cause): boolean {
  return URGENT.includes(cause);
}

const PATIENCE_DAYS = 30;

/** Customer care is told at once, or after thirty days when there is no more than no second administrator. */
export function isForCare({ cause, since }: { cause: Cause; since: LocalDate }, today: LocalDate): boolean {
  return isUrgent(cause) || addDays(since, PATIENCE_DAYS) <= today;
}

export interface Watched {
  /** Null when nobody is, or when the ID of whoever is was closed. */
  readonly primaryId: string | null;
  /** The day on which the primary last used the site; that of the grant for one who never did. */
  readonly lastSeenOn: LocalDate | null;
  /** The last mail to the primary was refused for good. */
  readonly isBouncing: boolean;
  /** Somebody besides the primary may manage access. */
  readonly hasSecondAdministrator: boolean;
}

/** What endangers a site on a day. `unseenMonths` from the day of the last use on, the primary counts as unseen. */
export function causesOf(watched: Watched, of: { today: LocalDate; unseenMonths: number }): Cause[] {
  const { primaryId, lastSeenOn, isBouncing, hasSecondAdministrator } = watched;
  const isUnseen = lastSeenOn !== null && addMonths(lastSeenOn, of.unseenMonths) <= of.today;
  const held: Record<Cause, boolean> = {
    "no-primary": primaryId === null,
    "mail-bounces": primaryId !== null && isBouncing,
    "primary-unseen": primaryId !== null && isUnseen,
    "no-second-administrator": !hasSecondAdministrator,
  };
  return CAUSES.filter((cause) => held[cause]);
}
