/** The mails with a quote and with its next version: to whom, in which language, with what, and in how few statements. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { AOBA_QUOTE, addQuote, DOORS, WAS } from "../../../test/quotes.ts";
import { asPortal } from "../../access/index.ts";
import { systemContext } from "../../platform/context.ts";
import { type MadeQuote, queueQuoteNotices } from "../index.ts";

const MADE: MadeQuote = { siteId: CAST.aoba, quoteId: "quote_aoba", version: 1 };

let portal: TestPortal;
beforeEach(async () => {
  portal = await testPortal({ now: "2010-01-01T03:00:00Z" });
});
afterEach(() => portal.close());

async function send(made: readonly MadeQuote[] = [MADE]): Promise<void> {
  const context = systemContext(portal.portal, "test");
  await asPortal(context, (scope) => queueQuoteNotices(scope, context, made));
  await portal.portal.jobs.drain();
}

interface Mail {
  to: string;
  subject: string;
  language: string;
  text: string;
}

async function mails(to?: string): Promise<Mail[]> {
  const query = to === undefined ? "" : `?to=${encodeURIComponent(to)}`;
  const { items } = (await portal.as(undefined, { url: `/v1/demo/mailbox${query}` })).json();
  return items;
}

describe("D-12", () => {
  test("goes to the contact for renewals and to the reseller, with lines, total, deadline and the way to the quote", async () => {
    await addQuote(portal);
    await send();
    const all = await mails();
    assert.deepEqual(all.map(({ to }) => to).sort(), ["hana@aoba.example", "orders@sakura.example"]);
    const [hana] = await mails("hana@aoba.example");
    assert.deepEqual(
      [hana?.language, hana?.subject],
      ["ja", "更新見積 QTEST0AB1（ご注文期限：2010年3月31日）"],
    );
    for (const part of [
      "WebSphere Application Server",
      "E025QLL",
      "2010/08/01",
      "8 か月",
      "￥4,000",
      "￥13,000",
    ]) {
      assert.ok(hana?.text.includes(part), `${part} in ${hana?.text}`);
    }
    for (const part of ["100200", "7001234", "1234567", "2010年4月1日", "Sakura Partners", "QTEST0AB1"]) {
      assert.ok(hana?.text.includes(part), part);
    }
    assert.ok(hana?.text.includes(`/sites/${CAST.aoba}/renewal-quotes/quote_aoba`));
    assert.ok(!hana?.text.includes("【追加】"));
  });

  test("the reseller's holds everything itself, in the site's language, and no link that needs signing in", async () => {
    await addQuote(portal);
    await send();
    const [reseller] = await mails("orders@sakura.example");
    assert.equal(reseller?.language, "ja");
    assert.ok(reseller?.text.includes("￥4,000") && reseller.text.includes("QTEST0AB1"));
    assert.ok(!reseller.text.includes("/sites/"), reseller.text);
  });

  test("BR-47 a named contact for renewals receives it in the own language; who is reseller too, receives one", async () => {
    await addQuote(portal);
    await sql`
      insert into key_contacts (site_id, type, version, name, email, email_key, phone, street, city, region,
                                postal_code, country, language, saved_at, saved_by)
      values (${CAST.aoba}, 'RENEWAL', 'v1', 'Kim', 'Orders@Sakura.example', 'orders@sakura.example', '1', '1', '1',
              '1', '1', 'KR', 'ko', now(), ${CAST.hana})`.execute(portal.owner);
    await send();
    const all = await mails();
    assert.deepEqual(
      all.map(({ to, language }) => [to, language]),
      [["Orders@Sakura.example", "ko"]],
    );
    assert.ok(all[0]?.text.includes(`/renewal-quotes/quote_aoba`));
  });

  test("sending the same again sends nothing, and the site's people see what went out", async () => {
    await addQuote(portal);
    await send();
    await send();
    assert.equal((await mails()).length, 2);
    const { rows } = await sql<{
      about: object;
    }>`select about from deliveries where site_id = ${CAST.aoba}`.execute(portal.owner);
    const about = { quoteId: "quote_aoba", quoteNumber: "QTEST0AB1" };
    assert.deepEqual(
      rows.map((row) => row.about),
      [about, about],
    );
  });

  test("a line without a price says so, and so does the total", async () => {
    await addQuote(portal, {
      ...AOBA_QUOTE,
      lines: [{ ...WAS, part: null, annualPrice: null, amount: null }],
    });
    await send();
    assert.equal((await mails("hana@aoba.example"))[0]?.text.match(/お問い合わせください/g)?.length, 2);
  });
});

describe("D-13", () => {
  test("BR-73 the next version says which it is, and which lines are new, to both", async () => {
    await addQuote(portal, { ...AOBA_QUOTE, lines: [WAS] });
    const lines = [WAS, { ...DOORS, isNew: true }];
    await addQuote(portal, { ...AOBA_QUOTE, version: 2, datedOn: "2010-03-01", lines });
    await send([{ ...MADE, version: 2 }]);
    const [hana, more] = await mails("hana@aoba.example");
    assert.equal(more, undefined);
    assert.equal(hana?.subject, "更新見積 QTEST0AB1 改訂第 2 版（ご注文期限：2010年3月31日）");
    assert.equal(hana?.text.match(/【追加】Rational DOORS/g)?.length, 1);
    assert.equal((await mails("orders@sakura.example"))[0]?.text.match(/【追加】/g)?.length, 1);
  });

  test("twenty lines and how many more there are, the new ones first", async () => {
    await sql`
      insert into order_lines (id, site_id, order_id, line, part_number, quantity)
      select 'oline_more' || n, site_id, order_id, n, part_number, 1
        from order_lines, generate_series(2, 31) n where id = 'oline_aobawas'`.execute(portal.owner);
    await sql`
      insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                     part_number, product_code, product_name, quantity, covered_from, covered_through)
      select 'line_more' || n, site_id, order_id, 'oline_more' || n, 'SO-4711', n, ordered_on, part_number, product_code,
             'Product ' || n, 1, covered_from, covered_through
        from entitlement_lines, generate_series(2, 31) n where id = ${CAST.aobaWas}`.execute(portal.owner);
    const many = Array.from({ length: 30 }, (_, at) => ({
      ...WAS,
      lineId: `line_more${at + 2}`,
      isNew: at === 29,
    }));
    await addQuote(portal, { ...AOBA_QUOTE, version: 2, lines: many });
    await send([{ ...MADE, version: 2 }]);
    const [hana] = await mails("hana@aoba.example");
    assert.equal(hana?.text.match(/E025QLL/g)?.length, 20);
    assert.ok(hana?.text.includes("【追加】Product 31"));
    assert.ok(hana?.text.includes("ほか 10 件"));
  });
});

test("each language has its own words, and says the deadline its own way", async () => {
  await addQuote(portal);
  const subjects = [];
  for (const language of ["en", "ko", "zh-TW"]) {
    await sql`update people set language = ${language} where id = ${CAST.hana}`.execute(portal.owner);
    await sql`delete from mails`.execute(portal.owner);
    await send();
    subjects.push((await mails("hana@aoba.example"))[0]?.subject);
  }
  assert.deepEqual(subjects, [
    "Renewal quote QTEST0AB1: order by March 31, 2010",
    "갱신 견적 QTEST0AB1: 주문 기한 2010년 3월 31일",
    "續約報價 QTEST0AB1：訂購期限 2010年3月31日",
  ]);
});

test("five hundred quotes at once take as many statements as one", async () => {
  await sql`
    insert into sites (id, number, program, agreement_id, customer_id, name, country, language, registered_on,
                       contact_given_name, contact_family_name, contact_email, contact_email_key, reseller_name,
                       reseller_email, primary_state, first_ordered_on, documents_due)
    select 'site_many' || n, (7100000 + n)::text, 'PA', 'agreement_aoba', 'customer_aoba', '青葉商事 ' || n, 'JP', 'ja',
           '2009-03-12', 'Ken', 'Ito', 'ken' || n || '@aoba.example', 'ken' || n || '@aoba.example', 'Sakura Partners',
           'orders@sakura.example', 'unclaimed', '2009-03-12', false
      from generate_series(1, 500) n`.execute(portal.owner);
  await sql`
    with quote as (
      insert into renewal_quotes (id, site_id, number, renewal_on, made_at)
      select 'quote_many' || n, 'site_many' || n, 'Q' || (10000000 + n), '2010-04-01', now()
        from generate_series(1, 500) n
      returning id, site_id)
    insert into renewal_quote_versions (site_id, quote_id, version, dated_on, due_on, level, currency, reseller_name,
                                        reseller_email, amount, made_at)
    select site_id, id, 1, '2010-01-01', '2010-03-31', 'E', 'JPY', 'Sakura Partners', 'orders@sakura.example', 0, now()
      from quote`.execute(portal.owner);
  const made = Array.from({ length: 500 }, (_, at) => ({
    siteId: `site_many${at + 1}`,
    quoteId: `quote_many${at + 1}`,
    version: 1,
  }));
  const context = systemContext(portal.portal, "test");
  const statements: string[] = [];
  await asPortal(context, async (scope) => {
    const execute = scope.query.getExecutor().executeQuery;
    const executor = scope.query.getExecutor();
    executor.executeQuery = function (this: typeof executor, compiled, ...more) {
      statements.push(compiled.sql);
      return execute.call(this, compiled, ...more);
    } as typeof execute;
    await queueQuoteNotices(scope, context, made);
  });
  const { rows } = await sql<{ count: number }>`select count(*)::integer from mails`.execute(portal.owner);
  assert.equal(rows[0]?.count, 1000);
  assert.ok(statements.length > 5 && statements.length <= 20, `${statements.length} statements`);
});
