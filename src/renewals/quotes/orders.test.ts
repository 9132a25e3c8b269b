/** Orders from a renewal quote through the API: until when, at which price, once, by one number. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { AOBA_QUOTE, addQuote, DOORS, WAS } from "../../../test/quotes.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const QUOTE = `/v1/sites/${CAST.aoba}/renewal-quotes/quote_aoba`;

let portal: TestPortal;
beforeEach(async () => {
  portal = await testPortal({ now: "2010-01-02T03:00:00Z" });
  await addQuote(portal);
});
afterEach(() => portal.close());

const yen = (amount: number) => ({ amount, currency: "JPY" });

async function order(
  payload: object,
  { as = HANA, key, url = QUOTE }: { as?: string; key?: string; url?: string } = {},
) {
  const headers = key === undefined ? {} : { "idempotency-key": key };
  const body = { channel: "online", ...payload };
  return portal.as(as, { method: "POST", url: `${url}/orders`, payload: body, headers });
}

function at(instant: string): void {
  portal.clock.set(instant);
  portal.signOut();
}
/** Noon in Japan on a day. */
const on = (day: string) => at(`${day}T03:00:00Z`);

async function levelFrom(day: string, level: string): Promise<void> {
  await sql`insert into agreement_levels (agreement_id, valid_from, level, source)
            values ('agreement_aoba', ${day}, ${level}, 'feed')`.execute(portal.owner);
}

async function periodsOf(lineId: string) {
  const { rows } = await sql<{ from: string; through: string; kind: string }>`
    select covered_from as "from", covered_through as through, kind from coverage_periods
     where line_id = ${lineId} order by covered_from`.execute(portal.owner);
  return rows.map(({ from, through, kind }) => `${kind} ${from}…${through}`);
}

describe("read", () => {
  test("BR-69 the quote: exact dates, months and amounts in yen without decimals", async () => {
    const { items } = (await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/renewal-quotes` })).json();
    assert.deepEqual(items, [
      {
        quoteId: "quote_aoba",
        number: "QTEST0AB1",
        version: 1,
        newestVersion: 1,
        state: "open",
        datedOn: "2010-01-01",
        dueOn: "2010-03-31",
        renewalOn: "2010-04-01",
        anniversary: "2010-04-01",
        level: "E",
        currency: "JPY",
        total: yen(13_000),
        lineCount: 2,
        openCount: 2,
      },
    ]);
    const quote = (await portal.as(HANA, { url: QUOTE })).json();
    assert.deepEqual(
      [quote.daysLeft, quote.totalToday, quote.reseller],
      [88, yen(13_000), { name: "Sakura Partners" }],
    );
    assert.deepEqual(quote.lines[1], {
      lineId: CAST.aobaWas,
      part: "E025QLL",
      product: "was",
      productName: "WebSphere Application Server",
      license: { order: "SO-4711", line: 1 },
      quantity: 5,
      quantityQuoted: 5,
      coveredFrom: "2010-08-01",
      coveredThrough: "2011-03-31",
      months: 8,
      unitPrice: yen(1200),
      amount: yen(4000),
      state: "quoted",
      isNew: false,
      renewableThrough: "2010-07-31",
      priceToday: null,
      orderNumber: null,
    });
  });

  test("another site's people, and whoever may only download, see none", async () => {
    const stranger = await portal.as("seoyeon@hangang.example", { url: QUOTE });
    assert.equal(stranger.json().code, "site_not_found");
    const mio = await portal.as("mio@aoba.example", { url: QUOTE });
    assert.deepEqual([mio.statusCode, mio.json().code], [403, "permission_required"]);
    const other = await portal.as("seoyeon@hangang.example", {
      url: `/v1/sites/${CAST.hangang}/renewal-quotes/quote_aoba`,
    });
    assert.deepEqual([other.statusCode, other.json().code], [404, "renewal_quote_not_found"]);
    const version = await portal.as(HANA, { url: `${QUOTE}?version=2` });
    assert.equal(version.json().code, "renewal_quote_not_found");
  });
});

describe("BR-70 deferral", () => {
  test("a deselected line stays open, and is taken on its last day, for eight months", async () => {
    const first = await order({ lineIds: [CAST.aobaDoors], purchaseOrderNumber: "PO-77" });
    assert.equal(first.statusCode, 201, first.body);
    const { orderNumber, ...placed } = first.json();
    assert.match(orderNumber, /^W/);
    assert.deepEqual(placed.stillOpen, [{ lineId: CAST.aobaWas, through: "2010-07-31" }]);
    assert.deepEqual([placed.total, placed.level, placed.purchaseOrderNumber], [yen(9000), "E", "PO-77"]);
    assert.deepEqual(await periodsOf(CAST.aobaDoors), [
      "license 2009-03-12…2010-03-31",
      "renewal 2010-04-01…2011-03-31",
    ]);
    on("2010-07-31");
    const quote = (await portal.as(HANA, { url: QUOTE })).json();
    assert.deepEqual(
      quote.lines.map((line: { state: string }) => line.state),
      ["ordered", "deferred"],
    );
    const second = await order({ lineIds: [CAST.aobaWas] });
    assert.deepEqual([second.statusCode, second.json().total], [201, yen(4000)]);
    assert.deepEqual(await periodsOf(CAST.aobaWas), [
      "license 2009-07-10…2010-07-31",
      "renewal 2010-08-01…2011-03-31",
    ]);
    assert.equal((await portal.as(HANA, { url: QUOTE })).json().state, "closed");
  });

  test("on the day after it is refused, and the reinstatement is offered with its price", async () => {
    on("2010-08-01");
    const late = await order({ lineIds: [CAST.aobaWas] });
    const { code, rule, through, reinstatement } = late.json();
    assert.deepEqual([late.statusCode, code, rule, through], [409, "coverage_lapsed", "BR-70", "2010-07-31"]);
    assert.deepEqual(
      reinstatement.map(({ partNumber, amount }: { partNumber: string; amount: number }) => [
        partNumber,
        amount,
      ]),
      [["D55WKLL", 18_000]],
    );
    assert.equal((await periodsOf(CAST.aobaWas)).length, 1);
  });

  test("the last day is the site's own: in Japan it ends nine hours before it does in UTC", async () => {
    at("2010-07-31T14:59:59Z");
    assert.equal((await portal.as(HANA, { url: QUOTE })).json().lines[1].state, "deferred");
    at("2010-07-31T15:00:00Z");
    assert.equal((await order({ lineIds: [CAST.aobaWas] })).json().code, "coverage_lapsed");
  });
});

test("BR-71 a deferred line costs what holds on the day: 4,200 at level D, not 4,000", async () => {
  await levelFrom("2010-04-01", "D");
  on("2010-03-31");
  assert.deepEqual((await portal.as(HANA, { url: QUOTE })).json().totalToday, yen(13_000));
  on("2010-07-15");
  const { lines, totalToday } = (await portal.as(HANA, { url: QUOTE })).json();
  assert.deepEqual(lines[1].priceToday, { level: "D", unitPrice: yen(1260), amount: yen(4200) });
  assert.deepEqual([lines[1].amount, totalToday], [yen(4000), yen(4200)]);
  const placed = await order({ lineIds: [CAST.aobaWas] });
  assert.deepEqual([placed.statusCode, placed.json().total, placed.json().level], [201, yen(4200), "D"]);
  const { orderNumber } = placed.json();
  const kept = (await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/orders/${orderNumber}` })).json();
  assert.deepEqual(kept.total, yen(4200));
});

