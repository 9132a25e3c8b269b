import assert from "node:assert/strict";
import { test } from "node:test";
import { newCode, newId, newSecret } from "./id.ts";

test("an id tells its kind, and sorts by its time", () => {
  const instants = [
    0,
    1,
    31,
    32,
    1_267_412_400_000,
    1_267_412_400_001,
    Date.parse("9999-12-31T23:59:59.999Z"),
  ];
  const ids = instants.map((instant) => newId("key", new Date(instant)));
  assert.deepEqual([...ids].sort(), ids);
  for (const id of ids) assert.match(id, /^key_[0-9a-hjkmnp-tv-z]{24}$/);
});

test("a hundred thousand ids of one millisecond differ", () => {
  const now = new Date("2010-03-01T03:00:00Z");
  assert.equal(new Set(Array.from({ length: 100_000 }, () => newId("event", now))).size, 100_000);
});

test("each symbol of a code is as likely as the next", () => {
  const counts = new Map<string, number>();
  for (const symbol of newCode(320_000)) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  assert.equal(counts.size, 32);
  for (const [symbol, count] of counts) assert.ok(Math.abs(count - 10_000) < 600, `${symbol}: ${count}`);
});

test("a secret is 256 bits, safe in a URL, and never the same", () => {
  const secrets = Array.from({ length: 1000 }, newSecret);
  assert.equal(new Set(secrets).size, 1000);
  for (const secret of secrets) assert.match(secret, /^[\w-]{43}$/);
});
