/**
 * What a machine without a network asks for: a file, a typed code, or what its QR code holds.
 *
 * Pure. Source: docs/license-file.md, the air gap.
 */
import { createHash } from "node:crypto";
import { HOST_KINDS, type HostKind } from "../license-keys/index.ts";
import { accept, type Result, refuse } from "../platform/result.ts";
import { readLine, type Slip } from "./symbols.rules.ts";

export interface AskedHost {
  readonly kind: HostKind;
  readonly value: string;
  readonly name: string;
}

export interface MachineRequest {
  readonly form: "code" | "file";
  /** Eight hex digits: an answer is good for this request only. */
  readonly nonce: string;
  readonly hostKind: HostKind;
  /** Sixteen hex digits. */
  readonly hostHash: string;
  /** Eight hex digits. */
  readonly productHash: string;
  /** A file says them; a code holds their hashes only. */
  readonly host: AskedHost | null;
  readonly product: string | null;
}

export type RequestRefusal = Slip | { readonly reason: "request_required" | "request_file" | "request_kind" };

const PURPOSE = "carnet-request-v1";
const CODE = { prefix: "CR1", bytes: 18, width: 30 } as const;
export const LONGEST_REQUEST = 8192;

/** Whatever somebody has before him: the file's text, the typed code, the QR code's address or what follows its `#`. */
export function readRequest(text: string): Result<MachineRequest, RequestRefusal> {
  const plain = text.trim();
  if (plain === "") return refuse({ reason: "request_required" });
  if (plain.startsWith("-----BEGIN")) return readArmoured(plain);
  const fragment = /^(?:https?:\/\/\S*)?#(\S+)$/.exec(plain)?.[1] ?? plain;
  if (/^cr1/i.test(fragment)) return readCode(fragment);
  return /^[A-Za-z0-9_-]{40,}$/.test(fragment)
    ? readPayload(Buffer.from(fragment, "base64url"))
    : readCode(fragment);
}

function readCode(text: string): Result<MachineRequest, RequestRefusal> {
  const read = readLine(text, CODE);
  if (!read.ok) return read;
  const bytes = Buffer.from(read.value);
  const hostKind = HOST_KINDS[(bytes[1] ?? 0) - 1];
  if (bytes[0] !== 1 || hostKind === undefined) return refuse({ reason: "request_kind" });
  return accept({
    form: "code",
    hostKind,
    hostHash: bytes.subarray(2, 10).toString("hex"),
    productHash: bytes.subarray(10, 14).toString("hex"),
    nonce: bytes.subarray(14, 18).toString("hex"),
    host: null,
    product: null,
  });
}

const ARMOURED = /^-----BEGIN CARNET REQUEST-----\n\n([A-Za-z0-9+/=\n]+)\n-----END CARNET REQUEST-----$/;

function readArmoured(text: string): Result<MachineRequest, RequestRefusal> {
  const body = ARMOURED.exec(text.replaceAll("\r\n", "\n"))?.[1]?.replaceAll("\n", "");
  if (body === undefined) return refuse({ reason: "request_file" });
  return readPayload(Buffer.from(body, "base64"));
}

function readPayload(bytes: Buffer): Result<MachineRequest, RequestRefusal> {
  const asked = parsed(bytes.toString("utf8"));
  const { purpose, product, host, nonce } = asked;
  const { kind, value, name } = (typeof host === "object" && host !== null ? host : {}) as Record<
    string,
    unknown
  >;
  const hostKind = HOST_KINDS.find((each) => each === kind);
  const isWhole =
    purpose === PURPOSE &&
    isText(product, 100) &&
    isText(nonce, 8) &&
    /^[0-9a-f]{8}$/.test(nonce) &&
    isText(value, 600) &&
    isText(name, 200);
  if (!isWhole) return refuse({ reason: "request_file" });
  if (hostKind === undefined) return refuse({ reason: "request_kind" });
  return accept({
    form: "file",
    nonce,
    hostKind,
    hostHash: hashOfHost({ kind: hostKind, value }),
    productHash: hashOfProduct(product),
    host: { kind: hostKind, value, name },
    product,
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && value.length <= most && value.isWellFormed() && !/\p{Cc}/u.test(value);
}

/** The first 8 bytes of SHA-256 over "kind:value", in hex. */
export function hashOfHost({ kind, value }: { readonly kind: string; readonly value: string }): string {
  return createHash("sha256").update(`${kind}:${value}`).digest("hex").slice(0, 16);
}

/** The first 4 bytes of SHA-256 over the product's code, in hex. */
export function hashOfProduct(code: string): string {
  return createHash("sha256").update(code).digest("hex").slice(0, 8);
}
