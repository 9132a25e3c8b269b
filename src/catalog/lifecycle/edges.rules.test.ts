/** The lives of versions where days and numbers meet: found by mutation. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { LocalDate } from "../../platform/dates.ts";
import { compareVersions, judgeVersions, type Version } from "./rules.ts";

const TODAY = "2009-07-01";

function version(number: string, availableOn: LocalDate, endOfServiceOn: LocalDate | null = null): Version {
  return { version: number, availableOn, endOfServiceOn, isEndOfServiceAnnounced: endOfServiceOn !== null };
}

const told = (versions: readonly Version[], successors: readonly Version[] = []) =>
  judgeVersions(versions, TODAY, successors).map(
    ({ given, state, isAtEnd, replacedBy }) =>
      `${given.version} ${state} ${isAtEnd} ${replacedBy?.version ?? "-"}`,
  );

test("what is still to come is replaced by nothing and at no end, whatever was said of it", () => {
  assert.deepEqual(told([version("2.0", "2010-01-01")], [version("1.0", "2008-01-01")]), [
    "2.0 UPCOMING false -",
  ]);
  assert.deepEqual(told([version("9.0", "2010-01-01", "2009-01-01")]), ["9.0 UPCOMING false -"]);
});

test("where nothing of its own is served, another product's takes its place, even an older one", () => {
  const ended = version("3.0", "2008-01-01", "2009-01-01");
  assert.deepEqual(told([ended], [version("1.0", "2005-01-01")]), ["3.0 EOS_BY true 1.0"]);
});

test("a version counts from its first day, and through its last", () => {
  assert.deepEqual(told([version("7.0", TODAY), version("6.0", "2004-01-01")]), [
    "7.0 CURRENT false -",
    "6.0 SUPERSEDED false 7.0",
  ]);
  assert.deepEqual(told([version("8.1", "2002-11-21", TODAY), version("7.0", "2000-01-01", "2005-01-01")]), [
    "8.1 EOS_BY false -",
    "7.0 EOS_BY true 8.1",
  ]);
});

test("of one day the higher number is the newer; a line is its whole first number", () => {
  const [nine, ten] = [version("9.0", "2008-01-01"), version("10.0", "2008-01-01")];
  const both = ["10.0 CURRENT false -", "9.0 SUPERSEDED false 10.0"];
  assert.deepEqual(told([ten, nine]), both);
  assert.deepEqual(told([nine, ten]).sort(), both);
  assert.deepEqual(told([version("10.0", "2007-01-01"), version("10.5", "2008-01-01")]), [
    "10.0 CURRENT false -",
    "10.5 CURRENT false -",
  ]);
});

test("a number that goes on is after one that ends; letters count as letters", () => {
  assert.deepEqual(
    [
      ["9", "9.1"],
      ["9.1", "9"],
      ["10", "9"],
      ["9.a", "9.b"],
      ["9.b", "9.a"],
      ["9.1", "9.1"],
    ].map(([one = "", other = ""]) => Math.sign(compareVersions(one, other))),
    [-1, 1, 1, -1, 1, 0],
  );
});
