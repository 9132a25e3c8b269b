/** Typed codes and files of machines without a network, against the package that the programs use. Source: docs/license-file.md. */
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { checkAnswerCode, makeRequest } from "../../packages/license/src/air-gap.ts";
import { newState } from "../../packages/license/src/state.ts";
import { codeBytes } from "../license-files/format.rules.ts";
import { HOST_KINDS } from "../license-keys/key.data.ts";
import { type AnsweredKey, answerBytes, answerCode } from "./answer.rules.ts";
import { hashOfHost, hashOfProduct, readRequest } from "./request.rules.ts";

const NOW = Date.parse("2010-03-01T03:00:00Z");
const HOST = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" } as const;
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);

function signed(key: Omit<AnsweredKey, "keyId">) {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const der = publicKey.export({ type: "spki", format: "der" });
  const keyId = createHash("sha256").update(der).digest("hex").slice(0, 16);
  const bytes = answerBytes({ ...key, keyId });
  assert.ok(bytes);
  const trust = { keys: new Map([[keyId, der.subarray(-32)]]), compromised: new Set<string>() };
  return { code: answerCode(bytes, sign(null, codeBytes(bytes), privateKey)), trust };
}

const KEY = {
  product: "doors",
  host: { kind: "ethernet", value: "001b44113ab7" },
  quantity: 3,
  scheme: "date-based",
  version: null,
  coveredThrough: "2010-03-31",
  kind: "permanent",
  expiresAt: "2010-03-31T03:00:00Z",
} as const;

test("a program's request reads the same as a file, a typed code and a QR code's address", async () => {
  const made = await makeRequest({ product: "doors", host: HOST, now: NOW });
  for (const text of [
    made.text,
    made.code,
    made.fragment,
    `https://portal.example/air-gap#${made.fragment}`,
  ]) {
    const read = readRequest(text);
    assert.ok(read.ok, text);
    const { nonce, hostHash, productHash, hostKind } = read.value;
    assert.deepEqual(
      { nonce, hostHash, productHash, hostKind },
      {
        nonce: made.nonce,
        hostHash: hashOfHost({ kind: "ethernet", value: "001b44113ab7" }),
        productHash: hashOfProduct("doors"),
        hostKind: "ethernet",
      },
    );
  }
  const typed = readRequest(
    made.code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"),
  );
  assert.ok(typed.ok);
});

test("a slip is told: by its group where the group itself shows it, else by the check", async () => {
  const { code } = await makeRequest({ product: "doors", host: HOST, now: NOW });
  const groups = code.split("-");
  const slip = (at: number, change: (group: string) => string) => {
    const read = readRequest(groups.map((group, i) => (i === at ? change(group) : group)).join("-"));
    return read.ok ? "read" : { ...read.refusal };
  };
  assert.deepEqual(
    slip(3, (group) => group.slice(1)),
    { reason: "code_group", line: 1, group: 3 },
  );
  assert.deepEqual(
    slip(5, (group) => `U${group.slice(1)}`),
    { reason: "code_symbol", line: 1, group: 5 },
  );
  assert.deepEqual(
    slip(0, () => "CA1"),
    { reason: "code_prefix", line: 1, group: null },
  );
  const other = (symbol: string | undefined) => (symbol === "7" ? "8" : "7");
  assert.deepEqual(
    slip(2, (group) => `${other(group[0])}${group.slice(1)}`),
    { reason: "code_line", line: 1, group: null },
  );
  assert.deepEqual(readRequest(groups.slice(0, 6).join("-")).ok, false);
});

test("property: every wrong symbol and every swapped pair of a request is refused", async () => {
  const { code } = await makeRequest({ product: "doors", host: HOST, now: NOW });
  const plain = code.slice(4).replaceAll("-", "");
  const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  fc.assert(
    fc.property(fc.nat(29), fc.nat(31), (at, to) => {
      const changed = plain.slice(0, at) + symbols[to] + plain.slice(at + 1);
      assert.equal(readRequest(`CR1-${changed}`).ok, changed === plain);
    }),
    { numRuns: 2000, seed },
  );
  for (let at = 0; at < 29; at++) {
    const changed = `${plain.slice(0, at)}${plain[at + 1]}${plain[at]}${plain.slice(at + 2)}`;
    assert.equal(readRequest(`CR1-${changed}`).ok, changed === plain);
  }
});

test("the program takes the typed answer for its own request, host and product only, and names the line of a slip", async () => {
  const { nonce } = await makeRequest({ product: "doors", host: HOST, now: NOW });
  const { code, trust } = signed({ ...KEY, nonce });
  const ask = (change: object = {}, text = code) =>
    checkAnswerCode(
      text,
      trust as never,
      {
        ...{ product: "doors", releasedOn: "2010-03-01", hosts: [HOST], nonce, now: NOW, state: newState() },
        ...change,
      } as never,
    );
  assert.equal(code.split("\n").length, 8);
  assert.equal((await ask()).code, "ok");
  assert.equal((await ask({ nonce: "00000000" })).code, "wrong_host");
  assert.equal((await ask({ product: "quest" })).code, "wrong_product");
  assert.equal((await ask({ hosts: [{ kind: "ethernet", value: "001b44113ab8" }] })).code, "wrong_host");
  assert.equal((await ask({ releasedOn: "2010-04-01" })).code, "not_covered");
  const lines = code.split("\n");
  lines[4] = `${lines[4]?.[0] === "7" ? "8" : "7"}${lines[4]?.slice(1)}`;
  const slipped = await ask({}, lines.join("\n"));
  assert.equal(slipped.code, "bad_format");
  assert.match(JSON.stringify(slipped), /line 5/);
});

test("the typed answer never lasts longer than the file; what it cannot say it does not say", () => {
  const bytes = (change: Partial<AnsweredKey>) =>
    answerBytes({ ...KEY, nonce: "0a0b0c0d", keyId: "9f3c2a7d0b1e4c55", ...change });
  const lastDay = (expiresAt: string | null) => bytes({ expiresAt })?.readUIntBE(26, 3);
  const days = (date: string) => (Date.parse(date) - Date.UTC(2000, 0, 1)) / 86_400_000;
  assert.equal(lastDay("2010-03-31T03:00:00Z"), days("2010-03-30"));
  assert.equal(lastDay("2010-03-31T00:00:00Z"), days("2010-03-30"));
  assert.equal(lastDay(null), 0xffffff);
  assert.equal(bytes({ coveredThrough: null })?.readUInt16BE(19), 0xffff);
  assert.equal(bytes({ scheme: "version-based", version: "7.1" })?.readUInt16BE(19), 7 * 256 + 1);
  for (const version of ["7.1.2", "7", "256.0", "7.256"])
    assert.equal(bytes({ scheme: "version-based", version }), null, version);
  assert.equal(bytes({ quantity: 70_000 }), null);
});

test("anything else is refused in words, never with a crash", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.json(),
        fc.uint8Array().map((a) => Buffer.from(a).toString("base64url")),
      ),
      (text) => {
        for (const form of [
          text,
          `CR1-${text}`,
          `-----BEGIN CARNET REQUEST-----\n\n${text}\n-----END CARNET REQUEST-----`,
        ])
          assert.equal(readRequest(form).ok, false);
      },
    ),
    { numRuns: 3000, seed },
  );
  assert.equal(HOST_KINDS.length, 7);
});
