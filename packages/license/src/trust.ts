/** Which signing keys a program believes, and whether one of them has signed. Ed25519 (RFC 8032) by WebCrypto. */
import { type Bytes, fromBase64url, hex, sha256 } from "./bytes.ts";
import { type ReadCode, type Refusal, refused } from "./codes.ts";

export interface Trust {
  /** Key id to the 32 bytes of the public key. */
  readonly keys: Map<string, Bytes>;
  /** Ids of keys that fell into other hands. Nothing that they signed counts, and nothing takes an id off this list. */
  readonly compromised: Set<string>;
}

/** What stands before the 32 bytes in the DER of an Ed25519 public key (RFC 8410). */
const SPKI = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/** The first 16 hex digits of SHA-256 over the public key's SPKI DER. */
export async function keyIdOf(publicKey: Bytes): Promise<string> {
  return hex(await sha256(Uint8Array.of(...SPKI, ...publicKey))).slice(0, 16);
}

/**
 * The keys that are built into a program, each as 43 characters of base64url (`publicKey` of the portal's
 * `GET /v1/licensing/public-keys`). Throws a TypeError where one is none.
 */
export async function trustKeys(publicKeys: readonly string[]): Promise<Trust> {
  const keys = new Map<string, Bytes>();
  for (const text of publicKeys) {
    const key = fromBase64url(text);
    if (key?.length !== 32) throw new TypeError("public key");
    keys.set(await keyIdOf(key), key);
  }
  return { keys, compromised: new Set() };
}

/** undefined when the key is known, unspoilt and has signed these bytes. */
export async function findFault(
  trust: Trust,
  keyId: string,
  signature: Bytes,
  signed: Bytes,
): Promise<Refusal<ReadCode> | undefined> {
  const key = trust.keys.get(keyId);
  const code = trust.compromised.has(keyId)
    ? "compromised_key"
    : !key
      ? "unknown_key"
      : (await isSigned(key, signature, signed))
        ? undefined
        : "bad_signature";
  return code && refused(code, keyId);
}

export async function isSigned(publicKey: Bytes, signature: Bytes, signed: Bytes): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, signed);
  } catch {
    return false;
  }
}
