/** The vectors of typed codes, written from docs/license-file.md without a line of the package. */
import { createHash } from "node:crypto";
import { signed, type TestKey } from "../sign.ts";
import { keys } from "./texts.ts";

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KINDS = ["ethernet", "disk", "tpm", "hostname", "user", "internet", "any"];
const { current, strange, spoilt } = keys;

const hash = (text: string, length: number): Buffer =>
  createHash("sha256").update(text).digest().subarray(0, length);

function double(value: number): number {
  const shifted = value * 2;
  return shifted > 31 ? shifted ^ 37 : shifted;
}

/** Lines of so many symbols, the last of each its check. */
export function symbols(prefix: string, bytes: Uint8Array, length: number, unused = 0n): string {
  let number = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  const count = Math.ceil((bytes.length * 8) / 5);
  number = (number << BigInt(count * 5 - bytes.length * 8)) | unused;
  const values = Array.from({ length: count }, (_, i) =>
    Number((number >> BigInt(5 * (count - 1 - i))) & 31n),
  );
  const lines: string[] = [];
  while (values.length > 0) {
    const line = values.splice(0, length - 1);
    let check = lines.length + 1;
    for (const value of line) check = double(check) ^ value;
    const text = [...line, double(check)].map((value) => SYMBOLS[value]).join("");
    lines.push(text.replaceAll(/.{5}(?!$)/g, "$&-"));
  }
  return `${prefix}-${lines.join("\n")}`;
}

export function requestCode(product: string, kind: string, value: string, nonce: string): string {
  const head = Buffer.from([1, KINDS.indexOf(kind) + 1]);
  const facts = [hash(`${kind}:${value}`, 8), hash(product, 4), Buffer.from(nonce, "hex")];
  return symbols("CR1", Buffer.concat([head, ...facts]), 30);
}

const ANSWER = {
  version: 1,
  product: "doors",
  host: "ethernet:001122aabbcc",
  nonce: "a1b2c3d4",
  quantity: 6,
  /** Days since 2000-01-01: 2010-03-31. */
  last: 3742,
  lasts: 0x11,
  /** 2010-02-04. */
  expiry: 3687,
};

export function answerCode(
  key: TestKey,
  change: Partial<typeof ANSWER> = {},
  signer = key,
  unused = 0n,
): string {
  const it = { ...ANSWER, ...change };
  const tail = Buffer.alloc(12);
  tail.writeUInt16BE(it.quantity, 0);
  tail.writeUInt16BE(it.last, 2);
  tail.writeUInt8(it.lasts, 4);
  Buffer.from(key.id.slice(0, 8), "hex").copy(tail, 5);
  tail.writeUIntBE(it.expiry, 9, 3);
  const facts = [hash(it.product, 4), hash(it.host, 8), Buffer.from(it.nonce, "hex"), tail];
  const told = Buffer.concat([Buffer.from([it.version]), ...facts]);
  const signature = signed(signer, Buffer.concat([Buffer.from("carnet-code-v1\n"), told]));
  return symbols("CA1", Buffer.concat([told, signature]), 20, unused);
}

export const requests = [
  { product: "doors", kind: "ethernet", value: "001122aabbcc", nonce: "a1b2c3d4" },
  { product: "was", kind: "hostname", value: "app01.aoba.example", nonce: "00000000" },
  { product: "要求管理", kind: "any", value: "", nonce: "ffffffff" },
].map((request) => ({
  ...request,
  code: requestCode(request.product, request.kind, request.value, request.nonce),
}));

const good = answerCode(current);
const swapped = good.replace(/^(.{6})(.)(.)/, "$1$3$2");

/** Asked for doors, released on 2010-03-31, version 7.1, on the Ethernet host, with the nonce a1b2c3d4. */
export const answers = [
  { name: "good", at: "2010-01-10T00:00:00Z", code: "ok", text: good },
  {
    name: "as typed: small letters, O for 0, I and L for 1, blanks",
    at: "2010-01-10T00:00:00Z",
    code: "ok",
    text: typed(),
  },
  { name: "on its last day", at: "2010-02-04T23:59:59Z", code: "ok", text: good },
  { name: "a day later", at: "2010-02-05T00:00:00Z", code: "expired", text: good },
  {
    name: "lasting",
    at: "2050-01-01T00:00:00Z",
    code: "ok",
    text: answerCode(current, { expiry: 0xffffff }),
  },
  { name: "any host", at: "2010-01-10T00:00:00Z", code: "ok", text: answerCode(current, { host: "any:" }) },
  {
    name: "version-based, 7.1",
    at: "2010-01-10T00:00:00Z",
    code: "ok",
    text: answerCode(current, { lasts: 0x21, last: 0x0701 }),
  },
  {
    name: "version-based, 7.0",
    at: "2010-01-10T00:00:00Z",
    code: "not_covered",
    text: answerCode(current, { lasts: 0x21, last: 0x0700 }),
  },
  {
    name: "covered one day less",
    at: "2010-01-10T00:00:00Z",
    code: "not_covered",
    text: answerCode(current, { last: 3741 }),
  },
  {
    name: "date-based without a day",
    at: "2010-01-10T00:00:00Z",
    code: "not_covered",
    text: answerCode(current, { last: 0xffff }),
  },
  {
    name: "another product",
    at: "2010-01-10T00:00:00Z",
    code: "wrong_product",
    text: answerCode(current, { product: "was" }),
  },
  {
    name: "another host",
    at: "2010-01-10T00:00:00Z",
    code: "wrong_host",
    text: answerCode(current, { host: "ethernet:001122aabbcd" }),
  },
  {
    name: "to another request",
    at: "2010-01-10T00:00:00Z",
    code: "wrong_host",
    text: answerCode(current, { nonce: "a1b2c3d5" }),
  },
  {
    name: "another version of the code",
    at: "2010-01-10T00:00:00Z",
    code: "wrong_purpose",
    text: answerCode(current, { version: 2 }),
  },
  {
    name: "by a key that nobody trusts",
    at: "2010-01-10T00:00:00Z",
    code: "unknown_key",
    text: answerCode(strange),
  },
  {
    name: "by a compromised key",
    at: "2010-01-10T00:00:00Z",
    code: "compromised_key",
    text: answerCode(spoilt),
  },
  {
    name: "signed by another than it names",
    at: "2010-01-10T00:00:00Z",
    code: "bad_signature",
    text: answerCode(current, {}, strange),
  },
  {
    name: "two symbols changed places",
    at: "2010-01-10T00:00:00Z",
    code: "bad_format",
    text: swapped,
    line: 1,
  },
  {
    name: "two lines changed places",
    at: "2010-01-10T00:00:00Z",
    code: "bad_format",
    text: good.replace(/\n(.*)\n(.*)\n/, "\n$2\n$1\n"),
    line: 2,
  },
  {
    name: "the last line missing",
    at: "2010-01-10T00:00:00Z",
    code: "bad_format",
    text: good.replace(/\n.*$/, ""),
    line: 0,
  },
  {
    name: "an unused bit set",
    at: "2010-01-10T00:00:00Z",
    code: "bad_format",
    text: answerCode(current, {}, current, 1n),
    line: 0,
  },
  {
    name: "a request for an answer",
    at: "2010-01-10T00:00:00Z",
    code: "bad_format",
    text: requests[0]?.code ?? "",
    line: 0,
  },
];

function typed(): string {
  return good.toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replaceAll("-", " ");
}
