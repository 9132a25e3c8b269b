/** Offers and orders of reinstatement over the API. Aoba: 5 WAS covered through 2010-07-31, 10 DOORS through 2010-03-31. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { periodsOf } from "../../test/feed.ts";
import { type TestOptions, type TestPortal, testPortal } from "../../test/portal.ts";

const HANA = "hana@aoba.example";
const SEOYEON = "seoyeon@hangang.example";
const URL = `/v1/sites/${CAST.aoba}/reinstatements`;

async function portalOn(day: string, options: TestOptions = {}): Promise<TestPortal> {
  const portal = await testPortal({ now: `${day}T03:00:00Z`, ...options });
  after(() => portal.close());
  return portal;
}

async function offers(portal: TestPortal, email = HANA, url = URL) {
  const reply = await portal.as(email, { url });
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json().items;
}

async function reinstate(portal: TestPortal, payload: object, email = HANA) {
  const reply = await portal.as(email, { method: "POST", url: URL, payload });
  return { status: reply.statusCode, ...reply.json() };
}

const WAS = { lineId: CAST.aobaWas, quantity: 5 };
const DOORS = { lineId: CAST.aobaDoors, quantity: 10 };

describe("BR-78a WAS lapsed on 2010-08-01 and is reinstated on 2011-10-20", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal({ now: "2011-10-20T03:00:00Z" });
  });
  after(() => portal.close());

  test("BR-78b the offer: 60 % of 6,000 is 3,600 each, 5 units 18,000; DOORS has its own price of 2,750", async () => {
    const [was, doors] = await offers(portal);
    assert.deepEqual(was, {
      lineId: CAST.aobaWas,
      licenseOrder: "SO-4711",
      licenseLine: 1,
      partNumber: "D55WKLL",
      productCode: "was",
      productName: "WebSphere Application Server",
      quantity: 5,
      coveredThrough: "2010-07-31",
      unitPrice: { amount: 3600, currency: "JPY" },
      amount: { amount: 18_000, currency: "JPY" },
      level: "E",
      isOwnPrice: false,
      percent: 60,
      licensePrice: { amount: 6000, currency: "JPY" },
      obstacle: null,
      coveredFromIfToday: "2011-10-20",
      coveredThroughIfToday: "2012-10-31",
    });
    const { lineId, unitPrice, amount, isOwnPrice } = doors;
    assert.deepEqual(
      [lineId, unitPrice.amount, amount.amount, isOwnPrice],
      [CAST.aobaDoors, 2750, 27_500, true],
    );
  });

  test("400 a part of the line's quantity: the field and the rule (decision 0019)", async () => {
    const told = await reinstate(portal, { ...WAS, quantity: 4 });
    assert.deepEqual([told.status, told.code, told.rule], [400, "invalid_request", "decision 0019"]);
    assert.deepEqual(told.fields, { quantity: ["whole_quantity_only"] });
  });

  test("one price, nothing for the gap: 18,000 yen, covered 2011-10-20 through 2012-10-31; the gap stays", async () => {
    const told = await reinstate(portal, { ...WAS, purchaseOrderNumber: "PO-77", amountSeen: 18_000 });
    assert.equal(told.status, 201);
    assert.deepEqual(told.total, { amount: 18_000, currency: "JPY" });
    assert.deepEqual(told.lines, [
      {
        line: 1,
        kind: "reinstatement",
        lineId: CAST.aobaWas,
        coveredFrom: "2011-10-20",
        coveredThrough: "2012-10-31",
      },
    ]);
    assert.deepEqual(await periodsOf(portal, "SO-4711"), [
      "license 2009-07-10…2010-07-31",
      "reinstatement 2011-10-20…2012-10-31",
    ]);
    const order = (
      await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/orders/${told.orderNumber}` })
    ).json();
    assert.deepEqual(order.total, { amount: 18_000, currency: "JPY" });
    assert.deepEqual(order.lines[0].renews, { order: "SO-4711", line: 1 });
    const line = (
      await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/entitlements/${CAST.aobaWas}` })
    ).json();
    assert.deepEqual([line.status, line.coveredFrom], ["active", "2011-10-20"]);
  });

  test("it is no longer offered, and cannot be reinstated again: renewing is what there is", async () => {
    assert.deepEqual(
      (await offers(portal)).map(({ lineId }: { lineId: string }) => lineId),
      [CAST.aobaDoors],
    );
    const told = await reinstate(portal, WAS);
    assert.deepEqual([told.status, told.code, told.through], [409, "still_covered", "2012-10-31"]);
    assert.equal(told.renew, `/v1/sites/${CAST.aoba}/renewal-quotes`);
  });

  test("BR-78c a price that changed since it was looked at: both, and nothing is ordered", async () => {
    const told = await reinstate(portal, { ...DOORS, amountSeen: 27_000 });
    assert.deepEqual([told.status, told.code], [409, "price_changed"]);
    assert.deepEqual([told.before.amount, told.after.amount], [27_000, 27_500]);
    assert.equal((await offers(portal)).length, 1);
  });

  test("400 no reseller's way without a reseller, no number too long, no field of one's own", async () => {
    await sql`update sites set reseller_email = null where id = ${CAST.aoba}`.execute(portal.owner);
    const { fields } = await reinstate(portal, { ...DOORS, channel: "partner" });
    assert.deepEqual(fields, { channel: ["no_reseller"] });
    const told = await reinstate(portal, { ...DOORS, price: 1 });
    assert.deepEqual([told.status, told.fields.price], [400, ["unknown_field"]]);
    const long = await reinstate(portal, { ...DOORS, purchaseOrderNumber: "x".repeat(41) });
    assert.deepEqual(long.fields, { purchaseOrderNumber: ["purchase_order_too_long"] });
  });

  test("404 another site's line and one that is not there are answered alike; 403 without the privilege", async () => {
    const codes = await Promise.all(
      [CAST.hangangDoors, "line_nowhere"].map(async (lineId) => {
        const { status, code } = await reinstate(portal, { lineId, quantity: 3 });
        return `${status} ${code}`;
      }),
    );
    assert.deepEqual(codes, ["404 entitlement_line_not_found", "404 entitlement_line_not_found"]);
    assert.equal((await reinstate(portal, DOORS, "mio@aoba.example")).status, 403);
    assert.equal((await reinstate(portal, DOORS, SEOYEON)).status, 404);
  });
});

describe("BR-78e reinstate only what has lapsed", () => {
  test("2010-03-31, the last covered day: refused, renewing still works; 2010-04-01: offered as D09EQLL", async () => {
    const last = await portalOn("2010-03-31");
    assert.deepEqual(await offers(last), []);
    const told = await reinstate(last, DOORS);
    assert.deepEqual([told.status, told.code, told.through], [409, "still_covered", "2010-03-31"]);
    const next = await portalOn("2010-04-01");
    const [doors] = await offers(next);
    assert.deepEqual([doors.lineId, doors.partNumber], [CAST.aobaDoors, "D09EQLL"]);
    assert.equal((await reinstate(next, DOORS)).status, 201);
  });

  test("the day is that of the site's own calendar: in Tokyo it is 2010-04-01 from 15:00 UTC on", async () => {
    const before = await portalOn("2010-03-31", { now: "2010-03-31T14:59:59Z" });
    assert.deepEqual(await offers(before), []);
    const since = await portalOn("2010-03-31", { now: "2010-03-31T15:00:00Z" });
    assert.equal((await offers(since))[0].coveredFromIfToday, "2010-04-01");
  });
});

describe("what is not offered here", () => {
  const obstacle = async (portal: TestPortal) => (await offers(portal))[0].obstacle;

  test("DOMAIN 3.19.4 brands that are not on the list: 409 with the reason and the sales desk", async () => {
    const portal = await portalOn("2010-08-01", {
      settings: { CARNET_REINSTATEMENT_BRANDS: "Rational, Lotus" },
    });
    const told = await reinstate(portal, WAS);
    assert.deepEqual([told.status, told.code], [409, "reinstatement_not_offered"]);
    assert.deepEqual([told.reason, told.sales], ["brand_not_reinstated", "sales@carnet.example"]);
    assert.equal(await obstacle(portal), "brand_not_reinstated");
    assert.equal((await reinstate(portal, DOORS)).status, 201);
  });

  test("A-11 without a price of its own or of a new license: ask sales", async () => {
    const portal = await portalOn("2010-08-01");
    await sql`delete from prices where part_number = 'D55WJLL'`.execute(portal.owner);
    assert.equal((await reinstate(portal, WAS)).reason, "price_not_told");
    assert.equal(await obstacle(portal), "price_not_told");
    await sql`insert into prices (part_number, currency, level, valid_from, amount)
              values ('D55WKLL', 'JPY', 'E', '2010-08-01', 3650)`.execute(portal.owner);
    const [was] = await offers(portal);
    assert.deepEqual([was.unitPrice.amount, was.amount.amount, was.isOwnPrice], [3650, 18_250, true]);
    await sql`update parts set programs = '{FCT}' where number = 'D55WKLL'`.execute(portal.owner);
    assert.equal((await reinstate(portal, WAS)).reason, "part_not_sold");
  });

  test("BR-78b the price of the day and of the level of the day; the percentage is a setting", async () => {
    const portal = await portalOn("2011-10-20", { settings: { CARNET_REINSTATEMENT_PERCENT: "50" } });
    await sql`insert into agreement_levels (agreement_id, valid_from, level, source)
              values ('agreement_aoba', '2011-10-20', 'D', 'feed')`.execute(portal.owner);
    const [was] = await offers(portal);
    assert.deepEqual([was.level, was.unitPrice.amount, was.percent], ["D", 3150, 50]);
  });
});

describe("BAR case 28 twice at once, and an answer that is lost", () => {
  test("ten at once reinstate a line once; the others are told so", async () => {
    const portal = await portalOn("2010-08-01");
    await offers(portal);
    const told = await Promise.all(Array.from({ length: 10 }, () => reinstate(portal, WAS)));
    const codes = told.map(({ status, code }) => (status === 201 ? "201" : `${status} ${code}`)).sort();
    assert.equal(codes.filter((code) => code === "201").length, 1);
    assert.deepEqual([...new Set(codes)], ["201", "409 still_covered"]);
    const { rows } = await sql`select from placements`.execute(portal.owner);
    assert.equal(rows.length, 1);
  });

  test("the same Idempotency-Key gets the same order again, another body 422", async () => {
    const portal = await portalOn("2010-08-01");
    const send = (payload: object) =>
      portal.as(HANA, { method: "POST", url: URL, payload, headers: { "idempotency-key": "k-1" } });
    const [first, again] = [await send(WAS), await send(WAS)];
    assert.deepEqual([first.statusCode, again.statusCode], [201, 201]);
    assert.equal(first.json().orderNumber, again.json().orderNumber);
    assert.equal((await send(DOORS)).statusCode, 422);
  });
});
