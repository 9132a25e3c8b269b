import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { LocalDate } from "../platform/dates.ts";
import { statusOf } from "./rules.ts";

/** WAS bought on 2009-07-10: covered through the end of the month, a year later. */
const line = (
  coveredFrom: LocalDate | null = "2009-07-10",
  coveredThrough: LocalDate | null = "2010-07-31",
) => ({
  coveredFrom,
  coveredThrough,
});

describe("a line's status", () => {
  const cases: readonly [day: LocalDate, status: string][] = [
    ["2009-07-09", "upcoming"],
    ["2009-07-10", "active"],
    ["2010-07-31", "active"],
    ["2010-08-01", "lapsed"],
  ];
  for (const [day, status] of cases) {
    test(`is ${status} on ${day} of a coverage from 2009-07-10 through 2010-07-31`, () => {
      assert.equal(statusOf(line(), day), status);
    });
  }

  test("is none for a line that was never covered", () => {
    assert.equal(statusOf(line(null, null), "2010-01-01"), "none");
  });
});
