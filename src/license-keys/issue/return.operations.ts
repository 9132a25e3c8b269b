/** Returning keys, whole or in part, with the host's updated file. Source: DOMAIN §3.22.3, P-07, D-29. */
import { authorize, type SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { endKeys, replaceKey } from "../ending.documents.ts";
import { type FreshFile, mailHostFile, writeHostFile } from "../files/documents.ts";
import { findHost } from "../hosts/store.ts";
import type { Host, LicenseKey, NewKey } from "../key.data.ts";
import { lockKeys } from "../store.ts";
import { asRead, factsOf, keyOver } from "./operations.ts";

export interface ReturnAsked {
  readonly siteId: string;
  readonly keyId: string;
  /** Undefined: the whole key. */
  readonly quantity?: number | undefined;
  readonly mailMe?: boolean | undefined;
}

export interface ReturnedKey {
  readonly key: LicenseKey;
  /** How much went back to the line. */
  readonly quantity: number;
  /** What stays on the host, as a key of its own; null: nothing. */
  readonly kept: LicenseKey | null;
  /** Put in place of the host's files so far; it may be empty. Null for an online key. */
  readonly file: FreshFile | null;
}

/** A part of a key is returned in one step: the whole goes back, the rest is a new key on the same host. */
export async function returnKey(context: Context, asked: ReturnAsked): Promise<ReturnedKey> {
  const { siteId } = asked;
  return authorize(context, "license-key.return", siteId, async (scope) => {
    const { facts, ...returned } = await returnWithin(scope, context, asked);
    const { file } = returned;
    if (file !== null && asked.mailMe === true) await mailHostFile(scope, context, file);
    await emit(scope.query, context, { name: "license-key.returned", siteId, facts });
    return returned;
  });
}

/** Within the caller's transaction, of a member or of licence support; `facts` are for the event. */
export async function returnWithin(
  scope: SiteScope,
  context: Context,
  { keyId, quantity: asked }: Pick<ReturnAsked, "keyId" | "quantity">,
): Promise<ReturnedKey & { readonly facts: Record<string, unknown> }> {
  const key = found((await lockKeys(scope, [keyId]))[0], "license_key");
  if (key.state !== "issued") throw keyOver(key);
  const quantity = asked ?? key.quantity;
  const rest = restOf(key, quantity);
  const host = key.hostId === null ? null : found(await findHost(scope, key.hostId), "host");
  const kept =
    rest === 0 ? await endWhole(scope, context, key) : await keep(scope, context, { key, rest, host });
  const file = host === null ? null : await writeHostFile(scope, context, host.id);
  const facts = {
    ...factsOf(key, host),
    quantity,
    ...(kept === null ? {} : { newKeyId: kept.id, kept: rest }),
  };
  return { key: { ...key, state: "returned" }, quantity, kept, file, facts };
}

function restOf(key: LicenseKey, asked: number): number {
  if (asked > key.quantity)
    throw new Problem(409, "quantity_exceeds_key", { rule: "P-07", quantity: key.quantity, asked });
  const rest = key.quantity - asked;
  if (rest > 0 && (key.delivery === "online" || key.kind === "emergency"))
    throw new Problem(409, "whole_key_only", {
      rule: "P-07",
      delivery: key.delivery,
      quantity: key.quantity,
    });
  return rest;
}

async function endWhole(scope: SiteScope, context: Context, key: LicenseKey): Promise<null> {
  await endKeys(scope, context, [key.id], "returned", null);
  return null;
}

async function keep(
  scope: SiteScope,
  context: Context,
  { key, rest, host }: { key: LicenseKey; rest: number; host: Host | null },
): Promise<LicenseKey> {
  const by = successorOf(context, key, { quantity: rest });
  await replaceKey(scope, context, { key, by, state: "returned", because: "part" });
  return asRead(by, host);
}

/** A key that takes the place of another: all is as it was, but for what is said. Never of an online key. */
export function successorOf(
  context: Context,
  key: LicenseKey,
  change: Partial<Pick<NewKey, "quantity" | "version" | "coveredThrough" | "hostId" | "moveId">>,
): NewKey {
  const { lineId, orderNumber, partNumber, productCode, productName } = key;
  const { delivery, hostId, lock, kind, scheme, version, coveredThrough, quantity, expiresAt } = key;
  return {
    id: newId("key", context.now),
    ...{ lineId, orderNumber, partNumber, productCode, productName },
    ...{ delivery, hostId, lock, kind, scheme, version, coveredThrough, quantity },
    issuedAt: context.now,
    issuedBy: key.issuedBy, // who has it stays who got it; who did this is in the history
    ticket: key.ticket, // the vendor's people stay unnamed
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    supersedes: key.id,
    moveId: null,
    secretHash: null,
    sealedSecret: null,
    ...change,
  };
}
