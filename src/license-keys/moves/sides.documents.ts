/** The hosts that a change touches: what their files hold before it, and their new files after it. */
import type { SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/problem.ts";
import { type FreshFile, writeHostFile } from "../files/documents.ts";
import { listHeldKeys } from "../files/store.ts";
import { findHost } from "../hosts/store.ts";
import type { Host } from "../key.data.ts";
import type { HeldKey, MovedSide } from "./move.data.ts";

export async function heldOn(scope: SiteScope, context: Context, hostId: string): Promise<HeldKey[]> {
  return (await listHeldKeys(scope, { hostId, now: context.now })).map(heldKey);
}

function heldKey({ id, product, productName, ...key }: HeldKey): HeldKey {
  const { scheme, version, coveredThrough, quantity, lock, kind } = key;
  return { id, product, productName, scheme, version, coveredThrough, quantity, lock, kind };
}

/** Their next files, written in the order of the hosts' ids: whoever writes several waits for nobody who waits for him. */
export async function writeFiles(
  scope: SiteScope,
  context: Context,
  hostIds: Iterable<string>,
): Promise<Map<string, FreshFile>> {
  const files = new Map<string, FreshFile>();
  for (const hostId of [...new Set(hostIds)].sort())
    files.set(hostId, await writeHostFile(scope, context, hostId));
  return files;
}

/** Each host once, with what its file held, holds now and the file itself. `work` changes the keys in between. */
export async function withSides(
  scope: SiteScope,
  context: Context,
  hostIds: readonly string[],
  work: () => Promise<void>,
): Promise<Map<string, MovedSide>> {
  const before = new Map<string, HeldKey[]>();
  for (const hostId of hostIds) before.set(hostId, await heldOn(scope, context, hostId));
  await work();
  const files = await writeFiles(scope, context, hostIds);
  const sides = new Map<string, MovedSide>();
  for (const hostId of hostIds) {
    const host: Host = found(await findHost(scope, hostId), "host");
    const after = files.get(hostId)?.keys.map(heldKey) ?? [];
    sides.set(hostId, { host, before: before.get(hostId) ?? [], after, file: files.get(hostId) ?? null });
  }
  return sides;
}
