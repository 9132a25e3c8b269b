/** Order history over the API and as pages. Aoba (Hana) has SO-4700 of 2009-03-12 and SO-4711 of 2009-07-10. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { orderSay } from "./texts.ts";

const HANA = "hana@aoba.example";
const SEOYEON = "seoyeon@hangang.example";
const LIST = `/v1/sites/${CAST.aoba}/orders`;

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
  await addRenewal();
});
after(() => portal.close());

/** A renewal without a price, through a reseller whose name a pattern would misread. */
async function addRenewal() {
  await sql`
    insert into orders (id, site_id, number, ordered_on, reseller_name, revision, booked_at)
    values ('order_renewal', ${CAST.aoba}, 'SO-4800', '2010-02-20', '100%桜_Partners', 2, '2010-02-21T00:00:00Z')`.execute(
    portal.owner,
  );
  await sql`
    insert into order_lines (id, site_id, order_id, line, part_number, quantity, unit_price, currency, renews_order, renews_line)
    values ('oline_r1', ${CAST.aoba}, 'order_renewal', 1, 'E075NLL', 10, 144000, 'JPY', 'SO-4700', 1),
           ('oline_r2', ${CAST.aoba}, 'order_renewal', 2, 'D55WJLL', 1, null, null, null, null)`.execute(
    portal.owner,
  );
}

async function read(url: string, email = HANA) {
  const reply = await portal.as(email, { url });
  return { status: reply.statusCode, ...reply.json() };
}

async function numbers(query: string): Promise<string[]> {
  const { items } = await read(`${LIST}${query}`);
  return items.map(({ number }: { number: string }) => number);
}

describe("GET /v1/sites/{siteId}/orders", () => {
  test("200 lists the newest first, with a total where every line has a price", async () => {
    const { items, next, limit } = await read(LIST);
    const booked = { channel: null, purchaseOrderNumber: null }; // by the vendor
    assert.deepEqual([next, limit], [null, 50]);
    assert.deepEqual(items, [
      {
        number: "SO-4800",
        orderedOn: "2010-02-20",
        revision: 2,
        bookedAt: "2010-02-21T00:00:00Z",
        reseller: "100%桜_Partners",
        lineCount: 2,
        total: null,
        ...booked,
      },
      {
        number: "SO-4711",
        orderedOn: "2009-07-10",
        revision: 1,
        bookedAt: "2009-07-10T01:00:00Z",
        reseller: null,
        lineCount: 1,
        total: { amount: 3_600_000, currency: "JPY" },
        ...booked,
      },
      {
        number: "SO-4700",
        orderedOn: "2009-03-12",
        revision: 1,
        bookedAt: "2009-03-12T01:00:00Z",
        reseller: null,
        lineCount: 1,
        total: { amount: 6_000_000, currency: "JPY" },
        ...booked,
      },
    ]);
  });

  test("200 keeps to the days that are asked for, both inclusive", async () => {
    assert.deepEqual(await numbers("?from=2009-03-12&to=2009-07-10"), ["SO-4711", "SO-4700"]);
    assert.deepEqual(await numbers("?from=2009-03-13&to=2009-07-09"), []);
  });

  test("200 finds part of an order number, a part number or a reseller's name in either case", async () => {
    assert.deepEqual(await numbers("?q=so-47"), ["SO-4711", "SO-4700"]);
    assert.deepEqual(await numbers("?q=d09le"), ["SO-4700"]);
    assert.deepEqual(await numbers(`?q=${encodeURIComponent("%桜_p")}`), ["SO-4800"]);
    assert.deepEqual(await numbers("?q=%25"), ["SO-4800"]);
  });

  test("200 pages by cursor, up and down", async () => {
    for (const sort of ["orderedOn", "-orderedOn"]) {
      const first = await read(`${LIST}?limit=2&sort=${sort}`);
      const second = await read(`${LIST}?limit=2&sort=${sort}&after=${first.next}`);
      const paged = [...first.items, ...second.items].map(({ number }) => number);
      assert.deepEqual(paged, await numbers(`?sort=${sort}`));
      assert.equal(second.next, null);
    }
  });

  test("400 refuses days that are none, other sorts and cursors that are not ours", async () => {
    for (const query of [
      "?from=2010-02-30",
      "?from=0000-01-01",
      "?sort=amount",
      "?after=eyJ4IjoxfQ",
      "?page=2",
    ]) {
      assert.equal((await read(`${LIST}${query}`)).status, 400, query);
    }
  });

  test("401 asks a stranger to sign in; 403 tells who can grant the right", async () => {
    assert.equal((await portal.app.inject({ url: LIST })).statusCode, 401);
    const { status, privilege, helpers } = await read(LIST, "mio@aoba.example");
    assert.deepEqual([status, privilege, helpers.length > 0], [403, "reporting", true]);
  });

  test("BR-55 403 an FCT site has no order history, and is told the rule and whom to ask", async () => {
    for (const path of ["orders", "orders/SO-3000", "orders.csv"]) {
      const { status, code, rule, program } = await read(`/v1/sites/${CAST.hangangFct}/${path}`, SEOYEON);
      assert.deepEqual([status, code, rule, program], [403, "program_not_eligible", "BR-55", "FCT"]);
    }
    const page = await portal.as(SEOYEON, {
      url: `/sites/${CAST.hangangFct}/orders`,
      headers: { accept: "text/html" },
    });
    assert.equal(page.statusCode, 403);
    assert.match(page.body, /BR-55/);
    assert.match(page.body, /mailto:care@carnet\.example/);
  });
});

