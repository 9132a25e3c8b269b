/**
 * Lines and parts are found by way of names, numbers and indexes; a plain look at every row must find the same. Words and
 * rows are made at random of few letters, in several scripts and widths, so that much is found in more than one way.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { authorize, type SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import type { EntitlementLine } from "../line.data.ts";
import { countLines, type LinePage, listLines, placeOf, SORTS } from "../store.ts";

const SEED = 63;
const LINES = 3000;
const TODAY = "2010-03-01";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
  await addRows();
});
after(() => portal.close());

/** Names of two letters out of six, so that the same piece is in many; lines in no order of theirs. */
async function addRows() {
  const { owner } = portal;
  await sql`
    insert into products (code, name, brand, product_group, description, key_scheme, renewal_keys)
    select 'made' || n,
           (array['サーバー', '伺服', 'Data%', 'ＷＡＳ', '데이터', 'a_b'])[1 + n % 6] || ' ' || (array['x1', '庫', 'Y2', 'サ', '이', '10%'])[1 + n / 6 % 6],
           'Made', 'Made', '', 'none', false
      from generate_series(0, 35) n`.execute(owner);
  await sql`
    insert into parts (number, product_code, kind, programs, service_months, description)
    select 'D' || upper(lpad(to_hex(n * 7), 4, '0')) || 'Z', 'made' || n % 36, 'license', '{PA}', 12, 'part ' || n
      from generate_series(0, 999) n`.execute(owner);
  await sql`
    insert into orders (id, site_id, number, ordered_on, revision, booked_at, proof_due)
    select 'order_made' || n, ${CAST.aoba}, case n % 3 when 0 then 'b-' || n when 1 then 'B-1' || n else 'ZX' || n end,
           '2009-03-12', 1, now(), false from generate_series(0, ${LINES / 10 - 1}) n`.execute(owner);
  await sql`
    insert into order_lines (id, site_id, order_id, line, part_number, quantity)
    select 'oline_made' || n, ${CAST.aoba}, 'order_made' || n % ${LINES / 10}, 1 + n / ${LINES / 10},
           'D' || upper(lpad(to_hex(n * 37 % 1000 * 7), 4, '0')) || 'Z', 1
      from generate_series(0, ${LINES - 1}) n`.execute(owner);
  await sql`
    insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on, part_number,
                                   product_code, product_name, quantity, covered_from, covered_through)
    select 'line_made' || n, sold.site_id, sold.order_id, sold.id, placed.number, sold.line, date '2008-01-01' + n * 31 % 700,
           sold.part_number, part.product_code, product.name, 1, case when n % 7 > 0 then date '2008-06-01' end,
           case when n % 7 > 0 then date '2009-06-01' + n * 13 % 500 end
      from generate_series(0, ${LINES - 1}) n
      join order_lines sold on sold.id = 'oline_made' || n
      join orders placed on placed.id = sold.order_id
      join parts part on part.number = sold.part_number
      join products product on product.code = part.product_code`.execute(owner);
}

function context(): Context {
  const { portal: inside, clock } = portal;
  const actor = { kind: "person", personId: CAST.hana, staffRole: null } as const;
  return { portal: inside, db: inside.db, now: clock.now(), actor, language: "en" } as unknown as Context;
}

const pieces = fc.oneof(
  fc.constantFrom(
    "サ",
    "ｻｰﾊﾞ",
    "サーバー 庫",
    "伺服",
    "庫",
    "DATA%",
    "data% x1",
    "was",
    "ＷＡＳ ",
    "데이터",
    "이",
    "a_b",
    "10%",
    "_",
    "%",
  ),
  fc.constantFrom("b-", "B-1", "ＺＸ", "zx12", "d0", "Z", "00", "so-47", "WebSphere", "nowhere", "Ｄ０", "-"),
  fc.nat(6999).map((n) => n.toString(16)),
  fc.nat(299).map((n) => `B-${n}`),
);
const sorts = fc.constantFrom(...SORTS, ...SORTS.map((name) => `-${name}` as const));

const filters = fc.record({
  q: pieces.map((piece) => piece.normalize("NFC").trim()),
  status: fc.constantFrom("all" as const, "active" as const, "lapsed" as const),
  product: fc.option(
    fc.nat(35).map((n) => `made${n}`),
    { nil: undefined, freq: 5 },
  ),
  sort: sorts,
  limit: fc.constantFrom(3, 50, 200, 2000),
});

const fold = (text: string) => text.normalize("NFKC").toLowerCase();

