/** Signs licensing artefacts with the key that is current, and reads back what it has signed. */
import { join } from "node:path";
import { type KeyRing, openKeyRing } from "../platform/key-ring.ts";
import {
  armour,
  codeBytes,
  compact,
  licenseContent,
  payloadOf,
  readArmour,
  readPayload,
} from "./format.rules.ts";
import type { LicensePayload, SignedLicense, TokenPurpose } from "./payload.data.ts";

/** The keys of `<data>/license-keys`; they sign nothing until `startSigning` has told which of them may. */
export function openLicenseSigning(dataFolder: string): KeyRing {
  return openKeyRing(join(dataFolder, "license-keys"));
}

const LICENSE = "carnet-license-v1";

/** A host's file: the armoured text, and who signed it. */
export function signLicense(signing: KeyRing, license: LicensePayload): SignedLicense {
  const { keyId } = signing;
  const payload = payloadOf(LICENSE, keyId, licenseContent(license));
  return { keyId, text: armour("LICENSE", { keyId, payload, signature: signing.sign(payload) }) };
}

/** A lease or an answer, compact; `content` in the order that the format gives. */
export function signToken(signing: KeyRing, purpose: TokenPurpose, content: object): string {
  const payload = payloadOf(purpose, signing.keyId, content);
  return compact(payload, signing.sign(payload));
}

/** The 64 bytes that follow a typed answer, which names its key by the first bytes of `signing.keyId`. */
export function signCode(signing: KeyRing, answer: Uint8Array): Buffer {
  return signing.sign(codeBytes(answer));
}

/** What a file of ours says, expired or not; null when we did not sign it, or with a key that was compromised since. */
export function readLicenseFile(signing: KeyRing, text: string): LicensePayload | null {
  const signed = readArmour("LICENSE", text);
  if (signed === undefined || !signing.verify(signed.keyId, signed.payload, signed.signature)) return null;
  const content = readPayload(LICENSE, signed);
  return content === undefined ? null : (content as unknown as LicensePayload); // ours: it has this shape
}

/** What a text says that looks like a file of ours, whoever signed it: to be believed where we keep the very same text. */
export function claimOf(text: string): LicensePayload | null {
  const signed = readArmour("LICENSE", text);
  const content = (signed && readPayload(LICENSE, signed)) ?? {};
  const isNamed = typeof content["fileId"] === "string" && typeof content["siteNumber"] === "string";
  return isNamed ? (content as unknown as LicensePayload) : null;
}
