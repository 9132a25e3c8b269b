/** Getting keys, and reading an online key again. Source: DOMAIN §3.22.2, BR-100, D-29. */
import type { RawBuilder } from "kysely";
import { authorize, type MemberScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import {
  type DrawnFile,
  type FreshFile,
  mailHostFile,
  type SignedFile,
  signFile,
} from "../files/documents.ts";
import { fileRow, insertFile } from "../files/store.ts";
import { parseHost, type TypedHost } from "../hosts/host.rules.ts";
import type { Delivery, Host, HostFacts, LicenseKey, Lock, NewKey } from "../key.data.ts";
import { findKey } from "../store.ts";
import { type Issued, issueKey, opened } from "./issue.documents.ts";
import { findSealedSecret, type Opening } from "./store.ts";

export { issueKey };

export interface KeyAsked {
  readonly siteId: string;
  readonly lineId: string;
  readonly quantity: number;
  readonly delivery: Delivery;
  readonly lock?: Lock | undefined;
  /** Of a file. */
  readonly host?: TypedHost | undefined;
  /** Of a version-based product: none newer than it. */
  readonly version?: string | undefined;
  readonly mailMe?: boolean | undefined;
}

export interface GotKey {
  readonly key: LicenseKey;
  /** The host's new file; null for an online key. */
  readonly file: FreshFile | null;
  /** Of an online key: what the program says. */
  readonly secret: string | null;
  /** What is left of the line. */
  readonly available: number;
}

export async function getKey(context: Context, asked: KeyAsked): Promise<GotKey> {
  return authorize(context, "license-key.issue", asked.siteId, async (scope) =>
    getWithin(scope, context, asked, hostOf(asked)),
  );
}

/** Within the caller's transaction; `typed` is what `hostOf` has read. */
export async function getWithin(
  scope: MemberScope,
  context: Context,
  asked: KeyAsked,
  typed: HostFacts | null,
): Promise<GotKey> {
  const { siteId, lineId, quantity } = asked;
  const opening = typed === null ? null : await opened(scope, context, { lineId, host: typed });
  const host = opening?.host ?? null;
  const day = today(context, timeZoneOf(scope.country));
  const { lock = null, version = null } = asked;
  const issued = await issueKey(scope, context, {
    ...{ lineId, quantity, host, lock, version, today: day },
    ticket: null,
    opening,
  });
  const signed = opening === null ? null : signFile(context, drawnOf(opening, issued));
  const { file = null } = signed ?? {};
  if (file !== null && asked.mailMe === true) await mailHostFile(scope, context, file);
  const facts = factsOf(issued.key, host);
  const beside = signed === null ? [] : await kept(scope, signed);
  await emit(scope.query, context, { name: "license-key.issued", siteId, facts }, beside);
  return { key: asRead(issued.key, host), file, secret: issued.secret, available: issued.available };
}

/** Keys are locked before the event's chain is: a file that is noted in other keys is kept ahead of it, else beside it. */
async function kept(scope: MemberScope, { row, ends }: SignedFile): Promise<RawBuilder<unknown>[]> {
  if (ends.length === 0) return [fileRow(scope, row)];
  await insertFile(scope, row, ends);
  return [];
}

function drawnOf({ host, siteNumber }: Opening, { key, keys }: Issued): DrawnFile {
  const { id: hostId, kind, value, name, fileSequence: sequence } = host;
  return { hostId, kind, value, name, sequence, siteNumber, keys, notedKeyId: key.id };
}

/** The host as it was typed, read; the faults of all its fields at once. Null for an online key. */
export function hostOf({ delivery, host }: Pick<KeyAsked, "delivery" | "host">): HostFacts | null {
  if (delivery === "online") {
    if (host !== undefined) throw invalid({ host: ["online_has_no_host"] });
    return null;
  }
  if (host === undefined) throw invalid({ host: ["required"] });
  return readHost(host);
}

/** The host in its one spelling; the 400 says which rule it breaks, and an example of what is right. */
export function readHost(typed: TypedHost, field = "host"): HostFacts {
  const read = parseHost(typed);
  if (read.ok) return read.value;
  const { reason, field: part, kind, example } = read.refusal;
  const { facts } = invalid({ [`${field}.${part}`]: [reason] });
  throw new Problem(400, "invalid_request", { ...facts, kind, example });
}

/** What the history of a key says of it. */
export function factsOf(
  key: Pick<
    NewKey,
    "id" | "productName" | "productCode" | "quantity" | "delivery" | "orderNumber" | "lineId" | "ticket"
  >,
  host: { readonly id: string; readonly name: string } | null,
): Record<string, unknown> {
  return {
    keyId: key.id,
    product: key.productName,
    productCode: key.productCode,
    quantity: key.quantity,
    host: host?.name ?? "online",
    hostId: host?.id ?? null,
    delivery: key.delivery,
    orderNumber: key.orderNumber,
    lineId: key.lineId,
    ...(key.ticket === null ? {} : { ticket: key.ticket }),
  };
}

/** As the lists show it. */
export function asRead(key: NewKey, host: Host | null): LicenseKey {
  const { secretHash: _hash, sealedSecret: _sealed, fileUntil: _until, issuedAt, expiresAt, ...rest } = key;
  return {
    ...rest,
    state: "issued",
    issuedAt: issuedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    ...{ endedAt: null, endedBy: null, endedBecause: null },
    hostKind: host?.kind ?? null,
    hostValue: host?.value ?? null,
    hostName: host?.name ?? null,
  };
}

/** Each look is an event; whoever got hold of a session is slowed. */
const LOOKS = { most: 30, seconds: 3600 } as const;

/** What the program says, again. Source: issue 5, point 7. */
export async function readSecret(
  context: Context,
  siteId: string,
  keyId: string,
): Promise<{ secret: string }> {
  const { actor, db, portal } = context;
  if (actor.kind === "person") await spend(db, `license secret ${actor.personId}`, LOOKS);
  return authorize(context, "license-key.issue", siteId, async (scope) => {
    const key = found(await findKey(scope, keyId), "license_key");
    if (key.state !== "issued") throw keyOver(key);
    if (key.delivery !== "online")
      throw new Problem(409, "delivery_not_offered", { product: key.productName });
    const sealed = found(await findSealedSecret(scope, keyId), "license_key");
    await emit(scope.query, context, { name: "license-key.shown", siteId, facts: factsOf(key, null) });
    return { secret: String(portal.secrets.unseal(sealed)) };
  });
}

export function keyOver({
  id: keyId,
  state,
  endedAt,
}: Pick<LicenseKey, "id" | "state" | "endedAt">): Problem {
  return new Problem(409, "license_key_over", { keyId, state, endedAt });
}
