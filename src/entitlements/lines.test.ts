/** What a site owns, over the API. Aoba (Hana) has two lines: DOORS through 2010-03-31, WAS through 2010-07-31. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

const HANA = "hana@aoba.example";
const MIO = "mio@aoba.example";
const SEOYEON = "seoyeon@hangang.example";
const LIST = `/v1/sites/${CAST.aoba}/entitlements`;

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
  await addLines();
});
after(() => portal.close());

/** Sixty more lines of Aoba, every sixth never covered; names, days and numbers repeat, so that ties are met. */
async function addLines() {
  await sql`
    insert into products (code, name, brand, product_group, description, key_scheme, renewal_keys)
    select 'server' || n, 'Server ' || chr(65 + n) || ' 100%_ready', 'Brand', 'Group', '', 'none', false
      from generate_series(0, 3) n`.execute(portal.owner);
  await sql`
    insert into order_lines (id, site_id, order_id, line, part_number, quantity)
    select 'oline_more' || n, ${CAST.aoba}, 'order_aobawas', n, 'D55WJLL', 1 from generate_series(2, 61) n`.execute(
    portal.owner,
  );
  await sql`
    insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                   part_number, product_code, product_name, quantity, covered_from, covered_through)
    select 'line_more' || lpad(n::text, 2, '0'), ${CAST.aoba}, 'order_aobawas', 'oline_more' || n, 'SO-4711', n,
           date '2008-01-01' + n % 5, case n % 3 when 0 then 'D55WJLL' else 'D09LELL' end, 'was',
           'Server ' || chr(65 + n % 4) || ' 100%_ready', n,
           case when n % 6 > 0 then date '2009-01-01' end,
           case when n % 6 > 0 then date '2009-12-25' + n % 6 end
      from generate_series(2, 61) n`.execute(portal.owner);
}

async function list(query = "", email = HANA, path = LIST) {
  const reply = await portal.as(email, { url: `${path}${query}` });
  return { status: reply.statusCode, ...reply.json() };
}

interface Item {
  id: string;
  productName: string;
  partNumber: string;
  orderedOn: string;
  coveredThrough: string | null;
  status: string;
}

