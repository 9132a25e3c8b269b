/** docs/license-file/: what stands there is what the generator writes, and the package says of it what it ought to. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { checkAnswerCode } from "../src/air-gap.ts";
import { fromBase64 } from "../src/bytes.ts";
import {
  checkLease,
  checkLicense,
  type LicenseFile,
  learnKeys,
  learnRevocations,
  newState,
  readAnswer,
  readKeys,
  readLease,
  readLicense,
  readRevocations,
  readState,
  type State,
  type Trust,
  trustKeys,
} from "../src/index.ts";
import { answers, requests } from "./vectors/codes.ts";
import { lives } from "./vectors/lives.ts";
import { vectorFiles } from "./vectors/make.ts";
import { APP01, type Step } from "./vectors/steps.ts";
import { keys, texts } from "./vectors/texts.ts";

const FOLDER = "docs/license-file";
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

async function trusted(): Promise<Trust> {
  const { current, next, spoilt } = keys;
  const trust = await trustKeys([current.publicKey, next.publicKey, spoilt.publicKey]);
  trust.compromised.add(spoilt.id);
  return trust;
}

test("the committed vectors are what the generator writes", () => {
  const files = vectorFiles();
  for (const [path, bytes] of files)
    assert.deepEqual(readFileSync(join(FOLDER, path)), Buffer.from(bytes), path);
  const there = ["texts", "keys"].flatMap((part) =>
    readdirSync(join(FOLDER, part)).map((name) => `${part}/${name}`),
  );
  assert.deepEqual(
    there.filter((path) => !files.has(path)),
    [],
  );
});

test("BAR case 31 each of the vectors' texts gets its own code", async () => {
  const trust = await trusted();
  const readers = { license: readLicense, revocations: readRevocations, keys: readKeys };
  const told: [string, string][] = [];
  for (const { name, reader, text } of texts) {
    const read = await readers[reader](typeof text === "string" ? text : decoder.decode(text), trust);
    told.push([name, read.code]);
  }
  assert.deepEqual(
    told,
    texts.map(({ name, code }) => [name, code]),
  );
  assert.equal(new Set(texts.map(({ name }) => name)).size, texts.length);
});

describe("the vectors with a clock and a memory", () => {
  for (const { name, steps } of lives) {
    test(name, async () => {
      const trust = await trusted();
      let state = newState();
      const aside = new Map<string, string>();
      for (const [i, step] of steps.entries()) {
        if (step.keep !== undefined) aside.set(step.keep, JSON.stringify(state));
        if (step.restore !== undefined) state = readState(aside.get(step.restore) ?? "");
        assert.equal(await take(step, trust, state), step.code, `step ${i + 1}`);
      }
    });
  }
});

async function take(step: Step, trust: Trust, state: State): Promise<string> {
  const now = Date.parse(step.at);
  const program = { product: step.product ?? "doors", releasedOn: "2010-03-31", version: "7.1" };
  if (step.revocations !== undefined)
    return (await learnRevocations(step.revocations, trust, state, now)).code;
  if (step.keys !== undefined) return (await learnKeys(step.keys, trust, state, now)).code;
  if (step.answer !== undefined) return (await readAnswer(step.answer, trust)).code;
  if (step.lease !== undefined) {
    const read = await readLease(step.lease, trust);
    return read.ok
      ? checkLease(read.value, { ...program, machine: step.machine ?? "", now, state }).code
      : read.code;
  }
  const { files, ...asked } = step.check ?? { files: [] };
  const genuine: LicenseFile[] = [];
  for (const file of files) {
    const read = await readLicense(file, trust);
    if (!read.ok) return read.code;
    genuine.push(read.value);
  }
  const question = { product: program.product, ...asked, hosts: step.hosts ?? [], now, state };
  return checkLicense(genuine, question).code;
}

describe("the vectors of typed answers", () => {
  for (const answer of answers) {
    test(answer.name, async () => {
      const program = { product: "doors", version: "7.1", releasedOn: "2010-03-31" };
      const asked = { hosts: APP01, nonce: "a1b2c3d4", now: Date.parse(answer.at), state: newState() };
      const check = await checkAnswerCode(answer.text, await trusted(), { ...program, ...asked });
      assert.equal(check.code, answer.code);
      if (answer.line !== undefined && answer.line > 0)
        assert.match(check.detail, new RegExp(`line ${answer.line}$`));
    });
  }
});

test("typed requests have one line, six groups and 30 symbols", () => {
  for (const { code } of requests) assert.match(code, /^CR1(-[0-9A-HJKMNP-TV-Z]{5}){6}$/);
  assert.equal(fromBase64("AAA"), undefined);
});
