/**
 * What a feed says, merged down the street: who buys, what is sold, what was ordered, what follows from it.
 *
 * All within one transaction, in which each module tells what does not fit. Rows that people write, too, come last.
 */
import type { VendorScope } from "../../access/index.ts";
import { agreementsStaging, mergeParties, settleSites } from "../../agreements/index.ts";
import { catalogStaging, mergeCatalog } from "../../catalog/index.ts";
import { coverageStaging, coverOrders, mergeCoverage } from "../../coverage/index.ts";
import { downloadsStaging, mergeReleases } from "../../downloads/index.ts";
import { mergeEntitlements } from "../../entitlements/index.ts";
import { mergeOrders, ordersStaging } from "../../orders/index.ts";
import type { Config } from "../../platform/config.ts";
import { type Counts, FAULT_TABLES, type StagedTable, type Stager } from "../../platform/staging.ts";
import { settleFromCoverage } from "../../renewals/index.ts";
import type { Stage } from "../rules.ts";

export const STAGING: readonly StagedTable[] = [
  ...FAULT_TABLES,
  ...agreementsStaging,
  ...catalogStaging,
  ...ordersStaging,
  ...coverageStaging,
  ...downloadsStaging,
];

interface Merging {
  readonly stager: Stager;
  readonly now: Date;
  readonly config: Pick<Config, "reinstatementPercent" | "priceLevels">;
  readonly enter: (stage: Stage) => void;
}

/** How many records of each type were added, changed, unchanged or stale. */
export async function mergeStaged(
  scope: VendorScope,
  { stager, now, config, enter }: Merging,
): Promise<Record<string, Counts>> {
  enter("parties");
  const parties = await mergeParties(scope, { now, config });
  enter("catalog");
  const catalog = await mergeCatalog(scope, { now, config });
  enter("orders");
  const order = await mergeOrders(scope, now);
  enter("coverage");
  await coverOrders(scope, stager);
  enter("entitlements");
  await mergeEntitlements(scope);
  await mergeCoverage(scope);
  await settleFromCoverage(scope, now);
  enter("releases");
  const release = await mergeReleases(scope, now);
  enter("finishing");
  await settleSites(scope);
  return { ...catalog, ...parties, order, release };
}
