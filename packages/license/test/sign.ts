/**
 * The other side, for tests: keys and everything that they sign, written from docs/license-file.md without a line of
 * the package. Keys come from words, so they are the same in every run.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";

export interface TestKey {
  readonly id: string;
  /** 43 characters of base64url. */
  readonly publicKey: string;
  readonly pem: string;
  readonly privateKey: KeyObject;
}

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

export function testKey(word: string): TestKey {
  const seed = createHash("sha256").update(`carnet test key ${word}`).digest();
  const key = Buffer.concat([PKCS8, seed]);
  const privateKey = createPrivateKey({ key, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ format: "der", type: "spki" });
  return {
    id: createHash("sha256").update(der).digest("hex").slice(0, 16),
    publicKey: der.subarray(-32).toString("base64url"),
    pem: publicKey.export({ format: "pem", type: "spki" }).toString(),
    privateKey,
  };
}

export type Label = "LICENSE" | "REVOCATIONS" | "KEYS";

export const signed = (key: TestKey, payload: Uint8Array): Buffer => sign(null, payload, key.privateKey);

export function armour(label: string, keyId: string, signature: Uint8Array, payload: Uint8Array): string {
  const body = Buffer.from(payload)
    .toString("base64")
    .replaceAll(/.{64}(?!$)/g, "$&\n");
  const head = `Key: ${keyId}\nSignature: ${Buffer.from(signature).toString("base64")}\n`;
  return `-----BEGIN CARNET ${label}-----\n${head}\n${body}\n-----END CARNET ${label}-----\n`;
}

/** An armoured text of these bytes, whatever they are. */
export function seal(label: string, key: TestKey, payload: string | Uint8Array): string {
  const bytes = Buffer.from(payload);
  return armour(label, key.id, signed(key, bytes), bytes);
}

const KEY = {
  id: "key_01",
  product: "doors",
  productName: "Rational DOORS",
  scheme: "date-based",
  version: null as string | null,
  coveredThrough: "2010-03-31" as string | null,
  quantity: 6,
  lock: "node-locked",
  kind: "permanent",
  startsAt: null as string | null,
  expiresAt: "2010-02-04T03:00:00Z" as string | null,
};

export const licenseKey = (change: Partial<typeof KEY> = {}) => ({ ...KEY, ...change });

/** The payload of a host's file: six DOORS for app01, issued on 5 January 2010, for 30 days. */
export function licensePayload(key: TestKey, change: object = {}): object {
  return {
    purpose: "carnet-license-v1",
    keyId: key.id,
    fileId: "lfile_07",
    sequence: 7,
    siteNumber: "007001234",
    host: { kind: "ethernet", value: "001122aabbcc", name: "app01" },
    issuedAt: "2010-01-05T03:00:00Z",
    keys: [licenseKey()],
    ...change,
  };
}

export const license = (key: TestKey, change: object = {}): string =>
  seal("LICENSE", key, JSON.stringify(licensePayload(key, change)));

export function revocations(key: TestKey, change: object = {}): string {
  const list = {
    purpose: "carnet-revocations-v1",
    keyId: key.id,
    sequence: 12,
    issuedAt: "2010-01-06T00:00:00Z",
    nextBy: "2010-02-05T00:00:00Z",
    keys: ["key_01"],
    signingKeys: [] as readonly string[],
    ...change,
  };
  return seal("REVOCATIONS", key, JSON.stringify(list));
}

export function keyList(key: TestKey, listed: readonly TestKey[], change: object = {}): string {
  const keys = listed.map(({ id, publicKey }) => ({ id, publicKey, state: "current" }));
  const list = {
    purpose: "carnet-keys-v1",
    keyId: key.id,
    sequence: 3,
    issuedAt: "2010-01-06T00:00:00Z",
    keys,
    ...change,
  };
  return seal("KEYS", key, JSON.stringify(list));
}

export function token(key: TestKey, payload: object): string {
  const bytes = Buffer.from(JSON.stringify(payload));
  return `${bytes.toString("base64url")}.${signed(key, bytes).toString("base64url")}`;
}

export const leasePayload = (key: TestKey, change: object = {}) => ({
  purpose: "carnet-lease-v1",
  keyId: key.id,
  leaseId: "lease_01",
  licenseKeyId: "key_02",
  product: "doors",
  version: null,
  coveredThrough: "2010-03-31",
  machine: "m1:0123456789abcdef",
  nonce: "AAECAwQFBgcICQoLDA0ODw",
  sequence: 1,
  kind: "floating",
  issuedAt: "2010-01-05T03:00:00Z",
  expiresAt: "2010-01-05T03:10:00Z",
  ...change,
});

export const answerPayload = (key: TestKey, change: object = {}) => ({
  purpose: "carnet-answer-v1",
  keyId: key.id,
  nonce: "AAECAwQFBgcICQoLDA0ODw",
  checkedAt: "2010-01-05T03:00:00Z",
  valid: true,
  code: "valid",
  licenseKeyId: "key_02",
  product: "doors",
  coveredThrough: "2010-03-31",
  expiresAt: null,
  ...change,
});