describe("GET /v1/sites/{siteId}/orders/{orderNumber}", () => {
  test("200 shows every line with its part, its price as money and what it continues", async () => {
    const { lines, total } = await read(`${LIST}/SO-4800`);
    assert.equal(total, null);
    assert.deepEqual(lines[0], {
      line: 1,
      partNumber: "E075NLL",
      description: "DOORS renewal 12 months",
      productName: "Rational DOORS",
      kind: "renewal",
      quantity: 10,
      unitPrice: { amount: 144_000, currency: "JPY" },
      months: null,
      amount: { amount: 1_440_000, currency: "JPY" },
      renews: { order: "SO-4700", line: 1 },
    });
    assert.deepEqual([lines[1].unitPrice, lines[1].renews], [null, null]);
  });

  test("404 another site's order and one that is not there are answered alike, byte by byte", async () => {
    const bodies = await Promise.all(
      ["SO-5100", "SO-9999"].map(async (number) => {
        const reply = await portal.as(HANA, { url: `${LIST}/${number}` });
        assert.equal(reply.statusCode, 404);
        return reply.body.replaceAll(/req_\w+/g, "");
      }),
    );
    assert.equal(bodies[0], bodies[1]);
  });
});

describe("the sheets of order history", () => {
  test("BR-62 have the rows of the list, in whole units of the currency", async () => {
    const reply = await portal.as(HANA, { url: `${LIST}.csv` });
    const rows: string[][] = parse(reply.rawPayload, { bom: true });
    assert.deepEqual(rows.slice(1), [
      ["SO-4800", "2010-02-20", "100%桜_Partners", "2", "", "JPY", "", "", "2"],
      ["SO-4711", "2009-07-10", "", "1", "3600000", "JPY", "", "", "1"],
      ["SO-4700", "2009-03-12", "", "1", "6000000", "JPY", "", "", "1"],
    ]);
    const xlsx = await portal.as(HANA, { url: `${LIST}.xlsx?q=SO-47` });
    assert.equal(xlsx.rawPayload.subarray(0, 2).toString(), "PK");
  });
});

describe("the pages of order history", () => {
  test("show the list, its filters and what to do when nothing matches", async () => {
    const page = await portal.as(HANA, { url: `/sites/${CAST.aoba}/orders?q=&from=&to=` });
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /href="\/sites\/site_aoba\/orders\/SO-4711"/);
    const none = await portal.as(HANA, { url: `/sites/${CAST.aoba}/orders?q=nothing` });
    assert.ok(none.body.includes(orderSay("ja")("noneFound")));
  });

  test("lead from an order with licenses to its proof", async () => {
    const page = await portal.as(HANA, { url: `/sites/${CAST.aoba}/orders/SO-4711` });
    assert.match(page.body, /href="\/sites\/site_aoba\/proofs\?order=SO-4711"/);
  });
});
