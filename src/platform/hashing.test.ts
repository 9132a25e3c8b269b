import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hash } from "@node-rs/argon2";
import { hashSlowly, isOutdated, matchesSlowly } from "./hashing.ts";
import { Problem } from "./problem.ts";

describe("BAR 38 slow hashes", () => {
  test("tell their parameters, and which are of yesterday", async () => {
    const stored = await hashSlowly("correct-horse-battery");
    assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.ok(!isOutdated(stored));
    assert.ok(isOutdated(await hash("x", { memoryCost: 8192, timeCost: 1, parallelism: 1 })));
  });
  test("match whichever keyboard composed the letters", async () => {
    const stored = await hashSlowly("caf\u00e9 au lait noir");
    assert.ok(await matchesSlowly(stored, "cafe\u0301 au lait noir"));
    assert.ok(!(await matchesSlowly(stored, "cafe au lait noir")));
  });
  test("match nothing where nothing is stored", async () => {
    assert.equal(await matchesSlowly(undefined, "nobody has this password"), false);
  });
  test("are made a few at once: with a full queue the caller is told to come again", async () => {
    const asked = await Promise.allSettled(Array.from({ length: 100 }, () => hashSlowly("many at once")));
    const refused = asked.filter((each) => each.status === "rejected");
    assert.equal(refused.length, 100 - 4 - 64);
    for (const each of refused) {
      assert.ok(each.reason instanceof Problem);
      assert.deepEqual([each.reason.status, each.reason.facts["retryAfterSeconds"]], [503, 2]);
    }
    assert.ok(await hashSlowly("and then again"));
  });
});
