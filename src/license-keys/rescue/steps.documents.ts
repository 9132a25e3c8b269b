/** What a taking does, step by step, within its transaction: the dead keys locked, earlier ones ended, the new ones added. */
import type { MemberScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { Problem } from "../../platform/problem.ts";
import { endKeys } from "../ending.documents.ts";
import { type FreshFile, writeHostFile } from "../files/documents.ts";
import { lockHosts } from "../hosts/store.ts";
import { keyOf } from "../issue/issue.documents.ts";
import type { Host, KeyScheme, LicenseKey, NewKey } from "../key.data.ts";
import { listKeysNamed } from "../moves/store.ts";
import { listSchemes } from "../scheme.store.ts";
import { insertKey, listKeys, lockKeys } from "../store.ts";
import { emergencyQuantities } from "./rules.ts";
import { closePairsOf, insertPairs, listLineQuantities, listStandInHosts, replaceEarlier } from "./store.ts";

/** Hosts first, then their keys, locked: whoever takes, moves or returns the same ones waits. */
export async function deadKeys(
  scope: MemberScope,
  {
    keyIds,
    hostId,
    newHostId,
  }: {
    readonly keyIds: readonly string[] | undefined;
    readonly hostId: string | undefined;
    readonly newHostId: string;
  },
): Promise<LicenseKey[]> {
  const named = keyIds === undefined ? [] : await listKeysNamed(scope, keyIds);
  if (named.length < new Set(keyIds).size) throw new Problem(404, "license_key_not_found");
  const deadHosts = hostId === undefined ? named.flatMap((key) => key.hostId ?? []) : [hostId];
  const earlier = await listStandInHosts(scope, deadHosts);
  await lockHosts(scope, [newHostId, ...deadHosts, ...earlier]);
  if (keyIds !== undefined) return lockKeys(scope, keyIds);
  const held = await listKeys(scope, { hostId });
  const locked = await lockKeys(
    scope,
    held.map(({ id }) => id),
  );
  return locked.filter(({ state, kind }) => state === "issued" && kind === "permanent");
}

/** The one condition that an emergency does not lift: what the vendor binds a product's keys to. */
export async function checkKinds(scope: MemberScope, dead: readonly LicenseKey[], host: Host): Promise<void> {
  const schemes = await listSchemes(scope, [...new Set(dead.map(({ productCode }) => productCode))]);
  const not = schemes.find(({ hostKinds }: KeyScheme) => !hostKinds.includes(host.kind));
  if (not === undefined) return;
  const facts = { product: not.productName, offered: not.hostKinds };
  throw new Problem(409, "host_kind_not_offered", facts);
}

/** A key has one emergency key at a time: an earlier one ends, and its host's file without it is written. */
export async function endEarlier(
  scope: MemberScope,
  context: Context,
  { dead, rescueId, hostId }: { dead: readonly LicenseKey[]; rescueId: string; hostId: string },
): Promise<string[]> {
  const deadKeyIds = dead.map(({ id }) => id);
  const earlier = await closePairsOf(scope, deadKeyIds);
  await replaceEarlier(scope, { rescueId, deadKeyIds, at: context.now, by: scope.personId });
  if (earlier.length === 0) return [];
  const ended = await endKeys(scope, context, earlier, "returned", "another-emergency-key");
  return ended.flatMap((key) => (key.hostId === null || key.hostId === hostId ? [] : [key.hostId]));
}

export async function addKeys(
  scope: MemberScope,
  context: Context,
  {
    dead,
    host,
    rescueId,
    expiresAt,
  }: { dead: readonly LicenseKey[]; host: Host; rescueId: string; expiresAt: Date },
): Promise<NewKey[]> {
  const lines = await listLineQuantities(
    scope,
    dead.map(({ lineId }) => lineId),
  );
  const quantities = emergencyQuantities(dead, lines);
  const stoodFor = dead.filter(({ id }) => quantities.has(id));
  if (stoodFor.length === 0) throw new Problem(409, "nothing_to_rescue");
  const keys = stoodFor.map((key): NewKey => {
    return {
      ...keyOf(context, key, key),
      kind: "emergency",
      delivery: "file",
      hostId: host.id,
      lock: key.lock,
      quantity: quantities.get(key.id) ?? 0,
      ticket: null,
      expiresAt,
      moveId: null,
      secretHash: null,
      sealedSecret: null,
    };
  });
  for (const key of keys) await insertKey(scope, key);
  const pairs = stoodFor.map(({ id }, at) => ({ deadKeyId: id, keyId: keys[at]?.id ?? "" }));
  await insertPairs(scope, rescueId, pairs);
  return keys;
}

/** In the order of their ids, so that no two writers wait for each other. */
export async function writeFiles(
  scope: MemberScope,
  context: Context,
  hostIds: readonly string[],
): Promise<ReadonlyMap<string, FreshFile>> {
  const files = new Map<string, FreshFile>();
  for (const hostId of [...new Set(hostIds)].toSorted())
    files.set(hostId, await writeHostFile(scope, context, hostId));
  return files;
}
