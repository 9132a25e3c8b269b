/** The texts of the vectors: good ones, and each way in which one can be bad. */
import {
  armour,
  keyList,
  license,
  licenseKey,
  licensePayload,
  revocations,
  seal,
  signed,
  testKey,
} from "../sign.ts";
import { MISFORMED } from "./misformed.ts";

export const keys = {
  current: testKey("current"),
  next: testKey("next"),
  spoilt: testKey("spoilt"),
  strange: testKey("strange"),
};
const { current, next, spoilt, strange } = keys;

/** `isSigned`: form and signature are right, so that openssl alone says yes; what is wrong is what the bytes say. */
export interface TextVector {
  readonly name: string;
  readonly reader: "license" | "revocations" | "keys";
  readonly code: string;
  readonly isSigned: boolean;
  readonly text: string | Uint8Array;
}

type Named = readonly [name: string, text: string | Uint8Array];
const good = license(current);
const json = JSON.stringify(licensePayload(current));
const lines = good.split("\n");
const withLine = (at: number, line: string): string =>
  lines.map((it, i) => (i === at ? line : it)).join("\n");

const GOOD: readonly Named[] = [
  ["one key", good],
  ["line ends as on Windows", good.replaceAll("\n", "\r\n")],
  ["line ends of both kinds", good.replace("\n", "\r\n")],
  ["no key left: all was returned", license(current, { keys: [] })],
  [
    "many keys and many scripts",
    license(current, {
      host: { kind: "hostname", value: "app01.aoba.example", name: "経理サーバー" },
      keys: [
        licenseKey({ productName: "要求管理 𠮷 é" }),
        licenseKey({
          id: "key_02",
          product: "was",
          scheme: "version-based",
          version: "7.1",
          coveredThrough: null,
          expiresAt: null,
        }),
        licenseKey({ id: "key_03", product: "spss", lock: "floating", quantity: 50, expiresAt: null }),
        licenseKey({
          id: "key_04",
          product: "was",
          kind: "emergency",
          startsAt: "2010-01-05T03:00:00Z",
          expiresAt: "2010-01-08T03:00:00Z",
        }),
      ],
    }),
  ],
  ["any host", license(current, { host: { kind: "any", value: "", name: "" } })],
  [
    "a range of addresses",
    license(current, { host: { kind: "internet", value: "192.0.2.0/24", name: "plant" } }),
  ],
  ["by the key that follows", license(next, {})],
  ["a member that version 1 does not know", license(current, { color: "green" })],
];

/** Genuine by its signature, and still nothing that a writer of ours would sign. */
const MISSPELT: readonly Named[] = [
  ["a name twice", json.replace('"quantity":6', '"quantity":6,"quantity":600')],
  ["a host twice", json.replace('"issuedAt"', '"host":{"kind":"any","value":"","name":""},"issuedAt"')],
  ["blanks between members", json.replaceAll(",", ", ")],
  ["a line end behind", `${json}\n`],
  ["a byte order mark in the payload", `\ufeff${json}`],
  ["a character written as an escape", json.replace("doors", "\\u0064oors")],
  ["a slash written as an escape", json.replace("Rational DOORS", "Rational\\/DOORS")],
  ["a fraction", json.replace('"quantity":6', '"quantity":6.5')],
  [
    "a fraction in a member that version 1 does not know",
    json.replace('"sequence"', '"weight":0.5,"sequence"'),
  ],
  ["a number with an exponent", json.replace('"quantity":6', '"quantity":6e0')],
  ["a number beyond 2^53", json.replace('"quantity":6', '"quantity":9007199254740993')],
  ["a huge number", json.replace('"quantity":6', '"quantity":1e+21')],
  ["a negative quantity", json.replace('"quantity":6', '"quantity":-6')],
  ["a number as text", json.replace('"quantity":6', '"quantity":"6"')],
  ["purpose not first", JSON.stringify({ keyId: current.id, purpose: "carnet-license-v1", ...rest() })],
  ["key id not second", JSON.stringify({ purpose: "carnet-license-v1", ...rest(), keyId: current.id })],
  ["the id of another key in the payload", json.replace(current.id, next.id)],
  ["no keys", json.replace(/"keys":.*/, '"keys":null}')],
  ["a member missing", json.replace('"fileId":"lfile_07",', "")],
  ["a day that is none", json.replace("2010-03-31", "2010-02-30")],
  ["an instant that is none", json.replace("2010-01-05T03:00:00Z", "2010-01-05T24:30:00Z")],
  ["an instant with an offset", json.replace("2010-01-05T03:00:00Z", "2010-01-05T03:00:00+09:00")],
  ["a list in place of an object", `[${json}]`],
  ["half of it", json.slice(0, 200)],
  ["null", "null"],
];

