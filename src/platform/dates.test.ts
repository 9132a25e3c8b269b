import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { date, assert as holds, integer, property } from "fast-check";
import { addDays, addMonths, dateOf, daysBetween, endOfMonth, isLocalDate, type LocalDate } from "./dates.ts";

const DAY_MS = 86_400_000;
const anyDay = date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true }).map(
  (instant) => instant.toISOString().slice(0, 10) as LocalDate,
);
const RUNS = { numRuns: 2000 };

/** The model: days of the months by the rule that every child learns. */
function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function partsOf(day: LocalDate): [year: number, month: number, day: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
}

function written(year: number, month: number, day: number): string {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join(
    "-",
  );
}

describe("months", () => {
  test("are added as the model adds them: the same day, or the last one that the month has", () => {
    holds(
      property(anyDay, integer({ min: -600, max: 600 }), (from, months) => {
        const [year, month, day] = partsOf(from);
        const count = year * 12 + (month - 1) + months;
        const [laterYear, laterMonth] = [Math.floor(count / 12), (count % 12) + 1];
        const expected = written(laterYear, laterMonth, Math.min(day, daysIn(laterYear, laterMonth)));
        assert.equal(addMonths(from, months), expected);
      }),
      RUNS,
    );
  });

  test("keep the anchor's day only when counted from the anchor", () => {
    const years = [12, 24, 36, 48].map((months) => addMonths("2028-02-29", months));
    assert.deepEqual(years, ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
  });

  test("end on the day that the model says", () => {
    holds(
      property(anyDay, (day) => {
        const [year, month] = partsOf(day);
        assert.equal(endOfMonth(day), written(year, month, daysIn(year, month)));
      }),
      RUNS,
    );
  });
});

describe("days", () => {
  test("are counted by the calendar, there and back", () => {
    holds(
      property(anyDay, integer({ min: -40_000, max: 40_000 }), (from, days) => {
        const to = addDays(from, days);
        assert.equal(to, new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10));
        assert.equal(daysBetween(from, to), days);
      }),
      RUNS,
    );
  });

  test("are ordered as their texts are", () => {
    holds(
      property(anyDay, anyDay, (a, b) => {
        assert.equal(a < b, daysBetween(a, b) > 0);
      }),
      RUNS,
    );
  });
});

describe("a text is a date", () => {
  test("exactly when the calendar has it", () => {
    const parts = [
      integer({ min: 1, max: 9999 }),
      integer({ min: 0, max: 14 }),
      integer({ min: 0, max: 33 }),
    ] as const;
    holds(
      property(...parts, (year, month, day) => {
        assert.equal(isLocalDate(written(year, month, day)), day >= 1 && day <= daysIn(year, month));
      }),
      RUNS,
    );
  });

  test("only in the one way of writing it", () => {
    const others = [
      "",
      "2026-2-3",
      "2026-02-03 ",
      "2026-02-03T00:00:00Z",
      "20260203",
      "-2026-02-03",
      "+002026-02-03",
    ];
    for (const text of [...others, "0000-01-01", "２０２６-02-03", "2026-02-03\n"])
      assert.equal(isLocalDate(text), false, text);
  });
});

test("an instant's date is that of the zone, on both sides of midnight and of a change of the clocks", () => {
  const cases: [instant: string, zone: string | undefined, expected: LocalDate][] = [
    ["2010-03-31T14:59:59Z", "Asia/Tokyo", "2010-03-31"],
    ["2010-03-31T15:00:00Z", "Asia/Tokyo", "2010-04-01"],
    ["2010-03-31T15:00:00Z", undefined, "2010-03-31"],
    ["2026-03-28T23:00:00Z", "Europe/Berlin", "2026-03-29"], // the night in which an hour is missing
    ["2026-03-29T21:59:59Z", "Europe/Berlin", "2026-03-29"],
    ["2026-03-29T22:00:00Z", "Europe/Berlin", "2026-03-30"],
    ["2026-10-25T22:59:59Z", "Europe/Berlin", "2026-10-25"], // the day with 25 hours
    ["2026-10-25T23:00:00Z", "Europe/Berlin", "2026-10-26"],
    ["2026-04-04T12:59:59Z", "Pacific/Auckland", "2026-04-05"],
    ["2026-01-01T10:30:00Z", "Pacific/Pago_Pago", "2025-12-31"],
    ["2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"], // a day that Samoa left out
    ["2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29"],
  ];
  for (const [instant, zone, expected] of cases)
    assert.equal(dateOf(new Date(instant), zone), expected, `${instant} ${zone}`);
});
