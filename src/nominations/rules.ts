/**
 * The states of a request for access, and how long each may last. Pure. Source: DOMAIN §3.6, BR-31…35.
 */
export const OPEN_STATES = ["care_review", "contact_review", "on_hold"] as const;
export const STATES = [...OPEN_STATES, "approved", "denied", "withdrawn", "expired"] as const;
export type State = (typeof STATES)[number];
export type OpenState = (typeof OPEN_STATES)[number];

/** So many open ones a person may have; the table has as many places. */
export const MOST_OPEN = 5;

export function isOpen(state: State): state is OpenState {
  return OPEN_STATES.some((open) => open === state);
}

/** The state of the primary contact's place at the site; undefined: there is no such site. */
export type PlaceOfPrimary = "unclaimed" | "claimed" | "vacant" | undefined;

/**
 * Where a new request goes. A number that is nobody's goes the way of a real one: by `coin`, which is the same each time
 * for one number and tells nothing of it.
 */
export function decideFirstState(asked: {
  readonly isPrimaryContact: boolean;
  readonly place: PlaceOfPrimary;
  readonly coin: boolean;
}): OpenState {
  if (asked.isPrimaryContact) return "care_review";
  if (asked.place === undefined) return asked.coin ? "contact_review" : "on_hold";
  return asked.place === "claimed" ? "contact_review" : "on_hold";
}

export const REMIND_AFTER_DAYS = 30;
export const REMIND_EVERY_DAYS = 7;
export const EXPIRE_AFTER_DAYS = 90;

const DAY = 86_400_000;

/** What was asked, or came before the site's people, at this instant or before is over. */
export function expiredBefore(now: Date): Date {
  return new Date(now.getTime() - EXPIRE_AFTER_DAYS * DAY);
}

/** Since when a request must have been unanswered, and unmentioned, to be mentioned again. */
export function remindedBefore(now: Date): { unansweredSince: Date; mentionedBefore: Date } {
  return {
    unansweredSince: new Date(now.getTime() - REMIND_AFTER_DAYS * DAY),
    mentionedBefore: new Date(now.getTime() - REMIND_EVERY_DAYS * DAY),
  };
}
