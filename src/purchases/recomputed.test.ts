/** What was booked, order by order over years, is what a feed works out again from all orders, to the day and the order line. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { feed, line, order } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { buy, newLicense, purchaseLine, purchaseOf } from "../../test/purchases.ts";
import { monthsOf, renewalCoverage } from "../coverage/index.ts";
import type { LocalDate } from "../platform/dates.ts";

const SEED = 4711;
const STEPS = 60;
const DAY_MS = 86_400_000;

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

interface Owned {
  readonly id: string;
  readonly orderNumber: string;
  readonly productCode: string;
  readonly quantity: number;
  readonly coveredThrough: LocalDate;
}

async function owned(): Promise<Owned[]> {
  const { rows } = await sql<Owned>`
    select id, order_number, product_code, quantity, covered_through
      from entitlement_lines where site_id = ${CAST.aoba} order by ordered_on, order_number, order_line`.execute(
    portal.owner,
  );
  return rows;
}

/** Every period with what brought it, and the run that each line keeps. */
async function coverage(): Promise<unknown[]> {
  const { rows } = await sql`
    select period.line_id, period.covered_from, period.covered_through, period.follows_through, period.kind,
           period.order_line_id, line.covered_from as run_from, line.covered_through as run_through
      from coverage_periods period join entitlement_lines line on line.id = period.line_id
     where period.site_id = ${CAST.aoba} order by 1, 2`.execute(portal.owner);
  return rows;
}

const PARTS = { doors: ["E075NLL", "D09EQLL"], was: ["E025QLL", "D55WKLL"] } as const;

test(`booking is what a feed works out again (seed ${SEED}, ${STEPS} orders)`, async () => {
  const steps = fc.sample(
    fc.record({
      wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })),
      which: fc.nat(1_000),
      isLicense: fc.integer({ min: 0, max: 11 }).map((roll) => roll === 0),
    }),
    { seed: SEED, numRuns: STEPS },
  );
  const outcomes: string[] = [];
  for (const { wait, which, isLicense } of steps) {
    portal.clock.set(new Date(portal.portal.clock.now().getTime() + wait * DAY_MS).toISOString());
    const today = portal.portal.clock.now().toISOString().slice(0, 10);
    const lines = await owned();
    const target = lines[which % lines.length];
    assert.ok(target !== undefined);
    const isLapsed = today > target.coveredThrough;
    const [renewal, reinstatement] = PARTS[target.productCode === "was" ? "was" : "doors"];
    const term = renewalCoverage(target.coveredThrough, { program: "PA", anniversary: "2010-04-01" });
    const continuing = purchaseLine({
      ...{ kind: isLapsed ? "reinstatement" : "renewal", partNumber: isLapsed ? reinstatement : renewal },
      ...{ quantity: target.quantity, unitPrice: 1000, months: isLapsed ? null : monthsOf(term) },
      continues: target.id,
    });
    const outcome = await buy(portal, purchaseOf([isLicense ? newLicense : continuing])).then(
      () => (isLicense ? "license" : continuing.kind),
      ({ code }) => String(code),
    );
    outcomes.push(outcome);
  }
  const counts = Object.fromEntries(
    [...Map.groupBy(outcomes, (one) => one)].map(([code, all]) => [code, all.length]),
  );
  for (const kind of ["renewal", "reinstatement", "license", "renewed_already"])
    assert.ok((counts[kind] ?? 0) > 1, JSON.stringify(counts));
  const booked = await coverage();
  assert.ok(booked.length > 20);

  const revised = (await owned()).map(({ orderNumber, productCode, quantity }) => {
    const part = productCode === "was" ? "D55WJLL" : "D09LELL";
    return { orderNumber, lines: [line({ part, quantity })] };
  });
  const { rows: days } = await sql<{ number: string; orderedOn: string }>`
    select number, ordered_on from orders where site_id = ${CAST.aoba}`.execute(portal.owner);
  const dayOf = new Map(days.map(({ number, orderedOn }) => [number, orderedOn]));
  const { state, faults } = await feed(
    portal,
    revised.map(({ orderNumber: number, lines }) =>
      order({ number, orderedOn: dayOf.get(number), revision: 9, lines }),
    ),
  );
  assert.deepEqual([state, faults], ["applied", []]);
  assert.deepEqual(await coverage(), booked);
});
