import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { addDays, addMonths, type LocalDate } from "../../platform/dates.ts";
import { licenseCoverage, renewalCoverage } from "../rules.ts";
import { monthsOf, type Prorated, prorated } from "./proration.rules.ts";

const SEED = 20100401;
const PA = { program: "PA", anniversary: "2010-04-01" } as const;
const days = fc.integer({ min: 0, max: 36_000 }).map((count): LocalDate => addDays("1990-01-01", count));

describe("how many months a term has", () => {
  test("BR-69 8 months from 2010-08-01, 12 from the anniversary, 11 from 2010-05-01, each through 2011-03-31", () => {
    assert.equal(monthsOf(renewalCoverage("2010-07-31", PA)), 8);
    assert.equal(monthsOf(renewalCoverage("2010-03-31", PA)), 12);
    assert.equal(monthsOf(renewalCoverage("2010-04-30", PA)), 11);
  });

  test("BR-75 a license of 2010-03-02 ends on the last day of the next anniversary's term; one of 2010-03-01 is renewed for 1 month", () => {
    const late = licenseCoverage("2010-03-02");
    assert.equal(late.coveredThrough, "2011-03-31");
    assert.equal(monthsOf(renewalCoverage(late.coveredThrough, PA)), 12);
    const early = licenseCoverage("2010-03-01");
    assert.deepEqual(renewalCoverage(early.coveredThrough, PA), {
      coveredFrom: "2011-03-01",
      coveredThrough: "2011-03-31",
    });
    assert.equal(monthsOf(renewalCoverage(early.coveredThrough, PA)), 1);
  });

  test("the rest of a license's first month is none; leap days and short months are no more and no less", () => {
    for (const orderedOn of ["2009-07-10", "2009-07-01", "2008-02-29", "2009-12-31", "2011-10-20"] as const) {
      assert.equal(monthsOf(licenseCoverage(orderedOn)), 12, orderedOn);
    }
    assert.equal(monthsOf({ coveredFrom: "2010-01-31", coveredThrough: "2010-02-27" }), 1, "by the 28th");
    assert.equal(monthsOf({ coveredFrom: "2010-01-31", coveredThrough: "2010-02-26" }), 0);
    assert.equal(monthsOf({ coveredFrom: "2010-01-30", coveredThrough: "2010-03-29" }), 2);
    assert.equal(monthsOf({ coveredFrom: "2010-01-30", coveredThrough: "2010-03-28" }), 1);
  });

  test("a license always has 12 and a renewal 1 to 12, over a century", () => {
    fc.assert(
      fc.property(days, days, (orderedOn, first) => {
        const term = licenseCoverage(orderedOn);
        assert.equal(monthsOf(term), 12);
        const anniversary = addDays(licenseCoverage(first).coveredThrough, 1);
        const renewed = renewalCoverage(term.coveredThrough, { program: "PA", anniversary });
        const months = monthsOf(renewed);
        assert.ok(months >= 1 && months <= 12);
        assert.equal(
          addMonths(renewed.coveredFrom, months),
          addDays(renewed.coveredThrough, 1),
          "whole months",
        );
      }),
      { numRuns: 10_000, seed: SEED },
    );
  });
});

describe("what a term costs", () => {
  const cost = (quantity: number, annualPrice: number, months: number) =>
    prorated({ quantity, annualPrice, months });

  test("BR-69 5 × 1,200 for 8 months is 4,000, for 12 is 6,000, for 11 is 5,500; BR-71 at 1,260 it is 4,200", () => {
    assert.deepEqual(
      [cost(5, 1200, 8), cost(5, 1200, 12), cost(5, 1200, 11), cost(5, 1260, 8)],
      [4000, 6000, 5500, 4200],
    );
  });

  test("A-10 a half is rounded up, less than a half down, once for the line", () => {
    assert.deepEqual([cost(1, 6, 1), cost(1, 5, 1), cost(1, 7, 1), cost(3, 6, 1)], [1, 0, 1, 2]);
    assert.deepEqual([cost(1, 17, 1), cost(1, 18, 1), cost(1, 0, 12)], [1, 2, 0]);
  });

  test("amounts beyond what a number holds exactly are refused; up to there every unit is right", () => {
    assert.equal(cost(1, Number.MAX_SAFE_INTEGER, 12), Number.MAX_SAFE_INTEGER);
    assert.equal(cost(3, 3_002_399_751_580_330, 12), 9_007_199_254_740_990, "3 × 3,002,399,751,580,330");
    assert.throws(
      () => cost(2, Number.MAX_SAFE_INTEGER, 12),
      new RangeError("an amount is beyond exact numbers"),
    );
  });
});

/** A line of a quote: at most a hundred thousand units at up to a million. */
const lines = fc.record({
  quantity: fc.integer({ min: 1, max: 100_000 }),
  annualPrice: fc.integer({ min: 0, max: 1_000_000 }),
  months: fc.integer({ min: 1, max: 12 }),
});
const total = (some: readonly Prorated[]) => some.reduce((sum, line) => sum + prorated(line), 0);

describe(`parts and the whole (seed ${SEED})`, () => {
  test("BAR case 26 27 lines put into quotes and versions in any order and any split come to the same, to the unit", () => {
    fc.assert(
      fc.property(
        fc.array(lines, { minLength: 1, maxLength: 12 }).chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(
              all.map((_, place) => place),
              { minLength: all.length, maxLength: all.length },
            ),
            fc.array(fc.integer({ min: 0, max: 3 }), { minLength: all.length, maxLength: all.length }),
          ),
        ),
        ([all, order, quoteOf]) => {
          const shuffled = order.flatMap((place) => all[place] ?? []);
          const quotes = Map.groupBy(shuffled, (_, place) => quoteOf[place] ?? 0);
          const parts = [...quotes.values()].map(total);
          assert.equal(
            parts.reduce((sum, part) => sum + part, 0),
            total(all),
          );
        },
      ),
      { numRuns: 60_000, seed: SEED },
    );
  });

  test("a line is within half a unit of what is exact; more units, months or a higher price never cost less", () => {
    fc.assert(
      fc.property(lines, (line) => {
        const { quantity, annualPrice, months } = line;
        const twelfths = BigInt(quantity) * BigInt(annualPrice) * BigInt(months);
        const off = BigInt(prorated(line)) * 12n - twelfths;
        assert.ok(off > -6n && off <= 6n, "and a half goes up");
        assert.ok(prorated({ ...line, quantity: quantity + 1 }) >= prorated(line));
        assert.ok(prorated({ ...line, annualPrice: annualPrice + 1 }) >= prorated(line));
        if (months < 12) assert.ok(prorated({ ...line, months: months + 1 }) >= prorated(line));
      }),
      { numRuns: 40_000, seed: SEED },
    );
  });
});
