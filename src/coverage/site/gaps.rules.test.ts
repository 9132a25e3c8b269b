import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gapsOf, outlookOf } from "./gaps.rules.ts";

const LICENSE = { coveredFrom: "2009-07-10", coveredThrough: "2010-07-31" } as const;
const RENEWAL = { coveredFrom: "2010-08-01", coveredThrough: "2011-03-31" } as const;
const REINSTATED = { coveredFrom: "2011-10-20", coveredThrough: "2012-10-31" } as const;
const PA = { program: "PA", anniversary: "2010-04-01" } as const;

describe("the gaps of a line", () => {
  test("DOMAIN 3.19.3 what was not covered before a reinstatement stays a gap", () => {
    assert.deepEqual(gapsOf([LICENSE, RENEWAL, REINSTATED], "2012-01-01"), [
      { uncoveredFrom: "2011-04-01", uncoveredThrough: "2011-10-19" },
    ]);
  });

  test("since its last day a line is not covered, from the next day on", () => {
    assert.deepEqual(gapsOf([LICENSE], "2010-07-31"), []);
    const open = { uncoveredFrom: "2010-08-01", uncoveredThrough: null };
    assert.deepEqual(gapsOf([LICENSE], "2010-08-01"), [open]);
    assert.deepEqual(gapsOf([LICENSE, RENEWAL], "2010-08-01"), []);
    assert.deepEqual(gapsOf([], "2010-08-01"), []);
  });

  test("a gap of one day is one", () => {
    const next = { ...RENEWAL, coveredFrom: "2010-08-02" } as const;
    assert.deepEqual(gapsOf([LICENSE, next], "2010-09-01"), [
      { uncoveredFrom: "2010-08-01", uncoveredThrough: "2010-08-01" },
    ]);
  });
});

describe("what comes next for a line", () => {
  test("DOMAIN 3.17.5 its renewal date is the day after its last one, while it is covered", () => {
    assert.equal(outlookOf("2010-07-31", PA, "2010-07-31").renewalOn, "2010-08-01");
    assert.equal(outlookOf("2010-07-31", PA, "2010-08-01").renewalOn, null);
    assert.equal(outlookOf(null, PA, "2010-08-01").renewalOn, null);
  });

  test("DOMAIN 3.17.2 the next anniversary is after the day, not on it; a site without one has none", () => {
    const next = (today: "2010-03-31" | "2010-04-01") => outlookOf(null, PA, today).anniversaryOn;
    assert.deepEqual([next("2010-03-31"), next("2010-04-01")], ["2010-04-01", "2011-04-01"]);
    const early = outlookOf(null, PA, "2009-03-12").anniversaryOn;
    assert.equal(early, "2010-04-01", "none before the first order's term has ended");
    assert.equal(outlookOf(null, { program: "PAE", anniversary: null }, "2010-04-01").anniversaryOn, null);
  });
});
