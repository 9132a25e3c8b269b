import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  dueDay,
  isOpeningTime,
  isOver,
  mayDecide,
  nameIn,
  ofThisQuarterFrom,
  quarterStart,
  reminderDue,
} from "./review.rules.ts";

describe("a review opens", () => {
  test("on the 1st of January, April, July or October", () => {
    assert.equal(quarterStart("2010-01-01"), "2010-01-01");
    assert.equal(quarterStart("2010-03-31"), "2010-01-01");
    assert.equal(quarterStart("2010-04-01"), "2010-04-01");
    assert.equal(quarterStart("2010-09-30"), "2010-07-01");
    assert.equal(quarterStart("2010-12-31"), "2010-10-01");
  });

  test("or within thirty days of it, when the portal was down; later no more", () => {
    assert.deepEqual(
      ["2010-04-08", "2010-05-01"].map((day) => isOpeningTime(day as never)),
      [true, true],
    );
    assert.deepEqual(
      ["2010-05-02", "2010-06-30"].map((day) => isOpeningTime(day as never)),
      [false, false],
    );
  });

  test("once a quarter, however late the one before was", () => {
    for (const [opened, today] of [
      ["2010-04-01", "2010-05-01"],
      ["2010-05-01", "2010-05-01"],
    ] as const)
      assert.ok(opened >= ofThisQuarterFrom(today));
    assert.ok("2010-05-01" < ofThisQuarterFrom("2010-07-01"));
  });
});

describe("a review is due", () => {
  test("thirty days later, that day included", () => {
    assert.equal(dueDay("2010-04-01"), "2010-05-01");
    assert.deepEqual(
      [isOver({ dueOn: "2010-05-01" }, "2010-05-01"), isOver({ dueOn: "2010-05-01" }, "2010-05-02")],
      [false, true],
    );
  });

  test("with reminders 14 and 3 days before; of two that were missed, the later", () => {
    const due = (today: string, reminded: number | null = null) =>
      reminderDue({ dueOn: "2010-05-01", reminded }, today as never);
    assert.deepEqual([due("2010-04-16"), due("2010-04-17"), due("2010-04-18", 14)], [null, 14, null]);
    assert.deepEqual([due("2010-04-28", 14), due("2010-05-01"), due("2010-04-29", 3)], [3, 3, null]);
    assert.equal(due("2010-05-02"), null);
  });
});

describe("nobody decides their own access", () => {
  const of = (outcome: "confirmed" | "removed") => ({ personId: "me", outcome });
  test("but the primary contact, who confirms it and never removes it", () => {
    assert.equal(mayDecide({ personId: "me", role: "secondary" }, of("confirmed")), false);
    assert.equal(mayDecide({ personId: "me", role: "primary" }, of("confirmed")), true);
    assert.equal(mayDecide({ personId: "me", role: "primary" }, of("removed")), false);
    assert.equal(mayDecide({ personId: "other", role: "secondary" }, of("removed")), true);
  });
});

test("a name is told once its owner has used the site", () => {
  const row = { personId: "p", givenName: "Mio", familyName: "Kato", language: "en" } as const;
  assert.equal(nameIn({ ...row, role: "user", lastSeenOn: null }, "x").name, null);
  assert.equal(nameIn({ ...row, role: "user", lastSeenOn: "2010-01-01" }, "x").name, "Mio Kato");
});
