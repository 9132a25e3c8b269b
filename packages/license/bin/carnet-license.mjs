#!/usr/bin/env node
/**
 * carnet-license: verify a licence file, ask for one on a machine without network, take a typed answer.
 *
 * Exit 0 done and good, 1 refused, 2 misuse. `--json` for programs.
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { checkAnswerCode, makeRequest } from "../dist/air-gap.js";
import { hostFacts } from "../dist/host.js";
import { checkLicense, newState, readKeys, readLicense, readRevocations, trustKeys } from "../dist/index.js";

const USAGE = `carnet-license verify FILE --keys KEYS [--product CODE] [--released DAY] [--version V] [--host KIND:VALUE]…
carnet-license request --product CODE [--host KIND:VALUE] [--out FILE]
carnet-license answer CODE… --nonce NONCE --product CODE --keys KEYS [--released DAY] [--version V] [--host KIND:VALUE]…

KEYS is a file: public keys as PEM or as 43 characters of base64url, or the portal's answer to
GET /v1/licensing/public-keys. DAY is the day on which the program came out, 2010-03-31. Hosts are this machine's own
unless named.`;

const OPTIONS = {
  keys: { type: "string" },
  product: { type: "string" },
  released: { type: "string" },
  version: { type: "string" },
  host: { type: "string", multiple: true },
  out: { type: "string" },
  nonce: { type: "string" },
  json: { type: "boolean" },
};

class Misuse extends Error {}

async function main() {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [verb, ...rest] = positionals;
  const verbs = { verify, request, answer };
  if (!Object.hasOwn(verbs, verb ?? "")) throw new Misuse(USAGE);
  const { ok, ...facts } = await verbs[verb](values, rest);
  console.log(values.json ? JSON.stringify({ ok, ...facts }) : facts.text);
  return ok ? 0 : 1;
}

/** Of any of the armoured texts: is it genuine? Of a licence with a product named: does it open it, here and now? */
async function verify(values, [path]) {
  const text = await readFile(path ?? need(values, "file"), "utf8");
  const trust = await trustKeys(publicKeysIn(await readFile(need(values, "keys"), "utf8")));
  const reader = /^-----BEGIN CARNET (REVOCATIONS|KEYS)-----/.exec(text)?.[1];
  const read = await ({ REVOCATIONS: readRevocations, KEYS: readKeys }[reader] ?? readLicense)(text, trust);
  if (!read.ok) return { ...read, text: `${read.code}: ${read.detail}` };
  if (reader !== undefined || values.product === undefined)
    return { ok: true, code: "ok", value: read.value, text: `ok\n${JSON.stringify(read.value, null, 2)}` };
  const check = checkLicense(read.value, questionOf(values));
  const until = check.until === null ? "it lasts" : `until ${check.until}`;
  return { ...check, text: `${check.code}: ${check.detail}${check.ok ? `, ${until}` : ""}` };
}

async function request(values) {
  const product = need(values, "product");
  const [host = { kind: "any", value: "" }] = hostsOf(values);
  const made = await makeRequest({ product, host, now: Date.now() });
  const out = values.out ?? "carnet-request.txt";
  await writeFile(out, made.text);
  const lines = [made.code, "", `for ${product} on ${host.kind} ${host.value}`];
  const text = [...lines, `nonce ${made.nonce}: keep it for the answer`, `the same as a file: ${out}`].join(
    "\n",
  );
  return { ok: true, ...made, file: out, text };
}

async function answer(values, codes) {
  const trust = await trustKeys(publicKeysIn(await readFile(need(values, "keys"), "utf8")));
  const question = { ...questionOf(values), product: need(values, "product"), nonce: need(values, "nonce") };
  const check = await checkAnswerCode(codes.join(" "), trust, question);
  return { ...check, text: `${check.code}: ${check.ok ? (check.until ?? "it lasts") : check.detail}` };
}

function questionOf({ product, released, version, ...values }) {
  return {
    product,
    releasedOn: released,
    version,
    hosts: hostsOf(values),
    now: Date.now(),
    state: newState(),
  };
}

function hostsOf({ host = [] }) {
  const named = host.map((text) => {
    const at = text.indexOf(":");
    if (at < 0) throw new Misuse(`--host is KIND:VALUE, not ${text}`);
    return { kind: text.slice(0, at), value: text.slice(at + 1) };
  });
  return named.length > 0 ? named : hostFacts();
}

/** PEM ends with the 32 bytes of the key. */
function publicKeysIn(text) {
  if (text.trimStart().startsWith("{")) return JSON.parse(text).keys.map(({ publicKey }) => publicKey);
  const pems = [...text.matchAll(/-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----/g)];
  const keys = pems.map(([, body]) => Buffer.from(body, "base64").subarray(-32).toString("base64url"));
  return keys.length > 0 ? keys : text.split(/\s+/).filter((word) => word !== "");
}

function need(values, name) {
  if (values[name] === undefined)
    throw new Misuse(`${name === "file" ? "FILE" : `--${name}`} is missing\n\n${USAGE}`);
  return values[name];
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
