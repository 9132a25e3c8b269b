/** What holds for every line and every choice. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { AOBA, choose, WAS } from "../../../test/simulations.ts";
import { licenseCoverage } from "../../coverage/index.ts";
import { addDays, addMonths, daysBetween, type LocalDate } from "../../platform/dates.ts";
import { type Assumptions, CHOICES, type Choice, HORIZONS } from "./choices.data.ts";
import type { Ground, StudioLine } from "./ground.data.ts";
import { outcomeOf } from "./outcome.rules.ts";
import { simulateLine } from "./simulation.rules.ts";

const seed = Number(process.env["FC_SEED"] ?? Date.now() % 2 ** 31);
const day = fc.integer({ min: 0, max: 2500 }).map((number) => addDays("2008-01-01", number));
const price = fc.option(fc.integer({ min: 1, max: 10_000_000 }), { freq: 9 });
const anyLine: fc.Arbitrary<StudioLine> = fc
  .record({
    day,
    quantity: fc.integer({ min: 1, max: 5000 }),
    renewal: price,
    license: price,
    reinstatement: price,
    hasQuote: fc.boolean(),
  })
  .map(({ day: ordered, quantity, renewal, license, reinstatement }) => {
    const term = licenseCoverage(ordered);
    const prices = { renewal, license, reinstatement, isOwnReinstatement: false };
    return {
      ...WAS,
      lineId: `line_${ordered}_${quantity}`,
      quantity,
      prices,
      coveredThrough: term.coveredThrough,
      periods: [term],
    };
  });
const anyChoice: fc.Arbitrary<Choice> = fc.record({
  choice: fc.constantFrom(...CHOICES),
  on: fc.option(day),
  quantity: fc.option(fc.integer({ min: 1, max: 6000 })),
});
const assumptions: fc.Arbitrary<Assumptions> = fc.record({
  on: day,
  horizonMonths: fc.constantFrom(...HORIZONS),
  priceChangePercent: fc.integer({ min: -50, max: 200 }),
});
const site = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 })).map(([isPa, month]): Ground => {
  const anniversary = `2010-${String(month).padStart(2, "0")}-01` as LocalDate;
  return { ...AOBA, program: isPa ? "PA" : "PAE", anniversary: isPa ? anniversary : null };
});

describe(`whatever the line and the choice (FC_SEED=${seed})`, () => {
  const holds = { seed, numRuns: 30_000 };

  test("days: covered and uncovered ones fill the horizon, and no day is covered twice", () => {
    fc.assert(
      fc.property(anyLine, anyChoice, site, assumptions, (line, choice, ground, assumed) => {
        const result = simulateLine(line, choice, ground, assumed);
        const days = daysBetween(assumed.on, addMonths(assumed.on, assumed.horizonMonths));
        assert.equal(result.coveredDays + result.uncoveredDays, days);
        const own = [...line.periods, ...result.steps.filter(({ isAdded }) => !isAdded)];
        own.slice(1).forEach(({ coveredFrom, coveredThrough }, index) => {
          assert.ok(coveredFrom > (own[index]?.coveredThrough ?? "") && coveredThrough >= coveredFrom);
        });
        for (const step of result.steps) assert.ok(step.on >= assumed.on, "nothing is ordered in the past");
      }),
      holds,
    );
  });

  test("renewals are ordered while there is coverage, reinstatements only without; the first leave no gap", () => {
    fc.assert(
      fc.property(anyLine, anyChoice, site, assumptions, (line, choice, ground, assumed) => {
        const { steps } = simulateLine(line, choice, ground, assumed);
        const [first] = steps;
        if (first === undefined || first.isFollowing) return;
        if (first.kind === "renewal") {
          assert.ok(first.on <= line.coveredThrough && first.coveredFrom === addDays(line.coveredThrough, 1));
          assert.ok((first.months ?? 0) >= 1 && (first.months ?? 13) <= 12);
        } else assert.ok(first.on > line.coveredThrough && first.coveredFrom === first.on);
      }),
      holds,
    );
  });

  test("lapse and reinstate never shows fewer uncovered days than the gap", () => {
    fc.assert(
      fc.property(anyLine, fc.option(day), site, assumptions, (line, on, ground, assumed) => {
        const result = simulateLine(line, choose("lapse-and-reinstate", on), ground, assumed);
        const back = result.steps[0]?.on ?? assert.fail();
        const through = addDays(addMonths(assumed.on, assumed.horizonMonths), -1);
        const from = line.coveredThrough < assumed.on ? assumed.on : addDays(line.coveredThrough, 1);
        const until = back <= through ? back : addDays(through, 1);
        assert.ok(result.uncoveredDays >= Math.max(0, daysBetween(from, until)));
      }),
      holds,
    );
  });

  test("totals are the sums of their parts, to the minor unit", () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 5 }),
        fc.array(anyChoice, { minLength: 5, maxLength: 5 }),
        site,
        assumptions,
        (lines, choices, ground, assumed) => {
          const own = lines.map((line, index) => ({ ...line, lineId: String(index) }));
          const chosen = choices
            .slice(0, lines.length)
            .map((choice, index) => ({ ...choice, lineId: String(index) }));
          const plan = { name: "", standard: choose("renew-now"), choices: chosen };
          const outcome = outcomeOf(plan, { ...ground, lines: own }, assumed);
          const parts = outcome.lines.flatMap(({ steps }) => steps.filter(({ on }) => on <= outcome.through));
          const total = parts.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
          assert.equal(outcome.amount, total);
          assert.equal(
            outcome.years.reduce((sum, { amount }) => sum + amount, 0),
            total,
          );
          assert.equal(outcome.unpriced, parts.filter(({ amount }) => amount === null).length);
          assert.equal(
            outcome.coveredDays + outcome.uncoveredDays,
            lines.length * daysBetween(assumed.on, addMonths(assumed.on, assumed.horizonMonths)),
          );
        },
      ),
      { seed, numRuns: 10_000 },
    );
  });
});
