/** Price levels from points: their thresholds, terms and days. Properties are seeded; the seed is printed. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { addDays, addMonths, type LocalDate } from "../../platform/dates.ts";
import { LEVELS, type Level } from "./levels.data.ts";
import {
  type Earned,
  isEarned,
  levelOfOrder,
  levelOfPoints,
  levelsDue,
  nextLevel,
  termAround,
} from "./rules.ts";

const SEED = 20_100_401;
console.log(`seed ${SEED}`);
const runs = (numRuns: number) => ({ seed: SEED, numRuns });

const THRESHOLDS = new Map([
  ["D", 500],
  ["E", 1_000],
  ["F", 2_500],
  ["G", 5_000],
  ["H", 10_000],
]);
const rank = (level: Level) => LEVELS.indexOf(level);

describe("P-03 a level from points", () => {
  for (const [points, level] of [
    [0, "BL"],
    [499, "BL"],
    [500, "D"],
    [999, "D"],
    [1_000, "E"],
    [2_499, "E"],
    [2_500, "F"],
    [5_000, "G"],
    [9_999, "G"],
    [10_000, "H"],
    [1e9, "H"],
  ] as const)
    test(`P-03 ${points} points are level ${level}`, () =>
      assert.equal(levelOfPoints(points, THRESHOLDS), level));

  test("P-03 more points never make a worse level", () => {
    const points = fc.integer({ min: 0, max: 20_000 });
    const thresholds = fc
      .uniqueArray(fc.constantFrom("D", "E", "F", "G", "H"))
      .chain((levels) => fc.tuple(...levels.map((level) => fc.tuple(fc.constant(level), points))))
      .map((pairs) => new Map(pairs));
    fc.assert(
      fc.property(points, points, thresholds, (some, more, table) => {
        assert.ok(rank(levelOfPoints(some + more, table)) >= rank(levelOfPoints(some, table)));
      }),
      runs(40_000),
    );
  });

  test("P-03 SVP: an order whose own points reach a better level has it; never a worse one", () => {
    assert.equal(levelOfOrder(2_500, "D", THRESHOLDS), "F");
    assert.equal(levelOfOrder(400, "D", THRESHOLDS), "D");
    assert.equal(levelOfOrder(99_999, "GV", THRESHOLDS), "GV");
    assert.equal(levelOfOrder(99_999, "ED", THRESHOLDS), "ED");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(...LEVELS), (points, level) => {
        const of = levelOfOrder(points, level, THRESHOLDS);
        if (isEarned(level))
          assert.equal(rank(of), Math.max(rank(level), rank(levelOfPoints(points, THRESHOLDS))));
        else assert.equal(of, level);
      }),
      runs(20_000),
    );
  });

  test("the next level, and none above the top or beside the ladder", () => {
    assert.deepEqual(nextLevel("BL", THRESHOLDS), { level: "D", points: 500 });
    assert.deepEqual(nextLevel("D", new Map([["F", 2_500]])), { level: "F", points: 2_500 });
    for (const level of ["H", "GV", "ED"] as const) assert.equal(nextLevel(level, THRESHOLDS), undefined);
  });
});

describe("DOMAIN 3.17.2 the term of an agreement", () => {
  for (const [first, day, from, through] of [
    ["2009-03-12", "2009-03-12", "2009-03-12", "2010-03-31"],
    ["2009-03-12", "2010-03-31", "2009-03-12", "2010-03-31"],
    ["2009-03-12", "2010-04-01", "2010-04-01", "2011-03-31"],
    ["2009-03-12", "2012-02-29", "2011-04-01", "2012-03-31"],
    ["2009-03-01", "2010-02-28", "2009-03-01", "2010-02-28"],
    ["2009-03-01", "2010-03-01", "2010-03-01", "2011-02-28"],
    ["2009-12-31", "2011-06-01", "2011-01-01", "2011-12-31"],
    ["2008-02-29", "2009-02-28", "2008-02-29", "2009-02-28"],
  ] as const)
    test(`of ${first} around ${day}`, () => assert.deepEqual(termAround(first, day), { from, through }));

  test("terms follow each other without a gap, and hold their day", () => {
    const day = fc.integer({ min: 0, max: 15_000 }).map((days) => addDays("1995-01-01", days));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 8_000 }), (first, later) => {
        const on = addDays(first, later);
        const { from, through } = termAround(first, on);
        assert.ok(from <= on && on <= through);
        assert.equal(termAround(first, addDays(through, 1)).from, addDays(through, 1));
      }),
      runs(10_000),
    );
  });
});

const FIRST: LocalDate = "2009-03-12";
const order = (orderedOn: LocalDate, points: number, arrivedOn = orderedOn): Earned => ({
  orderedOn,
  arrivedOn,
  points,
});
const due = (earned: readonly Earned[], today: LocalDate, held: { validFrom: LocalDate; level: Level }) =>
  levelsDue({ firstOrderedOn: FIRST, earned, held, thresholds: THRESHOLDS, today }).map(
    ({ validFrom, level }) => `${validFrom} ${level}`,
  );
const START = { validFrom: "1900-01-01", level: "D" } as const;

describe("P-03 a level changes", () => {
  test("P-03 as soon as the term's points reach it, from the day on which the order had arrived", () => {
    const orders = [order("2009-03-12", 600), order("2009-07-10", 500, "2009-07-13")];
    assert.deepEqual(due(orders, "2009-07-12", START), []);
    assert.deepEqual(due(orders, "2009-07-20", START), ["2009-07-13 E"]);
  });

  test("P-03 not before in the first term: what it was given at the beginning stays", () => {
    assert.deepEqual(due([order("2009-03-12", 10)], "2010-03-31", START), []);
  });

  test("P-03 at the anniversary to what the term before earned, up or down", () => {
    const e = { validFrom: "2009-07-13", level: "E" } as const;
    const orders = [order("2009-03-12", 600)];
    assert.deepEqual(due(orders, "2010-03-31", e), []);
    assert.deepEqual(due(orders, "2010-04-05", e), ["2010-04-01 D"]);
    assert.deepEqual(due(orders, "2011-04-01", { validFrom: "2010-04-01", level: "D" }), ["2011-04-01 BL"]);
  });

  test("P-03 both, when nobody looked for a week", () => {
    const orders = [order("2009-03-12", 600), order("2010-04-02", 2_500)];
    assert.deepEqual(due(orders, "2010-04-07", { validFrom: "2009-07-13", level: "E" }), [
      "2010-04-01 D",
      "2010-04-02 F",
    ]);
  });

  test("P-03 an order of the term before that comes late raises it from the day on which it came", () => {
    const orders = [order("2010-03-20", 5_000, "2010-05-03")];
    assert.deepEqual(due(orders, "2010-05-04", { validFrom: "2010-04-01", level: "BL" }), ["2010-05-03 G"]);
  });

  test("P-03 never within a term to a worse one: what a revision took away stays until the anniversary", () => {
    assert.deepEqual(
      due([order("2010-04-02", 10)], "2010-06-01", { validFrom: "2010-04-10", level: "F" }),
      [],
    );
  });

  test("P-03 GV and ED never", () => {
    for (const level of ["GV", "ED"] as const)
      assert.deepEqual(
        due([order("2009-04-01", 99_999)], "2012-01-01", { validFrom: "1900-01-01", level }),
        [],
      );
  });

  test("asked every day, after a week, or twice, it comes to the same levels", () => {
    const orders = fc.array(
      fc
        .tuple(
          fc.integer({ min: 0, max: 1_400 }),
          fc.integer({ min: 0, max: 4_000 }),
          fc.integer({ min: 0, max: 20 }),
        )
        .map(([day, points, late]) => order(addDays(FIRST, day), points, addDays(FIRST, day + late))),
      { maxLength: 6 },
    );
    const steps = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 40 });
    const end = addMonths(FIRST, 44);
    const told = (earned: readonly Earned[], days: readonly LocalDate[]) => {
      let held: { validFrom: LocalDate; level: Level } = START;
      const rows = new Map<LocalDate, Level>();
      for (const today of days)
        for (const row of levelsDue({ firstOrderedOn: FIRST, earned, held, thresholds: THRESHOLDS, today })) {
          rows.set(row.validFrom, row.level);
          held = row;
        }
      return [...rows].map(([day, level]) => `${day} ${level}`);
    };
    fc.assert(
      fc.property(orders, steps, (earned, chunks) => {
        const anniversaries = [0, 12, 24, 36].map((months) => addMonths("2010-04-01", months - 12));
        let stop = FIRST;
        const stops = chunks.map((step) => {
          stop = addDays(stop, step);
          return stop;
        });
        const seen = [...stops, ...anniversaries.map((day) => addDays(day, -1)), end]
          .filter((day) => day >= FIRST && day <= end)
          .sort();
        const daily = [...new Set([...seen, ...earned.flatMap((each) => [each.arrivedOn]), ...anniversaries])]
          .filter((day) => day >= FIRST && day <= end)
          .sort();
        assert.deepEqual(told(earned, [...seen, ...seen].sort()), told(earned, daily));
      }),
      runs(2_000),
    );
  });
});
