/**
 * Whether a newer key may take a key's place, and what it opens.
 *
 * Pure. Source: DOMAIN §3.22.5, P-08, BR-105, BR-106.
 */
import type { LocalDate } from "../../platform/dates.ts";
import { accept, type Result, refuse } from "../../platform/result.ts";
import { compareVersions, rightOf, type Version } from "../issue/rules.ts";
import type { LicenseKey, Right } from "../key.data.ts";

/** A period of coverage that a renewal or a reinstatement brought. */
export interface Extension {
  readonly coveredThrough: LocalDate;
  readonly kind: "license" | "renewal" | "reinstatement";
  readonly productCode: string;
  readonly programs: readonly string[];
}

export interface Renewable {
  readonly renewalKeys: boolean;
  /** Of the license part of the line. */
  readonly productCode: string;
  readonly programs: readonly string[];
  /** Of the line; null when it never was covered. */
  readonly coveredThrough: LocalDate | null;
  readonly extensions: readonly Extension[];
  readonly versions: readonly Version[];
  readonly today: LocalDate;
}

export type RenewalRefusal =
  | { readonly reason: "no_renewal_keys"; readonly rule: "BR-105"; readonly coveredThrough: LocalDate }
  | { readonly reason: "renewal_not_matching"; readonly rule: "BR-106"; readonly coveredThrough: LocalDate }
  | { readonly reason: "nothing_to_renew"; readonly rule: "DOMAIN 3.22.5" };

type Held = Pick<LicenseKey, "scheme" | "version" | "coveredThrough">;

/** The right of the key that may take this one's place today. */
export function renewalOf(key: Held, line: Renewable): Result<Right, RenewalRefusal> {
  return key.scheme === "date-based" ? dateRenewal(key, line) : versionRenewal(key, line);
}

/** A renewal of the same product and program, of a product that has renewal keys, that ends later than the key. */
function dateRenewal(key: Held, line: Renewable): Result<Right, RenewalRefusal> {
  const { coveredThrough } = line;
  if (coveredThrough === null || !isLater(coveredThrough, key.coveredThrough)) return NOTHING;
  if (!line.renewalKeys) return refuse({ reason: "no_renewal_keys", rule: "BR-105", coveredThrough });
  const matching = line.extensions.filter((extension) => isMatching(extension, line));
  const through = matching
    .map((extension) => extension.coveredThrough)
    .toSorted()
    .at(-1);
  if (through === undefined || !isLater(through, key.coveredThrough))
    return refuse({ reason: "renewal_not_matching", rule: "BR-106", coveredThrough });
  return accept({ scheme: "date-based", version: null, coveredThrough: through });
}

/** FCT E ↔ FCT D, PA E ↔ PA D: the same product, and a program in which both are sold. */
export function isMatching(
  extension: Extension,
  license: Pick<Renewable, "productCode" | "programs">,
): boolean {
  return (
    extension.kind !== "license" &&
    extension.productCode === license.productCode &&
    extension.programs.some((program) => license.programs.includes(program))
  );
}

/** A newer version that was available on a covered day. Renewal parts say nothing of it. */
function versionRenewal({ version }: Held, line: Renewable): Result<Right, RenewalRefusal> {
  const right = rightOf("version-based", line);
  if (!right.ok || right.value.version === null || compareVersions(right.value.version, version ?? "0") <= 0)
    return NOTHING;
  return right;
}

const NOTHING = refuse({ reason: "nothing_to_renew", rule: "DOMAIN 3.22.5" });

function isLater(day: LocalDate, than: LocalDate | null): boolean {
  return than === null || day > than;
}
