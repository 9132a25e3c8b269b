/** A property of the plan: whatever was bought, nothing is lost and nothing comes twice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isLive, SEED, through, type World, whole, world } from "../../test/plans.ts";
import { monthsOf } from "../coverage/index.ts";
import { addDays, addMonths, daysBetween } from "../platform/dates.ts";
import type { Plan, PlanLine, PlanOffer } from "./plan.data.ts";

test("nothing is lost and nothing doubled", () => {
  fc.assert(
    fc.property(world, (of) => {
      const plan = whole(of);
      checkOffers(of, plan);
      checkVersions(of, plan);
      for (const line of of.lines) checkLine(of, plan, line);
    }),
    { seed: SEED, numRuns: 25_000 },
  );
});

function checkOffers(of: World, { after: { quotes, offers }, lapses }: Plan): void {
  const live = offers.filter(isLive);
  assert.equal(new Set(live.map(({ lineId }) => lineId)).size, live.length, "a line is open in two quotes");
  for (const { lineId, coveredFrom, renewalOn, state } of offers) {
    const quote = quotes.find((each) => each.renewalOn === renewalOn);
    assert.ok(quote?.quantities.has(lineId) || state !== "open", "open, and not in the newest version");
    assert.ok(state !== "open" || renewalOn > through(of), "open on its renewal date");
    assert.ok(!isLive({ state } as PlanOffer) || coveredFrom > through(of), "to be renewed after its end");
    assert.ok(state !== "deferred" || renewalOn <= through(of));
    const told = lapses.filter((lapse) => lapse.lineId === lineId && lapse.on === coveredFrom).length;
    assert.equal(told, state === "lapsed" ? 1 : 0);
  }
  for (const { renewalOn, state } of quotes) {
    const states = offers.filter((offer) => offer.renewalOn === renewalOn).map((offer) => offer.state);
    const expected = states.includes("open") ? "open" : states.includes("deferred") ? "deferred" : "closed";
    assert.equal(state, expected);
  }
}

function checkVersions({ site, from }: World, { versions, after }: Plan): void {
  for (const { renewalOn, version } of after.quotes) {
    const own = versions.filter((each) => each.renewalOn === renewalOn);
    assert.deepEqual(
      own.map((each) => each.version),
      Array.from({ length: version }, (_, at) => at + 1),
    );
    const days = own.map(({ datedOn }) => datedOn);
    assert.deepEqual(days, [...new Set(days)].sort(), "two versions of one day");
    for (const { datedOn, lines, version: number } of own) {
      assert.ok(lines.length > 0 && datedOn < renewalOn);
      assert.ok(daysBetween(datedOn, renewalOn) <= site.quoteDays);
      const isCalm = datedOn === from || datedOn.endsWith("-01") || datedOn >= addMonths(renewalOn, -1);
      assert.ok(isCalm || daysBetween(datedOn, renewalOn) === site.quoteDays, `on ${datedOn}`);
      assert.equal(
        number > 1,
        lines.some(({ isNew }) => isNew),
        "a version without anything new",
      );
      assert.equal(new Set(lines.map(({ lineId }) => lineId)).size, lines.length);
      for (const line of lines) {
        const months = monthsOf(line);
        assert.ok(months >= 1 && months <= 12);
        if (site.program === "PAE") assert.equal(months, 12);
        else assert.equal(addDays(line.coveredThrough, 1).slice(5), site.anniversary?.slice(5));
      }
    }
  }
}

/** Whatever ended within the days, and was known two days before, had been offered. */
function checkLine(of: World, { after: { offers } }: Plan, { lineId, periods }: PlanLine): void {
  for (const [at, { coveredThrough, arrivedOn }] of periods.entries()) {
    const coveredFrom = addDays(coveredThrough, 1);
    const next = periods[at + 1];
    const isRenewed = next !== undefined && next.coveredFrom === coveredFrom;
    const wasSeen = arrivedOn <= addDays(coveredThrough, -1) && of.from <= coveredThrough;
    if (isRenewed || !wasSeen || coveredFrom > through(of)) continue;
    const offer = offers.find((each) => each.lineId === lineId && each.coveredFrom === coveredFrom);
    assert.equal(offer?.state, "lapsed", `${lineId} ${coveredFrom}`);
  }
}
