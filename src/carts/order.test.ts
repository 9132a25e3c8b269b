/** Ordering a cart over the API: exactly what was seen, once, however often and from however many browsers. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CART, goTo, yen } from "../../test/carts.ts";
import { CAST } from "../../test/cast.ts";
import { periodsOf } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { AOBA_QUOTE, addQuote, WAS } from "../../test/quotes.ts";

const HANA = "hana@aoba.example";

let portal: TestPortal;
beforeEach(async () => {
  portal = await testPortal({ now: "2010-01-02T03:00:00Z" });
});
afterEach(() => portal.close());

const on = (day: string) => goTo(portal, day);

interface Line {
  id: string;
  partNumber: string;
  quantity: number;
  amount: { amount: number } | null;
}

async function post(path: string, payload: object, headers: Record<string, string> = {}, email = HANA) {
  const reply = await portal.as(email, { method: "POST", url: `${CART}${path}`, payload, headers });
  return { status: reply.statusCode, ...reply.json() };
}
const add = (payload: object) => post("/lines", payload);
/** With what is in the cart now as what was seen, unless the test says otherwise. */
async function order(payload: object, headers = {}, email = HANA) {
  const { lines } = (await portal.as(email, { url: CART })).json();
  return post("/order", { channel: "online", seen: seenIn(lines), ...payload }, headers, email);
}
const seenIn = (lines: readonly Line[]) =>
  lines.map(({ id, partNumber, quantity, amount }) => ({
    id,
    partNumber,
    quantity,
    amount: amount?.amount ?? null,
  }));

async function orders() {
  const { rows } = await sql<{ number: string; amount: number; level: string; po: string; quote: string }>`
    select number, amount, level, purchase_order_number as po, quote_id as quote
      from placements join orders on orders.id = order_id order by number`.execute(portal.owner);
  return rows;
}

