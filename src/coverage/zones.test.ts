/** BAR case 27: days are days of a calendar. Neither zones nor nights in which clocks change, nor leap days move one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { addDays, dateOf, daysBetween, type LocalDate } from "../platform/dates.ts";
import { coverageChain, type Extension, licenseCoverage, renewalCoverage } from "./rules.ts";
import { prorated } from "./sale/proration.rules.ts";

const SEED = 20280229;
const ZONES = [
  "Pacific/Niue", // UTC−11
  "Pacific/Pago_Pago",
  "America/Los_Angeles",
  "UTC",
  "Europe/Berlin",
  "Asia/Tokyo",
  "Pacific/Auckland",
  "Pacific/Apia", // had no 2011-12-30 at all
  "Pacific/Kiritimati", // UTC+14
];

describe("BAR case 27 a license of 2028-02-29", () => {
  const license = { orderedOn: "2028-02-29", orderLineId: "license" } as const;
  const yearly = (years: number, program: "PA" | "PAE") => {
    const extensions: Extension[] = Array.from({ length: years }, (_, year) => ({
      ...{ kind: "renewal", orderLineId: String(year) },
      orderedOn: `${2029 + year}-02-01` as LocalDate,
    }));
    return coverageChain({ ...license, program, firstOrderedOn: license.orderedOn }, extensions);
  };

  test("renewed yearly to 2036 its last days are 02-28, 02-28, 02-28, 02-29 and so on: the end of the month stays the anchor", () => {
    for (const program of ["PA", "PAE"] as const) {
      const { periods } = yearly(7, program);
      assert.deepEqual(
        periods.map(({ coveredThrough }) => coveredThrough),
        [
          ...["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
          ...["2033-02-28", "2034-02-28", "2035-02-28", "2036-02-29"],
        ],
      );
      assert.ok(periods.slice(1).every(({ coveredFrom }) => coveredFrom.endsWith("-03-01")));
      assert.equal(daysBetween("2032-02-29", "2033-02-28"), 365);
    }
  });

  test("with another that ends in a DST month it is prorated to a common end, to the unit", () => {
    const rhythm = { program: "PA", anniversary: "2029-03-01" } as const;
    const dst = renewalCoverage("2029-10-31", rhythm); // Berlin's clocks went back on 2029-10-28
    assert.deepEqual(dst, { coveredFrom: "2029-11-01", coveredThrough: "2030-02-28" });
    assert.deepEqual(renewalCoverage("2029-02-28", rhythm).coveredThrough, dst.coveredThrough);
    const parts = [
      prorated({ quantity: 5, annualPrice: 1201, months: 4 }),
      prorated({ quantity: 3, annualPrice: 999, months: 12 }),
    ];
    assert.deepEqual(parts, [2002, 2997]);
  });
});

describe("zones", () => {
  /** Noon and the minutes around midnight of a day, in a zone, found by looking: no clock change is known here. */
  const instantsOn = (day: LocalDate, zone: string): Date[] => {
    const start = Date.parse(`${addDays(day, -1)}T00:00:00Z`);
    const hours = Array.from({ length: 72 * 4 }, (_, quarter) => new Date(start + quarter * 900_000));
    return hours.filter((instant) => dateOf(instant, zone) === day);
  };
  const NIGHTS: readonly LocalDate[] = [
    ...(["2028-02-29", "2028-03-26", "2028-10-29"] as const), // Berlin goes forward and back
    ...(["2028-04-02", "2028-09-24", "2011-12-29", "2011-12-31", "2010-03-31", "2010-04-01"] as const), // Auckland; Apia
  ];

  test("every quarter of an hour of a day gives the same terms in every zone, in DST nights too", () => {
    for (const day of NIGHTS) {
      for (const zone of ZONES) {
        const instants = instantsOn(day, zone);
        assert.ok(
          instants.length >= 92 && instants.length <= 100,
          `${zone} ${day}: ${instants.length} quarters`,
        );
        const ends = new Set(
          instants.map((instant) => licenseCoverage(dateOf(instant, zone)).coveredThrough),
        );
        assert.deepEqual([...ends], [licenseCoverage(day).coveredThrough], `${zone} ${day}`);
      }
    }
  });

  test(`an instant is one day or its neighbour from UTC−11 to UTC+14, and each counts as itself (seed ${SEED})`, () => {
    const instants = fc.date({
      min: new Date("2000-01-01"),
      max: new Date("2040-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        const found = [...new Set(ZONES.map((zone) => dateOf(instant, zone)))].sort();
        const [first = "0001-01-01", last = first] = [found[0], found.at(-1)];
        assert.ok(daysBetween(first, last) <= 2);
        const ends = found.map((day) => licenseCoverage(day).coveredThrough);
        assert.deepEqual(ends, ends.toSorted(), "a later day never ends earlier");
      }),
      { numRuns: 2_000, seed: SEED },
    );
  });
});
