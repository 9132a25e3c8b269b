/** A deferred line of which the vendor changes the quantity: ordered as it is now, once that was said. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { CAST } from "../../../test/cast.ts";
import { line, lines, order } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { importFeed } from "../../feeds/index.ts";
import { systemContext } from "../../platform/context.ts";
import { runRenewals } from "../run/operations.ts";

const SITE = `/v1/sites/${CAST.aoba}`;
let portal: TestPortal;
let quote: string;

beforeEach(async () => {
  portal = await testPortal({ now: "2010-01-01T03:00:00Z" });
  await run("2010-01-01");
  await run("2010-05-10");
  quote = `${SITE}/renewal-quotes/${(await ask("GET", `${SITE}/renewal-quotes`)).items[0].quoteId}`;
});
afterEach(() => portal.close());

async function run(day: string): Promise<void> {
  portal.clock.set(`${day}T03:00:00Z`);
  portal.signOut();
  assert.deepEqual((await runRenewals(systemContext(portal.portal, "test"))).failures, []);
}

async function ask(method: "GET" | "POST", url: string, payload = {}) {
  const body = method === "GET" ? {} : { payload };
  const reply = await portal.as("hana@aoba.example", { method, url, ...body });
  return { status: reply.statusCode, ...reply.json() };
}

/** Seven instead of five. */
async function changes(): Promise<void> {
  const now = { number: "SO-4711", orderedOn: "2009-07-10", revision: 2 };
  const record = order({ ...now, lines: [line({ part: "D55WJLL", quantity: 7 })] });
  await importFeed(systemContext(portal.portal, "test"), { name: "f.jsonl", content: [lines([record])] });
  await run("2010-05-11");
}

const yen = (amount: number) => ({ amount, currency: "JPY" });

test("BR-70, BR-71 by quote: the difference is told first, then 7 × 1,200 × 8/12 = 5,600 is ordered", async () => {
  await changes();
  const was = (await ask("GET", quote)).lines.find(
    ({ lineId }: { lineId: string }) => lineId === CAST.aobaWas,
  );
  assert.deepEqual(
    [was.state, was.quantity, was.quantityQuoted, was.amount, was.priceToday.amount],
    ["deferred", 7, 5, yen(4000), yen(5600)],
  );
  const page = await portal.as("hana@aoba.example", { url: quote.replace("/v1", "") });
  assert.match(page.body, /5,600/);
  const place = (more = {}) => ask("POST", `${quote}/orders`, { lineIds: [CAST.aobaWas], ...more });
  for (const unseen of [{}, { version: 1 }, { amountSeen: 4000 }]) {
    const told = await place(unseen);
    assert.deepEqual(
      [told.status, told.code, told.before, told.after],
      [409, "price_changed", yen(4000), yen(5600)],
    );
    assert.deepEqual(told.changed, [
      {
        ...{ lineId: CAST.aobaWas, productName: "WebSphere Application Server" },
        ...{ quantityQuoted: 5, quantity: 7, amountBefore: 4000, amountAfter: 5600 },
      },
    ]);
  }
  const placed = await place({ version: 1, amountSeen: 5600 });
  assert.deepEqual([placed.status, placed.total], [201, yen(5600)], JSON.stringify(placed));
  assert.equal(placed.lines[0].coveredThrough, "2011-03-31");
});

test("BR-71 by cart: what was put in before shows its new quantity, and is ordered once that was seen", async () => {
  const seen = (cart: {
    lines: { id: string; partNumber: string; quantity: number; amount: { amount: number } }[];
  }) =>
    cart.lines.map(({ id, partNumber, quantity, amount }) => ({
      id,
      partNumber,
      quantity,
      amount: amount.amount,
    }));
  const before = await ask("POST", `${SITE}/cart/lines`, { lineId: CAST.aobaWas });
  await changes();
  const place = (cart: typeof before) =>
    ask("POST", `${SITE}/cart/order`, { revision: before.revision, channel: "online", seen: seen(cart) });
  const told = await place(before);
  assert.deepEqual([told.status, told.code], [409, "price_changed"]);
  assert.deepEqual(told.changes, [{ what: "quantity", partNumber: "E025QLL", before: 5, after: 7 }]);
  const placed = await place(await ask("GET", `${SITE}/cart`));
  assert.deepEqual([placed.status, placed.total], [201, yen(5600)], JSON.stringify(placed));
});
