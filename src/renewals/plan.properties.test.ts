/**
 * Properties of the plan: days in any chunks, purchases in any order, nothing lost, nothing twice, whatever the zone.
 *
 * The seed is printed; `PROPERTY_SEED` replays another one.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anniversaryOf } from "../agreements/index.ts";
import { licenseCoverage, monthsOf, renewalCoverage } from "../coverage/index.ts";
import { addDays, addMonths, dateOf, daysBetween, type LocalDate } from "../platform/dates.ts";
import { versionDay } from "./dates.rules.ts";
import type { Plan, PlanLine, PlanOffer, PlanPeriod, PlanSite, Quoted } from "./plan.data.ts";
import { planRun } from "./plan.rules.ts";

const SEED = Number(process.env["PROPERTY_SEED"] ?? 20100401);
console.log(`seed ${SEED}`);
const EPOCH = "2007-11-20";
const NONE: Quoted = { quotes: [], offers: [] };
const day = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((days) => addDays(EPOCH, days));

interface World {
  readonly site: PlanSite;
  readonly lines: readonly PlanLine[];
  readonly from: LocalDate;
  readonly length: number;
}

interface Bought {
  readonly orderedOn: LocalDate;
  readonly lateDays: number;
  readonly quantity: number;
  /** How many days before its end it is renewed, how many after it reinstated, one after the other. */
  readonly later: readonly (readonly [isRenewal: boolean, days: number])[];
}

/** A first order, purchases up to two years after it, some heard of late, some renewed or reinstated. */
const bought: fc.Arbitrary<Bought> = fc.record({
  orderedOn: day(0, 900),
  lateDays: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 200 })),
  quantity: fc.integer({ min: 1, max: 9 }),
  later: fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 120 })), { maxLength: 2 }),
});

const world: fc.Arbitrary<World> = fc
  .record({
    isExpress: fc.boolean(),
    quoteDays: fc.constantFrom(90, 90, 90, 75, 30, 180),
    bought: fc.array(bought, { minLength: 1, maxLength: 4 }),
    from: day(200, 900),
    length: fc.integer({ min: 1, max: 500 }),
  })
  .map(({ isExpress, quoteDays, bought: all, from, length }) => {
    const program = isExpress ? "PAE" : "PA";
    const [firstOrderedOn = null] = all.map(({ orderedOn }) => orderedOn).sort();
    const anniversary = anniversaryOf({ program, firstOrderedOn });
    const site: PlanSite = { program, anniversary, quoteDays, isAutomatic: false };
    return { site, lines: all.map((one, at) => lineOf(site, one, `line${at}`)), from, length };
  });

function lineOf(site: PlanSite, { orderedOn, lateDays, quantity, later }: Bought, lineId: string): PlanLine {
  const first = { ...licenseCoverage(orderedOn), arrivedOn: addDays(orderedOn, lateDays) };
  const periods: PlanPeriod[] = [first];
  let last: PlanPeriod = first;
  for (const [isRenewal, days] of later) {
    const on = addDays(last.coveredThrough, isRenewal ? -days : days + 1);
    if (on < last.arrivedOn) break;
    const term = isRenewal ? renewalCoverage(last.coveredThrough, site) : licenseCoverage(on);
    last = { ...term, arrivedOn: on };
    periods.push(last);
  }
  return { lineId, quantity, periods };
}

const through = ({ from, length }: World) => addDays(from, length);

function whole({ site, lines, from, length }: World): Plan {
  return planRun(site, lines, NONE, { from, through: addDays(from, length), isStart: true });
}

/** The same days in steps that end on the given ones. */
function inSteps(of: World, ends: readonly LocalDate[]): Plan {
  const { site, lines } = of;
  let after = NONE;
  let from = of.from;
  const found: Plan[] = [];
  for (const end of [...ends, through(of)]) {
    if (end < from) continue;
    const known = settled(of, after, end);
    const plan = planRun(site, lines, known, { from, through: end, isStart: from === of.from });
    found.push(plan);
    after = plan.after;
    from = addDays(end, 1);
  }
  return {
    versions: found.flatMap(({ versions }) => versions),
    lapses: found.flatMap(({ lapses }) => lapses),
    bookings: [],
    nextOn: through(of),
    after,
  };
}

/** Orders settle their offers when they come, also while the run is late. */
function settled({ lines }: World, { quotes, offers }: Quoted, until: LocalDate): Quoted {
  const orderedOn = ({ lineId, coveredFrom }: PlanOffer) =>
    lines
      .find((line) => line.lineId === lineId)
      ?.periods.filter((period) => period.arrivedOn < period.coveredFrom) // renewals, not reinstatements
      .find((period) => period.coveredFrom === coveredFrom && period.arrivedOn <= until)?.arrivedOn;
  const after = offers.map((offer): PlanOffer => {
    const settledOn = isLive(offer) ? orderedOn(offer) : undefined;
    return settledOn === undefined ? offer : { ...offer, state: "ordered", settledOn };
  });
  const isOver = (renewalOn: LocalDate) =>
    !after.some((offer) => offer.renewalOn === renewalOn && isLive(offer));
  const lastOf = (renewalOn: LocalDate) =>
    after
      .flatMap((offer) => (offer.renewalOn === renewalOn ? (offer.settledOn ?? []) : []))
      .sort()
      .at(-1) ?? null;
  return {
    offers: after,
    quotes: quotes.map((quote) =>
      quote.state === "closed" || !isOver(quote.renewalOn)
        ? quote
        : { ...quote, state: "closed", closedOn: lastOf(quote.renewalOn) },
    ),
  };
}

/** What a plan says, in an order of its own. */
function said({ versions, lapses, after }: Plan) {
  const sorted = <Value>(values: readonly Value[]) => values.map((each) => JSON.stringify(each)).sort();
  return {
    versions: sorted(versions.map((each) => ({ ...each, lines: sorted(each.lines) }))),
    lapses: sorted(lapses),
    quotes: sorted(after.quotes.map((each) => ({ ...each, quantities: sorted([...each.quantities]) }))),
    offers: sorted(after.offers),
  };
}

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

const isLive = ({ state }: PlanOffer) => state === "open" || state === "deferred";

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
