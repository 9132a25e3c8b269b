/** The demo's promises: whenever it is loaded, its quotes, lines and prices are what its visitors are to see. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sql } from "kysely";
import { demoFeed, demoQuoteDay } from "../db/demo.ts";
import { demoCatalog } from "../db/demo-catalog.ts";
import { importFeed } from "../src/feeds/index.ts";
import { systemContext } from "../src/platform/context.ts";
import { addDays, type LocalDate } from "../src/platform/dates.ts";
import { runRenewals } from "../src/renewals/index.ts";
import { type TestPortal, testPortal } from "./portal.ts";

test("nothing is ordered in the future, on any day of four years", () => {
  for (let day: LocalDate = "2026-01-01"; day < "2030-01-01"; day = addDays(day, 1))
    for (const order of demoFeed(day, []).filter(({ type }) => type === "order"))
      assert.ok(String(order["orderedOn"]) <= day, `${day}: ${order["number"]} ${order["orderedOn"]}`);
});

test("each part has a price in each currency at each level; some reinstatements have none of their own", () => {
  const records = demoCatalog();
  const prices = Map.groupBy(
    records.filter(({ type }) => type === "price"),
    (price) => price["part"],
  );
  const parts = records.filter(({ type }) => type === "part");
  const without = parts.filter(({ number }) => !prices.has(number));
  assert.ok(without.length >= 3 && without.every(({ kind }) => kind === "reinstatement"));
  for (const [part, listed] of prices) assert.equal(listed.length, 4 * 6, String(part));
  for (const { number, descriptions, points } of parts) {
    assert.deepEqual(Object.keys(descriptions as object).sort(), ["en", "ja", "ko", "zh-TW"], String(number));
    assert.ok(points === undefined || Number(points) > 0);
  }
});

async function loaded(day: LocalDate): Promise<TestPortal> {
  const portal = await testPortal({ now: `${day}T05:00:00Z`, empty: true });
  const context = systemContext(portal.portal, "demo");
  const content = demoFeed(day, []).map((record) => `${JSON.stringify(record)}\n`);
  await importFeed(context, { name: "demo.jsonl", content });
  await portal.portal.jobs.drain();
  await runRenewals(context, { on: demoQuoteDay(day), siteNumber: "7005555", beginsThen: true });
  await runRenewals(context);
  await portal.portal.jobs.drain();
  return portal;
}

/** What is offered at a site: months, state and how long it still can be ordered. */
async function offersOf({ owner }: TestPortal, site: string) {
  const { rows } = await sql<{
    state: string;
    months: number;
    product: string;
    isLater: boolean;
    amount: number;
  }>`
    select offer.state, line.months, line.product_code as product, line.amount,
           offer.covered_from > quote.renewal_on as is_later
      from renewal_offers offer
      join sites site on site.id = offer.site_id and site.number = ${site}
      join renewal_quotes quote on quote.site_id = offer.site_id and quote.id = offer.quote_id
      join renewal_quote_lines line on line.site_id = quote.site_id and line.quote_id = quote.id
                                   and line.version = quote.version and line.line_id = offer.line_id
     order by line.months, line.product_code`.execute(owner);
  return rows;
}

async function lapsedAt({ owner }: TestPortal, site: string, day: LocalDate): Promise<string[]> {
  const { rows } = await sql<{ product: string }>`
    select line.product_code as product
      from entitlement_lines line
      join sites site on site.id = line.site_id and site.number = ${site}
     where covered_through < ${day}
     order by product`.execute(owner);
  return rows.map(({ product }) => product);
}

for (const day of ["2026-11-21", "2026-11-01", "2027-01-31", "2028-02-29"] as const) {
  describe(`loaded on ${day}`, () => {
    test("the demo shows every state of a line", async () => {
      const portal = await loaded(day);
      try {
        const aoba = await offersOf(portal, "7001234");
        assert.ok(aoba.every(({ state, amount }) => state === "open" && amount > 0));
        for (const months of [1, 8, 12])
          assert.ok(
            aoba.some((line) => line.months === months),
            `${months} months`,
          );
        assert.deepEqual(await lapsedAt(portal, "7001234", day), ["doors"]);
        const osaka = await offersOf(portal, "7005555");
        assert.ok(osaka.length > 0 && osaka.every(({ state, isLater }) => state === "deferred" && isLater));
        const formosa = await offersOf(portal, "7004321");
        assert.deepEqual(
          formosa.map(({ state, product }) => `${product} ${state}`),
          ["db2 open", "domino open"],
        );
        assert.deepEqual(await lapsedAt(portal, "7004321", day), ["mq"]);
      } finally {
        await portal.close();
      }
    });
  });
}
