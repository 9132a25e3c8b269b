/** Parts and products are found by way of an index; a plain look at every row must find the same, in its order. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { kindNames } from "../texts.ts";
import { PART_SORTS, type Part, type PartPage, searchParts } from "./parts.store.ts";
import { listProducts, PRODUCT_SORTS } from "./store.ts";
import { isPieceOfNumber, kindsNamed, wordsOf } from "./words.rules.ts";

const SEED = 6300;
const PARTS = 6000;

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ empty: true });
  const { owner } = portal;
  await sql`
    insert into products (code, name, brand, product_group, description, descriptions, key_scheme, renewal_keys)
    select 'made' || n, (array['サーバー', '伺服器', 'Data%', 'ＷＡＳ', '데이터', 'a_b'])[1 + n % 6] || ' ' || n,
           'Brand' || n % 3, 'Group' || n % 4, '',
           jsonb_build_object('ja', (array['製品', '資料'])[1 + n % 2] || n, 'ko', '제품' || n % 5), 'none', false
      from generate_series(0, 58) n`.execute(owner);
  await sql`
    insert into parts (number, product_code, kind, programs, service_months, description, descriptions)
    select 'D' || upper(lpad(to_hex(n * 11), 5, '0')) || 'Z', 'made' || n * 7 % 59,
           (array['license', 'renewal', 'reinstatement', 'media'])[1 + n % 4],
           case n % 2 when 0 then '{PA,PAE}' else '{FCT}' end::text[], 12, 'Part ' || n,
           jsonb_build_object('zh-TW', case when n % 500 = 3 then '罕見' else '常見' end || n % 77)
      from generate_series(0, ${PARTS - 1}) n`.execute(owner);
});
after(() => portal.close());

const word = fc.oneof(
  fc.constantFrom(
    "サーバー",
    "ｻｰ",
    "伺",
    "器",
    "DATA%",
    "was",
    "데이터",
    "_",
    "%",
    "製品",
    "제품3",
    "資料1",
    "made7",
    "常見",
    "罕見",
  ),
  fc.constantFrom(
    "更新",
    "갱신",
    "renewal",
    "LICENSE",
    "光碟",
    "重續",
    "Z",
    "D00",
    "Ｄ０",
    "nowhere",
    "part",
    "e",
  ),
  fc.nat(PARTS * 11).map((n) => n.toString(16)),
  fc.nat(PARTS).map((n) => `${n}`),
);
const asked = fc.record({
  q: fc.array(word, { minLength: 0, maxLength: 3 }).map((words) => words.join(" ")),
  brand: fc.option(fc.constantFrom("Brand1", "Brand9"), { nil: undefined, freq: 4 }),
  group: fc.option(fc.constantFrom("Group0", "Group3"), { nil: undefined, freq: 4 }),
  kind: fc.option(fc.constantFrom("renewal" as const, "media" as const), { nil: undefined, freq: 4 }),
  program: fc.option(fc.constantFrom("PA" as const, "FCT" as const), { nil: undefined, freq: 4 }),
  limit: fc.constantFrom(1, 20, 50, 200),
});

const fold = (text: string) => text.normalize("NFKC").toLowerCase();

interface Row extends Part {
  readonly said: string;
  readonly ofProduct: string;
}

async function everyPart(): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select part.number, part.kind, part.product_code as "productCode", product.brand, product.product_group as group, part.programs,
           part.number || ' ' || part.description || ' ' || (part.descriptions ->> 'zh-TW') as said,
           concat_ws(' ', product.code, product.name, product.brand, product.product_group, product.descriptions ->> 'ja',
                     product.descriptions ->> 'ko') as "ofProduct"
      from parts part join products product on product.code = part.product_code
     order by part.number collate "C"`.execute(portal.owner);
  return rows;
}

function fits(row: Row, { brand, group, kind, program }: Partial<PartPage>): boolean {
  return (
    (brand === undefined || row.brand === brand) &&
    (group === undefined || row.group === group) &&
    (kind === undefined || row.kind === kind) &&
    (program === undefined || row.programs.includes(program))
  );
}

describe("a search of the catalog", () => {
  test("finds the parts that a plain look finds, from any place on", async () => {
    const all = await everyPart();
    const { db } = portal.portal;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(asked, fc.constantFrom(...PART_SORTS), fc.nat(PARTS), async (filter, sort, at) => {
        const words = wordsOf(filter.q).map(fold);
        const hits = all.filter(
          (row) =>
            fits(row, filter) &&
            words.every(
              (each) =>
                fold(row.said).includes(each) ||
                fold(row.ofProduct).includes(each) ||
                kindsNamed(each, kindNames).includes(row.kind),
            ),
        );
        const expected = (sort === "number" ? hits : hits.toReversed()).map(({ number }) => number);
        found += expected.length;
        const place = expected.length === 0 ? -1 : at % expected.length;
        const number = expected[place];
        const page = { ...filter, sort, language: "ja" as const };
        const first = await searchParts(db, { ...page, after: null });
        assert.deepEqual(
          first.map((part) => part.number),
          expected.slice(0, filter.limit + 1),
        );
        if (number === undefined) return;
        const rest = await searchParts(db, { ...page, after: { value: number, id: number } });
        assert.deepEqual(
          rest.map((part) => part.number),
          expected.slice(place + 1, place + filter.limit + 2),
        );
      }),
      { numRuns: 300, seed: SEED },
    );
    assert.ok(found > 10_000, `${found} parts were found`);
  });

  test("finds the products that a plain look finds", async () => {
    const byProduct = Map.groupBy(await everyPart(), ({ productCode }) => productCode);
    const { db } = portal.portal;
    await fc.assert(
      fc.asyncProperty(asked, fc.constantFrom(...PRODUCT_SORTS), async (filter, sort) => {
        const { q, kind, program, brand, group } = filter;
        const hits = [...byProduct].filter(([, parts]) => {
          const [one] = parts;
          if (one === undefined || !fits(one, { brand, group })) return false;
          if (!parts.some((part) => fits(part, { kind, program }))) return false;
          return wordsOf(q)
            .map(fold)
            .every(
              (each) =>
                fold(one.ofProduct).includes(each) ||
                parts.some((part) => kindsNamed(each, kindNames).includes(part.kind)) ||
                (isPieceOfNumber(each) && parts.some(({ number }) => fold(number).includes(each))),
            );
        });
        const page = { ...filter, limit: 200, sort, after: null, language: "ko" as const };
        const found = await listProducts(db, page);
        assert.deepEqual(found.map(({ code }) => code).sort(), hits.map(([code]) => code).sort());
      }),
      { numRuns: 200, seed: SEED },
    );
  });
});
