/** Who uses a key at this hour: for the pages of keys. */
import type { SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { deskOf } from "../desk/desk.documents.ts";
import { FORGOTTEN_MS } from "../leases/lease.rules.ts";
import { countUses, listQueued, listUses, type Queued, type Use } from "./store.ts";

export interface KeyUses {
  readonly keyId: string;
  readonly quantity: number;
  /** Seats that are out. */
  readonly used: number;
  /** The first two hundred. */
  readonly uses: readonly Use[];
  readonly waiting: readonly Queued[];
  /** When the last borrowed seat comes back by itself; null: none is borrowed. */
  readonly borrowedUntil: string | null;
}

const MOST_LISTED = 200;

/** Of online keys; others have no uses and are not in the answer. */
export async function usesOf(
  scope: SiteScope,
  context: Context,
  keyIds: readonly string[],
): Promise<ReadonlyMap<string, KeyUses>> {
  if (keyIds.length === 0) return new Map();
  const { now } = deskOf(context.portal).time();
  const counted = await countUses(scope, keyIds, new Date(now));
  const ids = counted.map(({ keyId }) => keyId);
  if (ids.length === 0) return new Map();
  const uses = Map.groupBy(
    await listUses(scope, ids, { now: new Date(now), most: MOST_LISTED }),
    ({ keyId }) => keyId,
  );
  const queued = Map.groupBy(
    await listQueued(scope, ids, new Date(now - FORGOTTEN_MS)),
    ({ keyId }) => keyId,
  );
  return new Map(
    counted.map((key) => [
      key.keyId,
      { ...key, uses: uses.get(key.keyId) ?? [], waiting: queued.get(key.keyId) ?? [] },
    ]),
  );
}
