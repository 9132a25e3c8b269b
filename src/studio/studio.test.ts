/** The studio through the API: the worked examples, that nothing is changed, and that what it tells is what is booked. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { addQuote } from "../../test/quotes.ts";

const HANA = "hana@aoba.example";
const SITE = `/v1/sites/${CAST.aoba}`;

let portal: TestPortal;
beforeEach(async () => {
  portal = await testPortal({ now: "2010-01-02T03:00:00Z" });
});
afterEach(() => portal.close());

const yen = (amount: number) => ({ amount, currency: "JPY" });

function at(day: string): void {
  portal.clock.set(`${day}T03:00:00Z`);
  portal.signOut();
}

async function simulate(body: object, as = HANA) {
  return portal.as(as, { method: "POST", url: `${SITE}/renewal-simulations`, payload: body });
}

/** One choice for the WAS line alone; the others renew. */
async function was(choice: object, rest: object = {}) {
  const scenarios = [{ name: "A", default: "renew-now", choices: [{ lineId: CAST.aobaWas, ...choice }] }];
  const reply = await simulate({ ...rest, scenarios });
  assert.equal(reply.statusCode, 200, reply.body);
  const { lines } = reply.json().scenarios[0];
  return lines.find(({ lineId }: { lineId: string }) => lineId === CAST.aobaWas);
}

