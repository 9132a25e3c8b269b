/** Moves: many products from host to host in one step, seen before it is done. Source: BR-100, P-07, DOMAIN §3.22.4. */
import { authorize, type MemberScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { actorOf } from "../actor.rules.ts";
import type { TypedHost } from "../hosts/host.rules.ts";
import { findHost, lockHosts } from "../hosts/store.ts";
import { keyOver } from "../issue/operations.ts";
import { successorOf } from "../issue/return.operations.ts";
import type { LicenseKey, NewKey } from "../key.data.ts";
import { listSchemes } from "../scheme.store.ts";
import { listKeys, lockKeys } from "../store.ts";
import { type MovedKey, type MovedSide, type MoveReport, UNDO_HOURS } from "./move.data.ts";
import { type Going, type Plan, planOf, refusalOf } from "./plan.rules.ts";
import { withSides } from "./sides.documents.ts";
import { findMoveOf, insertMove, listKeysNamed } from "./store.ts";
import { swapKeys } from "./swap.documents.ts";
import { type Aim, type Aimed, aimAt, readAim } from "./target.operations.ts";
import { trial } from "./trial.operations.ts";

export interface MoveAsked {
  readonly siteId: string;
  /** Everything of this host… */
  readonly from?: string | undefined;
  /** …or these keys, of whatever hosts. */
  readonly keys?: readonly string[] | undefined;
  readonly to: TypedHost | { readonly hostId: string };
  /** How much of a key goes; whole keys when it is left out. */
  readonly quantities?: Readonly<Record<string, number>> | undefined;
  /** Names the form that asks: sent twice it moves once. */
  readonly attempt?: string | undefined;
}

/** What the move would do now; what cannot go is told beside it. */
export async function previewMove(context: Context, asked: MoveAsked): Promise<MoveReport> {
  const aim = checked(asked);
  return trial(context, "license-key.move", asked.siteId, async (scope) => {
    const place = await aimAt(scope, context, aim);
    const keys = await lockChosen(scope, asked, place.host.id);
    return run(scope, context, { asked, place, keys, isReal: false });
  });
}

/** All of it or nothing: a key that cannot go keeps the others where they are. `report`: null when it was done before. */
export async function moveKeys(
  context: Context,
  asked: MoveAsked,
): Promise<{ id: string; report: MoveReport | null }> {
  const aim = checked(asked);
  return authorize(context, "license-key.move", asked.siteId, async (scope) => {
    const place = await aimAt(scope, context, aim);
    const keys = await lockChosen(scope, asked, place.host.id); // the same form, sent twice at once, waits for itself
    const { attempt } = asked;
    const before = attempt && (await findMoveOf(scope, { attempt, movedBy: actorOf(context) }));
    if (before) return { id: before.id, report: null };
    const report = await run(scope, context, { asked, place, keys, isReal: true });
    return { id: report.id ?? "", report };
  });
}

function checked({ from, keys, to }: MoveAsked): Aim {
  if ((from === undefined) === (keys === undefined)) throw invalid({ from: ["from_or_keys"] });
  return readAim(to);
}

/** The hosts of both sides first, then the keys: in any state. */
async function lockChosen(
  scope: MemberScope,
  { from, keys = [] }: MoveAsked,
  target: string,
): Promise<LicenseKey[]> {
  if (from === undefined) {
    const named = await listKeysNamed(scope, keys);
    if (named.length !== new Set(keys).size) throw new Problem(404, "license_key_not_found");
    await lockHosts(scope, [target, ...named.flatMap(({ hostId }) => hostId ?? [])]);
    return lockKeys(scope, keys);
  }
  found(await findHost(scope, from), "host");
  await lockHosts(scope, [target, from]);
  const held = await listKeys(scope, { hostId: from });
  return lockKeys(
    scope,
    held.map(({ id }) => id),
  );
}

interface Run {
  readonly asked: MoveAsked;
  /** Where they go. */
  readonly place: Aimed;
  /** Locked, in any state. */
  readonly keys: readonly LicenseKey[];
  readonly isReal: boolean;
}

async function run(
  scope: MemberScope,
  context: Context,
  { asked, place: { host, isNew }, keys, isReal }: Run,
): Promise<MoveReport> {
  const over = keys.find(({ state }) => state !== "issued");
  if (over !== undefined) throw keyOver(over);
  const isStaying = ({ kind }: LicenseKey) => asked.from !== undefined && kind === "emergency";
  const wanted = keys.filter((key) => !isStaying(key));
  if (wanted.length === 0) throw new Problem(409, "nothing_to_move");
  const schemes = await listSchemes(scope, [...new Set(wanted.map(({ productCode }) => productCode))]);
  const plan = planOf(wanted, { host, schemes, quantities: asked.quantities ?? {} });
  if (isReal) refuseUnlessWhole(plan);
  const id = newId("move", context.now);
  const made = plan.going.map((going) => replacementOf(context, going, { id, hostId: host.id }));
  const hostIds = wanted.flatMap(({ hostId }) => hostId ?? []);
  const sources = [...new Set(hostIds)].filter((hostId) => hostId !== host.id);
  const sides = await withSides(scope, context, [...sources, host.id], () => {
    const added = made.flatMap(({ fresh, kept }) => (kept === null ? [fresh] : [fresh, kept]));
    return swapKeys(scope, context, { ended: made.map(({ key }) => key.id), added, because: "moved" });
  });
  const sideOf = (hostId: string): MovedSide => found(sides.get(hostId), "host");
  const undoUntil = new Date(context.now.getTime() + UNDO_HOURS * 3_600_000);
  const report: MoveReport = {
    id: isReal ? id : null,
    movedAt: isReal ? context.now.toISOString() : null,
    undoUntil: isReal ? undoUntil.toISOString() : null,
    from: sources.map((hostId) => ofTrial(sideOf(hostId), isReal)),
    to: ofTrial(sideOf(host.id), isReal),
    isNewHost: isNew,
    moved: made.map(movedOf),
    refused: plan.refused,
    stays: keys.filter(isStaying).map((key) => refusalOf(key, "emergency_key")),
  };
  if (isReal) await note(scope, context, { id, report, undoUntil, attempt: asked.attempt ?? null });
  return report;
}

/** What is undone at once leaves no file behind. */
function ofTrial(side: MovedSide, isReal: boolean): MovedSide {
  return isReal ? side : { ...side, file: null };
}

function refuseUnlessWhole({ refused }: Plan): void {
  const [first] = refused;
  if (first === undefined) return;
  throw new Problem(409, "move_refused", {
    rule: "P-07",
    count: refused.length,
    product: first.productName,
    refused,
  });
}

interface Replacement {
  readonly key: LicenseKey;
  readonly fresh: NewKey;
  /** What stays on the old host, as a key of its own. */
  readonly kept: NewKey | null;
}

/** The same right on another host; of a key that goes in part the rest stays where it was. */
function replacementOf(
  context: Context,
  { key, quantity }: Going,
  { id: moveId, hostId }: { id: string; hostId: string },
): Replacement {
  const rest = key.quantity - quantity;
  const fresh = successorOf(context, key, { quantity, hostId, moveId });
  const kept =
    rest === 0 ? null : { ...successorOf(context, key, { quantity: rest, moveId }), supersedes: null };
  return { key, fresh, kept };
}

function movedOf({ key, fresh, kept }: Replacement): MovedKey {
  const { id: keyId, productName } = key;
  const { id: newKeyId, quantity } = fresh;
  return { keyId, newKeyId, keptKeyId: kept?.id ?? null, productName, quantity, kept: kept?.quantity ?? 0 };
}

async function note(
  scope: MemberScope,
  context: Context,
  {
    id,
    report,
    undoUntil,
    attempt,
  }: { id: string; report: MoveReport; undoUntil: Date; attempt: string | null },
): Promise<void> {
  const { from, to, moved } = report;
  const movedBy = actorOf(context);
  const fromHostIds = from.map(({ host }) => host.id);
  const pairs = moved.map(({ keyId, newKeyId, keptKeyId }) => ({ oldKeyId: keyId, newKeyId, keptKeyId }));
  await insertMove(
    scope,
    { id, fromHostIds, toHostId: to.host.id, attempt, movedAt: context.now, movedBy, undoUntil },
    pairs,
  );
  await emit(scope.query, context, {
    name: "license-key.moved",
    siteId: scope.siteId,
    facts: factsOfMove({ id, moved, from, to }),
  });
}

/** One event for both hosts and all keys, old and new. */
export function factsOfMove({
  id: moveId,
  moved,
  from,
  to,
}: Pick<MoveReport, "moved" | "from" | "to"> & { readonly id: string }): Record<string, unknown> {
  return {
    moveId,
    keyIds: moved.flatMap(({ keyId, newKeyId, keptKeyId }) => [
      keyId,
      newKeyId,
      ...(keptKeyId === null ? [] : [keptKeyId]),
    ]),
    product: [...new Set(moved.map(({ productName }) => productName))].join(", "),
    quantity: moved.reduce((sum, { quantity }) => sum + quantity, 0),
    from: from.map(({ host }) => host.name).join(", "),
    host: to.host.name,
    hostIds: [...from, to].map(({ host }) => host.id),
  };
}
