import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { causesOf, isForCare, offerEndsAt, offersEndedBy, type Watched } from "./rules.ts";

const watched = (change: Partial<Watched> = {}): Watched => ({
  primaryId: "person_hana",
  lastSeenOn: "2010-02-28",
  isBouncing: false,
  hasSecondAdministrator: true,
  ...change,
});

const on = (today: `${number}-${number}-${number}`, change: Partial<Watched> = {}) =>
  causesOf(watched(change), { today, unseenMonths: 6 });

describe("what endangers a site", () => {
  test("is nothing while its primary comes, reads mail and has a second administrator", () => {
    assert.deepEqual(on("2010-03-01"), []);
  });

  test("is a primary who was not seen for six months, to the day", () => {
    assert.deepEqual(on("2010-08-27"), []);
    assert.deepEqual(on("2010-08-28"), ["primary-unseen"]);
  });

  test("is mail that comes back, and the lack of a second administrator", () => {
    const change = { isBouncing: true, hasSecondAdministrator: false };
    assert.deepEqual(on("2010-03-01", change), ["mail-bounces", "no-second-administrator"]);
  });

  test("is a place that nobody holds; then nobody's mail or visits matter", () => {
    const change = { primaryId: null, isBouncing: true, lastSeenOn: "2009-01-01" as const };
    assert.deepEqual(on("2010-03-01", change), ["no-primary"]);
  });
});

describe("customer care", () => {
  test("is told at once, of a missing second administrator after thirty days", () => {
    const since = "2010-03-01" as const;
    assert.equal(isForCare({ cause: "no-primary", since }, since), true);
    assert.equal(isForCare({ cause: "no-second-administrator", since }, "2010-03-30"), false);
    assert.equal(isForCare({ cause: "no-second-administrator", since }, "2010-03-31"), true);
  });
});

describe("an offer", () => {
  test("stands for fourteen days", () => {
    const ends = offerEndsAt("2010-03-01T03:00:00Z");
    assert.equal(ends.toISOString(), "2010-03-15T03:00:00.000Z");
    assert.equal(offersEndedBy(ends).toISOString(), "2010-03-01T03:00:00.000Z");
  });
});