describe("a cart is ordered", () => {
  test("a new license, a renewal and a reinstatement together: one order, one total, each covered by its own rule", async () => {
    on("2010-04-15"); // DOORS lapsed on 2010-04-01; WAS is deferred
    await addQuote(portal);
    await add({ partNumber: "D55WJLL", quantity: 2 });
    await add({ lineId: CAST.aobaDoors });
    const cart = await add({ lineId: CAST.aobaWas });
    assert.deepEqual(cart.total, yen(12_000 + 27_500 + 4000));
    const told = await order({
      ...{ revision: cart.revision, purchaseOrderNumber: "PO-1", channel: "partner" },
      seen: seenIn(cart.lines),
    });
    assert.deepEqual([told.status, told.total], [201, yen(43_500)]);
    const covered = told.lines.map(({ kind, coveredFrom, coveredThrough }: Record<string, string>) =>
      [kind, coveredFrom, coveredThrough].join(" "),
    );
    assert.deepEqual(covered.sort(), [
      "license 2010-04-15 2011-04-30",
      "reinstatement 2010-04-15 2011-04-30",
      "renewal 2010-08-01 2011-03-31",
    ]);
    assert.deepEqual(await periodsOf(portal, "SO-4700"), [
      "license 2009-03-12…2010-03-31",
      "reinstatement 2010-04-15…2011-04-30",
    ]);
    assert.deepEqual(await orders(), [
      { number: told.orderNumber, amount: 43_500, level: "E", po: "PO-1", quote: "quote_aoba" },
    ]);
    const { rows } =
      await sql`select from renewal_offers where line_id = ${CAST.aobaWas} and state = 'ordered'`.execute(
        portal.owner,
      );
    assert.equal(rows.length, 1);
    const after = (await portal.as(HANA, { url: CART })).json();
    assert.deepEqual([after.lines, after.revision], [[], 0]);
    assert.ok(
      (await add({ partNumber: "D55WJLL", quantity: 1 })).revision > cart.revision,
      "no revision comes twice",
    );
  });

  test("BR-71 a deferred line costs what the price list and level of the order day say: 4,200, not 4,000", async () => {
    await addQuote(portal);
    await add({ lineId: CAST.aobaWas });
    await sql`insert into agreement_levels (agreement_id, valid_from, level, source)
              values ('agreement_aoba', '2010-04-01', 'D', 'feed')`.execute(portal.owner);
    on("2010-07-15");
    const cart = (await portal.as(HANA, { url: CART })).json();
    assert.deepEqual([cart.total, cart.lines[0].quote.isDeferred], [yen(4200), true]);
    const told = await order({ revision: cart.revision, seen: seenIn(cart.lines) });
    assert.deepEqual([told.status, told.total], [201, yen(4200)]);
    assert.equal((await orders())[0]?.level, "D");
  });

  test("BR-70 on 2010-07-31 it is renewed, on 2010-08-01 refused: it has lapsed", async () => {
    await addQuote(portal);
    const { revision } = await add({ lineId: CAST.aobaWas });
    on("2010-08-01");
    const late = await order({ revision });
    assert.deepEqual(
      [late.status, late.code, late.lines[0].reason],
      [409, "cart_line_not_orderable", "coverage_lapsed"],
    );
    on("2010-07-31");
    assert.equal((await order({ revision })).status, 201);
  });

  test("BR-67 12 full months through the cart: 2009-07-10 → 2010-07-31, 2009-07-01 → 2010-06-30, 2008-02-29 → 2009-02-28", async () => {
    for (const [day, through] of [
      ["2008-02-29", "2009-02-28"],
      ["2009-07-01", "2010-06-30"],
      ["2009-07-10", "2010-07-31"],
    ] as const) {
      on(day);
      const { revision } = await add({ partNumber: "D55WJLL", quantity: 1 });
      const { lines } = await order({ revision });
      assert.deepEqual([lines[0].coveredFrom, lines[0].coveredThrough], [day, through]);
    }
  });

  test("the first order of an Express site sets its first day, at list price", async () => {
    const LIHUA = "lihua@formosa.example";
    const url = `/v1/sites/${CAST.formosa}/cart`;
    await sql`insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements,
                entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
              values (${CAST.formosa}, ${CAST.lihua}, 'primary', 'download_media_commerce', 'view', 'update', 'update',
                'update', 'update', 'view', '2009-07-02', 'passcode')`.execute(portal.owner);
    await sql`update sites set primary_state = 'claimed' where id = ${CAST.formosa}`.execute(portal.owner);
    on("2009-07-10");
    const payload = { partNumber: "D55WJLL", quantity: 3 };
    const cart = (await portal.as(LIHUA, { method: "POST", url: `${url}/lines`, payload })).json();
    assert.deepEqual(cart.total, { amount: 19_800, currency: "TWD" });
    const body = { revision: cart.revision, channel: "online", seen: seenIn(cart.lines) };
    const told = await portal.as(LIHUA, { method: "POST", url: `${url}/order`, payload: body });
    assert.equal(told.statusCode, 201, told.body);
    const { rows } = await sql<{ day: string }>`
      select first_ordered_on as day from sites where id = ${CAST.formosa}`.execute(portal.owner);
    assert.equal(rows[0]?.day, "2009-07-10");
    assert.equal(told.json().lines[0].coveredThrough, "2010-07-31");
  });
});

