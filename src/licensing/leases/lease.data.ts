/** What a lease is: one seat of a floating key, lent to one program on one machine until an instant. Source: BAR 12. */

/** `live` and `contested` hold a seat. */
export type LeaseState = "live" | "contested" | "returned" | "expired" | "ended";
export type LeaseKind = "floating" | "borrowed";

export interface Lease {
  readonly id: string;
  readonly machine: string;
  readonly nonce: string;
  /** Of the newest renewal. */
  readonly attempt: string;
  readonly sequence: number;
  readonly kind: LeaseKind;
  readonly lastsSeconds: number;
  readonly state: LeaseState;
  /** Milliseconds, as all that follow. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}