async function contents(): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class join pg_namespace space on space.oid = relnamespace
     where relkind = 'r' and nspname = 'public'
       and relname <> 'sessions'`.execute(portal.owner);
  const counts: string[] = [];
  for (const { name } of rows) {
    const { rows: hashes } = await sql<{ hash: string }>`
      select md5(coalesce(string_agg(each::text, '' order by each::text), '')) as hash
        from ${sql.table(name)} each`.execute(portal.owner);
    counts.push(`${name} ${hashes[0]?.hash}`);
  }
  return counts.sort().join("\n");
}

test("400 a choice for a day that nobody means is told, not worked at and not kept", async () => {
  for (const on of ["9999-12-31", "2200-01-01"]) {
    const all = { name: "A", default: "defer", defaultOn: on };
    const one = { name: "A", default: "renew-now", choices: [{ lineId: CAST.aobaWas, choice: "defer", on }] };
    for (const scenario of [all, one]) {
      assert.equal((await simulate({ scenarios: [scenario] })).statusCode, 400);
      const url = `${SITE}/renewal-scenarios`;
      assert.equal((await portal.as(HANA, { method: "POST", url, payload: scenario })).statusCode, 400);
    }
  }
});

describe("the worked examples, by the API", () => {
  test("BR-69 5 × ¥1,200 × 8/12 = ¥4,000, held by the quote, and the formula says so", async () => {
    await addQuote(portal);
    const line = await was({ choice: "renew-now" });
    const { on, coveredFrom, coveredThrough, months, unitPrice, amount, rule } = line;
    assert.deepEqual(
      { on, coveredFrom, coveredThrough, months, unitPrice, amount, rule },
      {
        on: "2010-01-02",
        coveredFrom: "2010-08-01",
        coveredThrough: "2011-03-31",
        months: 8,
        unitPrice: yen(1200),
        amount: yen(4000),
        rule: "BR-69",
      },
    );
    assert.match(line.explanation, /5 × ￥1,200 × 8\/12 = ￥4,000/);
    assert.match(line.explanation, /QTEST0AB1/);
    const english = await portal.as(HANA, {
      method: "POST",
      url: `${SITE}/renewal-simulations`,
      headers: { "accept-language": "en", cookie: "language=en" },
      payload: { scenarios: [{ name: "A", default: "renew-now" }] },
    });
    assert.equal(english.json().scenarios[0].total.amount, 13_000);
  });

  test("BR-70, BR-71 deferred: ¥4,000 while the quote holds, ¥4,200 at level D after the anniversary", async () => {
    await addQuote(portal);
    assert.deepEqual((await was({ choice: "defer", on: "2010-03-31" })).amount, yen(4000));
    const assumed = await was({ choice: "defer", on: "2010-07-15" }, { priceChangePercent: 5 });
    assert.deepEqual([assumed.rule, assumed.amount], ["BR-71", yen(4200)]);
    await sql`insert into agreement_levels (agreement_id, valid_from, level, source)
              values ('agreement_aoba', '2010-04-01', 'D', 'feed')`.execute(portal.owner);
    at("2010-04-02");
    const late = await was({ choice: "defer", on: "2010-07-15" });
    assert.deepEqual([late.unitPrice, late.amount, late.months], [yen(1260), yen(4200), 8]);
    const refused = await was({ choice: "defer", on: "2010-08-01" });
    assert.deepEqual([refused.rule, refused.coveredFrom], ["BR-78e", "2010-08-01"]);
  });

  test("BR-78a, BR-78b reinstated 2011-10-20: 5 × ¥3,600 = ¥18,000, through 2012-10-31, nothing for the gap", async () => {
    const line = await was({ choice: "lapse-and-reinstate", on: "2011-10-20" }, { horizonMonths: 36 });
    assert.deepEqual(
      [line.rule, line.unitPrice, line.amount, line.coveredFrom, line.coveredThrough],
      ["BR-78a", yen(3600), yen(18_000), "2011-10-20", "2012-10-31"],
    );
    assert.deepEqual(line.gaps, [{ from: "2010-08-01", through: "2011-10-19", days: 445 }]);
    await sql`insert into prices (part_number, currency, level, valid_from, amount)
              values ('D55WKLL', 'JPY', 'E', '2009-01-01', 3650)`.execute(portal.owner);
    assert.deepEqual(
      (await was({ choice: "lapse-and-reinstate" })).unitPrice,
      yen(3650),
      "an own price wins",
    );
  });

  test("A-39 fewer licenses and BR-67 more, in Hangang's won too", async () => {
    assert.deepEqual((await was({ choice: "quantity", quantity: 3 })).amount, yen(2400));
    const more = await was({ choice: "quantity", quantity: 6 });
    assert.deepEqual(
      more.orders.map(({ kind, amount }: { kind: string; amount: object }) => [kind, amount]).slice(0, 2),
      [
        ["renewal", yen(4000)],
        ["license", yen(6000)],
      ],
    );
    const reply = await portal.as("seoyeon@hangang.example", {
      method: "POST",
      url: `/v1/sites/${CAST.hangang}/renewal-simulations`,
      payload: { scenarios: [{ name: "A", default: "renew-now" }] },
    });
    const [line] = reply.json().scenarios[0].lines;
    assert.deepEqual(
      [line.unitPrice, line.months, line.amount],
      [{ amount: 9500, currency: "KRW" }, 12, { amount: 28_500, currency: "KRW" }],
    );
  });
});

describe("what it tells is so", () => {
  test("nothing is changed: every table is as it was", async () => {
    await addQuote(portal);
    await portal.as(HANA, { url: SITE });
    const before = await contents();
    for (const choice of ["renew-now", "defer", "lapse-and-reinstate", "let-lapse", "move-to-anniversary"]) {
      const reply = await simulate({ horizonMonths: 36, scenarios: [{ name: choice, default: choice }] });
      assert.equal(reply.statusCode, 200);
    }
    assert.equal(await contents(), before);
  });

  test("BR-69, BR-78g renewing now costs and covers exactly what the order of the quote then books", async () => {
    await addQuote(portal);
    const lines = [CAST.aobaWas, CAST.aobaDoors];
    const [told] = (await simulate({ scenarios: [{ name: "A", default: "renew-now" }] })).json().scenarios;
    const ordered = await portal.as(HANA, {
      method: "POST",
      url: `${SITE}/renewal-quotes/quote_aoba/orders`,
      payload: { channel: "online", lineIds: lines },
    });
    assert.equal(ordered.statusCode, 201, ordered.body);
    assert.deepEqual(ordered.json().total, told.ofChoices);
    const { rows } = await sql<{
      lineId: string;
      coveredFrom: string;
      coveredThrough: string;
      amount: number;
      months: number;
    }>`
      select period.line_id, period.covered_from, period.covered_through, line.amount, line.months
        from coverage_periods period join order_lines line on line.id = period.order_line_id
       where period.kind = 'renewal'`.execute(portal.owner);
    assert.equal(rows.length, 2);
    for (const row of rows) {
      const line = told.lines.find(({ lineId }: { lineId: string }) => lineId === row.lineId);
      const { coveredFrom, coveredThrough, months, amount } = line;
      assert.deepEqual(
        { ...row },
        { lineId: row.lineId, coveredFrom, coveredThrough, months, amount: amount.amount },
      );
    }
  });

  test("BR-71 a deferral of today costs what its order then books", async () => {
    await addQuote(portal);
    await sql`insert into agreement_levels (agreement_id, valid_from, level, source)
              values ('agreement_aoba', '2010-04-01', 'D', 'feed')`.execute(portal.owner);
    await sql`update renewal_offers set state = 'deferred' where line_id = ${CAST.aobaWas}`.execute(
      portal.owner,
    );
    await sql`update renewal_quotes set state = 'deferred'`.execute(portal.owner);
    at("2010-07-15");
    const told = await was({ choice: "renew-now" });
    const ordered = await portal.as(HANA, {
      method: "POST",
      url: `${SITE}/renewal-quotes/quote_aoba/orders`,
      payload: { channel: "online", lineIds: [CAST.aobaWas] },
    });
    assert.equal(ordered.statusCode, 201, ordered.body);
    assert.deepEqual([ordered.json().total, told.amount], [yen(4200), yen(4200)]);
  });

  test("a reinstatement of today costs and covers what its order then books", async () => {
    at("2010-08-05");
    const told = await was({ choice: "lapse-and-reinstate" });
    const ordered = await portal.as(HANA, {
      method: "POST",
      url: `${SITE}/reinstatements`,
      payload: { lineId: CAST.aobaWas, quantity: 5 },
    });
    assert.equal(ordered.statusCode, 201, ordered.body);
    const { rows } = await sql<{ coveredFrom: string; coveredThrough: string }>`
      select covered_from, covered_through from coverage_periods where kind = 'reinstatement'`.execute(
      portal.owner,
    );
    assert.deepEqual(
      [{ ...rows[0] }],
      [{ coveredFrom: told.coveredFrom, coveredThrough: told.coveredThrough }],
    );
    const { rows: orders } = await sql<{ amount: number }>`select amount from placements`.execute(
      portal.owner,
    );
    assert.equal(orders[0]?.amount, told.amount.amount);
  });
});

describe("what is refused", () => {
  test("days that are past or too far, names twice, choices that are none: each by its field", async () => {
    const ask = async (body: object) => (await simulate(body)).json();
    const scenarios = [{ name: "A", default: "renew-now" }];
    assert.deepEqual((await ask({ on: "2010-01-01", scenarios })).fields, { on: ["day_out_of_range"] });
    assert.deepEqual((await ask({ on: "2014-01-01", scenarios })).fields, { on: ["day_out_of_range"] });
    assert.equal((await simulate({ scenarios: [{ name: "A", default: "wait" }] })).statusCode, 400);
    const twice = { lineId: CAST.aobaWas, choice: "defer" };
    assert.equal(
      (await simulate({ scenarios: [{ name: "A", default: "defer", choices: [twice, twice] }] })).statusCode,
      400,
    );
    assert.equal((await simulate({ horizonMonths: 13, scenarios })).statusCode, 400);
  });

  test("whoever may only download, and other sites' people", async () => {
    const scenarios = [{ name: "A", default: "renew-now" }];
    assert.equal((await simulate({ scenarios }, "mio@aoba.example")).json().code, "permission_required");
    assert.equal((await simulate({ scenarios }, "seoyeon@hangang.example")).json().code, "site_not_found");
  });

  test("no price: the line says so, is in no total, and nothing else changes", async () => {
    await sql`delete from prices where part_number = 'E025QLL'`.execute(portal.owner);
    const reply = await simulate({ scenarios: [{ name: "A", default: "renew-now" }] });
    const [scenario] = reply.json().scenarios;
    const line = scenario.lines.find(({ lineId }: { lineId: string }) => lineId === CAST.aobaWas);
    assert.deepEqual([line.amount, scenario.total, scenario.unpricedOrders], [null, yen(9000), 1]);
    assert.match(line.explanation, /sales@/);
  });
});
