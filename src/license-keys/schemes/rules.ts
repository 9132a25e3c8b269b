/** What the vendor says of a product's keys, and what cannot be. Pure. */
import type { HostKind, KeyScheme, Lock } from "../key.data.ts";

export interface SchemeChange {
  readonly isLasting: boolean;
  /** Null: as the settings say. */
  readonly fileDays: number | null;
  readonly isOnline: boolean;
  readonly hasFiles: boolean;
  readonly locks: readonly Lock[];
  readonly hostKinds: readonly HostKind[];
  readonly leaseSeconds: number;
  readonly borrowDays: number;
  readonly emergencyPerYear: number;
}

/** A machine that renews more often than that would be a burden. */
const SHORTEST_LEASE = 60;

/** By field, what is wrong; none when it can be. */
export function faultsOf(change: SchemeChange): Record<string, string[]> {
  return {
    ...(change.isOnline || change.hasFiles ? {} : { hasFiles: ["a_way_needed"] }),
    ...(change.leaseSeconds >= SHORTEST_LEASE ? {} : { leaseSeconds: ["too_small"] }),
    ...(change.locks.length > 0 ? {} : { locks: ["one_needed"] }),
    ...(change.hostKinds.length > 0 ? {} : { hostKinds: ["one_needed"] }),
  };
}

/** What of it is new: for the audit trail. */
export function changesOf(
  before: KeyScheme,
  after: SchemeChange,
): Record<string, { before: unknown; after: unknown }> {
  const names = Object.keys(after) as (keyof SchemeChange)[];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, { before: before[name], after: after[name] }]));
}

export function schemesHref(productCode?: string): string {
  return productCode === undefined
    ? "/operator/key-schemes"
    : `/operator/key-schemes/${encodeURIComponent(productCode)}`;
}
