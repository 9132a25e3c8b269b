import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { addDays, addMonths, daysBetween, isLocalDate, type LocalDate } from "../platform/dates.ts";
import { coverageChain, type Extension, lastRun, licenseCoverage, renewalCoverage } from "./rules.ts";

/** DOMAIN §9.3. */
const CHECKED: readonly (readonly [LocalDate, LocalDate])[] = [
  ["2009-03-12", "2010-03-31"],
  ["2009-03-01", "2010-02-28"],
  ["2009-07-10", "2010-07-31"],
  ["2009-07-01", "2010-06-30"],
  ["2008-02-29", "2009-02-28"],
  ["2009-12-31", "2010-12-31"],
  ["2010-03-01", "2011-02-28"],
  ["2010-03-02", "2011-03-31"],
  ["2011-10-20", "2012-10-31"],
];

const FIRST = Date.UTC(1990, 0, 1);
const days = fc.integer({ min: 0, max: 25_000 }).map((count): LocalDate => {
  const text = new Date(FIRST + count * 86_400_000).toISOString().slice(0, 10);
  assert(isLocalDate(text));
  return text;
});
const firstsOfMonth = days.map((date): LocalDate => addDays(date, 1 - Number(date.slice(8))));
const months = (from: LocalDate, to: LocalDate) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

describe("the coverage of a license", () => {
  for (const [orderedOn, through] of CHECKED) {
    test(`BR-67 ordered on ${orderedOn} it lasts through ${through}`, () => {
      assert.deepEqual(licenseCoverage(orderedOn), { coveredFrom: orderedOn, coveredThrough: through });
    });
  }

  test("BR-67 it is 12 full months and the rest of the first one, whatever the day", () => {
    fc.assert(
      fc.property(days, (orderedOn) => {
        const { coveredFrom, coveredThrough } = licenseCoverage(orderedOn);
        const next = addDays(coveredThrough, 1);
        assert.equal(coveredFrom, orderedOn);
        assert.match(next, /-01$/);
        assert(addMonths(orderedOn, 12) <= next, "12 months");
        const added = daysBetween(addMonths(orderedOn, 12), next);
        assert(added >= 0 && added < 31, "and at most the rest of a month");
        assert.equal(months(orderedOn, next), orderedOn.endsWith("-01") ? 12 : 13);
      }),
      { numRuns: 5_000 },
    );
  });

  test("a later order is never covered for less", () => {
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [earlier, later] = one <= other ? [one, other] : [other, one];
        assert(licenseCoverage(earlier).coveredThrough <= licenseCoverage(later).coveredThrough);
      }),
    );
  });
});

describe("the coverage of a renewal", () => {
  const pa = { program: "PA", anniversary: "2010-04-01" } as const;

  test("BR-69 it goes from the end of the last term to the day before the next anniversary", () => {
    const term = renewalCoverage("2010-07-31", pa);
    assert.deepEqual(term, { coveredFrom: "2010-08-01", coveredThrough: "2011-03-31" });
    assert.equal(months("2010-08-01", "2011-04-01"), 8);
  });

  test("BR-69 it has 12 months when the last term ended on the eve of the anniversary, 11 a month later", () => {
    assert.equal(renewalCoverage("2010-03-31", pa).coveredThrough, "2011-03-31");
    assert.deepEqual(renewalCoverage("2010-04-30", pa), {
      coveredFrom: "2010-05-01",
      coveredThrough: "2011-03-31",
    });
  });

  test("it has 1 to 12 full months and ends on the eve of an anniversary", () => {
    fc.assert(
      fc.property(firstsOfMonth, firstsOfMonth, (start, anniversary) => {
        const term = renewalCoverage(addDays(start, -1), { program: "PA", anniversary });
        const next = addDays(term.coveredThrough, 1);
        assert.equal(term.coveredFrom, start);
        assert.equal(next.slice(5), anniversary.slice(5));
        assert(months(start, next) >= 1 && months(start, next) <= 12);
      }),
    );
  });

  test("BR-108 it has 12 months in a program without anniversaries", () => {
    for (const program of ["PAE", "FCT", "OEM"] as const) {
      const term = renewalCoverage("2010-07-31", { program, anniversary: "2010-04-01" });
      assert.deepEqual(term, { coveredFrom: "2010-08-01", coveredThrough: "2011-07-31" });
    }
  });
});

