/** The run through the database: in chunks, twice at once, and late. BAR 28, case 26. The seed is printed. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { fillSites } from "../../../test/many-sites.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { licenseCoverage } from "../../coverage/index.ts";
import { systemContext } from "../../platform/context.ts";
import { addDays } from "../../platform/dates.ts";
import { runRenewals } from "./operations.ts";

const SEED = Number(process.env["PROPERTY_SEED"] ?? 26);
console.log(`seed ${SEED}`);

const run = ({ portal }: TestPortal) => runRenewals(systemContext(portal, "test"));

async function goTo(portal: TestPortal, day: string): Promise<void> {
  portal.clock.set(`${day}T03:00:00Z`);
  await run(portal);
}

const fill = ({ owner }: TestPortal, sites: number) =>
  fillSites((text) => sql.raw(text).execute(owner), sites, 12);

/** Everything that the run made, without its ids and numbers. */
async function made({ owner }: TestPortal): Promise<Record<string, unknown[]>> {
  const { rows } = await sql<{ made: Record<string, unknown[]> }>`
    select jsonb_build_object(
      'quotes', (select jsonb_agg(jsonb_build_array(site_id, renewal_on, version, state, closed_on)
                                  order by site_id, renewal_on) from renewal_quotes),
      'versions', (select jsonb_agg(jsonb_build_array(v.site_id, renewal_on, v.version, dated_on, due_on, level, amount)
                                    order by v.site_id, renewal_on, v.version)
                     from renewal_quote_versions v join renewal_quotes q on q.id = v.quote_id),
      'lines', (select jsonb_agg(jsonb_build_array(l.site_id, renewal_on, l.version, line_id, place, covered_from,
                                                   covered_through, months, amount, is_new)
                                 order by l.site_id, renewal_on, l.version, place)
                  from renewal_quote_lines l join renewal_quotes q on q.id = l.quote_id),
      'offers', (select jsonb_agg(jsonb_build_array(site_id, line_id, covered_from, state, settled_on)
                                  order by site_id, line_id, covered_from) from renewal_offers),
      'lapses', (select jsonb_agg(jsonb_build_array(site_id, facts) order by site_id, facts ->> 'on')
                   from events where name = 'coverage.lapsed')) as made`.execute(owner);
  return rows[0]?.made ?? {};
}

describe("BAR case 26: twelve sites with different ends", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal({ now: "2009-12-15T03:00:00Z" });
    await fill(portal, 12);
  });
  after(() => portal.close());

  test("consolidated twice at once, and again: one quote each, its total the sum of its lines", async () => {
    await run(portal);
    portal.clock.set("2010-12-10T03:00:00Z");
    await Promise.all([run(portal), run(portal)]);
    const first = await made(portal);
    assert.equal((await run(portal)).sites, 0);
    assert.deepEqual(await made(portal), first);
    const { rows } = await sql<{ wrong: number; quotes: number; twice: number }>`
      select count(*)::int as quotes, count(distinct (site_id, renewal_on))::int - count(*)::int as twice,
             count(*) filter (where (select sum(amount) from renewal_quote_lines l
                                      where l.quote_id = q.id and l.version = q.version)
                                    is distinct from (select amount from renewal_quote_versions v
                                                       where v.quote_id = q.id and v.version = q.version))::int as wrong
        from renewal_quotes q where site_id like 'site_b%'`.execute(portal.owner);
    assert.ok((rows[0]?.quotes ?? 0) >= 12);
    assert.deepEqual([rows[0]?.twice, rows[0]?.wrong], [0, 0]);
  });
});

test("in any chunks of days, twice at once each time, the run makes what it makes in one go", async () => {
  const [daily, late] = await Promise.all([
    testPortal({ now: "2009-12-01T03:00:00Z" }),
    testPortal({ now: "2009-12-01T03:00:00Z" }),
  ]);
  after(() => Promise.all([daily.close(), late.close()]));
  const bought = fc.record({
    site: fc.integer({ min: 1, max: 30 }),
    on: fc.integer({ min: 0, max: 330 }).map((days) => addDays("2009-12-05", days)),
    late: fc.constantFrom(0, 0, 0, 3, 40),
  });
  const [purchases = []] = fc.sample(fc.array(bought, { minLength: 60, maxLength: 60 }), {
    seed: SEED,
    numRuns: 1,
  });
  const [days = []] = fc.sample(
    fc.uniqueArray(fc.integer({ min: 1, max: 364 }), { minLength: 25, maxLength: 25 }),
    {
      seed: SEED,
      numRuns: 1,
    },
  );
  for (const portal of [daily, late]) {
    await fill(portal, 30);
    for (const [at, { site, on, late: lateDays }] of purchases.entries())
      await buy(portal, at, site, on, addDays(on, lateDays));
    await run(portal);
  }
  for (const day of days.sort((a, b) => a - b)) {
    daily.clock.set(`${addDays("2009-12-01", day)}T03:00:00Z`);
    await Promise.all([run(daily), run(daily)]);
  }
  await goTo(daily, "2010-12-01");
  await goTo(late, "2010-12-01");
  const [some, atOnce] = [await made(daily), await made(late)];
  for (const [what, rows] of Object.entries(atOnce)) {
    const texts = rows.map((row) => JSON.stringify(row));
    assert.deepEqual(
      some[what]?.map((row) => JSON.stringify(row)).filter((text) => !texts.includes(text)),
      [],
      what,
    );
    assert.equal(some[what]?.length, rows.length, what);
  }
});

/** As a feed of that day would bring it. */
async function buy(
  { owner }: TestPortal,
  at: number,
  site: number,
  orderedOn: `${number}-${number}-${number}`,
  bookedOn: string,
): Promise<void> {
  const siteId = `site_b${String(site).padStart(6, "0")}`;
  const { coveredFrom, coveredThrough } = licenseCoverage(orderedOn);
  await sql`
    insert into orders (id, site_id, number, ordered_on, revision, booked_at, proof_due)
    values (${`order_n${at}`}, ${siteId}, ${`N-${at}`}, ${orderedOn}, 1, ${`${bookedOn}T02:00:00Z`}, false)`.execute(
    owner,
  );
  await sql`
    insert into order_lines (id, site_id, order_id, line, part_number, quantity)
    values (${`oline_n${at}`}, ${siteId}, ${`order_n${at}`}, 1, 'D0003', 7)`.execute(owner);
  await sql`
    insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on, part_number,
                                   product_code, product_name, quantity, covered_from, covered_through)
    values (${`line_n${at}`}, ${siteId}, ${`order_n${at}`}, ${`oline_n${at}`}, ${`N-${at}`}, 1, ${orderedOn}, 'D0003', 'p3',
            'Product 3', 7, ${coveredFrom}, ${coveredThrough})`.execute(owner);
  await sql`
    insert into coverage_periods (line_id, site_id, covered_from, covered_through, kind, order_line_id)
    values (${`line_n${at}`}, ${siteId}, ${coveredFrom}, ${coveredThrough}, 'license', ${`oline_n${at}`})`.execute(
    owner,
  );
}
