/** Prices that a feed brings must fit each other; what it says of levels, points and descriptions is kept. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { faultsOf, feed, type Record, site, stateOf } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2010-01-01T14:55:00Z" });
});
after(() => portal.close());

const price = (part: string, amount: number, change: Record = {}): Record => ({
  type: "price",
  part,
  currency: "JPY",
  level: "F",
  validFrom: "2010-01-01",
  amount,
  ...change,
});

/** A product of its own for each test, with the three parts; L, R and S begin their numbers. */
let made = 0;
function product(kinds: readonly string[] = ["license", "renewal", "reinstatement"]): [string, Record[]] {
  made += 1;
  const code = `p${made}`;
  const letter = { license: "L", renewal: "R", reinstatement: "S" };
  const parts = kinds.map((kind) => ({
    type: "part",
    number: `${letter[kind as keyof typeof letter]}${100 + made}`,
    product: code,
    kind,
    programs: ["PA", "PAE"],
  }));
  const record = { type: "product", code, name: code, brand: "B", group: "G" };
  return [String(100 + made), [record, ...parts]];
}

async function applied(records: readonly Record[]) {
  const report = await feed(portal, records);
  assert.equal(report.state, "applied", JSON.stringify(report.faults));
  return report;
}

const AMOUNTS = /1,200.*1,100.*6,000/;

describe("BR-78c a reinstatement costs more than a renewal and less than a license", () => {
  test("BR-78c 1,200 / 1,100 / 6,000 is rejected: each line is named, with the three amounts", async () => {
    const [n, parts] = product();
    const report = await feed(portal, [
      ...parts,
      price(`R${n}`, 1200),
      price(`S${n}`, 1100),
      price(`L${n}`, 6000),
    ]);
    assert.equal(report.state, "refused");
    assert.deepEqual(
      faultsOf(report),
      [5, 6, 7].map((line) => `${line} amount reinstatement_not_between`),
    );
    assert.match(report.faults[1]?.message ?? "", AMOUNTS);
  });

  test("BR-78c 1,200 / 3,600 / 6,000 is accepted", async () => {
    const [n, parts] = product();
    await applied([...parts, price(`R${n}`, 1200), price(`S${n}`, 3600), price(`L${n}`, 6000)]);
  });

  test("BR-78b without a price of its own a reinstatement is 60 % of the license, and must fit as well", async () => {
    const [n, parts] = product();
    await applied([...parts, price(`R${n}`, 1200), price(`L${n}`, 6000)]);
    const cut = await feed(portal, [price(`L${n}`, 2000, { validFrom: "2010-02-01" })]);
    assert.deepEqual(faultsOf(cut), ["1 amount reinstatement_not_between"]); // 60 % of 2,000 is 1,200, a renewal
    assert.match(cut.faults[0]?.message ?? "", /60 %/);
    await applied([price(`L${n}`, 2001, { validFrom: "2010-02-01" })]); // 1,201
  });

  test("BR-78c equal to the license is not less", async () => {
    const [n, parts] = product();
    const report = await feed(portal, [...parts, price(`S${n}`, 6000), price(`L${n}`, 6000)]);
    assert.deepEqual(faultsOf(report), [
      "5 amount reinstatement_not_between",
      "6 amount reinstatement_not_between",
    ]);
  });

  test("BR-78c each program, currency and level is judged by itself", async () => {
    const [n, parts] = product();
    const elsewhere = [{ currency: "KRW" }, { level: "E" }].map((change) => price(`S${n}`, 9999, change));
    await applied([...parts, price(`R${n}`, 1200), price(`S${n}`, 3600), price(`L${n}`, 6000), ...elsewhere]);
  });

  test("BR-78c holds on every day on which one of the prices changes", async () => {
    const [n, parts] = product();
    const [r, s, l] = [`R${n}`, `S${n}`, `L${n}`];
    await applied([
      ...parts,
      price(r, 1200),
      price(s, 3600),
      price(l, 6000),
      price(r, 3000, { validFrom: "2011-01-01" }),
    ]);
    const report = await feed(portal, [price(s, 2000, { validFrom: "2010-06-01" })]);
    assert.deepEqual(faultsOf(report), ["1 amount reinstatement_not_between"]);
    assert.match(report.faults[0]?.message ?? "", /2011-01-01.*3,000.*2,000/);
  });

  test("BR-78c a new part that makes them wrong is told by its own line", async () => {
    const [n, parts] = product(["license", "renewal"]);
    await applied([...parts, price(`R${n}`, 1200), price(`L${n}`, 1500)]);
    const added = {
      type: "part",
      number: `S${n}`,
      product: `p${made}`,
      kind: "reinstatement",
      programs: ["PA"],
    };
    assert.deepEqual(faultsOf(await feed(portal, [added])), ["1 kind reinstatement_not_between"]);
  });
});

