/**
 * Readers: a text and the trusted keys in, the genuine content or one code out. No clock, no memory: what a file is
 * worth here and now is `check.ts`. First the form, then the signature, and only then what the bytes say.
 */
import { type Armour, LARGEST, type Label, readArmour } from "./armour.ts";
import { fromBase64url } from "./bytes.ts";
import { type Read, type ReadCode, refused } from "./codes.ts";
import {
  type Answer,
  isAnswer,
  isKeyList,
  isLease,
  isLicenseFile,
  isRevocationList,
  type KeyList,
  type Lease,
  type LicenseFile,
  type RevocationList,
} from "./documents.ts";
import { type Guard, readJson } from "./payload.ts";
import { findFault, type Trust } from "./trust.ts";

/** A host's file. */
export const readLicense = (text: string, trust: Trust): Promise<Read<LicenseFile>> =>
  readArmoured(text, trust, "LICENSE", "carnet-license-v1", isLicenseFile);

/** A revocation list; to heed it, `learnRevocations`. */
export const readRevocations = (text: string, trust: Trust): Promise<Read<RevocationList>> =>
  readArmoured(text, trust, "REVOCATIONS", "carnet-revocations-v1", isRevocationList);

/** A list of signing keys; to trust them, `learnKeys`. */
export const readKeys = (text: string, trust: Trust): Promise<Read<KeyList>> =>
  readArmoured(text, trust, "KEYS", "carnet-keys-v1", isKeyList);

/** The token of a seat. */
export const readLease = (token: string, trust: Trust): Promise<Read<Lease>> =>
  readToken(token, trust, "carnet-lease-v1", isLease);

/** The token of an online answer. */
export const readAnswer = (token: string, trust: Trust): Promise<Read<Answer>> =>
  readToken(token, trust, "carnet-answer-v1", isAnswer);

async function readArmoured<Value>(
  text: string,
  trust: Trust,
  label: Label,
  purpose: string,
  guard: Guard<Value>,
): Promise<Read<Value>> {
  const armour = readArmour(text);
  if (!armour) return refused("bad_format", "armour");
  if (armour.label !== label) return refused("wrong_purpose", armour.label);
  return readSigned(armour, trust, purpose, guard);
}

async function readToken<Value>(
  token: string,
  trust: Trust,
  purpose: string,
  guard: Guard<Value>,
): Promise<Read<Value>> {
  const isFormed = token.length <= LARGEST && /^[\w-]+\.[\w-]{86}$/.test(token);
  const [payload, signature] = token.split(".", 2).map(fromBase64url);
  if (!isFormed || !payload || !signature) return refused("bad_format", "token");
  return readSigned({ payload, signature }, trust, purpose, guard);
}

/** The key's id stands in the armour and in the payload, in a token only there. */
async function readSigned<Value>(
  {
    payload,
    signature,
    keyId,
  }: Pick<Armour, "payload" | "signature"> & { readonly keyId?: string | undefined },
  trust: Trust,
  purpose: string,
  guard: Guard<Value>,
): Promise<Read<Value>> {
  const value = readJson(payload);
  const [[first, said] = [], [second, signer] = []] = Object.entries(Object(value));
  const isHeaded = first === "purpose" && second === "keyId" && typeof signer === "string";
  const id = keyId ?? (isHeaded ? signer : undefined);
  const fault = id ? await findFault(trust, id, signature, payload) : refused<ReadCode>("bad_format", "head");
  if (fault) return fault;
  if (!isHeaded || signer !== id) return refused("bad_format", "head");
  if (said !== purpose) return refused("wrong_purpose", String(said));
  return guard(value) ? { ok: true, code: "ok", value } : refused("bad_format", "members");
}
