/** Keys that take the places of others, line by line with the same quantities: the pools never move. */
import type { SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { actorOf } from "../actor.rules.ts";
import type { NewKey } from "../key.data.ts";
import { insertKey, insertRevocations, updateEnded } from "../store.ts";

/**
 * The old keys end as returned, and the signed revocation list tells of them as long as a file of theirs lasts. The
 * caller has locked them and seen that they are in force. Writes no file and no event.
 */
export async function swapKeys(
  scope: SiteScope,
  context: Context,
  { ended, added, because }: { ended: readonly string[]; added: readonly NewKey[]; because: string },
): Promise<void> {
  const { now } = context;
  const by = actorOf(context);
  const over = await updateEnded(scope, ended, { state: "returned", at: now, by, because });
  if (over.length !== new Set(ended).size) throw new Error("a key that was locked is not in force");
  const [before, after] = [sumsOf(over), sumsOf(added)];
  const isEven = before.size === after.size && [...before].every(([line, sum]) => after.get(line) === sum);
  if (!isEven) throw new Error("keys take the places of others that they do not fit");
  for (const key of added) await insertKey(scope, key);
  await insertRevocations(scope, ended, { reason: "returned", since: now, borrowedUntil: now });
}

function sumsOf(keys: readonly Pick<NewKey, "lineId" | "quantity">[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { lineId, quantity } of keys) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  return sums;
}
