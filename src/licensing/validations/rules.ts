/**
 * Whether a key lets a program run.
 *
 * Pure. Source: docs/license-file.md, the licensing API; BR-66, BAR 11.
 */
import type { LocalDate } from "../../platform/dates.ts";
import type { KeyFacts } from "../facts.data.ts";

export const CODES = [
  "valid",
  "unknown",
  "revoked",
  "expired",
  "wrong_product",
  "wrong_host",
  "not_covered",
  "not_activated",
  "lease_required",
] as const;
export type Code = (typeof CODES)[number];

export interface Question {
  readonly product?: string | undefined;
  readonly version?: string | undefined;
  readonly releasedOn?: LocalDate | undefined;
  /** "kind:value". */
  readonly host?: string | undefined;
  readonly machine?: string | undefined;
}

/** What the machine has of the key. */
export interface Standing {
  readonly isActive: boolean;
  /** What it said of itself when it was activated. */
  readonly host: string | null;
  readonly leaseUntil: number | null;
}

/** Of a key in force. Without a machine it is the key alone that is asked for. */
export function codeOf(
  key: KeyFacts,
  question: Question,
  { standing, now }: { standing: Standing | null; now: number },
): Exclude<Code, "unknown" | "revoked"> {
  if (key.expiresAt !== null && key.expiresAt <= now) return "expired";
  if (question.product !== undefined && question.product !== key.productCode) return "wrong_product";
  if (!isCovered(key, question)) return "not_covered";
  if (standing === null) return "valid";
  if (key.lock === "floating")
    return standing.leaseUntil !== null && standing.leaseUntil > now ? "valid" : "lease_required";
  if (!standing.isActive) return "not_activated";
  const isOther = question.host !== undefined && standing.host !== null && question.host !== standing.host;
  return isOther ? "wrong_host" : "valid";
}

/** Released through the last covered day; or a version up to the key's. Source: BR-66. */
function isCovered(
  { scheme, coveredThrough, version }: KeyFacts,
  { releasedOn, version: running }: Question,
): boolean {
  if (scheme === "date-based")
    return releasedOn === undefined || (coveredThrough !== null && releasedOn <= coveredThrough);
  return running === undefined || (version !== null && compare(running, version) <= 0);
}

/** By their numbers; missing ones are 0. Whatever is no number is above all. */
function compare(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(".").map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return Number.isNaN(difference) ? 1 : difference;
  }
  return 0;
}
