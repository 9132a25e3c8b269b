import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { OfferState } from "./quote.data.ts";
import {
  daysLeft,
  differenceOf,
  lastDayOf,
  partlyCovered,
  readPlaces,
  standingOf,
  totalOf,
  writePlaces,
} from "./rules.ts";

const DUE = "2010-03-31";
const was = (state: OfferState = "open") => ({ coveredFrom: "2010-08-01", state }) as const;
const doors = (state: OfferState = "open") => ({ coveredFrom: "2010-04-01", state }) as const;

describe("BR-70 until when a line can be ordered", () => {
  test("at the quote's price through the day before the renewal date", () => {
    assert.equal(standingOf(was(), { dueOn: DUE, day: "2010-01-01" }), "quoted");
    assert.equal(standingOf(was(), { dueOn: DUE, day: "2010-03-31" }), "quoted");
    assert.equal(standingOf(was(), { dueOn: DUE, day: "2010-04-01" }), "deferred");
  });

  test("then at the day's price through its own end, and not at all after it", () => {
    assert.equal(lastDayOf(was()), "2010-07-31");
    assert.equal(standingOf(was("deferred"), { dueOn: DUE, day: "2010-07-31" }), "deferred");
    assert.equal(standingOf(was("deferred"), { dueOn: DUE, day: "2010-08-01" }), "lapsed");
  });

  test("a line that ends the day before the anniversary is never deferred", () => {
    assert.equal(standingOf(doors(), { dueOn: DUE, day: "2010-03-31" }), "quoted");
    assert.equal(standingOf(doors(), { dueOn: DUE, day: "2010-04-01" }), "lapsed");
  });

  test("what is settled stays what it is", () => {
    for (const state of ["ordered", "lapsed", "withdrawn"] as const) {
      assert.equal(standingOf(was(state), { dueOn: DUE, day: "2010-01-01" }), state);
    }
  });

  test("the deadline is counted down by days of the calendar", () => {
    assert.equal(daysLeft(DUE, "2010-01-01"), 89);
    assert.equal(daysLeft(DUE, "2010-03-31"), 0);
    assert.equal(daysLeft(DUE, "2010-04-01"), -1);
  });
});

describe("BR-73 what a new version changed", () => {
  const line = (lineId: string, amount: number | null, more = {}) => ({
    lineId,
    productName: lineId.toUpperCase(),
    quantity: 5,
    months: 8,
    annualPrice: amount,
    amount,
    ...more,
  });

  test("lines that were added, priced anew, and gone; both totals", () => {
    const before = { amount: 7000, lines: [line("a", 4000), line("b", 3000)] };
    const after = { amount: 5200, lines: [line("a", 4200), line("c", 1000)] };
    const told = differenceOf(before, after);
    assert.deepEqual(
      told.added.map(({ lineId, amountBefore, amountAfter }) => [lineId, amountBefore, amountAfter]),
      [["c", null, 1000]],
    );
    assert.deepEqual(
      told.changed.map(({ lineId, amountBefore, amountAfter }) => [lineId, amountBefore, amountAfter]),
      [["a", 4000, 4200]],
    );
    assert.deepEqual(
      told.gone.map(({ lineId, amountBefore, amountAfter }) => [lineId, amountBefore, amountAfter]),
      [["b", 3000, null]],
    );
    assert.deepEqual([told.totalBefore, told.totalAfter], [7000, 5200]);
  });

  test("the same amount from other months, quantity or price is a change too", () => {
    const before = { amount: 4000, lines: [line("a", 4000)] };
    for (const more of [{ months: 7 }, { quantity: 4 }, { annualPrice: 1 }]) {
      assert.equal(differenceOf(before, { amount: 4000, lines: [line("a", 4000, more)] }).changed.length, 1);
    }
    assert.equal(differenceOf(before, before).changed.length, 0);
  });
});

describe("A-39 all or none", () => {
  const line = (lineId: string, quantity: number, more = {}) => ({
    lineId,
    productCode: "was",
    productName: "WAS",
    quantity,
    coveredFrom: "2010-08-01" as const,
    standing: "quoted" as const,
    ...more,
  });

  test("a product of which a part is left out is named with both quantities and the first day without", () => {
    const lines = [line("a", 5), line("b", 2, { coveredFrom: "2010-06-01" }), line("c", 3)];
    const [told, ...more] = partlyCovered(lines, new Set(["a"]));
    assert.deepEqual(more, []);
    assert.deepEqual([told?.covered, told?.uncovered, told?.from], [5, 5, "2010-06-01"]);
  });

  test("nothing to warn of when all or none of a product is ordered", () => {
    const lines = [line("a", 5), line("b", 2), line("d", 1, { productCode: "doors" })];
    assert.deepEqual(partlyCovered(lines, new Set(["a", "b"])), []);
    assert.deepEqual(partlyCovered(lines, new Set(["d"])), []);
  });

  test("what was ordered before counts as covered, what has lapsed as not, what was withdrawn not at all", () => {
    const [told] = partlyCovered([line("a", 5, { standing: "ordered" }), line("b", 2)], new Set());
    assert.deepEqual([told?.covered, told?.uncovered], [5, 2]);
    const [lapsed] = partlyCovered([line("a", 5), line("b", 2, { standing: "lapsed" })], new Set(["a", "b"]));
    assert.deepEqual([lapsed?.covered, lapsed?.uncovered], [5, 2]);
    assert.deepEqual(
      partlyCovered([line("a", 5), line("b", 2, { standing: "withdrawn" })], new Set(["a"])),
      [],
    );
  });
});

test("a sum without every price is none", () => {
  assert.equal(totalOf([4000, 6000]), 10_000);
  assert.equal(totalOf([4000, null, 6000]), null);
  assert.equal(totalOf([]), 0);
});

test("places in an address are read as they were written", () => {
  assert.equal(writePlaces([5, 1, 2, 3, 3, 7]), "1-3,5,7");
  const has = readPlaces("1-3,5,7");
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].filter((place) => has(place)),
    [1, 2, 3, 5, 7],
  );
  for (const text of ["", "x", "1-", "-3", "1.5", "9999999999"])
    assert.equal(readPlaces(text)(1), false, text);
});
