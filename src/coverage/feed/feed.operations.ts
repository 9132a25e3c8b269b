/** The coverage of what a feed brings, worked out here and copied back, a few thousand lines at a time. */
import type { VendorScope } from "../../access/index.ts";
import { type ChainFacts, hasMovedLines, listChains } from "../../orders/index.ts";
import type { Stager } from "../../platform/staging.ts";
import { type BroughtPeriod, listBrought } from "../moved/moved.store.ts";
import { coverageChain, lastRun, licenseCoverage, type Remark } from "../rules.ts";
import { listLicenseDays, tellRemarks } from "./feed.store.ts";

const BATCH = 2_000;

/** Fills the staging tables from which entitlement lines and coverage periods are written. */
export async function coverOrders(scope: VendorScope, stager: Stager): Promise<void> {
  for (const orderedOn of await listLicenseDays(scope)) {
    const { coveredFrom, coveredThrough } = licenseCoverage(orderedOn);
    stager.add("feed_terms", [orderedOn, coveredFrom, coveredThrough]);
  }
  const hasMoved = await hasMovedLines(scope);
  for (let last: ChainFacts | undefined; ; ) {
    const chains: ChainFacts[] = await listChains(scope, last, BATCH);
    const brought = Map.groupBy(
      hasMoved ? await listBrought(scope, chains) : [],
      ({ licenseLineId }) => licenseLineId,
    );
    for (const facts of chains) stageChain(facts, brought.get(facts.orderLineId) ?? [], stager);
    await stager.flush();
    last = chains.at(-1);
    if (last === undefined || chains.length < BATCH) break;
  }
  await tellRemarks(scope);
}

/** What a line brought along from another site stays as it is; only what follows is written. */
function stageChain(facts: ChainFacts, brought: readonly BroughtPeriod[], stager: Stager): void {
  const { siteId, orderLineId, extensions } = facts;
  const { periods, refusals, warnings } = coverageChain(facts, extensions, brought);
  for (const [place, { coveredFrom, coveredThrough, kind, orderLineId: by }] of periods.entries()) {
    if (place < brought.length) continue;
    const follows = periods[place - 1]?.coveredThrough ?? null;
    stager.add("feed_periods", [siteId, orderLineId, coveredFrom, coveredThrough, follows, kind, by]);
  }
  const span = lastRun(periods);
  if (span !== undefined)
    stager.add("feed_spans", [siteId, orderLineId, span.coveredFrom, span.coveredThrough]);
  const remarks = (found: readonly Remark[], isWarning: boolean) => {
    for (const { orderLineId: by, code, coveredThrough } of found) {
      stager.add("feed_remarks", [by, orderLineId, code, coveredThrough, isWarning]);
    }
  };
  remarks(refusals, false);
  remarks(warnings, true);
}
