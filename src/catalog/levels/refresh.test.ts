/** Levels that follow from what was bought: after a feed, by the day, safe to run twice and at once. */
import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { faultsOf, feed, order, type Record, site } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { refreshLevels } from "./refresh.operations.ts";

let portal: TestPortal;
const open = async (settings: globalThis.Record<string, string>, now = "2010-03-01T03:00:00Z") => {
  await portal?.close();
  portal = await testPortal({ now, settings });
  await sql`update parts set points = 50 where number = 'D09LELL'`.execute(portal.owner);
};
beforeEach(() => open({ CARNET_PRICE_LEVELS: "points" }));
after(() => portal.close());

const refresh = () => refreshLevels(systemContext(portal.portal, "test"));

async function levels(): Promise<string[]> {
  const { rows } = await sql<{ row: string }>`
    select concat_ws(' ', valid_from, level, source) as row
      from agreement_levels where agreement_id = 'agreement_aoba' order by valid_from`.execute(portal.owner);
  return rows.map(({ row }) => row);
}

async function changes(): Promise<object[]> {
  const { rows } = await sql<{ facts: { from: string; to: string; agreement: string } }>`
    select facts from events where name = 'level.changed' order by id`.execute(portal.owner);
  return rows.map(({ facts: { agreement, from, to } }) => ({ agreement, from, to }));
}

async function applied(records: readonly Record[]) {
  const report = await feed(portal, records);
  assert.equal(report.state, "applied", faultsOf(report).join());
}
const doors = (number: string, quantity: number, orderedOn: string, site = "7001234") =>
  order({ number, site, orderedOn, lines: [{ line: 1, part: "D09LELL", quantity }] });

const START = "1900-01-01 E feed";

describe("P-03 the level of an agreement", () => {
  test("P-03 rises with the feed that brings enough, from the feed's day on; twice it changes nothing", async () => {
    await applied([doors("SO-9001", 39, "2010-02-01")]); // with ten of 2009: 2,450 points
    assert.deepEqual(await levels(), [START]);
    await applied([doors("SO-9002", 1, "2010-02-02")]);
    assert.deepEqual(await levels(), [START, "2010-03-01 F points"]);
    assert.equal(await refresh(), 0);
    assert.deepEqual(await changes(), [{ agreement: "100200", from: "E", to: "F" }]);
    const { rows } = await sql`select level from agreements where id = 'agreement_aoba'`.execute(
      portal.owner,
    );
    assert.deepEqual(rows, [{ level: "F" }]);
  });

  test("P-03 counts what all sites of the agreement bought", async () => {
    await applied([site(), doors("SO-9003", 40, "2010-02-02", "7005555")]);
    assert.deepEqual(await levels(), [START, "2010-03-01 F points"]);
  });

  test("P-03 is at the anniversary what the term before earned, however late somebody looks", async () => {
    portal.clock.set("2010-03-31T14:00:00Z");
    assert.equal(await refresh(), 0);
    portal.clock.set("2010-04-05T03:00:00Z");
    assert.equal(await refresh(), 1);
    assert.deepEqual(await levels(), [START, "2010-04-01 D points"]); // ten at 50 points
    portal.clock.set("2011-04-01T03:00:00Z");
    await refresh();
    assert.deepEqual((await levels()).at(-1), "2011-04-01 BL points");
  });

  test("P-03 the feed's level does not replace what points earned; GV does, and no points change it", async () => {
    await applied([doors("SO-9004", 40, "2010-02-02")]);
    const agreement = (level: string) => ({
      type: "agreement",
      number: "100200",
      program: "PA",
      customer: { country: "JP", number: "1234567" },
      level,
    });
    await applied([agreement("D")]);
    assert.deepEqual(await levels(), [START, "2010-03-01 F points"]);
    await applied([agreement("GV"), doors("SO-9005", 400, "2010-02-02")]);
    assert.deepEqual(await levels(), [START, "2010-03-01 GV feed"]);
  });

  test("two at once write it once", async () => {
    await sql`update parts set points = 5000 where number = 'D09LELL'`.execute(portal.owner);
    const changed = await Promise.all([refresh(), refresh(), refresh()]);
    assert.equal(
      changed.reduce((sum, one) => sum + one, 0),
      2, // Aoba and Hangang, each once
    );
    assert.equal((await changes()).length, 2);
  });
});

test("where the feed says the levels, points change nothing", async () => {
  await open({});
  await applied([doors("SO-9006", 4000, "2010-02-02")]);
  assert.equal(await refresh(), 0);
  assert.deepEqual(await levels(), [START]);
});