const OTHERS: readonly (readonly [...Named, string, boolean])[] = [
  ["one letter of the payload changed", altered(), "bad_signature", false],
  [
    "the headers of another file",
    lines.slice(0, 4).join("\n") + license(current, { sequence: 8 }).slice(good.indexOf("\n\n") + 1),
    "bad_signature",
    false,
  ],
  [
    "the signature of another file",
    withLine(2, license(current, { sequence: 8 }).split("\n")[2] ?? ""),
    "bad_signature",
    false,
  ],
  ["the key exchanged", withLine(1, `Key: ${next.id}`), "bad_signature", false],
  [
    "signed by another than the one it names",
    armour("LICENSE", current.id, signed(strange, Buffer.from(json)), Buffer.from(json)),
    "bad_signature",
    false,
  ],
  [
    "a signature of zeros",
    armour("LICENSE", current.id, Buffer.alloc(64), Buffer.from(json)),
    "bad_signature",
    false,
  ],
  [
    "the payload with the armour's purpose signed before it",
    armour("LICENSE", current.id, signed(current, Buffer.from(`carnet-code-v1\n${json}`)), Buffer.from(json)),
    "bad_signature",
    false,
  ],
  [
    "not UTF-8, signed",
    seal("LICENSE", current, Buffer.from(json.replace("Rational", "Ration\u00e4l"), "latin1")),
    "bad_format",
    true,
  ],
  ["by a key that nobody trusts", license(strange), "unknown_key", false],
  ["by a compromised key", license(spoilt), "compromised_key", true],
  ["a revocation list for a licence", revocations(current), "wrong_purpose", false],
  [
    "a revocation list under the licence's label",
    seal("LICENSE", current, revocationJson()),
    "wrong_purpose",
    false,
  ],
  [
    "a licence of a version to come",
    license(current, { purpose: "carnet-license-v2" }),
    "wrong_purpose",
    false,
  ],
  ["a licence under the label of a key list", seal("KEYS", current, json), "wrong_purpose", false],
  [
    "a lease under the licence's label",
    seal("LICENSE", current, json.replace("carnet-license-v1", "carnet-lease-v1")),
    "wrong_purpose",
    false,
  ],
];

export const texts: readonly TextVector[] = [
  ...GOOD.map(([name, text]): TextVector => ({ name, text, reader: "license", code: "ok", isSigned: true })),
  ...MISFORMED.map(
    ([name, text]): TextVector => ({ name, text, reader: "license", code: "bad_format", isSigned: false }),
  ),
  ...MISSPELT.map(([name, payload]): TextVector => {
    return {
      name,
      text: seal("LICENSE", current, payload),
      reader: "license",
      code: "bad_format",
      isSigned: true,
    };
  }),
  ...OTHERS.map(
    ([name, text, code, isSigned]): TextVector => ({ name, text, reader: "license", code, isSigned }),
  ),
  {
    name: "a revocation list",
    text: revocations(current),
    reader: "revocations",
    code: "ok",
    isSigned: true,
  },
  {
    name: "a licence for a revocation list",
    text: good,
    reader: "revocations",
    code: "wrong_purpose",
    isSigned: false,
  },
  {
    name: "a revocation list without its day",
    text: revocations(current, { nextBy: null }),
    reader: "revocations",
    code: "bad_format",
    isSigned: true,
  },
  { name: "a key list", text: keyList(current, [current, next]), reader: "keys", code: "ok", isSigned: true },
  {
    name: "a key list by the listed key itself",
    text: keyList(strange, [strange]),
    reader: "keys",
    code: "unknown_key",
    isSigned: false,
  },
  {
    name: "a key list by a compromised key",
    text: keyList(spoilt, [strange]),
    reader: "keys",
    code: "compromised_key",
    isSigned: true,
  },
];

function rest(): object {
  const { purpose, keyId, ...others } = licensePayload(current) as Record<string, unknown>;
  return purpose === keyId ? {} : others;
}

function revocationJson(): string {
  const body = revocations(current).split("\n").slice(4, -2).join("");
  return Buffer.from(body, "base64").toString();
}

function altered(): string {
  const payload = Buffer.from(json.replace('"quantity":6', '"quantity":9'));
  return armour("LICENSE", current.id, signed(current, Buffer.from(json)), payload);
}
