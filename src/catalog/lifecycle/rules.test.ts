import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { LocalDate } from "../../platform/dates.ts";
import { compareVersions, judgeVersions, type Version } from "./rules.ts";

const JULY_2009 = "2009-07-01";

function version(
  number: string,
  availableOn: LocalDate,
  end: LocalDate | "announced" | null = null,
): Version {
  return {
    version: number,
    availableOn,
    endOfServiceOn: end === "announced" ? null : end,
    isEndOfServiceAnnounced: end !== null,
  };
}

function told(
  versions: readonly Version[],
  today: LocalDate = JULY_2009,
  successors: readonly Version[] = [],
) {
  return judgeVersions(versions, today, successors).map(({ given, state, isAtEnd, replacedBy }) => [
    given.version,
    state,
    isAtEnd,
    replacedBy?.version ?? null,
  ]);
}

describe("the state of a version", () => {
  const db2 = [
    version("9.7", "2009-06-26"),
    version("8.1", "2002-11-21", "2009-04-30"),
    version("9.5", "2007-10-31"),
  ];

  test("BR-78f the last day of service is served; the day after it is at its end", () => {
    assert.deepEqual(told(db2, "2009-04-30"), [
      ["9.7", "UPCOMING", false, null],
      ["8.1", "EOS_BY", false, "9.5"],
      ["9.5", "CURRENT", false, null],
    ]);
    assert.deepEqual(told(db2, "2009-05-01")[1], ["8.1", "EOS_BY", true, "9.5"]);
    assert.deepEqual(told(db2)[1], ["8.1", "EOS_BY", true, "9.7"]);
  });

  test("versions of one line are sold side by side, those of the lines before are superseded", () => {
    const was = [version("7.0", "2008-09-26"), version("6.1", "2006-06-30"), version("6.0", "2004-12-31")];
    assert.deepEqual(told(was), [
      ["7.0", "CURRENT", false, null],
      ["6.1", "SUPERSEDED", false, "7.0"],
      ["6.0", "SUPERSEDED", false, "7.0"],
    ]);
    const clearCase = [version("7.0", "2006-06-30"), version("7.1", "2008-12-12")];
    assert.deepEqual(told(clearCase), [
      ["7.0", "CURRENT", false, null],
      ["7.1", "CURRENT", false, null],
    ]);
  });

  test("a version that is marked without a day is at its end, and is never what replaces another", () => {
    const versions = [version("5.1", "2004-01-16", "announced"), version("5.0", "2002-11-26", "announced")];
    assert.deepEqual(told(versions), [
      ["5.1", "EOS_NO_DATE", true, null],
      ["5.0", "EOS_NO_DATE", true, null],
    ]);
  });

  test("when every version is ending, the one that is served longest of the newest replaces the others", () => {
    const versions = [version("2.0", "2008-01-01", "2010-12-31"), version("1.0", "2005-01-01", "2008-12-31")];
    assert.deepEqual(told(versions), [
      ["2.0", "EOS_BY", false, null],
      ["1.0", "EOS_BY", true, "2.0"],
    ]);
  });

  test("a product that ends without a version of its own is replaced by its successor's newest", () => {
    const express = [version("5.3", "2003-11-14", "announced")];
    const mq = [version("7.0", "2008-06-27"), version("6.0", "2005-05-31")];
    assert.deepEqual(told(express, JULY_2009, mq), [["5.3", "EOS_NO_DATE", true, "7.0"]]);
  });

  test("of one day, the higher number is the newer one, counted as numbers", () => {
    assert.deepEqual(told([version("9.40", "2004-01-01"), version("9.5", "2004-01-01")])[1]?.[1], "CURRENT");
    assert(compareVersions("9.5", "9.40") < 0);
    assert(compareVersions("7.1", "7.1.1") < 0);
    assert(compareVersions("6.5.x", "6.5.x") === 0);
  });
});

describe("whatever versions there are", () => {
  const days = fc
    .integer({ min: 0, max: 4000 })
    .map((day) => new Date(Date.UTC(2000, 0, 1 + day)).toISOString().slice(0, 10) as LocalDate);
  const numbers = fc.tuple(fc.nat(12), fc.nat(40)).map(([major, minor]) => `${major}.${minor}`);
  const ends = fc.oneof(fc.constant(null), fc.constant("announced" as const), days);
  const versions = fc.uniqueArray(
    fc.tuple(numbers, days, ends).map(([number, day, end]) => version(number, day, end)),
    { selector: ({ version: number }) => number, maxLength: 8 },
  );

  test("what replaces a version is out, newer, served, and replaced by nothing itself", () => {
    fc.assert(
      fc.property(versions, days, (all, today) => {
        const judged = judgeVersions(all, today);
        assert.equal(judged.length, all.length);
        for (const { given, state, replacedBy } of judged) {
          assert.equal(state === "UPCOMING", given.availableOn > today);
          if (replacedBy === null) continue;
          assert.notEqual(state, "CURRENT");
          assert(replacedBy.availableOn <= today && replacedBy.availableOn >= given.availableOn);
          const next = judged.find((each) => each.given === replacedBy);
          assert(next !== undefined && !next.isAtEnd && next.replacedBy === null);
        }
      }),
      { numRuns: 20_000, seed: 78 },
    );
  });

  test("their order says nothing, and a version that has come to its end stays there", () => {
    fc.assert(
      fc.property(versions, days, days, (all, one, other) => {
        const [earlier, later] = one <= other ? [one, other] : [other, one];
        const ended = (today: LocalDate) =>
          new Set(judgeVersions(all, today).flatMap(({ given, isAtEnd }) => (isAtEnd ? [given] : [])));
        for (const given of ended(earlier)) assert(ended(later).has(given));
        const states = (given: readonly Version[]) =>
          new Map(judgeVersions(given, later).map((each) => [each.given, each.state]));
        const backwards = states(all.toReversed());
        for (const [given, state] of states(all)) assert.equal(backwards.get(given), state);
      }),
      { numRuns: 10_000, seed: 79 },
    );
  });
});