async function everyPage(query: string, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: string | null = null, isFirst = true; isFirst || next !== null; isFirst = false) {
    const page = await list(`?limit=${limit}${query}${next === null ? "" : `&after=${next}`}`);
    assert.equal(page.status, 200);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

describe("GET /v1/sites/{siteId}/entitlements", () => {
  test("200 lists a line with its coverage and the applied limit", async () => {
    const page = await list("?q=SO-4700");
    assert.equal(page.limit, 50);
    assert.equal(page.next, null);
    assert.deepEqual(page.items, [
      {
        id: CAST.aobaDoors,
        orderNumber: "SO-4700",
        orderLine: 1,
        orderedOn: "2009-03-12",
        partNumber: "D09LELL",
        productCode: "doors",
        productName: "Rational DOORS",
        quantity: 10,
        coveredFrom: "2009-03-12",
        coveredThrough: "2010-03-31",
        status: "active",
      },
    ]);
  });

  for (const sort of ["product", "part", "orderedOn", "coveredThrough"]) {
    test(`200 pages through every line once, sorted by ${sort} up and down`, async () => {
      const up = await everyPage(`&sort=${sort}`, 7);
      const down = await everyPage(`&sort=-${sort}`, 7);
      const column = { product: "productName", part: "partNumber", orderedOn: "orderedOn" }[sort] ?? sort;
      const key = (item: Item) => `${Object(item)[column] ?? ""} ${item.id}`;
      assert.equal(up.length, 62);
      assert.deepEqual(
        up,
        up.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
      );
      assert.deepEqual(down, up.toReversed());
    });
  }

  test("200 answers more than 200 asked with 200, and says so", async () => {
    assert.equal((await list("?limit=5000")).limit, 200);
  });

  test("200 tells active, lapsed and all apart by the last covered day, inclusive", async () => {
    const count = async (status: string) => (await everyPage(`&status=${status}`, 200)).length;
    assert.deepEqual([await count("active"), await count("lapsed"), await count("all")], [2, 50, 62]);
    assert.equal((await everyPage("", 200)).filter(({ status }) => status === "none").length, 10);
  });

  test("200 finds part of a product's name, part number or order number in either case, % and _ as they are", async () => {
    const found = async (q: string) => (await everyPage(`&q=${encodeURIComponent(q)}`, 200)).length;
    assert.equal(await found("rational doors"), 1);
    assert.equal(await found("so-4700"), 1);
    assert.equal(await found("d55wj"), 21);
    assert.equal(await found("100%_READY"), 60);
    assert.equal(await found("100_"), 0);
    assert.equal(await found("\\"), 0);
  });

  test("200 narrows to one product", async () => {
    assert.equal((await everyPage("&product=doors", 200)).length, 1);
    assert.equal((await everyPage("&product=nothing", 200)).length, 0);
  });

  test("400 refuses an unknown sort, status, parameter and a limit that is none, all at once", async () => {
    const { status, code, fields } = await list("?sort=price&status=new&limit=0&color=red");
    assert.deepEqual([status, code], [400, "invalid_request"]);
    assert.deepEqual(Object.keys(fields).sort(), ["color", "limit", "sort", "status"]);
  });

  test("400 refuses text that no name holds", async () => {
    assert.equal((await list("?q=%00")).status, 400);
    assert.equal((await list("", HANA, "/v1/sites/%00/entitlements")).status, 400);
  });

  test("401 asks a stranger to sign in", async () => {
    const reply = await portal.app.inject({ url: LIST });
    assert.deepEqual([reply.statusCode, reply.json().code], [401, "sign_in_required"]);
  });

  test("403 tells a user without the privilege who can grant it", async () => {
    const { status, code, privilege, helpers } = await list("", MIO);
    assert.deepEqual([status, code, privilege], [403, "permission_required", "entitlements"]);
    assert.ok(helpers.length > 0);
  });

  test("BR-55 200 offers entitlements to an FCT site too", async () => {
    const page = await list("", SEOYEON, `/v1/sites/${CAST.hangangFct}/entitlements`);
    assert.deepEqual(
      page.items.map(({ id }: Item) => id),
      [CAST.hangangFctDoors],
    );
  });
});

describe("a cursor", () => {
  const firstCursor = async (query = "", path = LIST, email = HANA) =>
    (await list(`?limit=1${query}`, email, path)).next as string;

  test("400 is refused when a bit of it was changed, cut off or made up", async () => {
    const cursor = await firstCursor();
    const bytes = Buffer.from(cursor, "base64url");
    const flipped = [0, 15, 16, bytes.length - 1].map((place) => {
      const copy = Buffer.from(bytes);
      copy[place] = (copy[place] ?? 0) ^ 1;
      return copy.toString("base64url");
    });
    const madeUp = Buffer.from('["Rational DOORS","line_aobadoors"]').toString("base64url");
    for (const forged of [...flipped, cursor.slice(0, -4), "x", madeUp]) {
      const { status, fields } = await list(`?after=${forged}`);
      assert.deepEqual([status, fields], [400, { after: ["cursor_not_of_this_list"] }], forged);
    }
  });

  test("400 is refused in another order and in another list of the same site", async () => {
    const cursor = await firstCursor();
    assert.equal((await list(`?after=${cursor}`)).status, 200);
    assert.equal((await list(`?sort=-product&after=${cursor}`)).status, 400);
    assert.equal((await list(`?after=${cursor}`, HANA, `/v1/sites/${CAST.aoba}/orders`)).status, 400);
  });

  test("400 is refused at another site", async () => {
    const cursor = await firstCursor();
    assert.equal(
      (await list(`?after=${cursor}`, SEOYEON, `/v1/sites/${CAST.hangang}/entitlements`)).status,
      400,
    );
  });
});

describe("two customers never meet", () => {
  test("404 another's site and one that is not there are answered alike, byte by byte", async () => {
    const bodies = await Promise.all(
      [CAST.hangang, "site_nowhere"].map(async (siteId) => {
        const reply = await portal.as(HANA, { url: `/v1/sites/${siteId}/entitlements` });
        assert.equal(reply.statusCode, 404);
        return reply.body.replaceAll(/req_\w+/g, "");
      }),
    );
    assert.equal(bodies[0], bodies[1]);
  });

  test("no line of another site is listed, whatever is asked", async () => {
    for (const query of ["", "&q=DOORS", "&product=doors", "&sort=-coveredThrough"]) {
      const ids = (await everyPage(query, 200)).map(({ id }) => id);
      assert.ok(!ids.includes(CAST.hangangDoors) && !ids.includes(CAST.hangangFctDoors));
    }
  });
});

describe("the day on which coverage ends", () => {
  let eve: TestPortal;
  before(async () => {
    eve = await testPortal({ now: "2010-03-31T14:59:59Z" }); // the last second of 31 March in Japan
  });
  after(() => eve.close());

  const statuses = async () => {
    const reply = await eve.as(HANA, { url: `${LIST}?sort=coveredThrough` });
    return reply.json().items.map(({ status }: Item) => status);
  };

  test("is covered to its last second in the site's own time zone", async () => {
    const activeCount = async () =>
      (await eve.as(HANA, { url: `${LIST}?status=active` })).json().items.length;
    assert.deepEqual([await statuses(), await activeCount()], [["active", "active"], 2]);
    eve.clock.set("2010-03-31T15:00:00Z"); // 1 April in Japan, still 31 March in Greenwich
    assert.deepEqual([await statuses(), await activeCount()], [["lapsed", "active"], 1]);
  });
});
