/** BAR case 31, by brute force: every bit, every length, every pair of parts of two genuine texts. None passes, none throws. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { checkAnswerCode } from "../src/air-gap.ts";
import {
  newState,
  type Read,
  readAnswer,
  readKeys,
  readLease,
  readLicense,
  readRevocations,
  readState,
  type Trust,
  trustKeys,
} from "../src/index.ts";
import {
  answerPayload,
  armour,
  keyList,
  leasePayload,
  license,
  licenseKey,
  licensePayload,
  revocations,
  signed,
  testKey,
  token,
} from "./sign.ts";
import { answerCode } from "./vectors/codes.ts";
import { keys } from "./vectors/texts.ts";

const [one, other] = [testKey("current"), testKey("next")];
const trust = await trustKeys([one.publicKey, other.publicKey]);
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}`);

type Reader = (text: string, trust: Trust) => Promise<Read<unknown>>;
const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
const file = license(one, { host: { kind: "hostname", value: "app01", name: "経理" } });

const GENUINE: readonly (readonly [string, Reader, string])[] = [
  ["a licence file", readLicense, file],
  ["a licence file with CRLF", readLicense, crlf(file)],
  ["a revocation list", readRevocations, revocations(one)],
  ["a key list", readKeys, keyList(one, [one, other])],
  ["a lease", readLease, token(one, leasePayload(one))],
  ["an answer", readAnswer, token(one, answerPayload(one))],
];

/** As a program reads a file: as UTF-8, with what is none replaced. */
const asText = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

async function accepted(reader: Reader, texts: Iterable<string>): Promise<readonly [number, string[]]> {
  const passed: string[] = [];
  let count = 0;
  for (const text of texts) {
    count++;
    if ((await reader(text, trust)).ok) passed.push(text);
  }
  return [count, passed];
}

