/** What each choice costs and covers: the domain's worked examples. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AOBA, choose, DOORS, QUOTED, WAS, YEAR } from "../../../test/simulations.ts";
import { simulateLine } from "./simulation.rules.ts";

describe("the worked examples", () => {
  test("BR-69 renew-now: 5 × 1,200 × 8/12 = 4,000, 2010-08-01…2011-03-31; 12 months of a line that ends with the term", () => {
    const was = simulateLine(WAS, choose("renew-now"), AOBA, YEAR);
    const { on, coveredFrom, coveredThrough, months, unitPrice, amount } = was.steps[0] ?? assert.fail();
    assert.deepEqual(
      { on, coveredFrom, coveredThrough, months, unitPrice, amount, rule: was.rule },
      {
        on: "2010-03-01",
        coveredFrom: "2010-08-01",
        coveredThrough: "2011-03-31",
        months: 8,
        unitPrice: 1200,
        amount: 4000,
        rule: "BR-69",
      },
    );
    const twelve = simulateLine({ ...WAS, coveredThrough: "2010-03-31" }, choose("renew-now"), AOBA, YEAR)
      .steps[0];
    assert.deepEqual([twelve?.months, twelve?.amount], [12, 6000]);
    const eleven = simulateLine({ ...WAS, coveredThrough: "2010-04-30" }, choose("renew-now"), AOBA, YEAR)
      .steps[0];
    assert.deepEqual([eleven?.months, eleven?.amount], [11, 5500]);
    assert.deepEqual([was.coveredDays, was.uncoveredDays, was.amount], [365, 0, 4000]);
  });

  test("BR-70 defer: to the own last day by default; a day later it lapses and is reinstated", () => {
    const own = simulateLine(WAS, choose("defer"), AOBA, YEAR);
    assert.deepEqual([own.steps[0]?.on, own.steps[0]?.months, own.uncoveredDays], ["2010-07-31", 8, 0]);
    const late = simulateLine(WAS, choose("defer", "2010-08-01"), AOBA, YEAR);
    assert.deepEqual(
      [late.rule, late.steps[0]?.kind, late.steps[0]?.on],
      ["BR-78e", "reinstatement", "2010-08-01"],
    );
    assert.equal(late.steps[0]?.amount, 18_000);
    assert.deepEqual(late.notes[0], { code: "already_lapsed", day: "2010-07-31" });
    const held = simulateLine({ ...WAS, quoted: QUOTED }, choose("defer", "2010-03-31"), AOBA, {
      ...YEAR,
      priceChangePercent: 5,
    });
    assert.deepEqual([held.rule, held.steps[0]?.basis, held.steps[0]?.amount], ["BR-70", "quote", 4000]);
  });

  test("BR-71 deferred beyond the quote: the price of that day, 5 × 1,260 × 8/12 = 4,200, not the quote's 4,000", () => {
    const line = { ...WAS, quoted: QUOTED };
    const dearer = simulateLine(line, choose("defer", "2010-07-15"), AOBA, {
      ...YEAR,
      priceChangePercent: 5,
    });
    assert.deepEqual(
      [dearer.rule, dearer.steps[0]?.unitPrice, dearer.steps[0]?.amount],
      ["BR-71", 1260, 4200],
    );
    const levelD = { ...line, prices: { ...WAS.prices, renewal: 1260 } };
    const after = simulateLine(levelD, choose("defer", "2010-07-15"), AOBA, { ...YEAR, on: "2010-04-02" });
    assert.equal(after.steps[0]?.amount, 4200);
    const atOnce = simulateLine(line, choose("renew-now"), AOBA, {
      ...YEAR,
      on: "2010-04-02",
      priceChangePercent: 5,
    });
    assert.equal(atOnce.steps[0]?.amount, 4000, "what is ordered at once costs what the list says");
    assert.ok(
      after.notes.some(({ code }) => code === "no_notice"),
      "BR-72 is told",
    );
  });

  test("BR-78a lapsed 2010-08-01, reinstated 2011-10-20: one price, nothing for the gap, 2011-10-20…2012-10-31", () => {
    const back = simulateLine(WAS, choose("lapse-and-reinstate", "2011-10-20"), AOBA, {
      ...YEAR,
      horizonMonths: 36,
    });
    const [step, next] = back.steps;
    assert.deepEqual(
      [step?.kind, step?.on, step?.coveredFrom, step?.coveredThrough, step?.amount],
      ["reinstatement", "2011-10-20", "2011-10-20", "2012-10-31", 18_000],
    );
    assert.deepEqual(back.gaps, [{ from: "2010-08-01", through: "2011-10-19", days: 445 }]);
    assert.ok(back.notes.some(({ code }) => code === "no_back_payment"));
    assert.deepEqual(
      [next?.on, next?.coveredThrough, next?.months],
      ["2012-10-31", "2013-03-31", 5],
      "then to the anniversary",
    );
  });

  test("BR-78b 60 % of a new license, 3,600 a unit, 18,000 for five; a price of its own wins", () => {
    assert.equal(simulateLine(WAS, choose("lapse-and-reinstate"), AOBA, YEAR).steps[0]?.amount, 18_000);
    const own = { ...WAS, prices: { ...WAS.prices, reinstatement: 3650, isOwnReinstatement: true } };
    const told = simulateLine(own, choose("lapse-and-reinstate"), AOBA, YEAR);
    assert.deepEqual([told.steps[0]?.unitPrice, told.notes[0]], [3650, { code: "own_price" }]);
  });

  test("BR-78e no reinstatement while covered: from the first day without coverage", () => {
    const soon = simulateLine(WAS, choose("lapse-and-reinstate", "2010-05-01"), AOBA, YEAR);
    assert.deepEqual(
      [soon.steps[0]?.on, soon.notes[0]],
      ["2010-08-01", { code: "still_covered", day: "2010-07-31" }],
    );
  });

  test("BR-66 let-lapse: nothing is paid, and the days after the end are uncovered", () => {
    const gone = simulateLine(DOORS, choose("let-lapse"), AOBA, YEAR);
    assert.deepEqual(
      [gone.amount, gone.steps.length, gone.gaps],
      [0, 0, [{ from: "2010-04-01", through: "2011-02-28", days: 334 }]],
    );
  });

  test("move-to-anniversary: pro rata for a line off it; a line on it has nothing to move", () => {
    assert.equal(
      simulateLine(WAS, choose("move-to-anniversary"), AOBA, YEAR).steps[0]?.coveredThrough,
      "2011-03-31",
    );
    const there = simulateLine(DOORS, choose("move-to-anniversary"), AOBA, YEAR);
    assert.deepEqual(
      [there.notes[0], there.steps[0]?.isFollowing],
      [{ code: "at_anniversary", day: "2010-04-01" }, true],
    );
    const express = { ...AOBA, program: "PAE", anniversary: null } as const;
    assert.deepEqual(simulateLine(WAS, choose("move-to-anniversary"), express, YEAR).notes[0], {
      code: "no_anniversary",
    });
  });

  test("A-39 fewer: priced for so many, split by the desk, and the rest is partly uncovered; BR-67 more: new licenses", () => {
    const fewer = simulateLine(WAS, choose("quantity", null, 3), AOBA, YEAR);
    assert.deepEqual([fewer.rule, fewer.steps[0]?.amount, fewer.uncoveredDays], ["A-39", 2400, 212]);
    assert.deepEqual(fewer.notes[1], { code: "partly_covered", kept: 3, dropped: 2 });
    const more = simulateLine(WAS, choose("quantity", null, 7), AOBA, YEAR);
    const [own, added] = more.steps;
    assert.deepEqual(
      [own?.amount, added?.kind, added?.amount, added?.coveredThrough],
      [4000, "license", 12_000, "2011-02-28"],
    );
  });

  test("before its quote a line can only be renewed from the quote's day on", () => {
    const early = simulateLine(
      {
        ...WAS,
        coveredThrough: "2011-03-31",
        periods: [{ coveredFrom: "2010-04-01", coveredThrough: "2011-03-31" }],
      },
      choose("renew-now"),
      AOBA,
      YEAR,
    );
    assert.deepEqual(
      [early.steps[0]?.on, early.notes[1]],
      ["2011-01-01", { code: "not_before_quote", day: "2011-01-01" }],
    );
  });
});
