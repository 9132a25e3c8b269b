/**
 * The armoured text, the compact token and the typed code's bytes: written here, and read here for our own use. What the
 * programs of others verify with is `packages/license`, which shares no line with this. Source: docs/license-file.md.
 *
 * Pure: the signature is given.
 */
import type { FileKey, LicensePayload } from "./payload.data.ts";

export type Label = "LICENSE" | "REVOCATIONS" | "KEYS";

/** Of a whole text; all its characters are ASCII. */
export const LARGEST_TEXT = 1 << 20;

/** The bytes that are signed: compact JSON, purpose and key first. */
export function payloadOf(purpose: string, keyId: string, content: object): Buffer {
  return Buffer.from(JSON.stringify({ purpose, keyId, ...content }));
}

/** Members in the order that the format gives, and no others. */
export function licenseContent(license: LicensePayload): object {
  const { fileId, sequence, siteNumber, host, issuedAt, keys } = license;
  const { kind, value, name } = host;
  return { fileId, sequence, siteNumber, host: { kind, value, name }, issuedAt, keys: keys.map(keyContent) };
}

function keyContent(key: FileKey): object {
  const {
    id,
    product,
    productName,
    scheme,
    version,
    coveredThrough,
    quantity,
    lock,
    kind,
    startsAt,
    expiresAt,
  } = key;
  return {
    ...{ id, product, productName, scheme, version, coveredThrough },
    ...{ quantity, lock, kind, startsAt, expiresAt },
  };
}

export interface Signed {
  readonly keyId: string;
  readonly signature: Uint8Array;
  readonly payload: Uint8Array;
}

export function armour(label: Label, { keyId, signature, payload }: Signed): string {
  const lines =
    Buffer.from(payload)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [
    `-----BEGIN CARNET ${label}-----`,
    `Key: ${keyId}`,
    `Signature: ${Buffer.from(signature).toString("base64")}`,
    "",
    ...lines,
    `-----END CARNET ${label}-----`,
    "",
  ].join("\n");
}

const ARMOURED =
  /^-----BEGIN CARNET ([A-Z]+)-----\nKey: ([0-9a-f]{16})\nSignature: ([A-Za-z0-9+/]{86}==)\n\n((?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/=]{1,64}\n)-----END CARNET \1-----\n$/;

/** What an armoured text holds; undefined for every text that `armour` would not have written, CRLF for LF aside. */
export function readArmour(label: Label, text: string): Signed | undefined {
  if (text.length > LARGEST_TEXT) return undefined;
  const [, told, keyId = "", signed = "", body = ""] = ARMOURED.exec(text.replaceAll("\r\n", "\n")) ?? [];
  const signature = bytesOf(signed);
  const payload = bytesOf(body.replaceAll("\n", ""));
  return told === label && signature && payload ? { keyId, signature, payload } : undefined;
}

/** undefined where base64 has another spelling than the one that writing it gives. */
function bytesOf(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : undefined;
}

/** What a genuine payload says; undefined unless it is in the one spelling, of this purpose and by the key of its armour. */
export function readPayload(
  purpose: string,
  { keyId, payload }: Signed,
): Record<string, unknown> | undefined {
  const text = Buffer.from(payload).toString("utf8");
  const content = parsed(text);
  if (typeof content !== "object" || content === null || JSON.stringify(content) !== text) return undefined;
  const says = content as Record<string, unknown>;
  return says["purpose"] === purpose && says["keyId"] === keyId ? says : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `base64url(payload).base64url(signature)`. */
export function compact(payload: Uint8Array, signature: Uint8Array): string {
  return `${Buffer.from(payload).toString("base64url")}.${Buffer.from(signature).toString("base64url")}`;
}

const CODE_PURPOSE = "carnet-code-v1\n";

/** What is signed of a typed answer. */
export function codeBytes(answer: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(CODE_PURPOSE), answer]);
}
