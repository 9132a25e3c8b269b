/** The orders of a feed: judged, booked, and handed on to entitlements and coverage. */
import type { VendorScope } from "../../access/index.ts";
import type { Counts } from "../../platform/staging.ts";
import { findMovedLines, hasMovedLines, renameMovedLines } from "./feed.moved.store.ts";
import { findRenewals } from "./feed.renewal.store.ts";
import { replaceLines } from "./feed.revision.store.ts";
import {
  countModes,
  createBooked,
  createBookedLines,
  dropRepeatedOrders,
  insertLines,
  insertOrders,
  refuseConflicts,
  refuseLines,
  refuseMovedOrders,
  refuseStrangers,
  takeBooks,
} from "./feed.store.ts";

/** Merges what was staged and tells what does not fit. Sites and parts are merged already. */
export async function mergeOrders(scope: VendorScope, now: Date): Promise<Counts> {
  await takeBooks(scope);
  const repeated = await dropRepeatedOrders(scope);
  await refuseStrangers(scope);
  const hasMoved = await hasMovedLines(scope);
  if (hasMoved) await renameMovedLines(scope);
  await createBooked(scope, now);
  await refuseMovedOrders(scope);
  const modes = await countModes(scope);
  if (modes.same > 0) await refuseConflicts(scope);
  await createBookedLines(scope, now);
  await refuseLines(scope);
  await insertOrders(scope, now);
  if (modes.newer > 0) await replaceLines(scope, now);
  await insertLines(scope);
  if (hasMoved) await findMovedLines(scope, modes.newer > 0);
  await findRenewals(scope, { hasRevisions: modes.newer > 0, hasMoved });
  const stale = modes.stale + repeated;
  return { added: modes.new, changed: modes.newer, unchanged: modes.same, stale };
}
