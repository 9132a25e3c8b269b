/**
 * Who gets a seat, who keeps it, and who is refused. Each decision is made while the rows that it looks at are locked.
 *
 * Pure. Source: docs/license-file.md (leases), BAR 12, cases 6–10.
 */
import { BELIEVED_MS } from "../desk/clock.rules.ts";
import type { Lease, LeaseState } from "./lease.data.ts";

export function holdsSeat(state: LeaseState): boolean {
  return state === "live" || state === "contested";
}

/** Time never goes back: it is the greatest instant that anybody has seen of this key. */
export function laterOf(now: number, ...seen: readonly (number | null)[]): number {
  return Math.max(now, ...seen.filter((at) => at !== null && at - now <= BELIEVED_MS).map(Number));
}

/** When a lease was last given, by the time that counted then. */
export function givenAt({ expiresAt, lastsSeconds }: Pick<Lease, "expiresAt" | "lastsSeconds">): number {
  return expiresAt - lastsSeconds * 1000;
}

/** A key's seats after those that ran out were swept. */
export interface Room {
  readonly quantity: number;
  readonly used: number;
  /** How many wait who came before. */
  readonly ahead: number;
  /** What the same question got before; null when it is new. */
  readonly same: Pick<Lease, "state"> | null;
  /** The machine has a lease that two have renewed: it may take that one's seat over. */
  readonly hasContested: boolean;
}

export type Checkout = "taken" | "replaced" | "same" | "full" | "lease_contested" | "lease_ended";

export function checkoutOf({ quantity, used, ahead, same, hasContested }: Room): Checkout {
  // An answer that was lost on the way is given again, even when its time is over by now: it is worth nothing then.
  if (same?.state === "live" || same?.state === "expired") return "same";
  if (same !== null) return same.state === "contested" ? "lease_contested" : "lease_ended";
  if (hasContested) return "replaced";
  return quantity - used > ahead ? "taken" : "full";
}

export interface Asked {
  readonly machine: string;
  readonly nonce: string;
  readonly sequence: number;
}

export type Refused = "wrong_machine" | "lease_contested" | "lease_ended" | "stale_sequence";

/** A lease is its machine's and its program's; each renewal uses up the sequence before it. */
export function renewalOf(
  lease: Lease,
  asked: Asked & { readonly attempt: string },
  now: number,
): "renewed" | "same" | Refused {
  if (lease.machine !== asked.machine || lease.nonce !== asked.nonce) return "wrong_machine";
  if (!holdsSeat(lease.state) || lease.expiresAt <= now) return "lease_ended";
  if (lease.state === "contested") return "lease_contested";
  if (asked.sequence === lease.sequence) return "renewed";
  const isRepeated = asked.sequence === lease.sequence - 1 && asked.attempt === lease.attempt;
  return isRepeated ? "same" : "stale_sequence";
}

/** Whose answer to the last renewal was lost returns with the sequence before. */
export function returnOf(lease: Lease, asked: Asked, now: number): "returned" | "expired" | "over" | Refused {
  if (lease.machine !== asked.machine || lease.nonce !== asked.nonce) return "wrong_machine";
  if (!holdsSeat(lease.state)) return "over";
  if (lease.expiresAt <= now) return "expired"; // nobody has swept it yet
  if (lease.state === "contested") return "lease_contested";
  const isNewest = asked.sequence === lease.sequence || asked.sequence === lease.sequence - 1;
  return isNewest ? "returned" : "stale_sequence";
}

/** Who waits asks again after so many seconds: sooner, the nearer. */
export function retryAfterOf(position: number): number {
  return Math.min(10, 1 + position);
}

/** Who has not asked for so long waits no more: three times the longest pause. */
export const FORGOTTEN_MS = 30_000;
/** More do not wait for one key. */
export const MOST_WAITING = 1_000;

const DAY_SECONDS = 86_400;
const SHORTEST_SECONDS = 60;

export interface Terms {
  readonly kind: Lease["kind"];
  readonly lastsSeconds: number;
}

/** For how long a seat is lent. Null: it may not be borrowed for so many days. */
export function termsOf(
  {
    ttlSeconds,
    borrowDays,
  }: { readonly ttlSeconds?: number | undefined; readonly borrowDays?: number | undefined },
  scheme: { readonly leaseSeconds: number; readonly borrowDays: number },
): Terms | null {
  if (borrowDays === undefined)
    return { kind: "floating", lastsSeconds: Math.max(SHORTEST_SECONDS, ttlSeconds ?? scheme.leaseSeconds) };
  return borrowDays > scheme.borrowDays ? null : { kind: "borrowed", lastsSeconds: borrowDays * DAY_SECONDS };
}

/** Until when: not longer than the key itself. */
export function endOf(now: number, lastsSeconds: number, keyEnds: number | null): number {
  const end = now + lastsSeconds * 1000;
  return keyEnds === null ? end : Math.min(end, keyEnds);
}
