/** Keys that end: given back to their lines, and told by the signed revocation list as long as a file of theirs lasts. */
import type { SiteScope } from "../access/index.ts";
import type { Context } from "../platform/context.ts";
import { actorOf } from "./actor.rules.ts";
import type { EndState, LicenseKey } from "./key.data.ts";
import { giveBackAll } from "./pools.store.ts";
import { insertRevocations, updateEnded } from "./store.ts";

/** Seats may be borrowed for so long. Source: docs/license-file.md, leases. */
const BORROWED_AT_MOST = 30 * 86_400_000;

/**
 * Answers the keys that this has ended: whoever gets fewer than asked was not the first. Writes no file and no event:
 * the caller knows of which hosts and in which words. Superseded keys give nothing back: another took their place.
 */
export async function endKeys(
  scope: SiteScope,
  context: Context,
  keyIds: readonly string[],
  state: EndState,
  because: string | null,
): Promise<LicenseKey[]> {
  const { now } = context;
  const ended = await updateEnded(scope, keyIds, { state, at: now, by: actorOf(context), because });
  if (state === "superseded" || ended.length === 0) return ended;
  const pooled = ended.filter(({ kind }) => kind !== "emergency");
  if (pooled.length > 0) await giveBackAll(scope, pooled);
  if (state === "ended") return ended; // its own time was over: no file holds it longer
  const borrowedUntil = new Date(now.getTime() + BORROWED_AT_MOST);
  const ids = ended.map(({ id }) => id);
  await insertRevocations(scope, ids, { reason: state, since: now, borrowedUntil });
  return ended;
}