describe("a search of a site's lines", () => {
  test("finds what a plain look at every line finds, in its order, from any place on", async () => {
    const all = (
      await sql<EntitlementLine & { sortedThrough: string }>`
      select id, order_number as "orderNumber", part_number as "partNumber", product_name as "productName",
             product_code as "productCode", ordered_on as "orderedOn", covered_from as "coveredFrom",
             covered_through as "coveredThrough"
        from entitlement_lines where site_id = ${CAST.aoba}`.execute(portal.owner)
    ).rows;
    const plain = ({ q, status, product, sort }: LinePage) => {
      const word = fold(q ?? "");
      const keyOf = (line: EntitlementLine) => placeOf(sort, line).value.replace("-infinity", "");
      const sign = sort.startsWith("-") ? -1 : 1;
      const compare = (a: string, b: string) => sign * Buffer.compare(Buffer.from(a), Buffer.from(b));
      return all
        .filter((line) =>
          [line.productName, line.partNumber, line.orderNumber].some((text) => fold(text).includes(word)),
        )
        .filter((line) => product === undefined || line.productCode === product)
        .filter(({ coveredFrom, coveredThrough }) => {
          if (status === "all") return true;
          if (coveredFrom === null || coveredThrough === null) return false;
          return status === "active"
            ? coveredThrough >= TODAY && coveredFrom <= TODAY
            : coveredThrough < TODAY;
        })
        .sort((a, b) => compare(keyOf(a), keyOf(b)) || compare(a.id, b.id));
    };
    let found = 0;
    await authorize(context(), "entitlement.read", CAST.aoba, (scope) =>
      fc.assert(
        fc.asyncProperty(filters, fc.nat(3000), fc.constantFrom(30, 6000), async (asked, at, mostFound) => {
          const filter = { ...asked, today: TODAY, after: null } as const;
          const expected = plain(filter);
          found += expected.length;
          const first = await listLines(scope, filter, mostFound);
          assert.deepEqual(
            first.map(({ id }) => id),
            expected.slice(0, asked.limit + 1).map(({ id }) => id),
          );
          assert.equal(await countLines(scope, filter, 2500), Math.min(expected.length, 2500));
          const line = expected[at % (expected.length + 1)];
          if (line === undefined) return;
          const rest = await listLines(scope, { ...filter, after: placeOf(asked.sort, line) }, mostFound);
          const place = expected.indexOf(line) + 1;
          assert.deepEqual(
            rest.map(({ id }) => id),
            expected.slice(place, place + asked.limit + 1).map(({ id }) => id),
          );
        }),
        { numRuns: 300, seed: SEED },
      ),
    );
    assert.ok(found > 10_000, `${found} lines were found`);
  });

  for (const mode of ["force_custom_plan", "force_generic_plan"]) {
    test(`reads the head of the list and what it finds, whatever PostgreSQL expects (${mode})`, async () => {
      await sql`analyze`.execute(portal.owner);
      for (const [q, sort, status] of eachOf(FEW, SORTS, ["all", "active"] as const)) {
        const more = await authorize(context(), "entitlement.read", CAST.aoba, async (scope) => {
          await sql`select set_config('plan_cache_mode', ${mode}, true)`.execute(scope.query);
          const page = { status, sort: `-${sort}`, today: TODAY, after: null, limit: 200 } as const;
          const found = await countLines(scope, { ...page, q, status: "all" }, LINES);
          assert.ok(found > 0 && found < 600, `${q} finds ${found} lines`);
          const head = await readFor(scope, () => listLines(scope, { ...page, q: "nowhere" }));
          return (await readFor(scope, () => listLines(scope, { ...page, q }))) - head - found;
        });
        assert.ok(more <= 50, `${q} by ${sort}, ${status}: ${more} lines more than were needed`);
      }
    });
  }

  test("stops when the page is full, by products in their order", async () => {
    const read = await authorize(context(), "entitlement.read", CAST.aoba, async (scope) => {
      const page = {
        q: "サーバー",
        status: "all",
        sort: "product",
        today: TODAY,
        after: null,
        limit: 20,
      } as const;
      assert.ok((await countLines(scope, page, LINES)) > 450);
      return readFor(scope, async () => assert.equal((await listLines(scope, page)).length, 21));
    });
    assert.ok(read <= 500 + 21 + 50, `${read} lines were read`);
  });
});

/** Words that few lines have: by name, by part, by order and by several of these. */
const FEW = ["サーバー 庫", "data% サ", "d07", "b-12", "zx2", "11"];

function eachOf<A, B, C>(some: readonly A[], more: readonly B[], most: readonly C[]): [A, B, C][] {
  return some.flatMap((a) => more.flatMap((b) => most.map((c): [A, B, C] => [a, b, c])));
}

/** How many lines are read by what is done. */
async function readFor({ query }: SiteScope, doIt: () => Promise<unknown>): Promise<number> {
  const countRead = async () => {
    const { rows } = await sql<{ read: number }>`
      select (seq_tup_read + idx_tup_fetch)::int as read
        from pg_stat_xact_user_tables where relname = 'entitlement_lines'`.execute(query);
    return rows[0]?.read ?? 0;
  };
  const before = await countRead();
  await doIt();
  return (await countRead()) - before;
}
