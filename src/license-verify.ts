/**
 * `carnet license verify FILE`: whether a license file, a revocation list or a list of keys is genuine, as a customer's
 * program sees it: by the package `@carnet/license` and the public keys alone. Needs no API key.
 */
import { readFileSync } from "node:fs";
import {
  checkLicense,
  type LicenseFile,
  newState,
  readKeys,
  readLicense,
  readRevocations,
  type Trust,
  trustKeys,
} from "../packages/license/src/index.ts";
import { type ApiClient, type Command, DONE, flag, Misuse, option, REFUSED } from "./platform/cli.ts";

interface Verdict {
  readonly ok: boolean;
  readonly code: string;
  readonly detail: string;
  readonly content: unknown;
}

export const verifyLicense: Command = {
  noun: "license",
  verb: "verify",
  usage: "FILE [--keys FILE] [--product CODE --host KIND:VALUE] [--released DAY] [--version V] [--json]",
  does: "verifies a license file offline; without --keys by the public keys of the portal. 0 good, 1 refused",
  run: async (api, args) => {
    const path = args[0];
    if (path === undefined || path.startsWith("--")) throw new Misuse("name the file");
    const text = textOf(path);
    const verdict = await verify(text, await trustOf(api, option(args, "keys")), args);
    if (flag(args, "json")) console.log(JSON.stringify(verdict));
    else console.log(`${verdict.code}${verdict.detail === "" ? "" : `: ${verdict.detail}`}`);
    if (!flag(args, "json") && verdict.ok) console.log(JSON.stringify(verdict.content, null, 2));
    return verdict.ok ? DONE : REFUSED;
  },
};

async function verify(text: string, trust: Trust, args: readonly string[]): Promise<Verdict> {
  const [, label] = /^-----BEGIN CARNET (REVOCATIONS|KEYS)-----/.exec(text) ?? [];
  if (label !== undefined) {
    const read = await (label === "KEYS" ? readKeys : readRevocations)(text, trust);
    return { ...read, detail: read.ok ? "" : read.detail, content: read.ok ? read.value : null };
  }
  const read = await readLicense(text, trust);
  if (!read.ok) return { ...read, content: null };
  return judge(read.value, args);
}

/** Of a product, on a host, now; without one whether any key of the file still counts, or there is none left in it. */
function judge(file: LicenseFile, args: readonly string[]): Verdict {
  const now = Date.now();
  const product = option(args, "product");
  if (product !== undefined) {
    const [kind = "any", value = ""] = (option(args, "host") ?? "any:").split(/:(.*)/s);
    const releasedOn = option(args, "released");
    const version = option(args, "version");
    const question = { product, releasedOn, version, hosts: [{ kind, value }], now, state: newState() };
    const { ok, code, detail } = checkLicense(file, question);
    return { ok, code, detail, content: file };
  }
  if (Date.parse(file.issuedAt) > now + 5 * 60_000)
    return { ok: false, code: "not_yet", detail: `issued at ${file.issuedAt}`, content: file };
  const isOver = ({ expiresAt }: { expiresAt: string | null }) =>
    expiresAt !== null && Date.parse(expiresAt) <= now;
  if (file.keys.length > 0 && file.keys.every(isOver))
    return { ok: false, code: "expired", detail: `every key of ${file.fileId} has ended`, content: file };
  return { ok: true, code: "ok", detail: `${file.fileId}, number ${file.sequence}`, content: file };
}

/** PEM keys, the 43 characters of each, or what the portal answers at /v1/licensing/public-keys. */
async function trustOf({ baseUrl }: ApiClient, path: string | undefined): Promise<Trust> {
  const text = path === undefined ? await publicKeysOf(baseUrl) : textOf(path);
  const told = [...text.matchAll(/"publicKey":\s*"([\w-]{43})"/g)].map(([, key = ""]) => key);
  const pems = [...text.matchAll(/-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----/g)].map(
    ([, der = ""]) => Buffer.from(der, "base64").subarray(-32).toString("base64url"),
  );
  const bare = text.split(/\s+/).filter((word) => /^[\w-]{43}$/.test(word));
  const keys = told.length > 0 ? told : pems.length > 0 ? pems : bare;
  if (keys.length === 0)
    throw new Misuse("there is no public key in it: PEM, base64url or the portal's answer");
  return trustKeys(keys);
}

async function publicKeysOf(baseUrl: string): Promise<string> {
  const url = `${baseUrl}/v1/licensing/public-keys`;
  const reply = await fetch(url).catch(() => undefined);
  if (reply?.ok !== true)
    throw new Misuse(`no portal answers at ${url}: name a file of public keys with --keys`);
  return reply.text();
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new Misuse(`${path} cannot be read`);
  }
}
