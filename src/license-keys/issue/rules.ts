/**
 * Whether a key may be got of a line, and what it opens.
 *
 * Pure. Source: DOMAIN §3.22.2, §3.22.8, BR-66, BR-100.
 */
import type { LocalDate } from "../../platform/dates.ts";
import { accept, type Result, refuse } from "../../platform/result.ts";
import type { Delivery, HostKind, KeyScheme, Lock, Right } from "../key.data.ts";

export interface Wanted {
  readonly delivery: Delivery;
  readonly lock: Lock;
  /** Of a file. */
  readonly hostKind: HostKind | null;
  /** Of a version-based product: none newer than it. */
  readonly version: string | null;
}

export interface Version {
  readonly version: string;
  readonly availableOn: LocalDate;
}

export interface Owned {
  /** The last covered day of the line; null when it never was covered. */
  readonly coveredThrough: LocalDate | null;
  /** In the site's calendar. */
  readonly today: LocalDate;
  /** Of the product. */
  readonly versions: readonly Version[];
}

export type IssueRefusal =
  | { readonly reason: "no_keys_for_product"; readonly scheme: string }
  | { readonly reason: "delivery_not_offered"; readonly offered: readonly Delivery[] }
  | { readonly reason: "lock_not_offered"; readonly offered: readonly Lock[] }
  | { readonly reason: "host_kind_not_offered"; readonly offered: readonly HostKind[] }
  | { readonly reason: "version_not_covered"; readonly version: string; readonly newest: string }
  | { readonly reason: "key_opens_nothing" };

/** Products with an activation kit or without keys have none to get. The vendor says per product what is offered. */
export function checkWanted(
  scheme: KeyScheme,
  { delivery, lock, hostKind }: Wanted,
): Result<"offered", IssueRefusal> {
  if (!hasKeys(scheme)) return refuse({ reason: "no_keys_for_product", scheme: scheme.scheme });
  const offered = deliveriesOf(scheme);
  if (!offered.includes(delivery)) return refuse({ reason: "delivery_not_offered", offered });
  if (!scheme.locks.includes(lock)) return refuse({ reason: "lock_not_offered", offered: scheme.locks });
  if (hostKind !== null && !scheme.hostKinds.includes(hostKind))
    return refuse({ reason: "host_kind_not_offered", offered: scheme.hostKinds });
  return accept("offered");
}

export function hasKeys({ scheme }: Pick<KeyScheme, "scheme">): boolean {
  return scheme === "date-based" || scheme === "version-based";
}

export function deliveriesOf({ hasFiles, isOnline }: Pick<KeyScheme, "hasFiles" | "isOnline">): Delivery[] {
  return [...(hasFiles ? (["file"] as const) : []), ...(isOnline ? (["online"] as const) : [])];
}

/**
 * What a key that is got today opens, for ever: of a date-based product what was released through the last covered day,
 * of a version-based one the versions up to the newest that was available on a covered day. Lapsed or not: the license
 * never ends. Source: BR-66.
 */
export function rightOf(
  scheme: Right["scheme"],
  { coveredThrough, today, versions }: Owned,
  wanted: string | null = null,
): Result<Right, IssueRefusal> {
  if (coveredThrough === null) return refuse({ reason: "key_opens_nothing" });
  if (scheme === "date-based") return accept({ scheme, version: null, coveredThrough });
  const through = coveredThrough < today ? coveredThrough : today;
  const open = versions.filter(({ version, availableOn }) => isDotted(version) && availableOn <= through);
  const newest = newestOf(open);
  if (newest === undefined) return refuse({ reason: "key_opens_nothing" });
  if (wanted !== null && !open.some(({ version }) => version === wanted))
    return refuse({ reason: "version_not_covered", version: wanted, newest });
  return accept({ scheme, version: wanted ?? newest, coveredThrough });
}

function newestOf(versions: readonly Version[]): string | undefined {
  return versions
    .map(({ version }) => version)
    .toSorted(compareVersions)
    .at(-1);
}

/** Versions that a program can compare: numbers and dots. Source: docs/license-file.md. */
export function isDotted(version: string): boolean {
  return /^\d{1,9}(\.\d{1,9})*$/.test(version);
}

/** By their numbers; missing ones are 0: 7.1 = 7.1.0 < 7.1.3 < 7.10. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(".").map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
