/**
 * Ed25519 keys of which the private halves are files of one folder, `<id>.pem`, mode 0600, and nowhere else.
 *
 * What each may do is told from outside (`use`): several processes share the folder, and what is kept elsewhere decides.
 * A file that is missing, damaged or readable by others signs nothing; `faultOf` says why, in a sentence for the operator.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "./problem.ts";
import { readOrMake } from "./secrets.ts";

export type RingState = "next" | "current" | "retired" | "compromised";

export interface RingKey {
  /** The first 16 lower-case hex digits of the SHA-256 of the public key's SPKI DER. */
  readonly id: string;
  /** The 32 raw bytes. */
  readonly publicKey: Uint8Array;
  readonly state: RingState;
}

export interface KeyRing {
  readonly folder: string;
  /** Of the key that signs now; throws a 503 when none can. */
  readonly keyId: string;
  /** A new private key, on the disk; nobody uses it yet. */
  make(): Omit<RingKey, "state">;
  /** Takes away a key that was made in vain. */
  drop(keyId: string): void;
  /** From now on these are the keys and what they may do. */
  use(keys: readonly RingKey[]): void;
  /** Ed25519 over the exact bytes, by the current key or the one that is named. */
  sign(bytes: Uint8Array, keyId?: string): Buffer;
  /** Whether one of our keys signed this that has not been compromised. */
  verify(keyId: string, bytes: Uint8Array, signature: Uint8Array): boolean;
  /** What keeps a key from signing; undefined when nothing does. */
  faultOf(keyId: string): string | undefined;
}

interface Held {
  readonly state: RingState;
  readonly publicKey: KeyObject;
}

export function openKeyRing(folder: string): KeyRing {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let ring = new Map<string, Held>();
  let current: { readonly id: string; readonly key: KeyObject } | undefined;
  const fileOf = (keyId: string) => join(folder, `${keyId}.pem`);
  const read = (keyId: string) => readPrivate(fileOf(keyId), keyId);
  const signing = () => {
    if (current === undefined) throw new Problem(503, "license_signing_unavailable");
    return current;
  };
  return {
    folder,
    get keyId() {
      return signing().id;
    },
    make: () => {
      const { privateKey, publicKey } = generateKeyPairSync("ed25519");
      const id = keyIdOf(publicKey);
      readOrMake(fileOf(id), () => privateKey.export({ type: "pkcs8", format: "pem" }).toString());
      return { id, publicKey: rawOf(publicKey) };
    },
    drop: (keyId) => rmSync(fileOf(keyId), { force: true }),
    use: (keys) => {
      ring = new Map(keys.map(({ id, state, publicKey }) => [id, { state, publicKey: publicOf(publicKey) }]));
      const id = keys.find(({ state }) => state === "current")?.id;
      if (id === current?.id) return;
      const key = id === undefined ? undefined : read(id);
      current = id === undefined || key === undefined || typeof key === "string" ? undefined : { id, key };
    },
    sign: (bytes, keyId) => {
      if (keyId === undefined || keyId === current?.id) return sign(null, bytes, signing().key);
      const key = read(keyId);
      if (typeof key === "string") throw new Problem(503, "license_signing_unavailable");
      return sign(null, bytes, key);
    },
    verify: (keyId, bytes, signature) => {
      const held = ring.get(keyId);
      return (
        held !== undefined && held.state !== "compromised" && verify(null, bytes, held.publicKey, signature)
      );
    },
    faultOf: (keyId) => {
      const key = read(keyId);
      return typeof key === "string" ? key : undefined;
    },
  };
}

/** The key of a file, or what is wrong with it. */
function readPrivate(file: string, keyId: string): KeyObject | string {
  if (!existsSync(file)) return `${file} is missing: put it back from a backup`;
  if ((statSync(file).mode & 0o077) !== 0) return `${file} may be read by others: chmod 600 ${file}`;
  const key = keyIn(file);
  if (key?.asymmetricKeyType === "ed25519" && keyIdOf(createPublicKey(key)) === keyId) return key;
  return `${file} is damaged or another key: put it back from a backup`;
}

function keyIn(file: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(file));
  } catch {
    return undefined; // what is wrong with it is OpenSSL's language
  }
}

function keyIdOf(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);
}

const RAW_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 key in its SPKI DER. Source: RFC 8410. */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");

function rawOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: "spki", format: "der" }).subarray(-RAW_BYTES);
}

function publicOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), type: "spki", format: "der" });
}

/** The public half as SPKI PEM. */
export function pemOf(raw: Uint8Array): string {
  return publicOf(raw).export({ type: "spki", format: "pem" }).toString();
}
