/** The list of a site's people: its orders, its pages, what it hides, its sheets. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

const HANA = "hana@aoba.example";
const MEMBERS = `/v1/sites/${CAST.aoba}/members`;

interface Item {
  readonly personId: string;
  readonly name: string | null;
  readonly email: string;
  readonly role: string;
  readonly lastSeenOn: string | null;
  readonly grantedAt: string;
  readonly isMe: boolean;
  readonly state: string;
}

let stage: TestPortal;
before(async () => {
  stage = await testPortal();
  await sql`
    insert into people (id, email, email_key, given_name, family_name, romanized_name, country, language, state,
                        registered_at, confirmed_at)
    select 'person_m' || n, 'm' || n || '@aoba.example', 'm' || n || '@aoba.example', '名' || n, '姓' || (n % 7),
           case when n % 3 = 0 then 'Roma ' || (n % 5) end, 'JP', 'ja', 'active', '2009-05-01', '2009-05-01'
      from generate_series(1, 60) n`.execute(stage.owner);
  await sql`
    insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements,
                               entitlement_allocation, manage_access, contact_update, account_documents, granted_at,
                               granted_by, last_seen_on)
    select 'site_aoba', 'person_m' || n, 'user', 'download', 'none', 'none', 'none', 'none', 'none', 'none',
           timestamptz '2009-06-01' + n / 4 * interval '1 hour', 'person_otto',
           case when n % 2 = 0 then date '2010-01-01' + n % 10 end
      from generate_series(1, 60) n`.execute(stage.owner);
});
after(() => stage.close());

const ask = async (query: string, as = HANA) => (await stage.as(as, { url: `${MEMBERS}?${query}` })).json();

async function all(query: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let after = ""; ; ) {
    const page = await ask(`${query}&limit=7${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`);
    assert.ok(Array.isArray(page.items), JSON.stringify(page));
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}

describe("an order", () => {
  for (const sort of ["name", "email", "role", "lastSeenOn", "grantedAt"] as const) {
    test(`by ${sort} is whole and the same from page to page, up and down`, async () => {
      await ask("limit=1");
      const up = await all(`sort=${sort}`);
      const down = await all(`sort=-${sort}`);
      assert.equal(up.length, 63);
      assert.equal(new Set(up.map(({ personId }) => personId)).size, 63);
      assert.deepEqual(
        down.map(({ personId }) => personId),
        up.map(({ personId }) => personId).reverse(),
      );
      if (sort === "name") return;
      const values = up.map((item) => item[sort] ?? "");
      assert.deepEqual(values, values.toSorted());
    });
  }

  test("400 for one that there is not, and for a cursor of another", async () => {
    assert.equal((await stage.as(HANA, { url: `${MEMBERS}?sort=password_hash` })).statusCode, 400);
    const { next } = await ask("sort=email&limit=2");
    const other = await stage.as(HANA, { url: `${MEMBERS}?sort=-email&after=${encodeURIComponent(next)}` });
    assert.deepEqual([other.statusCode, other.json().fields], [400, { after: ["cursor_not_of_this_list"] }]);
    const elsewhere = await stage.as("seoyeon@hangang.example", {
      url: `/v1/sites/${CAST.hangang}/members?sort=email&after=${encodeURIComponent(next)}`,
    });
    assert.equal(elsewhere.statusCode, 400);
  });
});

describe("a name", () => {
  test("is told only of who has used the site, to whoever asks in whatever way", async () => {
    const items = await all("sort=name");
    for (const { name, lastSeenOn, role, isMe } of items)
      assert.equal(name !== null, lastSeenOn !== null || role === "primary" || isMe);
    assert.deepEqual((await ask("q=名1")).items.length, 5, "m10, m12, m14, m16, m18 were here");
    assert.deepEqual((await ask("q=姓 0")).items.length, 4);
    assert.deepEqual((await ask("q=roma 0")).items.length, 2);
    const bySelf = await ask("q=m33");
    assert.deepEqual([bySelf.items[0].name, bySelf.items[0].romanizedName], [null, null]);
  });

  test("that is changed sorts anew at once", async () => {
    const first = async () => (await ask("sort=name&q=aoba&limit=1")).items[0].personId;
    const before = await first();
    await sql`update people set romanized_name = 'Aaa Aaa' where id = 'person_m2'`.execute(stage.owner);
    assert.equal(await first(), "person_m2");
    await sql`update people set romanized_name = 'Aaa Aaa' where id = 'person_m1'`.execute(stage.owner);
    assert.equal(await first(), "person_m2", "m1 was never here");
    await sql`update people set romanized_name = null where id in ('person_m1', 'person_m2')`.execute(
      stage.owner,
    );
    assert.equal(await first(), before);
  });

  test("of the vendor's people is no giver's", async () => {
    const { items } = await ask("q=m33");
    assert.equal(items[0].grantedBy, null);
    assert.equal((await ask("q=mio")).items[0].grantedBy, "森 花");
  });
});

describe("a filter", () => {
  test("by role and by what stands for itself", async () => {
    assert.deepEqual(
      (await ask("role=primary")).items.map(({ personId, isMe }: Item) => [personId, isMe]),
      [[CAST.hana, true]],
    );
    assert.equal((await ask("q=%25")).items.length, 0);
    assert.equal((await ask("q=_")).items.length, 0);
    assert.equal((await stage.as(HANA, { url: `${MEMBERS}?role=owner` })).statusCode, 400);
  });
});

describe("a sheet", () => {
  test("has everybody whom the list has, and no formula", async () => {
    await sql`update people set given_name = '=1+1' where id = 'person_m4'`.execute(stage.owner);
    const reply = await stage.as(HANA, { url: `/sites/${CAST.aoba}/members.csv?sort=email` });
    assert.equal(reply.statusCode, 200);
    const rows: string[][] = parse(reply.rawPayload, { bom: true, record_delimiter: "\r\n" });
    assert.equal(rows.length, 64);
    assert.equal(rows[0]?.length, 16);
    assert.ok(rows.flat().every((cell) => !cell.startsWith("=")));
    const xlsx = await stage.as(HANA, { url: `${MEMBERS}.xlsx` });
    assert.equal(xlsx.statusCode, 200);
    assert.equal((await stage.as("mio@aoba.example", { url: `${MEMBERS}.csv` })).statusCode, 403);
  });
});
