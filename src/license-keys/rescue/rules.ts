/**
 * Emergency keys: for how long, how many a year, and of what. Pure.
 *
 * Source: issue 5 point 8; a customer whose machine dies at night waits for nobody.
 */
import type { LocalDate } from "../../platform/dates.ts";
import { accept, type Result, refuse } from "../../platform/result.ts";
import type { KeyState, LicenseKey } from "../key.data.ts";

const HOUR = 3_600_000;
export const EMERGENCY_HOURS = 72;
/** After so many hours it is asked how it went on. */
export const ASKED_AFTER_HOURS = 48;

/** `open`: nobody has said how it went on. `replaced`: the same keys were taken once more, and that one is asked about. */
export const RESCUE_STATES = ["open", "dead", "back", "replaced"] as const;
export type RescueState = (typeof RESCUE_STATES)[number];

export const OUTCOMES = ["dead", "back"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Signed contents say whole seconds, so the term begins with one: 72 hours exactly, whatever the clocks are put to. */
export function termOf(now: Date): { takenAt: Date; expiresAt: Date } {
  const takenAt = new Date(Math.floor(now.getTime() / 1000) * 1000);
  return { takenAt, expiresAt: new Date(takenAt.getTime() + EMERGENCY_HOURS * HOUR) };
}

/** What was taken before this instant is to be asked about. */
export function askedBefore(now: Date): Date {
  return new Date(now.getTime() - ASKED_AFTER_HOURS * HOUR);
}

/** The calendar year in which a taking counts: that of the site's own day. */
export function yearOf(today: LocalDate): number {
  return Number(today.slice(0, 4));
}

export type RescueRefusal =
  | { readonly reason: "license_key_over"; readonly keyId: string; readonly state: KeyState }
  | { readonly reason: "rescue_of_online_key"; readonly product: string }
  | { readonly reason: "rescue_of_emergency_key"; readonly product: string }
  | { readonly reason: "rescue_of_several_hosts" }
  | { readonly reason: "nothing_to_rescue" };

/** The host that died, if these keys are all on one and each can be stood in for. */
export function deadHostOf(
  keys: readonly Pick<LicenseKey, "id" | "state" | "kind" | "hostId" | "productName">[],
): Result<string, RescueRefusal> {
  for (const { id: keyId, state, kind, hostId, productName: product } of keys) {
    if (state !== "issued") return refuse({ reason: "license_key_over", keyId, state });
    if (hostId === null) return refuse({ reason: "rescue_of_online_key", product });
    if (kind === "emergency") return refuse({ reason: "rescue_of_emergency_key", product });
  }
  const hostId = keys[0]?.hostId ?? null;
  if (hostId === null) return refuse({ reason: "nothing_to_rescue" });
  return keys.every((key) => key.hostId === hostId)
    ? accept(hostId)
    : refuse({ reason: "rescue_of_several_hosts" });
}

/** How many each emergency key is for: as many as the dead key's, and never more of a line than the line has. */
export function emergencyQuantities(
  keys: readonly Pick<LicenseKey, "id" | "lineId" | "quantity">[],
  lines: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const left = new Map(lines);
  const quantities = new Map<string, number>();
  for (const { id, lineId, quantity } of keys) {
    const most = Math.min(quantity, left.get(lineId) ?? 0);
    if (most === 0) continue;
    left.set(lineId, (left.get(lineId) ?? 0) - most);
    quantities.set(id, most);
  }
  return quantities;
}

/** A product and its places of the year. */
export interface Quota {
  readonly productCode: string;
  readonly productName: string;
  readonly perYear: number;
  readonly used: number;
}

export function placesLeft({ perYear, used }: Pick<Quota, "perYear" | "used">): number {
  return Math.max(0, perYear - used);
}

export function rescueHref(siteId: string, rescueId?: string): string {
  const keys = `/sites/${siteId}/license-keys`;
  return rescueId === undefined ? `${keys}/rescue` : `${keys}/rescues/${rescueId}`;
}
