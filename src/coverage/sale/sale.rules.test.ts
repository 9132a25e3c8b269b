import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { anniversaryOf } from "../../agreements/index.ts";
import { addDays, addMonths, type LocalDate } from "../../platform/dates.ts";
import { coverageChain, type Extension, licenseCoverage, type Term } from "../rules.ts";
import { renewableFrom, type Sale, saleOf } from "./sale.rules.ts";

const SEED = 20110331;
const RUNS = 30_000;
const was: Sale = {
  ...{ kind: "renewal", orderedOn: "2010-03-01", coveredThrough: "2010-07-31", quoteDays: 90, months: null },
  rhythm: { program: "PA", anniversary: "2010-04-01" },
};
const sold = (change: Partial<Sale>) => saleOf({ ...was, ...change });
const days = fc.integer({ min: 0, max: 15_000 }).map((count): LocalDate => addDays("2000-01-01", count));

describe("what can be ordered for a line", () => {
  const renewed = { coveredFrom: "2010-08-01", coveredThrough: "2011-03-31" };

  test("BR-70 it is renewed through its own last day, and not on the day after", () => {
    assert.deepEqual(sold({}), renewed);
    assert.deepEqual(sold({ orderedOn: "2010-07-31" }), renewed);
    assert.equal(sold({ orderedOn: "2010-08-01" }), "coverage_lapsed");
  });

  test("BR-78e it is reinstated from the day after its last one, and not on that", () => {
    const kind = "reinstatement" as const;
    assert.equal(sold({ kind, orderedOn: "2010-07-31" }), "still_covered");
    assert.deepEqual(sold({ kind, orderedOn: "2010-08-01" }), {
      coveredFrom: "2010-08-01",
      coveredThrough: "2011-07-31",
    });
  });

  test("BR-78a reinstated on 2011-10-20 it is covered from then through 2012-10-31; months say nothing of it", () => {
    const term = sold({ kind: "reinstatement", orderedOn: "2011-10-20", months: 5 });
    assert.deepEqual(term, { coveredFrom: "2011-10-20", coveredThrough: "2012-10-31" });
  });

  test("what was never covered is neither renewed nor reinstated", () => {
    assert.equal(sold({ coveredThrough: null }), "never_covered");
    assert.equal(sold({ coveredThrough: null, kind: "reinstatement" }), "never_covered");
  });

  test("BR-78g what is renewed already is not renewed again before the next quote: 90 days before its date", () => {
    const again = { coveredThrough: "2011-03-31" } as const;
    assert.equal(sold(again), "renewed_already");
    assert.equal(sold({ ...again, orderedOn: "2010-12-31" }), "renewed_already");
    assert.deepEqual(sold({ ...again, orderedOn: "2011-01-01" }), {
      coveredFrom: "2011-04-01",
      coveredThrough: "2012-03-31",
    });
  });

  test("BR-78g who was told other months than it has now was overtaken", () => {
    assert.deepEqual(sold({ months: 8 }), renewed);
    assert.equal(sold({ months: 12 }), "renewed_already");
  });
});

describe("from when a term can be bought", () => {
  test("BR-68 90 days before the renewal date: 2010-01-01 for 2010-04-01, 2011-12-02 for 2012-03-01, 2010-05-03 for 2010-08-01", () => {
    const from = (renewalOn: LocalDate) =>
      renewableFrom({ coveredFrom: renewalOn, coveredThrough: addDays(addMonths(renewalOn, 12), -1) }, 90);
    assert.deepEqual((["2010-04-01", "2012-03-01", "2010-08-01"] as const).map(from), [
      "2010-01-01",
      "2011-12-02",
      "2010-05-03",
    ]);
  });
});

/** A site's life: what was ordered for one license line, on days that never go back. */
const lives = fc.record({
  program: fc.constantFrom("PA" as const, "PAE" as const),
  firstOrderedOn: days,
  age: fc.integer({ min: 0, max: 800 }),
  orders: fc.array(
    fc.record({
      kind: fc.constantFrom("renewal" as const, "reinstatement" as const),
      wait: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 500 })),
    }),
    { maxLength: 12 },
  ),
});

describe(`a line's life, order by order (seed ${SEED})`, () => {
  test("what booking writes is what a feed works out again; no day twice, and coverage never shrinks", () => {
    let kinds = 0;
    fc.assert(
      fc.property(lives, ({ program, firstOrderedOn, age, orders }) => {
        const license = {
          orderedOn: addDays(firstOrderedOn, age),
          orderLineId: "license",
          program,
          firstOrderedOn,
        };
        const rhythm = { program, anniversary: anniversaryOf({ program, firstOrderedOn }) };
        const written: Term[] = [licenseCoverage(license.orderedOn)];
        const extensions: Extension[] = [];
        let orderedOn = license.orderedOn;
        for (const [place, { kind, wait }] of orders.entries()) {
          orderedOn = addDays(orderedOn, wait);
          const coveredThrough = written.at(-1)?.coveredThrough ?? null;
          const term = saleOf({ kind, orderedOn, coveredThrough, rhythm, quoteDays: 90, months: null });
          if (typeof term === "string") continue;
          assert.ok(coveredThrough !== null && term.coveredFrom > coveredThrough, "no day twice");
          assert.ok(term.coveredThrough >= term.coveredFrom, "it grows");
          written.push(term);
          extensions.push({ kind, orderedOn, orderLineId: String(place) });
        }
        kinds += extensions.length;
        const { periods, refusals, warnings } = coverageChain(license, extensions);
        assert.deepEqual([refusals, warnings], [[], []]);
        assert.deepEqual(
          periods.map(({ coveredFrom, coveredThrough }) => ({ coveredFrom, coveredThrough })),
          written,
        );
      }),
      { numRuns: RUNS, seed: SEED },
    );
    assert.ok(kinds > RUNS / 4, `${kinds} extensions were ordered`);
  });

  test("the order of a month's purchases does not matter: in any order they end on the same day, those of the 1st apart", () => {
    const months = fc.tuple(fc.integer({ min: 2000, max: 2040 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(
        months,
        fc.array(fc.integer({ min: 2, max: 28 }), { minLength: 2, maxLength: 6 }),
        ([year, month], dates) => {
          const on = (day: number): LocalDate => addDays(`${year}-${pad(month)}-01` as LocalDate, day - 1);
          const ends = new Set(dates.map((day) => licenseCoverage(on(day)).coveredThrough));
          assert.equal(ends.size, 1);
          const [end = ""] = ends;
          assert.equal(licenseCoverage(on(1)).coveredThrough < end, true);
        },
      ),
      { numRuns: 10_000, seed: SEED },
    );
  });
});

const pad = (number: number) => String(number).padStart(2, "0");
