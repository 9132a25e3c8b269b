/** Moves: many products from host to host in one step, seen before it is done. Source: BR-100, P-07, DOMAIN §3.22.4. */
import { authorize, type MemberScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { actorOf } from "../actor.rules.ts";
import type { TypedHost } from "../hosts/host.rules.ts";
import { findHost, lockHosts } from "../hosts/store.ts";
import type { LicenseKey } from "../key.data.ts";
import { listKeys, lockKeys } from "../store.ts";
import type { MoveReport } from "./move.data.ts";
import { run } from "./run.operations.ts";
import { findMoveOf, listKeysNamed } from "./store.ts";
import { aimAt, readAim } from "./target.operations.ts";
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
  const aim = readAim(asked.to);
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
  const aim = readAim(asked.to);
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

/** The hosts of both sides first, then the keys: in any state. */
async function lockChosen(
  scope: MemberScope,
  { from, keys }: MoveAsked,
  target: string,
): Promise<LicenseKey[]> {
  if ((from === undefined) === (keys === undefined)) throw invalid({ from: ["from_or_keys"] });
  if (from === undefined) {
    const named = await listKeysNamed(scope, keys ?? []);
    if (named.length !== new Set(keys ?? []).size) throw new Problem(404, "license_key_not_found");
    await lockHosts(scope, [target, ...named.flatMap(({ hostId }) => hostId ?? [])]);
    return lockKeys(scope, keys ?? []);
  }
  found(await findHost(scope, from), "host");
  await lockHosts(scope, [target, from]);
  const held = await listKeys(scope, { hostId: from });
  return lockKeys(
    scope,
    held.map(({ id }) => id),
  );
}
