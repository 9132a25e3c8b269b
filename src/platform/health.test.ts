import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { ConfigError } from "./config.ts";
import { checkConnection } from "./health.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ empty: true });
});
after(() => database.close());

const isRefused = (sentence: RegExp) => (error: unknown) =>
  error instanceof ConfigError && sentence.test(error.message) && !error.message.includes("\n");

describe("the portal starts", () => {
  test("on a connection in its own role, on a machine with the same clock", async () => {
    await checkConnection(database.db);
  });

  test("not on one that is free of row-level security", async () => {
    await assert.rejects(checkConnection(database.owner), isRefused(/works as \w+, not as carnet_app/));
  });

  test("not when its role has been given more", async () => {
    await sql`create role carnet_test_free superuser`.execute(database.owner);
    const refused = database.owner.connection().execute(async (one) => {
      await sql`set role carnet_test_free`.execute(one);
      await checkConnection(one).finally(() => sql`reset role`.execute(one));
    });
    await assert.rejects(refused, isRefused(/works as carnet_test_free/));
    await sql`drop role carnet_test_free`.execute(database.owner);
  });

  test("not when the clocks are apart, however slow the answer", async (t) => {
    const now = Date.now();
    t.mock.timers.enable({ apis: ["Date"], now: now - 7_000 });
    await assert.rejects(checkConnection(database.db), isRefused(/clock and ours are [67] seconds apart/));
  });
});
