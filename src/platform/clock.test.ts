import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { type DemoClock, fixedClock, openDemoClock } from "./clock.ts";
import { openDatabase, type Pool } from "./database.ts";

let database: TestDatabase;
let elsewhere: Pool;
const clocks: DemoClock[] = [];
before(async () => {
  database = await testDatabase({ empty: true });
  elsewhere = openDatabase(database.connection, 1);
});
after(async () => {
  for (const clock of clocks) clock.stop();
  await elsewhere.db.destroy();
  await database.close();
});

async function open(pool: Pool, start: string | null): Promise<DemoClock> {
  const clock = await openDemoClock(pool.db, start === null ? null : new Date(start));
  clocks.push(clock);
  return clock;
}

/** Equal within what these lines take to run. */
function isNear(clock: DemoClock, instant: string): boolean {
  return Math.abs(clock.now().getTime() - Date.parse(instant)) < 2000;
}

test("the demo's clock starts where it is told, and runs on from there", async () => {
  const clock = await open(database, "2010-01-01T00:00:00Z");
  assert.ok(isNear(clock, "2010-01-01T00:00:00Z"));
  const before = clock.now().getTime();
  await sleep(20);
  assert.ok(clock.now().getTime() > before);
});

test("it is kept: a second start is told nothing", async () => {
  assert.ok(isNear(await open(database, "2020-01-01T00:00:00Z"), "2010-01-01T00:00:00Z"));
  assert.ok(isNear(await open(database, null), "2010-01-01T00:00:00Z"));
});

test("it moves forward, never back, and another process agrees within a second", async () => {
  const [here, there] = [await open(database, null), await open(elsewhere, null)];
  assert.equal(await here.moveTo(new Date("2010-03-01T00:00:00Z")), true);
  assert.ok(isNear(here, "2010-03-01T00:00:00Z"));
  await sleep(900);
  assert.ok(isNear(there, "2010-03-01T00:00:00Z"));
  assert.equal(await there.moveTo(new Date("2010-02-01T00:00:00Z")), false);
  assert.ok(isNear(there, "2010-03-01T00:00:00Z"));
});

test("of two that move it at once the later instant wins", async () => {
  const [here, there] = [await open(database, null), await open(elsewhere, null)];
  await Promise.all([
    here.moveTo(new Date("2010-06-01T00:00:00Z")),
    there.moveTo(new Date("2010-05-01T00:00:00Z")),
  ]);
  await Promise.all([here, there].map((clock) => clock.moveTo(new Date("2010-01-01T00:00:00Z"))));
  assert.deepEqual(
    [isNear(here, "2010-06-01T00:00:00Z"), isNear(there, "2010-06-01T00:00:00Z")],
    [true, true],
  );
});

test("there is one clock a database", async () => {
  await assert.rejects(
    sql`insert into demo_clock (is_only, ahead_ms) values (false, 0)`.execute(database.owner),
    { code: "23514" },
  );
});

test("a fixed clock stands still until it is moved by hand", () => {
  const clock = fixedClock("2010-01-01T00:00:00Z");
  assert.equal(clock.now().toISOString(), "2010-01-01T00:00:00.000Z");
  clock.set("2009-01-01T00:00:00Z");
  assert.equal(clock.now().toISOString(), "2009-01-01T00:00:00.000Z");
});
