/** Keys that end: given back to their lines, and told by the signed revocation list as long as a file of theirs lasts. */
import type { SiteScope } from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import { notifyKeyAdministrators } from "../key-members/index.ts";
import type { Context } from "../platform/context.ts";
import { actorOf } from "./actor.rules.ts";
import { longNumber } from "./files/rules.ts";
import { lockHostsOf } from "./hosts/store.ts";
import type { EndState, LicenseKey, NewKey } from "./key.data.ts";
import type { EndedMailFacts } from "./mails.ts";
import { giveBackAll } from "./pools.store.ts";
import { insertKey, insertRevocations, updateEnded } from "./store.ts";

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
  await lockHostsOf(scope, keyIds);
  const ended = await updateEnded(scope, keyIds, { state, at: now, by: actorOf(context), because });
  if (state === "superseded" || ended.length === 0) return ended;
  const pooled = ended.filter(({ kind }) => kind !== "emergency");
  if (pooled.length > 0) await giveBackAll(scope, pooled);
  // What ended by its own time is in no file that lasts longer.
  if (state !== "ended") await revoke(scope, now, { ids: ended.map(({ id }) => id), reason: state });
  return ended;
}

async function revoke(
  scope: SiteScope,
  now: Date,
  { ids, reason }: { ids: readonly string[]; reason: "returned" | "revoked" | "withdrawn" },
): Promise<void> {
  const borrowedUntil = new Date(now.getTime() + BORROWED_AT_MOST);
  await insertRevocations(scope, ids, { reason, since: now, borrowedUntil });
}

/**
 * One key takes another's place on the same line, with the same quantity or less: what is less goes back, and what
 * stays never was in the pool in between. False when the old one was not in force any more.
 */
export async function replaceKey(
  scope: SiteScope,
  context: Context,
  {
    key,
    by,
    state,
    because,
  }: { key: LicenseKey; by: NewKey; state: "returned" | "superseded"; because: string | null },
): Promise<boolean> {
  const { now } = context;
  const [ended] = await updateEnded(scope, [key.id], { state, at: now, by: actorOf(context), because });
  if (ended === undefined) return false;
  const quantity = ended.quantity - by.quantity;
  if (quantity < 0 || ended.lineId !== by.lineId || by.kind !== ended.kind)
    throw new Error("a key takes the place of one that it does not fit");
  if (quantity > 0 && ended.kind !== "emergency")
    await giveBackAll(scope, [{ lineId: ended.lineId, quantity }]);
  await insertKey(scope, by);
  if (state === "returned") await revoke(scope, now, { ids: [ended.id], reason: state });
  return true;
}

interface EndedKey {
  readonly id: string;
  readonly productName: string;
  readonly quantity: number;
  readonly hostName: string | null;
}

const MOST_NAMED = 50;

/** One mail for all keys that one deed has ended at a site: a key ends once, so the first of them names the deed. */
export async function tellOfEnded(
  scope: SiteScope,
  context: Context,
  { keys, why }: { keys: readonly EndedKey[]; why: EndedMailFacts["why"] },
): Promise<void> {
  const site = await findSiteFacts(scope);
  const [first] = keys;
  if (site === undefined || first === undefined) return;
  const facts: EndedMailFacts = {
    siteId: scope.siteId,
    siteNumber: longNumber(site.number),
    why,
    keys: keys
      .toSorted(byProductAndHost)
      .slice(0, MOST_NAMED)
      .map(({ productName: product, quantity, hostName: host }) => ({ product, quantity, host })),
    more: Math.max(0, keys.length - MOST_NAMED),
  };
  const dedupeKey = `license-key.ended ${first.id}`;
  await notifyKeyAdministrators(scope, context, {
    template: "license-key.ended",
    facts: { ...facts },
    dedupeKey,
  });
}

/** By product, then by host; online keys last, the older first. */
function byProductAndHost(one: EndedKey, other: EndedKey): number {
  const [left, right] = [placeOf(one), placeOf(other)];
  return left < right ? -1 : Number(left > right);
}

function placeOf({ productName, hostName, id }: EndedKey): string {
  return [productName, hostName === null ? "1" : `0${hostName}`, id].join("\n");
}
