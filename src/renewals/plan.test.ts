/** What the plan makes of one site: the worked examples of DOMAIN 4.4, day by day. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { licenseCoverage } from "../coverage/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import { quoteDay, renewalDateOf, versionDay, windowOn } from "./dates.rules.ts";
import type { Days, Plan, PlanLine, PlanSite, Quoted } from "./plan.data.ts";
import { planRun } from "./plan.rules.ts";

const NONE: Quoted = { quotes: [], offers: [] };
const AOBA: PlanSite = { program: "PA", anniversary: "2010-04-01", quoteDays: 90, isAutomatic: false };
const FORMOSA: PlanSite = { ...AOBA, program: "PAE", anniversary: null };

function line(lineId: string, orderedOn: LocalDate, arrivedOn = orderedOn, quantity = 1): PlanLine {
  return { lineId, quantity, periods: [{ ...licenseCoverage(orderedOn), arrivedOn }] };
}

const DOORS = line("doors", "2009-03-12");
const WAS = line("was", "2009-07-10");

function run(site: PlanSite, lines: readonly PlanLine[], days: Partial<Days>, before = NONE): Plan {
  const { from = "2009-12-01", through = "2010-03-31", isStart = false } = days;
  return planRun(site, lines, before, { from, through, isStart });
}

/** `dated renewal vN: line from…through` and a star at what is new. */
function told({ versions }: Plan): string[] {
  return versions.map(
    ({ datedOn, renewalOn, version, lines }) =>
      `${datedOn} ${renewalOn} v${version}: ${lines.map((each) => `${each.lineId} ${each.coveredFrom}…${each.coveredThrough}${each.isNew ? "*" : ""}`).join(", ")}`,
  );
}

const states = ({ after }: Plan) =>
  after.offers.map(({ lineId, coveredFrom, state }) => `${lineId} ${coveredFrom} ${state}`);

describe("when", () => {
  test("BR-68 90 days before: 2010-04-01 → 2010-01-01, in a leap year 2012-03-01 → 2011-12-02, 2010-08-01 → 2010-05-03", () => {
    assert.equal(quoteDay("2010-04-01", 90), "2010-01-01");
    assert.equal(quoteDay("2012-03-01", 90), "2011-12-02");
    assert.equal(quoteDay("2010-08-01", 90), "2010-05-03");
  });

  test("A-42 on the first of the next month, in the last month the next day", () => {
    const on = (arrivedOn: LocalDate) => versionDay(arrivedOn, "2010-04-01", 90);
    assert.deepEqual(
      (["2009-12-31", "2010-01-01", "2010-02-10", "2010-02-28", "2010-03-01", "2010-03-30"] as const).map(on),
      ["2010-01-01", "2010-02-01", "2010-03-01", "2010-03-01", "2010-03-02", "2010-03-31"],
    );
  });

  test("§3.18.2 a quote of A takes what ends from A − 1 to before A′ − 1; what ends earlier has its own (A-41)", () => {
    const window = windowOn("2010-01-15", AOBA);
    const of = (end: LocalDate) => renewalDateOf(end, window);
    assert.deepEqual(
      [
        of("2010-01-14"),
        of("2010-01-31"),
        of("2010-03-30"),
        of("2010-03-31"),
        of("2011-03-30"),
        of("2011-03-31"),
      ],
      [null, "2010-02-01", "2010-03-31", "2010-04-01", "2010-04-01", null],
    );
    assert.equal(renewalDateOf("2010-03-31", windowOn("2009-12-31", AOBA)), null);
    assert.equal(renewalDateOf("2010-03-31", windowOn("2010-01-01", AOBA)), "2010-04-01");
  });
});

