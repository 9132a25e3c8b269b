import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { openDatabase } from "../database.ts";
import { Problem } from "../problem.ts";
import { spend } from "./limits.ts";

const LIMIT = { most: 5, seconds: 60 };

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ empty: true });
});
after(() => database.close());

/** Whether it was let through; else how long to wait. */
async function tried(who: string, db = database.db): Promise<true | number> {
  try {
    await spend(db, who, LIMIT);
    return true;
  } catch (error) {
    assert.ok(error instanceof Problem && error.status === 429 && error.code === "too_many_requests");
    return Number(error.facts["retryAfterSeconds"]);
  }
}

const age = (who: string, seconds: number) =>
  sql`update spendings set since = since - make_interval(secs => ${seconds}) where who = ${who}`.execute(
    database.owner,
  );

describe("a limit of five a minute", () => {
  test("lets exactly five of two hundred through that come at once, from two processes", async () => {
    const other = openDatabase(database.connection);
    try {
      const tries = Array.from({ length: 200 }, (_, i) =>
        tried("burst", i % 2 === 0 ? database.db : other.db),
      );
      assert.equal((await Promise.all(tries)).filter((result) => result === true).length, 5);
    } finally {
      await other.db.destroy();
    }
  });

  test("says how long to wait, and that wait is enough", async () => {
    for (let i = 0; i < 5; i++) await tried("patient");
    await age("patient", 40);
    const wait = await tried("patient");
    assert.ok(typeof wait === "number" && wait >= 19 && wait <= 20, String(wait));
    await age("patient", wait);
    assert.equal(await tried("patient"), true);
  });

  test("is not prolonged by knocking", async () => {
    for (let i = 0; i < 50; i++) await tried("knocking");
    await age("knocking", 59);
    assert.equal(await tried("knocking"), 1);
    await age("knocking", 1);
    assert.equal(await tried("knocking"), true);
  });

  test("opens a whole new window: five again, and no more", async () => {
    for (let i = 0; i < 9; i++) await tried("window");
    await age("window", 61);
    const results = await Promise.all(Array.from({ length: 50 }, () => tried("window")));
    assert.equal(results.filter((result) => result === true).length, 5);
  });

  test("is one for each", async () => {
    for (let i = 0; i < 6; i++) await tried("greedy");
    assert.equal(await tried("modest"), true);
  });
});
