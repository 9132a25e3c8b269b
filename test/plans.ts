/**
 * Sites with purchases of any kind, and the plan that the daily run makes of them: for properties.
 *
 * The seed is printed; `PROPERTY_SEED` replays another one.
 */
import fc from "fast-check";
import { anniversaryOf } from "../src/agreements/index.ts";
import { licenseCoverage, renewalCoverage } from "../src/coverage/index.ts";
import { addDays, type LocalDate } from "../src/platform/dates.ts";
import type { Plan, PlanLine, PlanOffer, PlanPeriod, PlanSite, Quoted } from "../src/renewals/plan.data.ts";
import { planRun } from "../src/renewals/plan.rules.ts";

export const SEED = Number(process.env["PROPERTY_SEED"] ?? 20100401);
console.log(`seed ${SEED}`);
const EPOCH = "2007-11-20";
export const NONE: Quoted = { quotes: [], offers: [] };
export const day = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((days) => addDays(EPOCH, days));

export interface World {
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

export const world: fc.Arbitrary<World> = fc
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

export const through = ({ from, length }: World) => addDays(from, length);

export function whole({ site, lines, from, length }: World): Plan {
  return planRun(site, lines, NONE, { from, through: addDays(from, length), isStart: true });
}

/** The same days in steps that end on the given ones. */
export function inSteps(of: World, ends: readonly LocalDate[]): Plan {
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
export function said({ versions, lapses, after }: Plan) {
  const sorted = <Value>(values: readonly Value[]) => values.map((each) => JSON.stringify(each)).sort();
  return {
    versions: sorted(versions.map((each) => ({ ...each, lines: sorted(each.lines) }))),
    lapses: sorted(lapses),
    quotes: sorted(after.quotes.map((each) => ({ ...each, quantities: sorted([...each.quantities]) }))),
    offers: sorted(after.offers),
  };
}

export const isLive = ({ state }: PlanOffer) => state === "open" || state === "deferred";