describe("quotes", () => {
  test("BR-68, BR-69 one for the anniversary with both lines: 12 months, and 8 of what ends on 2010-07-31", () => {
    assert.deepEqual(told(run(AOBA, [DOORS, WAS], {})), [
      "2010-01-01 2010-04-01 v1: doors 2010-04-01…2011-03-31, was 2010-08-01…2011-03-31",
    ]);
  });

  test("on the first day that is seen within the window, when the portal starts in it", () => {
    const plan = run(AOBA, [DOORS], { from: "2010-02-17", through: "2010-02-17", isStart: true });
    assert.deepEqual(told(plan), ["2010-02-17 2010-04-01 v1: doors 2010-04-01…2011-03-31"]);
  });

  test("BR-73 a purchase of 2010-02-10 is one month in version 2, dated 2010-03-01", () => {
    const [, second] = told(run(AOBA, [WAS, line("n", "2010-02-10")], {}));
    assert.equal(second, "2010-03-01 2010-04-01 v2: was 2010-08-01…2011-03-31, n 2011-03-01…2011-03-31*");
  });

  test("BR-74 of 2010-03-01 on 2010-03-02; BR-75 of 2010-03-02 and 2010-03-15 none: they end with the next year", () => {
    const count = (orderedOn: LocalDate) => told(run(AOBA, [WAS, line("n", orderedOn)], {})).slice(1);
    assert.deepEqual(count("2010-03-01"), [
      "2010-03-02 2010-04-01 v2: was 2010-08-01…2011-03-31, n 2011-03-01…2011-03-31*",
    ]);
    assert.deepEqual(count("2010-03-02"), []);
    assert.deepEqual(count("2010-03-15"), []);
    assert.equal(licenseCoverage("2010-03-02").coveredThrough, "2011-03-31");
  });

  test("BR-76 purchases of 10, 12 and 20 February are one version 2", () => {
    const bought = (["10", "12", "20"] as const).map((day) => line(`n${day}`, `2010-02-${day}`));
    const versions = run(AOBA, [WAS, ...bought], {}).versions;
    assert.deepEqual(
      versions.map(({ version, lines }) => [version, lines.filter(({ isNew }) => isNew).length]),
      [
        [1, 0],
        [2, 3],
      ],
    );
  });

  test("BR-76 an Express site's purchases of 10, 12 and 20 July 2009 are one quote of 2010-05-03, 12 months each", () => {
    const bought = (["10", "12", "20"] as const).map((day) => line(`n${day}`, `2009-07-${day}`));
    const plan = run(FORMOSA, bought, { from: "2010-05-01", through: "2010-08-01" });
    const term = "2010-08-01…2011-07-31";
    assert.deepEqual(told(plan), [`2010-05-03 2010-08-01 v1: n10 ${term}, n12 ${term}, n20 ${term}`]);
    assert.deepEqual(
      plan.lapses.map(({ on, lineId }) => `${lineId} ${on}`),
      ["n10 2010-08-01", "n12 2010-08-01", "n20 2010-08-01"],
    );
    assert.deepEqual(
      plan.after.quotes.map(({ state, closedOn }) => [state, closedOn]),
      [["closed", "2010-08-01"]],
    );
  });

  test("A-41 a line that ends before the anniversary has its own quote, pro rata to it", () => {
    const early: PlanLine = {
      lineId: "early",
      quantity: 1,
      periods: [{ coveredFrom: "2009-02-01", coveredThrough: "2010-01-31", arrivedOn: "2009-02-01" }],
    };
    const [own] = told(run(AOBA, [early], { from: "2009-11-01" }));
    assert.equal(own, "2009-11-03 2010-02-01 v1: early 2010-02-01…2010-03-31");
  });

  test("what was ordered long ago and comes late is collected as what is bought now", () => {
    const late = line("late", "2009-08-05", "2010-02-10");
    assert.deepEqual(told(run(AOBA, [late], {})), ["2010-03-01 2010-04-01 v1: late 2010-09-01…2011-03-31"]);
  });

  test("a changed quantity is a new version as a purchase is", () => {
    const first = run(AOBA, [WAS], { through: "2010-01-31" });
    const changed = {
      ...WAS,
      quantity: 7,
      periods: WAS.periods.map((each) => ({ ...each, arrivedOn: "2010-02-03" as const })),
    };
    const plan = run(AOBA, [changed], { from: "2010-02-01" }, first.after);
    assert.deepEqual(told(plan), ["2010-03-01 2010-04-01 v2: was 2010-08-01…2011-03-31*"]);
  });
});

describe("what becomes of the lines", () => {
  test("BR-70 at the anniversary what ends the day before has lapsed, the rest is deferred to its own end", () => {
    const plan = run(AOBA, [DOORS, WAS], { through: "2010-04-01" });
    assert.deepEqual(states(plan), ["doors 2010-04-01 lapsed", "was 2010-08-01 deferred"]);
    assert.deepEqual(
      plan.after.quotes.map(({ state }) => state),
      ["deferred"],
    );
    const later = run(AOBA, [DOORS, WAS], { from: "2010-04-02", through: "2010-08-01" }, plan.after);
    assert.deepEqual(states(later).at(-1), "was 2010-08-01 lapsed");
    assert.deepEqual(told(later), [], "BR-72: no further notice");
    assert.deepEqual(later.lapses, [{ on: "2010-08-01", lineId: "was" }]);
  });

  test("renewed in time it is ordered, and in the quote of the year after", () => {
    const renewed: PlanLine = {
      ...WAS,
      periods: [
        ...WAS.periods,
        { coveredFrom: "2010-08-01", coveredThrough: "2011-03-31", arrivedOn: "2010-03-05" },
      ],
    };
    const plan = run(AOBA, [renewed], { through: "2011-01-01" });
    assert.deepEqual(states(plan), ["was 2010-08-01 ordered", "was 2011-04-01 open"]);
    assert.deepEqual(plan.lapses, []);
  });

  test("withdrawn when the line is gone or ends otherwise; offered again when it comes back", () => {
    const first = run(AOBA, [DOORS, WAS], { through: "2010-01-31" });
    const gone = run(AOBA, [DOORS], { from: "2010-02-01", through: "2010-02-01" }, first.after);
    assert.deepEqual(states(gone), ["doors 2010-04-01 open", "was 2010-08-01 withdrawn"]);
    const back = run(AOBA, [DOORS, WAS], { from: "2010-02-02", through: "2010-02-02" }, gone.after);
    assert.deepEqual(states(back), ["doors 2010-04-01 open", "was 2010-08-01 open"]);
    assert.equal(back.versions[0]?.version, 2);
  });

  test("§3.18.13 where it is automatic, what ends today and is still open is booked today, and only then", () => {
    const site = { ...AOBA, isAutomatic: true };
    const booked = (through: LocalDate) => run(site, [DOORS, WAS], { through }).bookings;
    assert.deepEqual(booked("2010-03-30"), []);
    assert.deepEqual(booked("2010-03-31"), [{ renewalOn: "2010-04-01", lineIds: ["doors"] }]);
    assert.deepEqual(booked("2010-04-01"), []);
    assert.deepEqual(run(AOBA, [DOORS], { through: "2010-03-31" }).bookings, []);
  });
});