describe("BR-78d a new license never costs less than its renewal", () => {
  test("BR-78d the license is cut from 6,000 to 3,000: accepted, and the renewal stays 1,200", async () => {
    const [n, parts] = product();
    await applied([...parts, price(`R${n}`, 1200), price(`L${n}`, 6000)]);
    await applied([price(`L${n}`, 3000, { validFrom: "2010-02-01" })]);
    const { rows } = await sql`
      select amount from prices where part_number = ${`R${n}`}`.execute(portal.owner);
    assert.deepEqual(rows, [{ amount: 1200 }]);
  });

  test("BR-78d cut to 1,100: rejected, and nothing is changed", async () => {
    const [n, parts] = product();
    await applied([...parts, price(`R${n}`, 1200), price(`L${n}`, 6000)]);
    const before = await stateOf(portal);
    const report = await feed(portal, [price(`L${n}`, 1100, { validFrom: "2010-02-01" })]);
    assert.deepEqual(faultsOf(report), ["1 amount license_below_renewal"]);
    assert.match(report.faults[0]?.message ?? "", /2010-02-01.*1,200.*1,100/);
    assert.equal(await stateOf(portal), before);
  });
});

test("BR-77 updates only or support only is no part", async () => {
  for (const kind of ["SUPPORT_ONLY", "updates-only", "support only"]) {
    const report = await feed(portal, [
      { type: "part", number: "X100", product: "was", kind, programs: ["PA"] },
    ]);
    assert.deepEqual(faultsOf(report), ["1 kind kind_not_sold_apart"]);
    assert.match(report.faults[0]?.message ?? "", /not sold apart/);
  }
});

test("BR-78h a second place of a PAE customer under an agreement is refused, in the rule's words", async () => {
  const second = site({ number: "7004322", program: "PAE", customer: { country: "TW", number: "7654321" } });
  const report = await feed(portal, [{ ...second, agreement: "100200" }]);
  assert.deepEqual(faultsOf(report), ["1 agreement agreement_not_allowed"]);
  assert.match(report.faults[0]?.message ?? "", /PAE fits a single location and has no agreement/);
});

describe("descriptions and points", () => {
  const part = {
    type: "part",
    number: "L900",
    product: "was",
    kind: "license",
    programs: ["PA"],
    description: "License",
  };
  const stored = async () => {
    const { rows } = await sql<{ descriptions: object; points: number }>`
      select descriptions, points from parts where number = 'L900'`.execute(portal.owner);
    return rows[0];
  };

  test("come in four languages, and again change nothing", async () => {
    const record = { ...part, points: 7, descriptions: { ja: "ライセンス", "zh-TW": "授權", en: null } };
    await applied([record]);
    assert.deepEqual(await stored(), { descriptions: { ja: "ライセンス", "zh-TW": "授權" }, points: 7 });
    assert.equal((await applied([record])).counts["part"]?.unchanged, 1);
  });

  test("come as columns of a sheet", async () => {
    const csv =
      "number,product,kind,programs,description,descriptions.ko,points\nL900,was,license,PA,License,라이센스,3\n";
    const report = await feed(portal, csv, { query: "?type=part", type: "text/csv" });
    assert.equal(report.state, "applied", JSON.stringify(report.faults));
    assert.deepEqual(await stored(), { descriptions: { ko: "라이센스" }, points: 3 });
  });

  test("in another language are a fault", async () => {
    const report = await feed(portal, [{ ...part, descriptions: { fr: "Licence" } }]);
    assert.deepEqual(faultsOf(report), ["1 descriptions.fr unknown_field"]);
  });
});

describe("an agreement's level", () => {
  const agreement = (number: string, level: string): Record => ({
    type: "agreement",
    number,
    program: "PA",
    customer: { country: "JP", number: "1234567" },
    level,
  });
  const levels = async (number: string) => {
    const { rows } = await sql<{ row: string }>`
      select concat_ws(' ', valid_from, levels.level, source) as row
        from agreement_levels levels join agreements on agreements.id = agreement_id
       where number = ${number} order by valid_from`.execute(portal.owner);
    return rows.map(({ row }) => row);
  };

  test("of a new agreement holds for all its history", async () => {
    await applied([agreement("200001", "D")]);
    assert.deepEqual(await levels("200001"), ["1900-01-01 D feed"]);
  });

  test("BR-71 that changes holds from the feed's day in its customer's country; said again it changes nothing", async () => {
    await applied([agreement("200002", "E")]);
    portal.clock.set("2010-01-01T15:05:00Z"); // the 2nd in Japan
    await applied([agreement("200002", "D")]);
    await applied([agreement("200002", "D")]);
    await applied([agreement("200001", "D")]);
    assert.deepEqual(await levels("200001"), ["1900-01-01 D feed"]);
    assert.deepEqual(await levels("200002"), ["1900-01-01 E feed", "2010-01-02 D feed"]);
    await applied([agreement("200002", "F")]); // of two on one day the later counts
    assert.deepEqual(await levels("200002"), ["1900-01-01 E feed", "2010-01-02 F feed"]);
  });
});
