/** Levels on the days where one begins or ends: found by mutation. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { LocalDate } from "../../platform/dates.ts";
import type { Level } from "./levels.data.ts";
import { levelsDue, pointsOf, priceLevelHref } from "./rules.ts";

const THRESHOLDS = new Map([
  ["D", 500],
  ["E", 1_000],
]);
const FIRST = "2009-03-12"; // so the second term begins on 2010-04-01
const earned = (on: LocalDate, points: number) => ({ orderedOn: on, arrivedOn: on, points });

function due(
  today: LocalDate,
  held: { validFrom: LocalDate; level: Level },
  orders: ReturnType<typeof earned>[],
) {
  const found = levelsDue({ firstOrderedOn: FIRST, earned: orders, held, thresholds: THRESHOLDS, today });
  return found.map(({ validFrom, level }) => `${validFrom} ${level}`);
}

test("points of an order count in the term in which it was ordered, its last day included", () => {
  const term = { from: "2009-03-12", through: "2010-03-31" } as const;
  const orders = [earned("2009-03-12", 1), earned("2010-03-31", 2), earned("2010-04-01", 4)];
  assert.equal(pointsOf(orders, term, "2011-01-01"), 3);
});

test("the first order's own day earns", () => {
  assert.deepEqual(due(FIRST, { validFrom: "1900-01-01", level: "BL" }, [earned(FIRST, 600)]), [
    `${FIRST} D`,
  ]);
});

test("a new term begins with what the last one earned: told once, and only when it is another", () => {
  const before = [earned("2009-07-10", 600)];
  assert.deepEqual(due("2010-04-02", { validFrom: "2009-07-10", level: "E" }, before), ["2010-04-01 D"]);
  assert.deepEqual(due("2010-04-02", { validFrom: "2009-07-10", level: "D" }, before), []);
  assert.deepEqual(due("2010-04-02", { validFrom: "2010-04-01", level: "E" }, before), []);
});

test("what was said for a day is not said again for it: a better level holds from today", () => {
  const held = { validFrom: "2009-05-05", level: "BL" } as const;
  assert.deepEqual(due("2009-05-10", held, [earned("2009-05-05", 600)]), ["2009-05-10 D"]);
  assert.deepEqual(due("2009-05-10", held, [earned("2009-05-06", 600)]), ["2009-05-06 D"]);
});

test("the page of a site's level", () => {
  assert.equal(priceLevelHref("site_aoba"), "/sites/site_aoba/price-level");
});
