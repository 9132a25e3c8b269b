/** An order that the vendor takes back when the renewal date is over: its lines are deferred or lapsed, as their dates say. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { line, lines, order, type Record } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { importFeed } from "../../feeds/index.ts";
import { systemContext } from "../../platform/context.ts";
import { runRenewals } from "../run/operations.ts";

const SITE = `/v1/sites/${CAST.aoba}`;
const QUOTES = `${SITE}/renewal-quotes`;

let portal: TestPortal;
let quoteId: string;
let number: string;

beforeEach(async () => {
  portal = await testPortal({ now: "2010-01-01T03:00:00Z" });
  await run("2010-01-01");
  [{ quoteId }] = (await as("GET", QUOTES)).json().items;
  const both = { lineIds: [CAST.aobaDoors, CAST.aobaWas] };
  const placed = await as("POST", `${QUOTES}/${quoteId}/orders`, both);
  assert.equal(placed.statusCode, 201, placed.body);
  number = placed.json().orderNumber;
});
afterEach(() => portal.close());

async function run(day: string): Promise<void> {
  portal.clock.set(`${day}T03:00:00Z`);
  portal.signOut();
  assert.deepEqual((await runRenewals(systemContext(portal.portal, "test"))).failures, []);
}

const as = (method: "GET" | "POST", url: string, payload = {}) =>
  portal.as("hana@aoba.example", { method, url, ...(method === "GET" ? {} : { payload }) });

/** Nothing of it is left but a media kit. */
async function takeBack(records: readonly Record[] = []): Promise<void> {
  const media = { type: "part", number: "B0AA1LL", product: "was", kind: "media", programs: ["PA"] };
  const kit = line({ line: 9, part: "B0AA1LL", quantity: 1 });
  const back = order({ number, orderedOn: "2010-01-01", revision: 2, lines: [kit] });
  const content = [lines([media, back, ...records])];
  await importFeed(systemContext(portal.portal, "test"), { name: "f.jsonl", content });
}

async function stands(): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select format('%s %s %s %s', line_id, state, settled_on, order_id) as text
      from renewal_offers where site_id = ${CAST.aoba}
     union all
    select format('quote %s %s', state, closed_on) from renewal_quotes where site_id = ${CAST.aoba} order by 1`.execute(
    portal.owner,
  );
  return rows.map(({ text }) => text.trim());
}

async function offersMailed(): Promise<number> {
  const { rows } = await sql`select from mails
     where template = 'reinstatement-offer' and to_address = 'hana@aoba.example'`.execute(portal.owner);
  return rows.length;
}

test("BR-70, D-26 after the renewal date: what ended before it has lapsed and is offered to be reinstated, the rest is deferred", async () => {
  await run("2010-05-10");
  await takeBack();
  await run("2010-05-11");
  assert.deepEqual(await stands(), [
    `${CAST.aobaDoors} lapsed 2010-04-01`,
    `${CAST.aobaWas} deferred`,
    "quote deferred",
  ]);
  assert.equal(await offersMailed(), 1);
  const reply = await as("POST", `${QUOTES}/${quoteId}/orders`, { lineIds: [CAST.aobaWas] });
  assert.deepEqual([reply.statusCode, reply.json().total?.amount], [201, 4000], reply.body);
  await run("2010-05-12");
  assert.equal(await offersMailed(), 1, "once");
});

test("BR-72, D-26 after its own end the deferred line has lapsed, too; the run of later days tells nothing twice", async () => {
  await run("2010-09-10");
  await takeBack();
  await run("2010-09-11");
  await run("2010-09-12");
  assert.deepEqual(await stands(), [
    `${CAST.aobaDoors} lapsed 2010-04-01`,
    `${CAST.aobaWas} lapsed 2010-08-01`,
    "quote closed 2010-08-01",
  ]);
  assert.equal(await offersMailed(), 1);
});

test("D-26 a run that was away, and an order taken back meanwhile: the same", async () => {
  await run("2010-03-20");
  portal.clock.set("2010-04-20T03:00:00Z");
  await takeBack();
  await run("2010-05-11");
  assert.deepEqual(await stands(), [
    `${CAST.aobaDoors} lapsed 2010-04-01`,
    `${CAST.aobaWas} deferred`,
    "quote deferred",
  ]);
  assert.equal(await offersMailed(), 1);
});

test("what the vendor renewed by another order is ordered", async () => {
  await run("2010-05-10");
  const renews = { order: "SO-4700", line: 1 };
  await takeBack([
    order({
      ...{ number: "SO-9100", orderedOn: "2010-03-01" },
      lines: [line({ part: "E075NLL", quantity: 10, renews })],
    }),
  ]);
  await run("2010-05-11");
  assert.ok((await stands())[0]?.startsWith(`${CAST.aobaDoors} ordered`));
  assert.equal(await offersMailed(), 0);
});