describe("what there is not", () => {
  test("a site that has not ordered yet has no anniversary, and so renews for 12 months", () => {
    const term = renewalCoverage("2010-07-31", { program: "PA", anniversary: null });
    assert.deepEqual(term, { coveredFrom: "2010-08-01", coveredThrough: "2011-07-31" });
  });

  test("a line that was never covered has no run of coverage", () => {
    assert.equal(lastRun([]), undefined);
  });
});

describe("all periods of a license line", () => {
  const license = {
    orderedOn: "2009-07-10",
    orderLineId: "oline_1",
    program: "PA",
    firstOrderedOn: "2009-03-12",
  } as const;
  const extension = (kind: Extension["kind"], orderedOn: LocalDate): Extension => ({
    kind,
    orderedOn,
    orderLineId: `oline_${orderedOn}`,
  });

  test("a renewal follows without a gap, a reinstatement begins on its own day", () => {
    const { periods } = coverageChain(license, [
      extension("renewal", "2010-07-31"),
      extension("reinstatement", "2011-10-20"),
    ]);
    assert.deepEqual(
      periods.map(({ kind, coveredFrom, coveredThrough }) => [kind, coveredFrom, coveredThrough]),
      [
        ["license", "2009-07-10", "2010-07-31"],
        ["renewal", "2010-08-01", "2011-03-31"],
        ["reinstatement", "2011-10-20", "2012-10-31"],
      ],
    );
    assert.deepEqual(lastRun(periods), { coveredFrom: "2011-10-20", coveredThrough: "2012-10-31" });
    assert.deepEqual(lastRun(periods.slice(0, 2)), {
      coveredFrom: "2009-07-10",
      coveredThrough: "2011-03-31",
    });
  });

  test("a reinstatement of a covered line and an extension before the license are refused", () => {
    const chain = coverageChain(license, [
      extension("renewal", "2009-07-09"),
      extension("reinstatement", "2010-07-31"),
      extension("reinstatement", "2010-08-01"),
    ]);
    assert.deepEqual(
      chain.refusals.map(({ code, orderLineId }) => [code, orderLineId]),
      [
        ["extended_before_license", "oline_2009-07-09"],
        ["still_covered", "oline_2010-07-31"],
      ],
    );
    assert.equal(chain.periods.length, 2);
  });

  test("a renewal that was booked after the lapse counts, with a warning", () => {
    const chain = coverageChain(license, [extension("renewal", "2010-09-01")]);
    assert.deepEqual(
      chain.warnings.map((warning) => warning.code),
      ["renewed_after_lapse"],
    );
    assert.equal(chain.periods.at(-1)?.coveredFrom, "2010-08-01");
  });

  test("no day is covered twice, whatever was ordered when", () => {
    const kinds = fc.constantFrom("renewal" as const, "reinstatement" as const);
    fc.assert(
      fc.property(days, fc.array(fc.tuple(kinds, days), { maxLength: 12 }), (orderedOn, ordered) => {
        const sorted = ordered
          .map(([kind, on]) => extension(kind, on))
          .sort((a, b) => (a.orderedOn < b.orderedOn ? -1 : 1));
        const { periods } = coverageChain({ ...license, orderedOn, firstOrderedOn: orderedOn }, sorted);
        for (const [index, period] of periods.entries()) {
          assert(period.coveredFrom <= period.coveredThrough);
          const before = periods[index - 1];
          assert(before === undefined || before.coveredThrough < period.coveredFrom);
        }
      }),
    );
  });
});