test("BR-71 the quote's own price holds through its due date, whatever the level is by then", async () => {
  await levelFrom("2010-02-01", "D");
  on("2010-03-31");
  const placed = await order({ lineIds: [CAST.aobaDoors, CAST.aobaWas] });
  assert.deepEqual([placed.statusCode, placed.json().total, placed.json().level], [201, yen(13_000), "E"]);
});

test("BR-78e E075NLL is taken on 2010-03-31; on 2010-04-01 it is refused and D09EQLL offered", async () => {
  on("2010-04-01");
  const late = await order({ lineIds: [CAST.aobaDoors] });
  const { code, through, reinstatement } = late.json();
  assert.deepEqual([late.statusCode, code, through], [409, "coverage_lapsed", "2010-03-31"]);
  assert.deepEqual(
    reinstatement.map(({ partNumber, amount }: { partNumber: string; amount: number }) => [
      partNumber,
      amount,
    ]),
    [["D09EQLL", 27_500]],
  );
});

test("BR-78e on its last day a line is renewed", async () => {
  on("2010-03-31");
  const placed = await order({ lineIds: [CAST.aobaDoors] });
  assert.deepEqual([placed.statusCode, placed.json().total], [201, yen(9000)]);
});

describe("BR-78g one quote number in three channels", () => {
  for (const channel of ["online", "partner", "vendor"]) {
    test(`${channel}: taken, and refused the second time in every channel`, async () => {
      const placed = await order({ lineIds: [CAST.aobaWas], channel });
      assert.equal(placed.statusCode, 201, placed.body);
      assert.deepEqual([placed.json().quote.number, placed.json().channel], ["QTEST0AB1", channel]);
      for (const again of ["online", "partner", "vendor"]) {
        const refused = await order({ lineIds: [CAST.aobaWas], channel: again });
        const { code, rule, order: number, line, through } = refused.json();
        assert.deepEqual([refused.statusCode, code, rule], [409, "renewed_already", "BR-78g"]);
        assert.deepEqual([number, line, through], ["SO-4711", 1, "2011-03-31"]);
      }
    });
  }

  test("no reseller, no order through one; none by a channel that nobody knows", async () => {
    await sql`update sites set reseller_name = null, reseller_email = null where id = ${CAST.aoba}`.execute(
      portal.owner,
    );
    const refused = await order({ lineIds: [CAST.aobaWas], channel: "partner" });
    assert.deepEqual([refused.statusCode, refused.json().code], [409, "no_partner_on_record"]);
    assert.equal((await order({ lineIds: [CAST.aobaWas], channel: "automatic" })).statusCode, 400);
  });
});

