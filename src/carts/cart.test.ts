/** The cart over the API: what may be put into it, at which price, and what is cheaper. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CART, goTo, yen } from "../../test/carts.ts";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { AOBA_QUOTE, addQuote, WAS } from "../../test/quotes.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";

let portal: TestPortal;
beforeEach(async () => {
  portal = await testPortal({ now: "2010-01-02T03:00:00Z" });
});
afterEach(() => portal.close());

const on = (day: string) => goTo(portal, day);

async function ask(method: "GET" | "POST" | "PATCH" | "DELETE", path = "", payload?: object, email = HANA) {
  const body = payload === undefined ? {} : { payload };
  const reply = await portal.as(email, { method, url: `${CART}${path}`, ...body });
  return { status: reply.statusCode, ...reply.json() };
}
const add = (payload: object, email = HANA) => ask("POST", "/lines", payload, email);

describe("what may be put into a cart", () => {
  test("a new license, at the site's level, with the days that it covers", async () => {
    assert.deepEqual(await ask("GET"), {
      ...{ status: 200, revision: 0, currency: "JPY", level: "E", orderLevel: "E" },
      ...{ lines: [], total: yen(0), cheaper: [] },
    });
    const { status, revision, lines, total } = await add({ partNumber: "D55WJLL", quantity: 3 });
    assert.deepEqual([status, revision, total], [201, 2, yen(18_000)]);
    const [{ id, ...line }] = lines;
    assert.match(id, /^cline_/);
    assert.deepEqual(line, {
      kind: "license",
      partNumber: "D55WJLL",
      productCode: "was",
      productName: "WebSphere Application Server",
      quantity: 3,
      continues: null,
      unitPrice: yen(6000),
      months: null,
      amount: yen(18_000),
      level: "E",
      coveredFrom: "2010-01-02",
      coveredThrough: "2011-01-31",
      obstacle: null,
      quote: null,
    });
  });

  test("the same part counts on; its number is changed and it is taken out; each change is a revision", async () => {
    await add({ partNumber: "D55WJLL", quantity: 3 });
    const { lines } = await add({ partNumber: "D55WJLL", quantity: 2 });
    assert.deepEqual([lines.length, lines[0].quantity], [1, 5]);
    const changed = await ask("PATCH", `/lines/${lines[0].id}`, { quantity: 4 });
    assert.deepEqual([changed.status, changed.revision, changed.total], [200, 4, yen(24_000)]);
    const empty = await ask("DELETE", `/lines/${lines[0].id}`);
    assert.deepEqual([empty.status, empty.revision, empty.lines], [200, 5, []]);
    assert.equal((await ask("DELETE", `/lines/${lines[0].id}`)).code, "cart_line_not_found");
    assert.equal((await ask("GET")).revision, 5, "what is refused changes nothing");
  });

  test("BR-77 neither updates nor support alone: only licenses are bought by number, whatever a part calls itself", async () => {
    const refused = async (partNumber: string) => {
      const { status, code, reason, rule } = await add({ partNumber, quantity: 1 });
      return [status, code, reason, rule];
    };
    const alone = [409, "part_not_offered", "no_license", "BR-77"];
    assert.deepEqual(await refused("E025QLL"), alone);
    assert.deepEqual(await refused("D55WKLL"), alone);
    await sql`alter table parts drop constraint parts_kind_check`.execute(portal.owner);
    await sql`insert into parts (number, product_code, kind, programs, service_months, description) values
      ('DSUPPLL', 'was', 'SUPPORT_ONLY', '{PA,PAE}', 12, 'Support only'),
      ('DUPDTLL', 'was', 'UPDATES_ONLY', '{PA,PAE}', 12, 'Updates only'),
      ('BMEDIA1', 'was', 'media', '{PA,PAE}', 0, 'Media kit')`.execute(portal.owner);
    await sql`insert into prices (part_number, currency, level, valid_from, amount)
              select number, 'JPY', 'E', '2009-01-01', 100 from parts where number ~ 'SUPP|UPDT|MEDIA'`.execute(
      portal.owner,
    );
    for (const part of ["DSUPPLL", "DUPDTLL", "BMEDIA1"]) assert.deepEqual(await refused(part), alone, part);
    assert.deepEqual((await refused("NOSUCH1"))[2], "unknown");
    assert.deepEqual((await refused("D052ALL"))[2], "other_program");
    assert.deepEqual((await ask("GET")).lines, []);
  });

  test("400, 409: nothing without a price, without a number of units, or in too great a number", async () => {
    await sql`delete from prices where part_number = 'D55WJLL'`.execute(portal.owner);
    const { code, reason, sales } = await add({ partNumber: "D55WJLL", quantity: 1 });
    assert.deepEqual([code, reason, sales], ["part_not_offered", "price_not_told", "sales@carnet.example"]);
    for (const quantity of [0, 1.5, 100_001, "2"]) {
      assert.equal((await add({ partNumber: "D09LELL", quantity })).status, 400, String(quantity));
    }
    await add({ partNumber: "D09LELL", quantity: 99_999 });
    assert.deepEqual((await add({ partNumber: "D09LELL", quantity: 2 })).fields, { quantity: ["too_many"] });
    assert.equal((await add({})).status, 400);
    assert.equal((await add({ partNumber: "D09LELL", quantity: 1, lineId: "x" })).status, 400);
  });

  test("409 at most 200 lines", async () => {
    await sql`insert into parts (number, product_code, kind, programs, service_months, description)
              select 'D' || lpad(n::text, 4, '0') || 'LL', 'was', 'license', '{PA}', 12, 'x' from generate_series(1, 201) n`.execute(
      portal.owner,
    );
    await sql`insert into prices (part_number, currency, level, valid_from, amount)
              select number, 'JPY', 'E', '2009-01-01', 1 from parts where description = 'x'`.execute(
      portal.owner,
    );
    await add({ partNumber: "D0001LL", quantity: 1 });
    await sql`insert into cart_lines (id, site_id, cart_id, part_number, quantity, added_at)
              select 'cline_' || number, site_id, carts.id, number, 1, now() from parts, carts
               where description = 'x' and number between 'D0002LL' and 'D0200LL'`.execute(portal.owner);
    const { status, code, most } = await add({ partNumber: "D0201LL", quantity: 1 });
    assert.deepEqual([status, code, most], [409, "cart_full", 200]);
    assert.equal((await ask("GET")).lines.length, 200);
  });

  test("a cart is its person's own, and its site's", async () => {
    await add({ partNumber: "D55WJLL", quantity: 1 });
    assert.deepEqual((await ask("GET", "", undefined, JUN)).lines, []);
    assert.equal((await ask("GET", "", undefined, "mio@aoba.example")).status, 403);
    assert.equal((await ask("GET", "", undefined, "seoyeon@hangang.example")).status, 404);
    assert.equal((await add({ lineId: CAST.hangangDoors })).code, "entitlement_line_not_found");
    const [line] = (await ask("GET")).lines;
    assert.equal((await ask("DELETE", `/lines/${line.id}`, undefined, JUN)).status, 404);
  });

  test("P-03 the order's own points reach a better level (SVP); below it, and at GV, the site's stays", async () => {
    await sql`update parts set points = 100 where number = 'D55WJLL'`.execute(portal.owner);
    await sql`insert into prices (part_number, currency, level, valid_from, amount)
              values ('D55WJLL', 'JPY', 'F', '2009-01-01', 5700)`.execute(portal.owner);
    const below = await add({ partNumber: "D55WJLL", quantity: 24 });
    assert.deepEqual([below.orderLevel, below.total], ["E", yen(144_000)]);
    const reached = await add({ partNumber: "D55WJLL", quantity: 1 });
    assert.deepEqual([reached.level, reached.orderLevel, reached.total], ["E", "F", yen(142_500)]);
    const mixed = await add({ partNumber: "D09LELL", quantity: 1 });
    const doors = mixed.lines.find(({ productCode }: { productCode: string }) => productCode === "doors");
    assert.deepEqual([doors.level, doors.amount], ["E", yen(4500)], "no price of level F: the site's");
    await sql`insert into agreement_levels (agreement_id, valid_from, level, source)
              values ('agreement_aoba', '2010-01-01', 'GV', 'feed')`.execute(portal.owner);
    assert.equal((await ask("GET")).orderLevel, "GV");
  });
});

describe("what continues a line", () => {
  test("BR-69 its renewal from the open quote: 8 months, 4,000 yen; once, and whole", async () => {
    await addQuote(portal);
    const { status, lines } = await add({ lineId: CAST.aobaWas });
    assert.equal(status, 201);
    const [{ id, kind, months, amount, quote, coveredFrom, coveredThrough }] = lines;
    assert.deepEqual([kind, months, amount], ["renewal", 8, yen(4000)]);
    assert.deepEqual([coveredFrom, coveredThrough], ["2010-08-01", "2011-03-31"]);
    assert.deepEqual(quote, {
      quoteId: "quote_aoba",
      number: "QTEST0AB1",
      versionSeen: 1,
      version: 1,
      amountSeen: yen(4000),
      isDeferred: false,
    });
    assert.equal((await add({ lineId: CAST.aobaWas })).lines.length, 1);
    const part = await ask("PATCH", `/lines/${id}`, { quantity: 4 });
    assert.deepEqual(
      [part.status, part.fields, part.rule],
      [400, { quantity: ["whole_quantity_only"] }, "decision 0019"],
    );
    assert.equal((await ask("PATCH", `/lines/${id}`, { quantity: 5 })).status, 200);
  });

  test("BR-68 before there is a quote: from when on there will be", async () => {
    const told = await add({ lineId: CAST.aobaWas });
    assert.deepEqual([told.status, told.code, told.quotedFrom], [409, "not_yet_renewable", "2010-05-03"]);
  });

  test("BR-78b its reinstatement once it has lapsed, and nothing for what cannot be", async () => {
    on("2011-10-20");
    const { lines, total } = await add({ lineId: CAST.aobaWas });
    assert.deepEqual([lines[0].kind, lines[0].partNumber, total], ["reinstatement", "D55WKLL", yen(18_000)]);
    await sql`delete from prices where part_number in ('D09EQLL', 'D09LELL')`.execute(portal.owner);
    const told = await add({ lineId: CAST.aobaDoors });
    assert.deepEqual(
      [told.status, told.code, told.reason],
      [409, "reinstatement_not_offered", "price_not_told"],
    );
  });

  test("D-13 a line of a superseded quote says so, with both amounts", async () => {
    await addQuote(portal);
    await add({ lineId: CAST.aobaWas });
    await addQuote(portal, {
      ...{ ...AOBA_QUOTE, version: 2, datedOn: "2010-02-01" },
      lines: [{ ...WAS, annualPrice: 1260, amount: 4200 }],
    });
    const [{ quote, amount }] = (await ask("GET")).lines;
    assert.deepEqual([quote.versionSeen, quote.version], [1, 2]);
    assert.deepEqual([quote.amountSeen, amount], [yen(4000), yen(4200)]);
  });
});

describe("DOMAIN 3.20.3 a new license that a reinstatement makes unnecessary", () => {
  test("offered with what it saves, and taken with one click", async () => {
    on("2011-10-20");
    const { lines, cheaper } = await add({ partNumber: "D55WJLL", quantity: 5 });
    assert.deepEqual(cheaper, [
      { id: lines[0].id, lineIds: [CAST.aobaWas], quantity: 5, amount: yen(18_000), saved: yen(12_000) },
    ]);
    const swapped = await ask("POST", `/lines/${lines[0].id}/reinstatement`);
    assert.deepEqual([swapped.status, swapped.total, swapped.cheaper], [200, yen(18_000), []]);
    assert.deepEqual(swapped.lines[0].continues, { lineId: CAST.aobaWas, order: "SO-4711", line: 1 });
    assert.equal((await ask("POST", `/lines/${lines[0].id}/reinstatement`)).status, 404);
  });

  test("not for more than lapsed, not while the product is active, not once it is in the cart", async () => {
    const active = await add({ partNumber: "D55WJLL", quantity: 5 });
    assert.deepEqual(active.cheaper, []);
    assert.equal((await ask("POST", `/lines/${active.lines[0].id}/reinstatement`)).code, "no_cheaper_way");
    on("2011-10-20");
    assert.equal((await ask("GET")).cheaper.length, 1);
    assert.deepEqual((await add({ partNumber: "D55WJLL", quantity: 1 })).cheaper, [], "6 of 5");
    await ask("PATCH", `/lines/${active.lines[0].id}`, { quantity: 2 });
    const both = await add({ lineId: CAST.aobaWas });
    assert.deepEqual(both.cheaper, []);
  });
});
