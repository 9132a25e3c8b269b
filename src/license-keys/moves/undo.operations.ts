/** Undoing a move within a day, when its keys are still as it left them. Source: P-07, issue 5. */
import { authorize, type MemberScope, type SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { found, Problem } from "../../platform/problem.ts";
import { actorOf } from "../actor.rules.ts";
import { findHost, lockHosts } from "../hosts/store.ts";
import { successorOf } from "../issue/return.operations.ts";
import type { Host, LicenseKey, NewKey } from "../key.data.ts";
import { lockKeys } from "../store.ts";
import type { MovedKey, MovedSide } from "./move.data.ts";
import { undoObstacle } from "./plan.rules.ts";
import { factsOfMove } from "./run.operations.ts";
import { withSides } from "./sides.documents.ts";
import {
  findMove,
  listKeysNamed,
  listMovePairs,
  lockMove,
  type Move,
  type MovePair,
  updateUndone,
} from "./store.ts";
import { swapKeys } from "./swap.documents.ts";

/** What stands of a move: its keys as they are now, and whether it can be undone. */
export interface MoveInFull extends Move {
  readonly from: readonly Host[];
  readonly to: Host;
  readonly moved: readonly MovedKey[];
  /** Undefined: it can be undone. */
  readonly obstacle: "move_undone" | "undo_too_late" | "move_changed" | undefined;
}

export async function readMove(context: Context, siteId: string, moveId: string): Promise<MoveInFull> {
  return authorize(context, "license-key.read", siteId, (scope) => inFull(scope, context, moveId));
}

export async function inFull(scope: SiteScope, context: Context, moveId: string): Promise<MoveInFull> {
  const move = found(await findMove(scope, moveId), "key_move");
  const { pairs, keys } = await keysOf(scope, moveId, listKeysNamed);
  const hosts = await Promise.all([...move.fromHostIds, move.toHostId].map((id) => findHost(scope, id)));
  const from = hosts.slice(0, -1).map((host) => found(host, "host"));
  const left = pairs.flatMap((pair) => leftBy(pair, keys));
  return {
    ...move,
    from,
    to: found(hosts.at(-1), "host"),
    moved: pairs.map((pair) => movedIn(pair, keys)),
    obstacle: undoObstacle(move, left, context.now),
  };
}

/** The exact inverse: the rights are on their old hosts again, as new keys: those that have ended never come back. */
export async function undoMove(
  context: Context,
  siteId: string,
  moveId: string,
): Promise<{ sides: readonly MovedSide[]; undoneAt: string }> {
  return authorize(context, "license-key.move", siteId, async (scope) => {
    const move = found(await lockMove(scope, moveId), "key_move");
    await lockHosts(scope, [...move.fromHostIds, move.toHostId]);
    const { pairs, keys } = await keysOf(scope, moveId, lockKeys);
    const left = pairs.flatMap((pair) => leftBy(pair, keys));
    const obstacle = undoObstacle(move, left, context.now);
    if (obstacle !== undefined) throw cannotUndo(obstacle, move, left);
    const added = pairs.map((pair) => restored(context, pair, keys));
    const hostIds = [...move.fromHostIds, move.toHostId];
    const sides = await withSides(scope, context, hostIds, () =>
      swapKeys(scope, context, { ended: left.map(({ id }) => id), added, because: "move undone" }),
    );
    await updateUndone(scope, { moveId, at: context.now, by: actorOf(context) });
    const shown = hostIds.map((hostId) => found(sides.get(hostId), "host"));
    await tell(scope, context, { move, shown, moved: undone(pairs, keys, added) });
    return { sides: shown, undoneAt: context.now.toISOString() };
  });
}

type Keys = ReadonlyMap<string, LicenseKey>;

async function keysOf(
  scope: SiteScope,
  moveId: string,
  read: typeof lockKeys,
): Promise<{ pairs: MovePair[]; keys: Keys }> {
  const pairs = await listMovePairs(scope, moveId);
  const ids = pairs.flatMap(({ oldKeyId, newKeyId, keptKeyId }) => [oldKeyId, newKeyId, keptKeyId ?? ""]);
  const keys = await read(scope, ids);
  return { pairs, keys: new Map(keys.map((key) => [key.id, key])) };
}

function keyIn(keys: Keys, id: string): LicenseKey {
  return found(keys.get(id), "license_key");
}

/** What the move has left in force: the key on the new host, and what stayed. */
function leftBy({ newKeyId, keptKeyId }: MovePair, keys: Keys): LicenseKey[] {
  return [keyIn(keys, newKeyId), ...(keptKeyId === null ? [] : [keyIn(keys, keptKeyId)])];
}

function movedIn({ oldKeyId: keyId, newKeyId, keptKeyId }: MovePair, keys: Keys): MovedKey {
  const { productName, quantity } = keyIn(keys, newKeyId);
  const kept = keptKeyId === null ? 0 : keyIn(keys, keptKeyId).quantity;
  return { keyId, newKeyId, keptKeyId, productName, quantity, kept };
}

function restored(context: Context, pair: MovePair, keys: Keys): NewKey {
  const { hostId, quantity } = keyIn(keys, pair.oldKeyId);
  return successorOf(context, keyIn(keys, pair.newKeyId), { hostId, quantity });
}

function cannotUndo(obstacle: string, move: Move, left: readonly LicenseKey[]): Problem {
  const changed = left.filter(({ state }) => state !== "issued");
  return new Problem(409, obstacle, {
    rule: "P-07",
    until: move.undoUntil,
    undoneAt: move.undoneAt,
    product: changed[0]?.productName ?? "",
    changed: changed.map(({ id: keyId, productName, state }) => ({ keyId, productName, state })),
  });
}

function undone(pairs: readonly MovePair[], keys: Keys, added: readonly NewKey[]): MovedKey[] {
  return pairs.map((pair, at) => ({ ...movedIn(pair, keys), keyId: added[at]?.id ?? pair.oldKeyId }));
}

async function tell(
  scope: MemberScope,
  context: Context,
  { move, shown, moved }: { move: Move; shown: readonly MovedSide[]; moved: readonly MovedKey[] },
): Promise<void> {
  const to = found(shown.at(-1), "host");
  await emit(scope.query, context, {
    name: "license-key.move-undone",
    siteId: scope.siteId,
    facts: factsOfMove({ id: move.id, moved, from: shown.slice(0, -1), to }),
  });
}
