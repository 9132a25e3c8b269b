/** Which keys may be replaced by newer ones today, and why the others may not. */
import type { SiteScope } from "../../access/index.ts";
import { listVersions } from "../../catalog/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { type Result, refuse } from "../../platform/result.ts";
import type { LicenseKey, Right } from "../key.data.ts";
import { type RenewalRefusal, renewalOf } from "./rules.ts";
import { listRenewableLines } from "./store.ts";

export type RenewalOffer = Result<Right, RenewalRefusal>;

/** By key, of permanent keys in force; the others have no entry. `today` in the site's calendar. */
export async function listRenewalOffers(
  scope: SiteScope,
  keys: readonly LicenseKey[],
  today: LocalDate,
): Promise<Map<string, RenewalOffer>> {
  const held = keys.filter(({ state, kind }) => state === "issued" && kind === "permanent");
  if (held.length === 0) return new Map();
  const lines = new Map(
    (
      await listRenewableLines(
        scope,
        held.map(({ lineId }) => lineId),
      )
    ).map((line) => [line.lineId, line]),
  );
  const codes = new Set(
    held.flatMap(({ scheme, productCode }) => (scheme === "version-based" ? [productCode] : [])),
  );
  const versions = codes.size === 0 ? [] : await listVersions(scope.query, [...codes]);
  return new Map(
    held.map((key) => {
      const line = lines.get(key.lineId);
      if (line === undefined) return [key.id, refuse({ reason: "nothing_to_renew", rule: "DOMAIN 3.22.5" })];
      const own = versions.filter(({ productCode }) => productCode === key.productCode);
      return [key.id, renewalOf(key, { ...line, versions: own, today })];
    }),
  );
}
