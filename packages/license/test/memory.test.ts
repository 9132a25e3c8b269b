/** The rules of clock and memory as properties, against models of a few lines; and the host's helper. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { fileStore, hostFacts, machineName } from "../src/host.ts";
import { hostFact, mergeStates, newState, readState, type State } from "../src/index.ts";
import { findClockFault, isOlder } from "../src/state.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}`);
const HOUR = 3_600_000;
const BASE = Date.parse("2010-01-05T00:00:00Z");

const mark = fc.record({ sequence: fc.nat(20), keyId: fc.constantFrom("k1", "k2", "k3") });
const state: fc.Arbitrary<State> = fc
  .record({
    time: fc.nat(10).map((days) => BASE + days * 24 * HOUR),
    mended: fc.nat(2),
    seen: fc.dictionary(fc.constantFrom("revocations", "keys", "007 any:", "lease_1"), mark),
    revoked: fc.uniqueArray(fc.constantFrom("key_1", "key_2")),
    compromised: fc.uniqueArray(fc.constantFrom("k1", "k2")),
    lists: fc.uniqueArray(fc.constantFrom("one", "two")),
  })
  .map((it) => structuredClone({ ...newState(), ...it }));

const check = (property: fc.IProperty<[State, State]> | fc.IProperty<[unknown]>, numRuns: number): void =>
  fc.assert(property as fc.IProperty<unknown>, { seed, numRuns });

describe("two memories", () => {
  test("of each the later counts, whichever comes first; a mended clock before all", () => {
    const property = fc.property(state, state, (one, other) => {
      const [there, back] = [mergeStates(one, other), mergeStates(other, one)];
      assert.deepEqual([there.time, there.mended], [back.time, back.mended]);
      assert.equal(there.mended, Math.max(one.mended, other.mended));
      if (one.mended === other.mended) assert.equal(there.time, Math.max(one.time, other.time));
      assert.deepEqual(new Set(there.compromised), new Set([...one.compromised, ...other.compromised]));
      for (const it of [one, other])
        for (const [name, { sequence, keyId }] of Object.entries(it.seen)) {
          const isGood = !there.compromised.includes(keyId);
          assert.ok(
            !isGood ||
              (there.seen[name]?.sequence ?? -1) >= sequence ||
              there.compromised.includes(there.seen[name]?.keyId ?? ""),
          );
        }
    });
    check(property, 20_000);
  });

  test("merging again, or with itself, changes nothing", () => {
    const property = fc.property(state, state, (one, other) => {
      const merged = mergeStates(one, other);
      assert.deepEqual(mergeStates(merged, other), { ...merged, lists: mergeStates(merged, other).lists });
      assert.deepEqual(mergeStates(one, one), one);
    });
    check(property, 20_000);
  });

  test("what is written is what is read; anything else is a new memory", () => {
    const property = fc.property(state, fc.json(), (one, junk) => {
      assert.deepEqual(readState(JSON.stringify(one)), one);
      assert.deepEqual(readState(junk), newState());
      assert.deepEqual(readState(junk.slice(1)), newState());
    });
    check(property as unknown as fc.IProperty<[unknown]>, 5_000);
  });

  test("a memory that somebody wrote by hand stops nothing and throws nothing", () => {
    const odd = [
      { time: 9e15 },
      { time: -1 },
      { seen: { a: 1 } },
      { seen: [] },
      { revoked: [1] },
      { seat: {} },
      { lists: null },
    ];
    for (const it of odd) {
      const read = readState(JSON.stringify({ ...newState(), ...it }));
      assert.doesNotThrow(() => findClockFault(read, BASE, "2010-01-01T00:00:00Z"));
    }
  });
});

test("BAR 10 clock and sequences, any walk of them, against a model", () => {
  const step = fc.record({
    hours: fc.integer({ min: -40, max: 40 }),
    issued: fc.integer({ min: -40, max: 40 }),
    minutes: fc.nat(6),
    sequence: fc.nat(6),
  });
  const property = fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
    const memory = newState();
    let [greatest, seen] = [0, -1];
    for (const { hours, issued, minutes, sequence } of steps) {
      const now = BASE + hours * HOUR; // near what was issued, so that minutes count
      const issuedAt = BASE + issued * HOUR + minutes * 60_000;
      const fault = findClockFault(memory, now, new Date(issuedAt).toISOString());
      const expected =
        now < greatest - 24 * HOUR ? "clock_rolled_back" : issuedAt > now + HOUR / 12 ? "not_yet" : undefined;
      assert.equal(fault?.code, expected);
      if (expected === undefined) greatest = Math.max(greatest, now, issuedAt);
      assert.equal(memory.time, greatest);
      assert.equal(isOlder(memory, "host", sequence, "k1"), sequence < seen);
      seen = Math.max(seen, sequence);
    }
  });
  check(property as fc.IProperty<[unknown]>, 20_000);
});

describe("the host", () => {
  test("facts are in their one spelling", () => {
    assert.deepEqual(hostFact("ethernet", "00-11-22-AA-BB-CC"), { kind: "ethernet", value: "001122aabbcc" });
    assert.deepEqual(hostFact("disk", "12AB-34CD"), { kind: "disk", value: "12ab34cd" });
    assert.deepEqual(hostFact("hostname", "App-01.Aoba.example"), {
      kind: "hostname",
      value: "app-01.aoba.example",
    });
    for (const { kind, value } of hostFacts()) assert.deepEqual(hostFact(kind, value), { kind, value });
  });

  test("its name is the same each time, another for each vendor, and fits the portal", () => {
    assert.equal(machineName("doors"), machineName("doors"));
    assert.notEqual(machineName("doors"), machineName("was"));
    assert.match(machineName("doors"), /^[A-Za-z0-9._:-]{16,128}$/);
  });

  test("a state survives in a file, and there is none at first", async () => {
    const folder = mkdtempSync(join(tmpdir(), "carnet-state-"));
    const store = fileStore(join(folder, "state.json"));
    assert.equal(await store.load(), null);
    await store.save("one");
    await store.save("two");
    assert.equal(await store.load(), "two");
    rmSync(folder, { recursive: true });
  });
});