describe("what is not what was seen is not ordered", () => {
  test("another revision: what changed is told", async () => {
    const first = await add({ partNumber: "D55WJLL", quantity: 2 });
    const second = await add({ partNumber: "D09LELL", quantity: 1 });
    const told = await order({ revision: first.revision, seen: seenIn(first.lines) });
    assert.deepEqual([told.status, told.code, told.revision], [409, "cart_changed", second.revision]);
    assert.deepEqual(told.changes, [{ what: "added", partNumber: "D09LELL", before: null, after: 4500 }]);
    assert.deepEqual(await orders(), []);
  });

  test("BR-78d a new price list, another day: both totals, and nothing is ordered", async () => {
    const cart = await add({ partNumber: "D55WJLL", quantity: 2 });
    await sql`insert into prices (part_number, currency, level, valid_from, amount)
              values ('D55WJLL', 'JPY', 'E', '2010-01-03', 3000)`.execute(portal.owner);
    on("2010-01-03");
    const told = await order({ revision: cart.revision, seen: seenIn(cart.lines) });
    assert.deepEqual([told.status, told.code], [409, "price_changed"]);
    assert.deepEqual([told.before, told.after], [yen(12_000), yen(6000)]);
    assert.deepEqual(told.changes, [{ what: "price", partNumber: "D55WJLL", before: 12_000, after: 6000 }]);
    assert.deepEqual(await orders(), []);
    const now = (await portal.as(HANA, { url: CART })).json();
    assert.equal((await order({ revision: now.revision, seen: seenIn(now.lines) })).status, 201);
  });

  test("BR-78d who does not say what he saw is asked for it: a price list between looking and ordering is never passed over", async () => {
    const { revision, lines } = await add({ partNumber: "D55WJLL", quantity: 2 });
    const unseen = await post("/order", { channel: "online", revision });
    assert.deepEqual([unseen.status, unseen.code], [400, "invalid_request"]);
    await sql`insert into prices (part_number, currency, level, valid_from, amount)
              values ('D55WJLL', 'JPY', 'E', '2010-01-03', 6500)`.execute(portal.owner);
    on("2010-01-03");
    assert.equal((await post("/order", { channel: "online", revision })).status, 400);
    const told = await order({ revision, seen: seenIn(lines) });
    assert.deepEqual([told.code, told.before, told.after], ["price_changed", yen(12_000), yen(13_000)]);
    assert.equal((await order({ revision, seen: [] })).code, "price_changed");
    assert.deepEqual(await orders(), []);
  });

  test("D-13 a superseded quote's other price: refused unless the new one was seen", async () => {
    await addQuote(portal);
    const { revision, lines } = await add({ lineId: CAST.aobaWas });
    await addQuote(portal, {
      ...{ ...AOBA_QUOTE, version: 2, datedOn: "2010-02-01" },
      lines: [{ ...WAS, annualPrice: 1260, amount: 4200 }],
    });
    const told = await order({ revision, seen: seenIn(lines) });
    assert.deepEqual([told.code, told.before, told.after], ["price_changed", yen(4000), yen(4200)]);
    const now = (await portal.as(HANA, { url: CART })).json();
    const placed = await order({ revision, seen: seenIn(now.lines) });
    assert.deepEqual([placed.status, placed.total], [201, yen(4200)]);
  });

  test("what somebody else ordered or reinstated meanwhile", async () => {
    await addQuote(portal);
    const { revision } = await add({ lineId: CAST.aobaWas });
    const url = `/v1/sites/${CAST.aoba}/renewal-quotes/quote_aoba/orders`;
    const payload = { lineIds: [CAST.aobaWas], channel: "vendor" };
    const quote = await portal.as("jun@aoba.example", { method: "POST", url, payload });
    assert.equal(quote.statusCode, 201, quote.body);
    const told = await order({ revision });
    assert.deepEqual([told.code, told.lines[0].reason], ["cart_line_not_orderable", "renewed_already"]);
    assert.equal((await orders()).length, 1);
  });

  test("nothing, and nothing through a reseller who is not there", async () => {
    assert.equal((await order({ revision: 0 })).code, "cart_changed");
    const { revision, lines } = await add({ partNumber: "D55WJLL", quantity: 2 });
    await sql`update sites set reseller_name = null, reseller_email = null where id = ${CAST.aoba}`.execute(
      portal.owner,
    );
    assert.deepEqual((await order({ revision, channel: "partner" })).fields, { channel: ["no_reseller"] });
    await portal.as(HANA, { method: "DELETE", url: `${CART}/lines/${lines[0].id}` });
    assert.equal((await order({ revision: revision + 1 })).code, "cart_empty");
  });
});

