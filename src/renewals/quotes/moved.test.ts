/** A line whose end the vendor moves after it was quoted: what the newest version offers can be ordered. */
import assert from "node:assert/strict";
import { after, afterEach, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { line, lines, order } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { importFeed } from "../../feeds/index.ts";
import { systemContext } from "../../platform/context.ts";
import { runRenewals } from "../run/operations.ts";

const QUOTES = `/v1/sites/${CAST.aoba}/renewal-quotes`;

describe("BR-69 a line whose end the vendor moved after it was quoted", () => {
  let portal: TestPortal;
  beforeEach(async () => {
    portal = await testPortal({ now: "2010-01-01T03:00:00Z" });
  });
  afterEach(() => portal.close());

  const get = async (url: string) => (await portal.as("hana@aoba.example", { url })).json();

  async function goTo(day: string): Promise<void> {
    portal.clock.set(`${day}T03:00:00Z`);
    portal.signOut();
    const { failures } = await runRenewals(systemContext(portal.portal, "test"));
    assert.deepEqual(failures, []);
  }

  async function movesOn(day: string, runs: readonly string[]): Promise<void> {
    for (const each of runs) await goTo(each);
    portal.clock.set(`${day}T05:00:00Z`);
    const later = { number: "SO-4711", orderedOn: "2009-08-10", revision: 2 };
    const record = order({ ...later, lines: [line({ part: "D55WJLL", quantity: 5 })] });
    await importFeed(systemContext(portal.portal, "test"), { name: "f.jsonl", content: [lines([record])] });
  }

  async function ordersFrom(number: number): Promise<void> {
    const [{ quoteId, version }] = (await get(QUOTES)).items;
    const quote = await get(`${QUOTES}/${quoteId}`);
    const was = quote.lines.find(({ lineId }: { lineId: string }) => lineId === CAST.aobaWas);
    assert.deepEqual(
      [version, was.coveredFrom, was.months, was.amount.amount, was.state],
      [number, "2010-09-01", 7, 3500, "quoted"],
    );
    const payload = { lineIds: [CAST.aobaWas], version };
    const reply = await portal.as("hana@aoba.example", {
      ...{ method: "POST", url: `${QUOTES}/${quoteId}/orders`, payload },
    });
    assert.equal(reply.statusCode, 201, reply.body);
    assert.deepEqual(reply.json().lines, [
      { line: 1, lineId: CAST.aobaWas, coveredFrom: "2010-09-01", coveredThrough: "2011-03-31" },
    ]);
  }

  const states = async () => {
    const { rows } = await sql<{ state: string }>`
      select state from renewal_offers where line_id = ${CAST.aobaWas} order by covered_from`.execute(
      portal.owner,
    );
    return rows.map(({ state }) => state);
  };

  test("run late: its offer is withdrawn while the next version offers it anew, and that is ordered", async () => {
    await movesOn("2010-01-05", ["2010-01-01"]);
    await goTo("2010-02-01");
    assert.deepEqual(await states(), ["withdrawn", "open"]);
    await ordersFrom(2);
    assert.deepEqual(await states(), ["withdrawn", "ordered"]);
  });

  test("run daily: nobody ordered what was moved", async () => {
    await movesOn("2010-01-05", ["2010-01-01", "2010-01-05"]);
    await goTo("2010-01-06");
    assert.deepEqual(await states(), ["withdrawn"]);
    await goTo("2010-02-01");
    await ordersFrom(2);
  });

  test("BR-74 in the last month the next day's version has it", async () => {
    await movesOn("2010-03-10", ["2010-01-01", "2010-03-10"]);
    await goTo("2010-03-11");
    assert.deepEqual(await states(), ["withdrawn", "open"]);
    await ordersFrom(2);
  });
});

describe("BR-70 an order that the vendor takes back before the renewal date", () => {
  test("the line that it renewed is offered anew in the next version, and is ordered again", async () => {
    const portal = await testPortal({ now: "2010-01-01T03:00:00Z" });
    after(() => portal.close());
    const run = async (day: string) => {
      portal.clock.set(`${day}T03:00:00Z`);
      portal.signOut();
      assert.deepEqual((await runRenewals(systemContext(portal.portal, "test"))).failures, []);
    };
    await run("2010-01-01");
    const as = (method: "GET" | "POST", url: string, payload = {}) =>
      portal.as("hana@aoba.example", { method, url, ...(method === "GET" ? {} : { payload }) });
    const [{ quoteId }] = (await as("GET", QUOTES)).json().items;
    const both = { lineIds: [CAST.aobaDoors, CAST.aobaWas] };
    const { orderNumber: number } = (await as("POST", `${QUOTES}/${quoteId}/orders`, both)).json();
    await run("2010-01-10");
    const doors = { line: 1, part: "E075NLL", quantity: 10, renews: { order: "SO-4700", line: 1 } };
    const record = order({ number, orderedOn: "2010-01-01", revision: 2, lines: [doors] });
    await importFeed(systemContext(portal.portal, "test"), { name: "f.jsonl", content: [lines([record])] });
    await run("2010-01-11");
    const { lines: open, version } = (await as("GET", `${QUOTES}/${quoteId}`)).json();
    assert.deepEqual(
      [version, open.map(({ lineId, state }: Record<string, string>) => `${lineId} ${state}`)],
      [2, [`${CAST.aobaWas} quoted`]],
    );
    const again = await as("POST", `${QUOTES}/${quoteId}/orders`, { lineIds: [CAST.aobaWas] });
    assert.deepEqual([again.statusCode, again.json().total.amount], [201, 4000]);
  });
});
