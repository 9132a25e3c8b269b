/** What a feed says of lines that were transferred: nothing comes back, nothing fails, renewals continue. Decision 0033. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { faultsOf, feed, order, periodsOf, type Report } from "../../test/feed.ts";
import { consentBoth, HANA, KEN, OSAKA, type TransferStage, transferStage } from "../../test/transfers.ts";

let stage: TransferStage;
let number = "";

before(async () => {
  stage = await transferStage();
  await stage.as(HANA, { url: "/v1/me" });
  const { id } = (await stage.ask()).json();
  await consentBoth(stage, id);
  const done = await stage.desk(id, "execution");
  assert.equal(done.statusCode, 200, done.body);
  number = (await stage.pools(KEN, OSAKA))[0]?.orderNumber ?? "";
  await stage.drain();
});
after(() => stage.close());

const first = (change: object = {}) =>
  order({
    ...{ number: "SO-4700", orderedOn: "2009-03-12", revision: 2 },
    lines: [{ line: 1, part: "D09LELL", quantity: 10 }],
    ...change,
  });
const renewal = (change: object) =>
  order({
    ...{ number: "SO-8001", site: "7005555", orderedOn: "2010-03-10" },
    lines: [{ line: 1, part: "E075NLL", quantity: 10, renews: { order: "SO-4700", line: 1 } }],
    ...change,
  });
const warningsOf = ({ warnings }: Report) =>
  warnings.map(({ line, field, code }) => `${line} ${field} ${code}`);

async function doorsAt(): Promise<string[]> {
  const { rows } = await sql<{ siteId: string; orderedOn: string; quantity: number }>`
    select site_id, ordered_on, quantity from entitlement_lines
     where product_code = 'doors' and site_id in (${CAST.aoba}, ${OSAKA})`.execute(stage.portal.owner);
  return rows.map(({ siteId, orderedOn, quantity }) => `${siteId} ${orderedOn} ${quantity}`);
}

const MOVED = [`${OSAKA} 2009-03-12 10`];

describe("after DOORS of SO-4700 went from 7001234 to 7005555", () => {
  test("the target's order is of the day of the transfer, so its anniversary is not that of the other site", async () => {
    const { rows } = await sql<{ firstOrderedOn: string; orderedOn: string }>`
      select site.first_ordered_on, orders.ordered_on from sites site join orders on orders.site_id = site.id
       where site.id = ${OSAKA}`.execute(stage.portal.owner);
    assert.deepEqual(rows, [{ firstOrderedOn: "2010-03-01", orderedOn: "2010-03-01" }]);
    assert.deepEqual(await periodsOf(stage.portal, number), ["license 2009-03-12…2010-03-31"]);
    assert.match(number, /^T[0-9A-Z]{10}$/);
  });

  test("a newer revision of the old order changes its history and resurrects nothing: told as a warning", async () => {
    const report = await feed(stage.portal, [first()]);
    assert.deepEqual([report.state, faultsOf(report)], ["applied", []]);
    assert.deepEqual(warningsOf(report), ["1 lines line_moved"]);
    assert.deepEqual(await doorsAt(), MOVED);
  });

  test("nor does one that drops the line, and one that brings it again as something else", async () => {
    const dropped = await feed(stage.portal, [
      first({ revision: 3, lines: [{ line: 2, part: "D55WJLL", quantity: 1 }] }),
    ]);
    assert.deepEqual([dropped.state, warningsOf(dropped)], ["applied", ["1 lines line_moved"]]);
    const again = await feed(stage.portal, [first({ revision: 4 })]);
    assert.equal(again.state, "applied");
    assert.deepEqual(await doorsAt(), MOVED);
  });

  test("a renewal at the new site that names the old order continues the line, after what it brought along", async () => {
    const report = await feed(stage.portal, [renewal({})]);
    assert.deepEqual([report.state, faultsOf(report)], ["applied", []]);
    const [license, renewed, ...more] = await periodsOf(stage.portal, number);
    assert.deepEqual([license, more], ["license 2009-03-12…2010-03-31", []]);
    assert.match(renewed ?? "", /^renewal 2010-04-01…/);
    assert.equal((await feed(stage.portal, [renewal({})])).state, "applied"); // the same once more: no conflict
  });

  test("a renewal at the old site is told as a fault that says where to book it", async () => {
    const report = await feed(stage.portal, [renewal({ number: "SO-8002", site: "7001234" })]);
    assert.deepEqual([report.state, faultsOf(report)], ["refused", ["1 lines[0].renews renewed_line_moved"]]);
  });

  test("a reinstatement at the new site is read again with the day it was ordered", async () => {
    const lines = [{ line: 1, part: "D09EQLL", quantity: 10, renews: { order: number, line: 1 } }];
    const report = await feed(stage.portal, [renewal({ number: "SO-8003", orderedOn: "2013-05-05", lines })]);
    assert.deepEqual([report.state, faultsOf(report)], ["applied", []]);
    const periods = await periodsOf(stage.portal, number);
    assert.equal(periods.at(-1), "reinstatement 2013-05-05…2014-05-31");
    assert.equal(periods[0], "license 2009-03-12…2010-03-31");
  });

  test("the vendor may revise the order by which it came: quantity yes, days and order day stay", async () => {
    const lines = [{ line: 1, part: "D09LELL", quantity: 8 }];
    const revised = { number, site: "7005555", orderedOn: "2010-03-01", revision: 2, lines };
    const report = await feed(stage.portal, [order(revised)]);
    assert.deepEqual([report.state, faultsOf(report)], ["applied", []]);
    assert.deepEqual(await doorsAt(), [`${OSAKA} 2009-03-12 8`]);
    assert.equal((await periodsOf(stage.portal, number))[0], "license 2009-03-12…2010-03-31");
  });
});

describe("migratesTo, a part's name in another program", () => {
  const part = {
    ...{ type: "part", number: "D999ALL", product: "doors", kind: "license", programs: ["OEM"] },
    ...{ description: "DOORS OEM", migratesTo: "D09LELL" },
  };

  test("is kept, and may be taken away", async () => {
    const kept = async () => {
      const { rows } = await sql<{ migratesTo: string | null }>`
        select migrates_to from parts where number = 'D999ALL'`.execute(stage.portal.owner);
      return rows[0]?.migratesTo;
    };
    assert.equal((await feed(stage.portal, [part])).state, "applied");
    assert.equal(await kept(), "D09LELL");
    assert.equal((await feed(stage.portal, [{ ...part, migratesTo: null }])).state, "applied");
    assert.equal(await kept(), null);
  });

  test("to a part that is nowhere, or to itself, is a fault", async () => {
    const report = await feed(stage.portal, [
      { ...part, migratesTo: "NOWHERE" },
      { ...part, number: "D998ALL", migratesTo: "D998ALL" },
    ]);
    assert.deepEqual(faultsOf(report).sort(), [
      "1 migratesTo unknown_part",
      "2 migratesTo part_migrates_to_itself",
    ]);
  });
});
