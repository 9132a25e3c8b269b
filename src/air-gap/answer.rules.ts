/**
 * The typed answer: what a license file says of one key, in 29 bytes and a signature.
 *
 * Pure: the signature is given. Source: docs/license-file.md, the air gap.
 */
import { hashOfHost, hashOfProduct } from "./request.rules.ts";
import { writeLines } from "./symbols.rules.ts";

export interface AnsweredKey {
  readonly product: string;
  readonly host: { readonly kind: string; readonly value: string };
  readonly nonce: string;
  readonly quantity: number;
  readonly scheme: "date-based" | "version-based";
  readonly version: string | null;
  readonly coveredThrough: string | null;
  readonly kind: "permanent" | "emergency" | "borrowed";
  /** As the file says it; null: lasting. */
  readonly expiresAt: string | null;
  /** Of the signing key: 16 hex digits. */
  readonly keyId: string;
}

const KINDS = { permanent: 1, emergency: 2, borrowed: 3 } as const;
const NONE = 0xffff;
const LASTING = 0xffffff;
const WIDTH = 20;

/** Null: what the key opens, or how many it is for, cannot be said in a typed code; the file says it. */
export function answerBytes(key: AnsweredKey): Buffer | null {
  const opens = opensOf(key);
  if (opens === null || key.quantity > 0xffff) return null;
  const bytes = Buffer.alloc(29);
  bytes[0] = 1;
  bytes.write(hashOfProduct(key.product), 1, "hex");
  bytes.write(hashOfHost(key.host), 5, "hex");
  bytes.write(key.nonce, 13, "hex");
  bytes.writeUInt16BE(key.quantity, 17);
  bytes.writeUInt16BE(opens, 19);
  bytes[21] = (key.scheme === "date-based" ? 1 : 2) * 16 + KINDS[key.kind];
  bytes.write(key.keyId.slice(0, 8), 22, "hex");
  bytes.writeUIntBE(key.expiresAt === null ? LASTING : lastGoodDay(key.expiresAt), 26, 3);
  return bytes;
}

/** The last day, or major and minor version in a byte each: other versions need the file. */
function opensOf({ scheme, coveredThrough, version }: AnsweredKey): number | null {
  if (scheme === "date-based") return coveredThrough === null ? NONE : dayOf(coveredThrough);
  const [, major, minor] = /^(\d{1,3})\.(\d{1,3})$/.exec(version ?? "") ?? [];
  if (major === undefined || Number(major) > 255 || Number(minor) > 255) return null;
  return Number(major) * 256 + Number(minor);
}

const DAY = 86_400_000;

/** Since 2000-01-01; days before it and after 2179 are kept within what two bytes say. */
function dayOf(date: string): number {
  return Math.min(
    NONE - 1,
    Math.max(0, Math.floor((Date.parse(`${date}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / DAY)),
  );
}

/** A whole UTC day that ends no later than the file does: a typed answer never lasts longer. */
function lastGoodDay(expiresAt: string): number {
  return Math.max(0, Math.floor((Date.parse(expiresAt) - Date.UTC(2000, 0, 1)) / DAY) - 1);
}

/** Lines of four groups of five, each with its own check symbol; `CA1-` before the first. */
export function answerCode(bytes: Uint8Array, signature: Uint8Array): string {
  return `CA1-${writeLines(Buffer.concat([bytes, signature]), WIDTH).join("\n")}`;
}
