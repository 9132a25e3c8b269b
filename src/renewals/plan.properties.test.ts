/** Properties of the plan: days in any chunks, purchases in any order, whatever the zone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { day, inSteps, NONE, SEED, said, through, whole, world } from "../../test/plans.ts";
import { addDays, addMonths, dateOf, daysBetween, type LocalDate } from "../platform/dates.ts";
import { versionDay } from "./dates.rules.ts";
import { planRun } from "./plan.rules.ts";

test("nothing comes of the days before the next one that the plan names", () => {
  fc.assert(
    fc.property(world, fc.boolean(), fc.nat(), (of, isAutomatic, some) => {
      const { lines } = of;
      const site = { ...of.site, isAutomatic };
      const end = through(of);
      const { after, nextOn } = planRun(site, lines, NONE, { from: of.from, through: end, isStart: true });
      const [from, last] = [addDays(end, 1), addDays(nextOn, -1)];
      assert.ok(nextOn > end);
      for (const day of [last, addDays(from, some % Math.max(1, daysBetween(from, nextOn)))]) {
        if (day < from || day >= nextOn) continue;
        const plan = planRun(site, lines, after, { from, through: day, isStart: false });
        assert.deepEqual([plan.versions, plan.lapses, plan.bookings], [[], [], []]);
        assert.ok(plan.nextOn >= nextOn);
        const known = [...after.quotes, ...after.offers];
        const changed = [...plan.after.quotes, ...plan.after.offers].filter((each) => !known.includes(each));
        const isOrder = (state: string) => state === "ordered" || state === "closed"; // the order itself said so
        assert.deepEqual(
          changed.filter(({ state }) => !isOrder(state)),
          [],
        );
      }
    }),
    { seed: SEED, numRuns: 5_000 },
  );
});

test("running it any number of times, in any chunks of days, gives the same quotes", () => {
  const chunks = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 5 });
  fc.assert(
    fc.property(world, chunks, (of, ends) => {
      const days = [...new Set(ends)].sort((a, b) => a - b).map((days) => addDays(of.from, days));
      const steps = days.filter((end) => end <= through(of));
      assert.deepEqual(said(inSteps(of, steps)), said(whole(of)));
    }),
    { seed: SEED, numRuns: 11_000 },
  );
});

test("running it each day gives what weeks at once give: on the days that are passed over nothing happens", () => {
  fc.assert(
    fc.property(world, (of) => {
      const ends = Array.from({ length: of.length }, (_, days) => addDays(of.from, days));
      assert.deepEqual(said(inSteps(of, ends)), said(whole(of)));
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test("the order of the purchases does not matter", () => {
  fc.assert(
    fc.property(world, fc.nat(), (of, turn) => {
      const at = turn % of.lines.length;
      const lines = [...of.lines.slice(at), ...of.lines.slice(0, at)].reverse();
      assert.deepEqual(said(whole({ ...of, lines })), said(whole(of)));
    }),
    { seed: SEED, numRuns: 11_000 },
  );
});

test("A-42: what arrives in one month is put into a version on one day, never later than the day after the last", () => {
  fc.assert(
    fc.property(day(0, 2000), fc.nat(200), fc.constantFrom(75, 90, 120, 180), (some, before, quoteDays) => {
      const renewalOn = addMonths(`${some.slice(0, 8)}01` as LocalDate, 1);
      const arrivedOn = addDays(renewalOn, -1 - before);
      const on = versionDay(arrivedOn, renewalOn, quoteDays);
      assert.ok(on > arrivedOn && on <= renewalOn);
      const lastMonth = addMonths(renewalOn, -1);
      const first = addDays(renewalOn, -quoteDays);
      if (arrivedOn < first) assert.equal(on, first);
      else if (arrivedOn >= lastMonth) assert.equal(on, addDays(arrivedOn, 1));
      else assert.equal(on, addMonths(`${arrivedOn.slice(0, 8)}01` as LocalDate, 1));
    }),
    { seed: SEED, numRuns: 60_000 },
  );
});

test("zones from UTC−11 to UTC+14 and nights of changing clocks: each day of a site comes once, whenever it is looked", () => {
  const zones = [
    "Pacific/Niue",
    "America/New_York",
    "UTC",
    "Europe/Berlin",
    "Asia/Tokyo",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
  ];
  const nights = [
    "2009-03-08",
    "2009-03-29",
    "2009-04-05",
    "2009-09-27",
    "2009-10-25",
    "2009-11-01",
    "2008-02-29",
  ];
  const looks = fc.array(fc.integer({ min: 0, max: 20 * 96 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      world,
      fc.constantFrom(...zones),
      fc.constantFrom(...nights),
      looks,
      (of, zone, night, quarters) => {
        const start = Date.parse(`${night}T00:00:00Z`) - 10 * 86_400_000;
        const seen = quarters.sort((a, b) => a - b).map((at) => dateOf(new Date(start + at * 900_000), zone));
        const [from = "2009-01-01"] = seen;
        const length = daysBetween(from, seen.at(-1) ?? from);
        const here = { ...of, from, length };
        assert.deepEqual(said(inSteps(here, seen)), said(whole(here)));
      },
    ),
    { seed: SEED, numRuns: 3_000 },
  );
});
