/** When a revocation list is renewed, and how much it holds. */

const DAY_MS = 86_400_000;

/** The list's own promise: the next one comes no later. */
export function nextBy(issuedAt: Date, days: number): Date {
  return new Date(issuedAt.getTime() + days * DAY_MS);
}

/** A day before the promise ends (half the time, when that is less), there is a new one to load. */
export function isRenewedAt(now: Date, promised: string, days: number): boolean {
  const ahead = Math.min(DAY_MS, (days * DAY_MS) / 2);
  return now.getTime() >= Date.parse(promised) - ahead;
}

/** So that a list stays within 1 MiB. Revoked keys come before returned ones, those that live on longest first. */
export const MOST_LISTED = 20_000;