describe("BAR case 28 once", () => {
  test("ten at once, without a key: one order, the others are told its number", async () => {
    const { revision } = await add({ partNumber: "D55WJLL", quantity: 1 });
    const told = await Promise.all(Array.from({ length: 10 }, () => order({ revision })));
    const placed = told.filter(({ status }) => status === 201);
    assert.equal(placed.length, 1);
    const others = told.filter(({ status }) => status !== 201);
    for (const { code, orderNumber } of others) {
      assert.deepEqual([code, orderNumber], ["cart_ordered", placed[0]?.orderNumber]);
    }
    assert.equal((await orders()).length, 1);
  });

  test("an answer that is lost: the key's answer again; another body 422; another key is told of the order", async () => {
    const { revision, lines } = await add({ partNumber: "D55WJLL", quantity: 1 });
    const key = { "idempotency-key": "cart-1" };
    const seen = seenIn(lines);
    const first = await order({ revision, seen }, key);
    const again = await order({ revision, seen }, key);
    assert.deepEqual([first.status, again.status], [201, 201]);
    assert.equal(first.orderNumber, again.orderNumber);
    assert.equal((await order({ revision, seen, purchaseOrderNumber: "other" }, key)).status, 422);
    const other = await order({ revision }, { "idempotency-key": "cart-2" });
    assert.deepEqual([other.code, other.orderNumber], ["cart_ordered", first.orderNumber]);
    assert.equal((await orders()).length, 1);
  });

  test("the same key of another caller is another's: his own cart is ordered, too", async () => {
    const JUN = "jun@aoba.example";
    const key = { "idempotency-key": "same" };
    const mine = await add({ partNumber: "D55WJLL", quantity: 1 });
    const his = await post("/lines", { partNumber: "D09LELL", quantity: 2 }, {}, JUN);
    const first = await order({ revision: mine.revision }, key);
    const second = await order({ revision: his.revision }, key, JUN);
    assert.deepEqual([first.status, second.status], [201, 201]);
    assert.deepEqual([first.total, second.total], [yen(6000), yen(9000)]);
  });

  test("one order and nine changes at once: what is ordered is what one of them left, and nothing is lost", async () => {
    const { revision, lines } = await add({ partNumber: "D55WJLL", quantity: 1 });
    const acts = Array.from({ length: 10 }, (_, place) =>
      place === 4 ? order({ revision, seen: seenIn(lines) }) : add({ partNumber: "D09LELL", quantity: 1 }),
    );
    const [placed] = (await Promise.all(acts)).filter(({ orderNumber }) => orderNumber !== undefined);
    const cart = (await portal.as(HANA, { url: CART })).json();
    const doors = cart.lines.find(({ partNumber }: Line) => partNumber === "D09LELL");
    assert.equal(doors.quantity, 9);
    const isOrdered = placed?.status === 201;
    assert.equal(cart.lines.length, isOrdered ? 1 : 2);
    assert.deepEqual(
      (await orders()).map(({ amount }) => amount),
      isOrdered ? [6000] : [],
    );
  });

  test("two people order the same lapsed line at once: one gets it", async () => {
    on("2010-08-01");
    const mine = await add({ lineId: CAST.aobaWas });
    const JUN = "jun@aoba.example";
    const his = await post("/lines", { lineId: CAST.aobaWas }, {}, JUN);
    const told = await Promise.all([
      order({ revision: mine.revision, seen: seenIn(mine.lines) }),
      order({ revision: his.revision, seen: seenIn(his.lines) }, {}, JUN),
    ]);
    assert.deepEqual(told.map(({ status }) => status).sort(), [201, 409]);
    assert.equal((await orders()).length, 1);
  });
});
