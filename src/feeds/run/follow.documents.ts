/** What a feed that was applied leaves to be done. */
import type { VendorScope } from "../../access/index.ts";
import { hasSitesDue } from "../../agreements/index.ts";
import { REFRESH_LEVELS } from "../../catalog/index.ts";
import { hasAwaitedFiles } from "../../downloads/index.ts";
import { hasGoneLines, WITHDRAW_JOB } from "../../license-keys/index.ts";
import { hasProofsDue } from "../../orders/index.ts";
import type { Context } from "../../platform/context.ts";

/** Each of these jobs looks for what is due by itself. */
export async function enqueueWhatFollows(scope: VendorScope, { portal }: Context): Promise<void> {
  const { jobs, config } = portal;
  if (await hasSitesDue(scope)) await jobs.enqueue(scope.query, "agreements.make-documents", [{}]);
  if (await hasProofsDue(scope)) await jobs.enqueue(scope.query, "entitlements.issue-proofs", [{}]);
  if (await hasAwaitedFiles(scope)) await jobs.enqueue(scope.query, "downloads.take-in", [{}]);
  if (await hasGoneLines(scope)) await jobs.enqueue(scope.query, WITHDRAW_JOB, [{}]);
  if (config.priceLevels === "points") await jobs.enqueue(scope.query, REFRESH_LEVELS, [{}]);
}