for (const [name, reader, genuine] of GENUINE) {
  describe(`BAR case 31 ${name}`, () => {
    test("is genuine", async () => assert.equal((await reader(genuine, trust)).code, "ok"));

    test("with any one bit flipped is refused", async () => {
      const bytes = Buffer.from(genuine);
      const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
        const copy = Buffer.from(bytes);
        copy.writeUInt8((copy[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
        return asText(copy);
      });
      assert.deepEqual(await accepted(reader, flipped), [bytes.length * 8, []]);
    });

    test("cut at any length, from either end, is refused", async () => {
      const cuts = Array.from(genuine, (_, at) => [genuine.slice(0, at), genuine.slice(at + 1)]).flat();
      assert.deepEqual(await accepted(reader, cuts), [genuine.length * 2, []]);
    });

    test("with any one character taken out, doubled or changed with the next is refused", async () => {
      const changed = Array.from(genuine, (character, at) => [
        genuine.slice(0, at) + genuine.slice(at + 1),
        genuine.slice(0, at) + character + genuine.slice(at),
        genuine.slice(0, at) + (genuine[at + 1] ?? "") + character + genuine.slice(at + 2),
      ]).flat();
      const others = changed.filter(
        (text) => text.replaceAll("\r\n", "\n") !== genuine.replaceAll("\r\n", "\n"),
      );
      assert.deepEqual((await accepted(reader, others))[1], []);
    });

    test("with junk that nobody sees anywhere in it is refused", async () => {
      const junk = ["\u200b", "\u00a0", "\ufeff", "\u202e", "\0", " ", "\t", "\r", "\u2028", "\n"];
      const stuffed = junk.flatMap((it) =>
        Array.from({ length: genuine.length + 1 }, (_, at) => genuine.slice(0, at) + it + genuine.slice(at)),
      );
      const others = stuffed.filter(
        (text) => text.replaceAll("\r\n", "\n") !== genuine.replaceAll("\r\n", "\n"),
      );
      assert.deepEqual((await accepted(reader, others))[1], []);
    });
  });
}

test("BAR case 31 any parts of two genuine files, put together, are refused", async () => {
  const [first, second, third] = [file, license(one, { sequence: 8 }), license(other)].map((text) =>
    text.split("\n"),
  );
  const mixed: string[] = [];
  for (const [a = [], b = []] of [
    [first, second],
    [second, first],
    [first, third],
    [third, first],
  ]) {
    for (let at = 1; at < a.length; at++) {
      mixed.push([...a.slice(0, at), ...b.slice(at)].join("\n"));
      mixed.push(a.map((line, i) => (i === at ? (b[i] ?? "") : line)).join("\n"));
    }
  }
  const genuine = [first, second, third].map((lines = []) => lines.join("\n"));
  const [, passed] = await accepted(
    readLicense,
    mixed.filter((text) => !genuine.includes(text)),
  );
  assert.deepEqual(passed, []);
});

test("BAR case 31 signatures of one purpose, key or payload are good for no other", async () => {
  const payload = Buffer.from(JSON.stringify(licensePayload(one)));
  const signatures = [
    signed(other, payload),
    signed(one, Buffer.from("x")),
    signed(one, payload).reverse(),
    Buffer.alloc(64, 255),
  ];
  const forged = signatures.map((signature) => armour("LICENSE", one.id, signature, payload));
  const tokens = [token(one, licensePayload(one)), token(one, leasePayload(one))];
  for (const text of forged) assert.equal((await readLicense(text, trust)).code, "bad_signature");
  for (const text of tokens) assert.equal((await readAnswer(text, trust)).code, "wrong_purpose");
  for (const text of tokens) assert.equal((await readLicense(text, trust)).code, "bad_format");
});

test("a text of more than 1 MiB is refused, one of just less is read", async () => {
  const keysOf = (count: number) => Array.from({ length: count }, (_, i) => licenseKey({ id: `key_${i}` }));
  const [small, large] = [license(one, { keys: keysOf(3000) }), license(one, { keys: keysOf(3600) })];
  assert.ok(small.length < 2 ** 20 && large.length > 2 ** 20, `${small.length} ${large.length}`);
  assert.equal((await readLicense(small, trust)).code, "ok");
  assert.equal((await readLicense(large, trust)).code, "bad_format");
});

test("a payload nested beyond all reason is refused, not a crash", async () => {
  const deep = "[".repeat(200_000) + "]".repeat(200_000);
  const payload = Buffer.from(`{"purpose":"carnet-license-v1","keyId":"${one.id}","x":${deep}}`);
  const text = armour("LICENSE", one.id, signed(one, payload), payload);
  assert.equal((await readLicense(text, trust)).code, "bad_format");
});

test("whatever text there is, readers answer a code", async () => {
  const piece = fc.constantFrom(
    ...file.split("\n"),
    "-----BEGIN CARNET KEYS-----",
    "Key: ",
    "\r",
    "=",
    "A".repeat(64),
    "",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece, { maxLength: 14 }).map((lines) => lines.join("\n")),
    fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(".")),
  );
  const property = fc.asyncProperty(text, async (it) => {
    for (const [, reader] of GENUINE)
      assert.equal(
        (await reader(it, trust)).ok,
        GENUINE.some(([, , good]) => good === it),
      );
    readState(it);
  });
  await fc.assert(property, { seed, numRuns: 3000 });
});

test("a typed answer with any one symbol wrong, or two changed places, is found by its line", async () => {
  const code = answerCode(one);
  const question = { product: "doors", hosts: [], nonce: "a1b2c3d4", now: 0, state: newState() };
  const symbols = [...code.matchAll(/[0-9A-Z]/g)].map(({ index }) => index).slice(3);
  for (const [i, at] of symbols.entries()) {
    const line = Math.floor(i / 20) + 1;
    for (const symbol of "05AZ") {
      if (code[at] === symbol) continue;
      const check = await checkAnswerCode(code.slice(0, at) + symbol + code.slice(at + 1), trust, question);
      assert.deepEqual([check.code, check.detail], ["bad_format", `a slip in line ${line}`]);
    }
    const next = symbols[i + 1] ?? at;
    if (code[next] === code[at] || i % 20 === 19) continue;
    const swapped =
      code.slice(0, at) + code[next] + code.slice(at + 1, next) + code[at] + code.slice(next + 1);
    assert.equal((await checkAnswerCode(swapped, trust, question)).detail, `a slip in line ${line}`);
  }
});

test("no bit of a typed answer can be changed, checks mended", async () => {
  const question = { product: "doors", hosts: [], nonce: "a1b2c3d4", now: 0, state: newState() };
  const change = fc.record({
    quantity: fc.integer({ min: 0, max: 65535 }),
    last: fc.integer({ min: 0, max: 65535 }),
    expiry: fc.integer({ min: 0, max: 0xffffff }),
  });
  const property = fc.asyncProperty(change, async (it) => {
    const check = await checkAnswerCode(answerCode(one, it, keys.strange), trust, question);
    assert.equal(check.code, "bad_signature");
  });
  await fc.assert(property, { seed, numRuns: 300 });
});
