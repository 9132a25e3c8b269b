/** Many who order at once, and a feed beside them: each line is renewed once, and what was booked stays. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { feed, line, order, periodsOf, stateOf } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import {
  buy,
  newLicense,
  purchaseLine,
  purchaseOf,
  renewalOfDoors,
  renewalOfWas,
} from "../../test/purchases.ts";

/** What each booking leaves, counted: all of it as often as there are orders, or something was left in halves. */
async function tally({ owner }: TestPortal) {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from placements) as placements,
           (select count(*)::int from orders where number like 'W%') as orders,
           (select count(*)::int from events where name = 'order.placed') as events,
           (select count(*)::int from mails where template = 'order-placed') as mails`.execute(owner);
  return rows[0];
}

/** A busy machine has no connection in time and says 503; whoever is told so comes again. */
async function patient<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let left = 20; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !String(error).includes("timeout exceeded when trying to connect")) throw error;
    }
  }
}

const together = async (
  portal: TestPortal,
  count: number,
  purchaseAt: (place: number) => ReturnType<typeof purchaseOf>,
) => {
  const tries = await Promise.allSettled(
    Array.from({ length: count }, (_, place) => patient(() => buy(portal, purchaseAt(place)))),
  );
  const codes = tries.map((tried) =>
    tried.status === "fulfilled" ? "booked" : String(tried.reason.code ?? tried.reason),
  );
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
};

describe("orders that come at once", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal();
  });
  after(() => portal.close());

  test("BR-78g of 40 who renew the same line one is first; the others are told, and nothing of theirs stays", async () => {
    const outcome = await together(portal, 40, () => purchaseOf([renewalOfWas]));
    assert.deepEqual(outcome, { booked: 1, renewed_already: 39 });
    assert.deepEqual(await tally(portal), { placements: 1, orders: 1, events: 1, mails: 1 });
    assert.deepEqual(await periodsOf(portal, "SO-4711"), [
      "license 2009-07-10…2010-07-31",
      "renewal 2010-08-01…2011-03-31",
    ]);
  });

  test("two lines in either order, by 20 buyers: nobody waits for somebody who waits for him", async () => {
    await sql`update entitlement_lines set covered_through = '2010-03-31' where id = 'line_aobawas'`.execute(
      portal.owner,
    );
    await sql`delete from coverage_periods where line_id = 'line_aobawas' and kind = 'renewal'`.execute(
      portal.owner,
    );
    await sql`update coverage_periods set covered_through = '2010-03-31' where line_id = 'line_aobawas'`.execute(
      portal.owner,
    );
    const both = [{ ...purchaseLine({ ...renewalOfWas, months: 12 }) }, renewalOfDoors];
    const outcome = await together(portal, 20, (place) => purchaseOf(place % 2 ? both : both.toReversed()));
    assert.deepEqual(outcome, { booked: 1, renewed_already: 19 });
  });

  test("new licenses get a number each, in the order in which they were placed", async () => {
    const outcome = await together(portal, 20, () => purchaseOf([newLicense]));
    assert.deepEqual(outcome, { booked: 20 });
    const one = await buy(portal, purchaseOf([newLicense]));
    const two = await buy(portal, purchaseOf([newLicense]));
    assert.ok(one.orderNumber < two.orderNumber, "within one millisecond");
  });
});

describe("a feed beside the orders of the portal", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal();
  });
  after(() => portal.close());
  const asFeed = (number: string, revision: number, lines: object[]) =>
    order({ number, orderedOn: "2010-03-01", revision, lines });
  const RENEWS_WAS = { part: "E025QLL", quantity: 5, renews: { order: "SO-4711", line: 1 } };

  test("a newer revision from the vendor keeps coverage, months and amount of what is the same", async () => {
    const booked = await buy(portal, purchaseOf([renewalOfWas, newLicense]));
    const price = { unitPrice: 1200, currency: "JPY" };
    const before = await stateOf(portal);
    const lines = [
      line({ ...RENEWS_WAS, ...price }),
      line({ line: 2, part: "D55WJLL", quantity: 3, unitPrice: 6000, currency: "JPY" }),
    ];
    const report = await feed(portal, [asFeed(booked.orderNumber, 2, lines)]);
    assert.deepEqual([report.state, report.faults, report.warnings], ["applied", [], []]);
    await sql`update orders set revision = 1 where number = ${booked.orderNumber}`.execute(portal.owner);
    assert.equal(await stateOf(portal), before, "but for the revision nothing changed");
    const read = async () =>
      (
        await portal.as("hana@aoba.example", { url: `/v1/sites/site_aoba/orders/${booked.orderNumber}` })
      ).json();
    assert.deepEqual((await read()).total, { amount: 22_000, currency: "JPY" });
    assert.equal((await read()).placement.placedBy, "森 花");

    const fewer = [line({ ...RENEWS_WAS, ...price, quantity: 4 }), lines[1] ?? {}];
    const { warnings } = await feed(portal, [asFeed(booked.orderNumber, 3, fewer)]);
    assert.deepEqual(
      warnings.map(({ field, code }) => `${field} ${code}`),
      ["lines[0].quantity renewed_quantity_differs"],
    );
    assert.deepEqual((await read()).lines[0].amount, { amount: 3_200, currency: "JPY" }, "4 × 1,200 × 8/12");
    const dearer = [line({ ...RENEWS_WAS, unitPrice: 900, currency: "JPY" }), lines[1] ?? {}];
    await feed(portal, [asFeed(booked.orderNumber, 4, dearer)]);
    const [renewal] = (await read()).lines;
    assert.deepEqual([renewal.amount.amount, renewal.months], [4_500, null], "the vendor's own price");
    assert.equal((await periodsOf(portal, "SO-4711")).length, 2);
  });

  test("the same line by 10 orders and by 5 feeds that look at its coverage again: renewed once, and it stays", async () => {
    const looks = Array.from({ length: 5 }, (_, place) =>
      feed(portal, [
        order({
          number: "SO-4700",
          orderedOn: "2009-03-12",
          revision: 10 + place,
          lines: [line({ quantity: 10 })],
        }),
      ]),
    );
    const [outcome] = await Promise.all([together(portal, 10, () => purchaseOf([renewalOfDoors])), ...looks]);
    assert.deepEqual(outcome, { booked: 1, renewed_already: 9 });
    assert.deepEqual(await periodsOf(portal, "SO-4700"), [
      "license 2009-03-12…2010-03-31",
      "renewal 2010-04-01…2011-03-31",
    ]);
  });
});
