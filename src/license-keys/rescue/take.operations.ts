/** A host has died: a member takes emergency keys for another, at any hour, with nobody's approval. */
import { authorize, type MemberScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { accepted, invalid, Problem } from "../../platform/problem.ts";
import { endKeys } from "../ending.documents.ts";
import { type FreshFile, writeHostFile } from "../files/documents.ts";
import { upsertHost } from "../hosts/documents.ts";
import type { TypedHost } from "../hosts/host.rules.ts";
import { lockHosts } from "../hosts/store.ts";
import { keyOf } from "../issue/issue.documents.ts";
import { readHost } from "../issue/operations.ts";
import type { Host, KeyScheme, LicenseKey, NewKey } from "../key.data.ts";
import { listKeysNamed } from "../moves/store.ts";
import { listSchemes } from "../scheme.store.ts";
import { insertKey, listKeys, lockKeys } from "../store.ts";
import { tellOfTaking } from "./notices.documents.ts";
import { deadHostOf, emergencyQuantities, type Quota, termOf, yearOf } from "./rules.ts";
import {
  closePairsOf,
  findRescue,
  insertPairs,
  insertRescue,
  listLineQuantities,
  listQuotas,
  listStandInHosts,
  type Rescue,
  replaceEarlier,
  takePlace,
} from "./store.ts";

export interface RescueAsked {
  readonly siteId: string;
  /** Of the host that died; or all that it has. */
  readonly keyIds?: readonly string[] | undefined;
  readonly hostId?: string | undefined;
  /** The one that runs. */
  readonly host: TypedHost;
  readonly reason: string;
}

export interface Rescued {
  readonly rescue: Rescue;
  readonly file: FreshFile;
  readonly quotas: readonly Quota[];
}

/** All of it or nothing: the keys of one dead host, a place of the year for each product, the new host's file. */
export async function takeEmergencyKeys(context: Context, asked: RescueAsked): Promise<Rescued> {
  const { siteId, keyIds, hostId, reason } = asked;
  if ((keyIds === undefined) === (hostId === undefined)) throw invalid({ hostId: ["host_or_keys"] });
  const typed = readHost(asked.host);
  return authorize(context, "license-key.rescue", siteId, async (scope) => {
    const host = await upsertHost(scope, context, typed);
    const dead = await deadKeys(scope, { keyIds, hostId, newHostId: host.id });
    const deadHostId = accepted(deadHostOf(dead));
    if (host.id === deadHostId) throw new Problem(409, "rescue_same_host", { host: host.name });
    await checkKinds(scope, dead, host);
    const rescueId = newId("rescue", context.now);
    const term = termOf(context.now);
    await insertRescue(scope, {
      id: rescueId,
      hostId: host.id,
      deadHostId,
      reason,
      takenBy: scope.personId,
      ...term,
    });
    const year = yearOf(today(context, timeZoneOf(scope.country)));
    const productCodes = [...new Set(dead.map(({ productCode }) => productCode))];
    await takePlaces(scope, context, { productCodes, year, rescueId });
    const others = await endEarlier(scope, context, { dead, rescueId, hostId: host.id });
    const keys = await addKeys(scope, context, { dead, host, rescueId, expiresAt: term.expiresAt });
    const files = await writeFiles(scope, context, [host.id, ...others]);
    const rescue = await findRescue(scope, rescueId);
    const file = files.get(host.id);
    if (rescue === undefined || file === undefined) throw new Error("a taking was made and is not there");
    const quotas = await listQuotas(scope, { productCodes, year });
    await tellOfTaking(scope, context, { rescue, quotas, year });
    const facts = {
      rescueId,
      keyIds: [...dead, ...keys].map(({ id }) => id),
      product: [...new Set(keys.map(({ productName }) => productName))].join(", "),
      quantity: keys.reduce((sum, { quantity }) => sum + quantity, 0),
      host: host.name,
      deadHost: rescue.deadHost.name,
      reason,
      expiresAt: rescue.expiresAt,
    };
    await emit(scope.query, context, { name: "license-key.rescued", siteId, facts });
    return { rescue, file, quotas };
  });
}

/** Hosts first, then their keys, locked: whoever takes, moves or returns the same ones waits. */
async function deadKeys(
  scope: MemberScope,
  { keyIds, hostId, newHostId }: Pick<RescueAsked, "keyIds" | "hostId"> & { readonly newHostId: string },
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
async function checkKinds(scope: MemberScope, dead: readonly LicenseKey[], host: Host): Promise<void> {
  const schemes = await listSchemes(scope, [...new Set(dead.map(({ productCode }) => productCode))]);
  const not = schemes.find(({ hostKinds }: KeyScheme) => !hostKinds.includes(host.kind));
  if (not === undefined) return;
  const facts = { product: not.productName, offered: not.hostKinds };
  throw new Problem(409, "host_kind_not_offered", facts);
}

/** By product in one order, so that no two takings wait for each other. */
async function takePlaces(
  scope: MemberScope,
  context: Context,
  { productCodes, year, rescueId }: { productCodes: readonly string[]; year: number; rescueId: string },
): Promise<void> {
  for (const quota of await listQuotas(scope, { productCodes, year })) {
    const { productCode, productName: product, perYear } = quota;
    const place = await takePlace(scope, { productCode, year, perYear, rescueId });
    if (place === null) throw quotaUsed(context, { ...quota, product, year });
  }
}

function quotaUsed(
  { portal: { config } }: Context,
  { product, perYear, year }: { product: string; perYear: number; year: number },
): Problem {
  return new Problem(409, "emergency_quota_used", {
    rule: "issue 5, point 8",
    ...{ product, perYear, year },
    support: config.licenseSupportEmail,
    phone: config.licenseSupportPhone,
  });
}

/** A key has one emergency key at a time: an earlier one ends, and its host's file without it is written. */
async function endEarlier(
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

async function addKeys(
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
