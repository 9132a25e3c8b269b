import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { look, type Query } from "./database.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ empty: true });
});
after(() => database.close());

const vendor = { vendor: true } as const;
const reachOf = async (query: Query) => {
  const { rows } = await sql<{ reach: string }>`
    select current_setting('carnet.reach', true) as reach, ${"a"}::text as a`.execute(query);
  return rows[0]?.reach;
};

test("a look has its reach, and leaves none behind on any connection", async () => {
  const seen = await Promise.all(Array.from({ length: 40 }, () => look(database.db, vendor, reachOf)));
  assert.deepEqual(new Set(seen), new Set(["vendor"]));
  const left = await Promise.all(Array.from({ length: 40 }, () => reachOf(database.db)));
  assert.deepEqual(left.filter(Boolean), []);
});

test("a look is one statement, and only looks", async () => {
  const twice = look(database.db, vendor, async (query) => [await reachOf(query), await reachOf(query)]);
  await assert.rejects(twice, /a look is one statement/);
  const writes = look(database.db, vendor, (query) =>
    sql`create table ${sql.ref("of_a_look")} ()`.execute(query),
  );
  await assert.rejects(writes, /read-only|permission denied/);
  const failed = look(database.db, vendor, (query) => sql`select 1 / ${0}::int`.execute(query));
  await assert.rejects(failed, /division by zero/);
  assert.equal(await look(database.db, vendor, reachOf), "vendor");
  assert.ok(!(await reachOf(database.db)));
});
