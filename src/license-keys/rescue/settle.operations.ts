/** How it went on: the host is dead, and its keys go over for good; or it is back, and the emergency keys end. */
import { authorize, type MemberScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { found, Problem } from "../../platform/problem.ts";
import { endKeys, replaceKey } from "../ending.documents.ts";
import type { FreshFile } from "../files/documents.ts";
import { lockHosts } from "../hosts/store.ts";
import { successorOf } from "../issue/return.operations.ts";
import type { LicenseKey } from "../key.data.ts";
import { lockKeys } from "../store.ts";
import type { Outcome } from "./rules.ts";
import { writeFiles } from "./steps.documents.ts";
import { closePairsBy, findRescue, type Rescue, updateSettled } from "./store.ts";

export interface Settled {
  readonly rescue: Rescue;
  /** Keys that the new host has for good. */
  readonly moved: readonly {
    readonly keyId: string;
    readonly formerKeyId: string;
    readonly quantity: number;
  }[];
  /** Of the new host, and of the dead one: it may be empty. */
  readonly files: readonly FreshFile[];
}

interface SettleAsked {
  readonly siteId: string;
  readonly rescueId: string;
  readonly outcome: Outcome;
}

/** Once: whoever comes second is told what was said before. */
export async function settleRescue(context: Context, asked: SettleAsked): Promise<Settled> {
  const { siteId, rescueId, outcome } = asked;
  return authorize(context, "license-key.rescue", siteId, async (scope) => {
    const before = found(await findRescue(scope, rescueId), "rescue");
    await lockHosts(scope, [before.host.id, before.deadHost.id]);
    const keys = await lockKeys(
      scope,
      before.keys.flatMap(({ keyId, deadKeyId }) => [keyId, deadKeyId]),
    );
    const settling = { rescueId, outcome, at: context.now, by: scope.personId };
    if (!(await updateSettled(scope, settling))) throw await settledAlready(scope, rescueId);
    await endEmergency(scope, context, before, keys);
    const moved = outcome === "dead" ? await moveOver(scope, context, before, keys) : [];
    const hostIds = [before.host.id, ...(outcome === "dead" ? [before.deadHost.id] : [])];
    const files = await writeFiles(scope, context, hostIds);
    const rescue = found(await findRescue(scope, rescueId), "rescue");
    const facts = {
      rescueId,
      keyIds: [...keys.map(({ id }) => id), ...moved.map(({ keyId }) => keyId)],
      product: [...new Set(keys.map(({ productName }) => productName))].join(", "),
      quantity: moved.reduce((sum, { quantity }) => sum + quantity, 0),
      host: before.host.name,
      deadHost: before.deadHost.name,
    };
    const name = outcome === "dead" ? "rescue.made-good" : "rescue.ended";
    await emit(scope.query, context, { name, siteId, facts });
    return { rescue, moved, files: hostIds.flatMap((id) => files.get(id) ?? []) };
  });
}

async function settledAlready(scope: MemberScope, rescueId: string): Promise<Problem> {
  const { state, settledAt } = found(await findRescue(scope, rescueId), "rescue");
  return new Problem(409, "rescue_settled", { state, settledAt });
}

async function endEmergency(
  scope: MemberScope,
  context: Context,
  { keys }: Rescue,
  locked: readonly LicenseKey[],
): Promise<void> {
  const ids = keys.map(({ keyId }) => keyId);
  const inForce = locked.filter(({ id, state }) => ids.includes(id) && state === "issued");
  await endKeys(
    scope,
    context,
    inForce.map(({ id }) => id),
    "returned",
    "rescue-settled",
  );
  await closePairsBy(scope, ids);
}

/** The dead host's keys return, and the same on the new host take their place: the pool never has one more or less. */
async function moveOver(
  scope: MemberScope,
  context: Context,
  { keys, host, deadHost }: Rescue,
  locked: readonly LicenseKey[],
): Promise<Settled["moved"]> {
  const moved: Settled["moved"][number][] = [];
  const dead = new Set(keys.map(({ deadKeyId }) => deadKeyId));
  for (const key of locked) {
    if (!dead.has(key.id) || key.state !== "issued" || key.hostId !== deadHost.id) continue;
    const by = successorOf(context, key, { hostId: host.id });
    if (await replaceKey(scope, context, { key, by, state: "returned", because: "rescue" }))
      moved.push({ keyId: by.id, formerKeyId: key.id, quantity: key.quantity });
  }
  return moved;
}
