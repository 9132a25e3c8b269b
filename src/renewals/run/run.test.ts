/** The daily run through the database: quotes, their versions, deferral, lapse; twice, at once and late. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { line, lines, order, type Record } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { importFeed } from "../../feeds/index.ts";
import { systemContext } from "../../platform/context.ts";
import { runRenewals } from "./operations.ts";

const run = ({ portal }: TestPortal) => runRenewals(systemContext(portal, "test"));

/** Noon in Sendai. */
async function goTo(portal: TestPortal, day: string): Promise<void> {
  portal.clock.set(`${day}T03:00:00Z`);
  await run(portal);
}

/** As the vendor's program sends it, whatever the clock says. */
async function feed({ portal }: TestPortal, records: readonly Record[]): Promise<void> {
  await importFeed(systemContext(portal, "test"), { name: "f.jsonl", content: [lines(records)] });
  await portal.jobs.drain();
}

/** `version dated due: line from…through months amount; …` */
async function versionsOf({ owner }: TestPortal, siteId: string = CAST.aoba): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select format('%s v%s %s–%s %s %s %s', quote.renewal_on, version.version, version.dated_on, version.due_on,
                  version.level, version.currency, version.amount)
           || (select string_agg(format('; %s %s %s…%s %s × %s × %s = %s', order_number, part_number, covered_from,
                                        covered_through, quantity, annual_price, months, amount)
                                 || case when is_new then ' new' else '' end, '' order by place)
                 from renewal_quote_lines line
                where line.site_id = version.site_id and line.quote_id = version.quote_id
                  and line.version = version.version) as text
      from renewal_quote_versions version
      join renewal_quotes quote on quote.site_id = version.site_id and quote.id = version.quote_id
     where version.site_id = ${siteId}
     order by quote.renewal_on, version.version`.execute(owner);
  return rows.map(({ text }) => text);
}

async function offersOf({ owner }: TestPortal, siteId: string = CAST.aoba): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select format('%s %s %s %s', offer.line_id, offer.covered_from, offer.state, offer.settled_on) as text
      from renewal_offers offer
     where offer.site_id = ${siteId}
     order by offer.covered_from, offer.line_id`.execute(owner);
  return rows.map(({ text }) => text.trim());
}

const DOORS = "SO-4700 E075NLL 2010-04-01…2011-03-31 10 × 900 × 12 = 9000";
const WAS = "SO-4711 E025QLL 2010-08-01…2011-03-31 5 × 1200 × 8 = 4000";
const FIRST = `2010-04-01 v1 2010-01-01–2010-03-31 E JPY 13000; ${DOORS}; ${WAS}`;

describe("a year at Aoba", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal({ now: "2009-12-31T03:00:00Z" });
  });
  after(() => portal.close());

  test("BR-68 nothing on 2009-12-31; BR-69 on 2010-01-01 the quote: 8 months of WAS are 4,000, 12 of DOORS 9,000", async () => {
    await run(portal);
    assert.deepEqual(await versionsOf(portal), []);
    portal.clock.set("2009-12-31T14:59:59Z");
    await run(portal);
    assert.deepEqual(await versionsOf(portal), []);
    portal.clock.set("2009-12-31T15:00:00Z"); // midnight in Sendai
    await Promise.all([run(portal), run(portal)]);
    assert.deepEqual(await versionsOf(portal), [FIRST]);
    await run(portal);
    assert.deepEqual(await versionsOf(portal), [FIRST]);
  });

  test("BR-73, BR-76 purchases of 10, 12 and 20 February make one version 2, dated 2010-03-01", async () => {
    for (const [day, number, quantity] of [
      ["10", "SO-6010", 1],
      ["12", "SO-6012", 2],
      ["20", "SO-6020", 3],
    ] as const) {
      await goTo(portal, `2010-02-${day}`);
      await feed(portal, [
        order({ number, orderedOn: `2010-02-${day}`, lines: [line({ part: "D55WJLL", quantity })] }),
      ]);
      await run(portal);
    }
    await goTo(portal, "2010-02-28");
    assert.equal((await versionsOf(portal)).length, 1);
    await goTo(portal, "2010-03-01");
    const month = "2011-03-01…2011-03-31";
    assert.deepEqual((await versionsOf(portal)).slice(1), [
      `2010-04-01 v2 2010-03-01–2010-03-31 E JPY 13600; ${DOORS}; ${WAS}; SO-6010 E025QLL ${month} 1 × 1200 × 1 = 100 new; ` +
        `SO-6012 E025QLL ${month} 2 × 1200 × 1 = 200 new; SO-6020 E025QLL ${month} 3 × 1200 × 1 = 300 new`,
    ]);
  });

  test("BR-74 a purchase of 2010-03-01 makes version 3 the next day; BR-75 those of 2 and 15 March none", async () => {
    const buy = (number: string, orderedOn: string) =>
      feed(portal, [order({ number, orderedOn, lines: [line({ part: "D55WJLL", quantity: 4 })] })]);
    await buy("SO-6101", "2010-03-01");
    await goTo(portal, "2010-03-02");
    const third = (await versionsOf(portal))[2] ?? "";
    assert.match(third, /^2010-04-01 v3 2010-03-02–2010-03-31 E JPY 14000/);
    assert.match(third, /SO-6101 E025QLL 2011-03-01…2011-03-31 4 × 1200 × 1 = 400 new$/);
    await buy("SO-6102", "2010-03-02");
    await goTo(portal, "2010-03-15");
    await buy("SO-6115", "2010-03-15");
    await goTo(portal, "2010-03-31");
    assert.equal((await versionsOf(portal)).length, 3);
  });

  test("BR-70 at the anniversary DOORS has lapsed, the others are deferred; BR-72 on their own end they lapse", async () => {
    await goTo(portal, "2010-04-01");
    const offers = await offersOf(portal);
    assert.deepEqual(offers.slice(0, 2), [
      "line_aobadoors 2010-04-01 lapsed 2010-04-01",
      "line_aobawas 2010-08-01 deferred",
    ]);
    await goTo(portal, "2010-07-31");
    assert.equal((await offersOf(portal))[1], "line_aobawas 2010-08-01 deferred");
    await goTo(portal, "2010-08-01");
    assert.equal((await offersOf(portal))[1], "line_aobawas 2010-08-01 lapsed 2010-08-01");
    const { rows } = await sql<{ facts: { on: string } }>`
      select facts from events where site_id = ${CAST.aoba} and name = 'coverage.lapsed' order by position`.execute(
      portal.owner,
    );
    assert.deepEqual(
      rows.map(({ facts }) => facts.on),
      ["2010-04-01", "2010-08-01"],
    );
  });

  test("the lines of February are in the quote of the next anniversary no more: they have their offer", async () => {
    await goTo(portal, "2011-01-01");
    const [fourth = ""] = (await versionsOf(portal)).slice(3);
    assert.match(fourth, /^2011-04-01 v1 2011-01-01–2011-03-31 E JPY \d+; SO-6102 .*; SO-6115 /);
    await goTo(portal, "2011-03-01");
    const lapsed = (await offersOf(portal)).filter((text) => text.includes("2011-03-01 lapsed 2011-03-01"));
    assert.equal(lapsed.length, 4);
  });
});
