/** One move within its transaction: the keys are locked, the host is there. Source: P-07, DOMAIN §3.22.4. */
import type { MemberScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { actorOf } from "../actor.rules.ts";
import { keyOver } from "../issue/operations.ts";
import { successorOf } from "../issue/return.operations.ts";
import type { LicenseKey, NewKey } from "../key.data.ts";
import { listSchemes } from "../scheme.store.ts";
import { type MovedKey, type MovedSide, type MoveReport, UNDO_HOURS } from "./move.data.ts";
import { type Going, type Plan, planOf, refusalOf } from "./plan.rules.ts";
import { withSides } from "./sides.documents.ts";
import { insertMove } from "./store.ts";
import { swapKeys } from "./swap.documents.ts";
import type { Aimed } from "./target.operations.ts";

export interface Run {
  readonly asked: {
    /** Everything of this host: its emergency keys stay. */
    readonly from?: string | undefined;
    readonly quantities?: Readonly<Record<string, number>> | undefined;
    readonly attempt?: string | undefined;
  };
  /** Where they go. */
  readonly place: Aimed;
  /** Locked, in any state. */
  readonly keys: readonly LicenseKey[];
  readonly isReal: boolean;
}

export async function run(
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