describe("D-13 a superseded version", () => {
  test("is refused, and the difference told; the newest is taken", async () => {
    await addQuote(portal, {
      ...AOBA_QUOTE,
      version: 2,
      datedOn: "2010-02-01",
      lines: [DOORS, { ...WAS, annualPrice: 1260, amount: 4200 }],
    });
    const refused = await order({ lineIds: [CAST.aobaWas], version: 1 });
    const { code, seen, version, added, changed, gone, totalBefore, totalAfter } = refused.json();
    assert.deepEqual([refused.statusCode, code, seen, version], [409, "quote_superseded", 1, 2]);
    assert.deepEqual([added, gone, totalBefore, totalAfter], [[], [], 13_000, 13_200]);
    assert.deepEqual(
      changed.map((line: { lineId: string; amountBefore: number; amountAfter: number }) => [
        line.lineId,
        line.amountBefore,
        line.amountAfter,
      ]),
      [[CAST.aobaWas, 4000, 4200]],
    );
    const old = (await portal.as(HANA, { url: `${QUOTE}?version=1` })).json();
    assert.deepEqual(
      [old.version, old.newestVersion, old.untilNewestVersion.totalAfter],
      [1, 2, yen(13_200)],
    );
    const newest = (await portal.as(HANA, { url: QUOTE })).json();
    assert.deepEqual(newest.sinceVersionBefore.changed[0].amountAfter, yen(4200));
    const placed = await order({ lineIds: [CAST.aobaWas], version: 2 });
    assert.deepEqual([placed.statusCode, placed.json().total], [201, yen(4200)]);
  });

  test("a version that there never was is none", async () => {
    assert.deepEqual(
      (await order({ lineIds: [CAST.aobaWas], version: 9 })).json().code,
      "renewal_quote_not_found",
    );
  });
});

describe("what cannot be ordered", () => {
  test("no lines: 400; lines that the quote does not have, of another site or of nobody: 404", async () => {
    assert.equal((await order({ lineIds: [] })).statusCode, 400);
    for (const lineIds of [[CAST.hangangDoors], ["line_nobody"], [CAST.aobaWas, "line_nobody"]]) {
      const refused = await order({ lineIds });
      assert.deepEqual([refused.statusCode, refused.json().code], [404, "renewal_quote_line_not_found"]);
    }
    assert.equal((await periodsOf(CAST.aobaWas)).length, 1);
  });

  test("a line without a price goes to the sales desk, the others are ordered", async () => {
    await sql`delete from renewal_quotes`.execute(portal.owner);
    await addQuote(portal, { ...AOBA_QUOTE, lines: [DOORS, { ...WAS, annualPrice: null, amount: null }] });
    const refused = await order({ lineIds: [CAST.aobaWas, CAST.aobaDoors] });
    const { code, sales, lineIds } = refused.json();
    assert.deepEqual([refused.statusCode, code], [409, "renewal_price_missing"]);
    assert.deepEqual([sales, lineIds], ["sales@carnet.example", [CAST.aobaWas]]);
    assert.equal((await order({ lineIds: [CAST.aobaDoors] })).statusCode, 201);
    assert.equal((await portal.as(HANA, { url: QUOTE })).json().total, null);
  });
});

describe("twice at once", () => {
  test("two people, one quote: one order, the other is told", async () => {
    const burst = [HANA, JUN, HANA, JUN, HANA, JUN].map((as) =>
      order({ lineIds: [CAST.aobaWas, CAST.aobaDoors] }, { as }),
    );
    const replies = await Promise.all(burst);
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [201, 409, 409, 409, 409, 409]);
    const refused = replies.filter(({ statusCode }) => statusCode === 409);
    assert.ok(refused.every((reply) => reply.json().code === "renewed_already"));
    const { rows } = await sql`select from placements`.execute(portal.owner);
    assert.equal(rows.length, 1);
    assert.equal((await periodsOf(CAST.aobaWas)).length, 2);
  });

  test("BAR case 28 the same key, its answer lost: one order, and the same answer five times", async () => {
    const payload = { lineIds: [CAST.aobaWas] };
    const key = "order-77-of-hana-mori";
    const first = await order(payload, { key });
    const retries = await Promise.all(Array.from({ length: 5 }, () => order(payload, { key })));
    assert.equal(first.statusCode, 201);
    for (const retry of retries) assert.deepEqual([retry.statusCode, retry.body], [201, first.body]);
    const other = await order({ lineIds: [CAST.aobaDoors] }, { key });
    assert.equal(other.statusCode, 422);
    const jun = await order({ lineIds: [CAST.aobaDoors] }, { key, as: JUN });
    assert.equal(jun.statusCode, 201);
    const { rows } = await sql`select from placements`.execute(portal.owner);
    assert.equal(rows.length, 2);
  });
});
