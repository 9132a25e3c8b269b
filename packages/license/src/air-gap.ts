/** Machines without a network: a request that goes out on paper or a stick, an answer that comes back typed. */
import { armourRequest } from "./armour.ts";
import { type Bytes, base64url, hex, sha256, utf8 } from "./bytes.ts";
import { type Check, checkLicense, type Question } from "./check.ts";
import { type LocalCode, refused } from "./codes.ts";
import type { HostFact, LicenseKey } from "./documents.ts";
import { hostFact } from "./hosts.ts";
import { iso } from "./state.ts";
import { readSymbols, writeSymbols } from "./symbols.ts";
import { isSigned, type Trust } from "./trust.ts";

const KINDS = ["ethernet", "disk", "tpm", "hostname", "user", "internet", "any"];
const SCHEMES = ["", "date-based", "version-based"];
const LASTS = ["", "permanent", "emergency", "borrowed"];
const REQUEST_LINE = 30;
const TOLD = 29;
const DAY_MS = 86_400_000;

export interface AirGapRequest {
  /** To be typed: `CR1-` and six groups of five. */
  readonly code: string;
  /** The same as a file, an armoured REQUEST. */
  readonly text: string;
  /** What a page's address takes after `#`: `<portal>/air-gap#…`. */
  readonly fragment: string;
  /** Eight hex digits. Keep them: a typed answer is good for this request only. */
  readonly nonce: string;
}

const joined = (...parts: readonly Bytes[]): Bytes => Uint8Array.from(parts.flatMap((part) => [...part]));

/** What to show or write on the machine that has no network. `now` in milliseconds since 1970 UTC. */
export async function makeRequest(ask: {
  readonly product: string;
  readonly host: HostFact & { readonly name?: string };
  readonly now: number;
}): Promise<AirGapRequest> {
  const { product, host, now } = ask;
  const nonce = crypto.getRandomValues(new Uint8Array(4));
  const { kind, value } = hostFact(host.kind, host.value);
  const bytes = joined(
    Uint8Array.of(1, KINDS.indexOf(kind) + 1),
    await hostHash(host),
    await productHash(product),
    nonce,
  );
  const madeAt = iso(now).replace(/\.\d+/, "");
  const request = {
    purpose: "carnet-request-v1",
    product,
    host: { kind, value, name: host.name ?? "" },
    nonce: hex(nonce),
    madeAt,
  };
  const payload = utf8(JSON.stringify(request));
  return {
    code: writeSymbols("CR1", bytes, REQUEST_LINE),
    text: armourRequest(payload),
    fragment: base64url(payload),
    nonce: request.nonce,
  };
}

/**
 * Whether a typed answer lets this program run, as `checkLicense` says of a file. `nonce` is the request's. A slip is
 * `bad_format`, and the detail names its line. Keep the code: it is the program's licence from now on.
 */
export async function checkAnswerCode(
  code: string,
  trust: Trust,
  question: Question & { readonly nonce: string },
): Promise<Check> {
  const bytes = readSymbols("CA1", code, TOLD + 64);
  if (typeof bytes === "number")
    return refused<LocalCode>("bad_format", bytes > 0 ? `a slip in line ${bytes}` : "not one whole answer");
  const [told, signature] = [bytes.slice(0, TOLD), bytes.slice(TOLD)];
  const signer = hex(told.slice(22, 26));
  const id = [...trust.keys.keys()].find((key) => key.startsWith(signer));
  if (id !== undefined && trust.compromised.has(id))
    return refused<LocalCode>("compromised_key", `${id} is in other hands`);
  const key = id && trust.keys.get(id);
  if (!key) return refused<LocalCode>("unknown_key", `no trusted key begins with ${signer}`);
  if (!(await isSigned(key, signature, joined(utf8("carnet-code-v1\n"), told))))
    return refused<LocalCode>("bad_signature", `not signed by ${id}`);
  if (told[0] !== 1) return refused<LocalCode>("wrong_purpose", "an answer of another version");
  return checkTold(told, id ?? "", question);
}

/** As a file would say it: so that codes and files are judged by one and the same rules. */
async function checkTold(
  told: Bytes,
  keyId: string,
  question: Question & { readonly nonce: string },
): Promise<Check> {
  const { product, hosts, nonce } = question;
  const isSame = (at: number, bytes: Bytes): boolean => hex(told.slice(at, at + bytes.length)) === hex(bytes);
  if (hex(told.slice(13, 17)) !== nonce)
    return refused<LocalCode>("wrong_host", "an answer to another request");
  const isThisProduct = isSame(1, await productHash(product));
  const hashes = await Promise.all([...hosts, { kind: "any", value: "" }].map(hostHash));
  const host = hashes.some((hash) => isSame(5, hash)) ? "any" : "another";
  const file = {
    keyId,
    fileId: "",
    sequence: 0,
    siteNumber: "",
    host: { kind: host, value: nonce, name: "" },
    issuedAt: iso(0),
    keys: isThisProduct ? [keyOf(told, product)] : [],
  };
  return checkLicense(file, question);
}

function keyOf(told: Bytes, product: string): LicenseKey {
  const view = new DataView(told.buffer);
  const [last, lasts, days] = [view.getUint16(19), told[21] ?? 0, view.getUint32(25) & 0xffffff];
  const [scheme = "", kind = ""] = [SCHEMES[lasts >> 4], LASTS[lasts & 15]];
  const isDated = scheme === "date-based" && last !== 0xffff;
  return {
    id: "",
    product,
    productName: product,
    scheme,
    version: scheme === "version-based" ? `${last >> 8}.${last & 255}` : null,
    coveredThrough: isDated ? instantOf(last).slice(0, 10) : null,
    quantity: view.getUint16(17),
    lock: "node-locked",
    kind,
    startsAt: null,
    expiresAt: days === 0xffffff ? null : instantOf(days + 1),
  };
}

/** The first instant of a day counted from 2000-01-01. */
const instantOf = (days: number): string => `${iso(Date.UTC(2000, 0, 1) + days * DAY_MS).slice(0, -5)}Z`;

const hostHash = async ({ kind, value }: HostFact): Promise<Bytes> =>
  (await sha256(utf8(`${kind}:${hostFact(kind, value).value}`))).slice(0, 8);

const productHash = async (product: string): Promise<Bytes> => (await sha256(utf8(product))).slice(0, 4);
