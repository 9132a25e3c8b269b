/** The pipeline of renewals, for the vendor. Issue 4, point 9. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { addAgents } from "../../../test/agents.ts";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { AOBA_QUOTE, addQuote, DOORS, WAS } from "../../../test/quotes.ts";
import { systemContext } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { readPipeline } from "./operations.ts";

const OTTO = "otto@vendor.example";
const SALLY = "sally@vendor.example";
const URL = "/v1/renewal-pipeline";

const HANGANG = {
  ...AOBA_QUOTE,
  id: "quote_hangang",
  number: "QTEST0HG1",
  siteId: CAST.hangang,
  renewalOn: "2010-07-01",
  datedOn: "2010-04-02",
  dueOn: "2010-06-30",
  level: "D",
  currency: "KRW",
  lines: [
    {
      lineId: CAST.hangangDoors,
      part: null,
      coveredFrom: "2010-07-01",
      coveredThrough: "2011-06-30",
      months: 12,
      annualPrice: null,
      amount: null,
    },
  ],
};

let stage: TestPortal;
before(async () => {
  stage = await testPortal({ now: "2010-03-01T03:00:00Z" });
  await addAgents(stage.owner);
  await addQuote(stage);
  await addQuote(stage, {
    ...AOBA_QUOTE,
    version: 2,
    datedOn: "2010-02-01",
    lines: [DOORS, { ...WAS, isNew: true }],
  });
  await addQuote(stage, HANGANG);
});
after(() => stage.close());

const read = async (path = "", email = OTTO) => (await stage.as(email, { url: `${URL}${path}` })).json();
const set = (text: string) => sql.raw(text).execute(stage.owner);

/** Read by the portal itself, for a session does not live for months. */
const stageOf = async (at: string) => {
  stage.clock.set(at);
  const context = systemContext(stage.portal, "test");
  const { items } = await readPipeline(context, { sort: "renewalOn", limit: 50 });
  return items.find(({ quoteId }) => quoteId === "quote_aoba")?.stage;
};

describe("the quotes of all sites", () => {
  test("are listed by renewal date, in their newest version", async () => {
    const { items } = await read();
    assert.partialDeepStrictEqual(items, [
      {
        number: "QTEST0AB1",
        version: 2,
        siteNumber: "7001234",
        country: "JP",
        program: "PA",
        reseller: "Sakura Partners",
        renewalOn: "2010-04-01",
        dueOn: "2010-03-31",
        stage: "sent",
        total: { amount: 13000, currency: "JPY" },
        lineCount: 2,
        orderedCount: 0,
        unpricedCount: 0,
        mail: null,
      },
      { number: "QTEST0HG1", total: null, unpricedCount: 1, reseller: null, stage: "sent" },
    ]);
  });
  test("by month, country, reseller, program and stage, and in pages", async () => {
    const numbers = async (query: string) => {
      const { items } = await read(query);
      return items.map(({ number }: { number: string }) => number);
    };
    assert.deepEqual(await numbers("?month=2010-04"), ["QTEST0AB1"]);
    assert.deepEqual(await numbers("?country=KR"), ["QTEST0HG1"]);
    assert.deepEqual(await numbers("?reseller=sakura"), ["QTEST0AB1"]);
    assert.deepEqual(await numbers("?reseller=%25"), []);
    assert.deepEqual(await numbers("?program=PAE"), []);
    assert.deepEqual(await numbers("?stage=sent"), ["QTEST0AB1", "QTEST0HG1"]);
    assert.deepEqual(await numbers("?stage=ordered"), []);
    assert.deepEqual(await numbers("?sort=-renewalOn"), ["QTEST0HG1", "QTEST0AB1"]);
    const first = await read("?limit=1");
    const second = await read(`?limit=1&after=${first.next}`);
    assert.equal(second.items[0].number, "QTEST0HG1");
    assert.equal(second.next, null);
    assert.equal((await stage.as(OTTO, { url: `${URL}?month=2010-13` })).statusCode, 400);
  });
  test("tell to whom the newest mail went, and what became of it", async () => {
    const about = { siteId: CAST.aoba, quoteId: "quote_aoba" };
    const facts = {
      siteId: CAST.aoba,
      siteName: "n",
      siteNumber: "7001234",
      name: "n",
      expiresOn: "2010-04-01",
    };
    const message = {
      to: "hana@aoba.example",
      language: "ja",
      template: "access-token.ending",
      facts,
    } as const;
    const context = systemContext(stage.portal, "test");
    await transaction(stage.portal.db, { vendor: true }, (query) =>
      queueMail(query, context, { ...message, dedupeKey: "pipeline 1", about }),
    );
    assert.partialDeepStrictEqual((await read()).items[0].mail, { to: "hana@aoba.example", state: "queued" });
    await stage.portal.jobs.drain();
    assert.deepEqual((await read()).items[0].mail, {
      to: "hana@aoba.example",
      state: "sent",
      at: "2010-03-01T03:00:00Z",
    });
  });
});

describe("what it all comes to", () => {
  test("is counted by stage, and summed by month, currency and state", async () => {
    await set(
      "update renewal_offers set state = 'ordered', settled_on = '2010-03-01' where line_id = 'line_aobawas'",
    );
    const { stages, months } = await read("/summary");
    assert.deepEqual(
      stages.filter(({ count }: { count: number }) => count > 0),
      [{ stage: "sent", count: 2 }],
    );
    assert.deepEqual(months, [
      {
        month: "2010-04-01",
        currency: "JPY",
        quoteCount: 1,
        open: 9000,
        deferred: 0,
        ordered: 4000,
        lapsed: 0,
      },
      { month: "2010-07-01", currency: "KRW", quoteCount: 1, open: 0, deferred: 0, ordered: 0, lapsed: 0 },
    ]);
    assert.equal((await read("/summary?country=KR")).months.length, 1);
    await set("update renewal_offers set state = 'open', settled_on = null");
  });
  test("counts what was ordered before the newest version at what it was offered for", async () => {
    const fresh = await testPortal();
    await addQuote(fresh, { ...AOBA_QUOTE, lines: [DOORS, WAS] });
    await sql`update renewal_offers set state = 'ordered', settled_on = '2010-01-10' where line_id = 'line_aobawas'`.execute(
      fresh.owner,
    );
    await addQuote(fresh, {
      ...AOBA_QUOTE,
      version: 2,
      datedOn: "2010-02-01",
      lines: [{ ...DOORS, amount: 9500 }],
    });
    const { months } = (await fresh.as(OTTO, { url: `${URL}/summary` })).json();
    assert.deepEqual(months, [
      {
        month: "2010-04-01",
        currency: "JPY",
        quoteCount: 1,
        open: 9500,
        deferred: 0,
        ordered: 4000,
        lapsed: 0,
      },
    ]);
    await fresh.close();
  });
  test("names the lines that nobody can order, and why", async () => {
    assert.deepEqual(
      (await read("/summary")).unpriced.map(
        ({ siteNumber, partNumber, level, currency }: Record<string, string>) => [
          siteNumber,
          partNumber,
          level,
          currency,
        ],
      ),
      [["3005678", null, "D", "KRW"]],
    );
  });
  test("tells how far the run has come, and at which sites something is wrong", async () => {
    await set(`insert into renewal_sites values ('site_aoba', '2010-03-01', null, null),
                 ('site_hangang', '2010-02-27', '2010-02-28T00:00:00Z', 'no price list')`);
    assert.deepEqual((await read("/summary")).run, {
      siteCount: 2,
      checkedThrough: "2010-02-27",
      newestDay: "2010-03-01",
      faultCount: 1,
      faults: [
        {
          siteId: CAST.hangang,
          siteNumber: "3005678",
          failedAt: "2010-02-28T00:00:00Z",
          failure: "no price list",
        },
      ],
    });
  });
});

describe("a quote's stage", () => {
  test("is due in the last two weeks, lapsing in the last thirty days of a deferral, then what became of it", async () => {
    assert.equal(await stageOf("2010-03-16T12:00:00Z"), "sent");
    assert.equal(await stageOf("2010-03-17T00:00:00Z"), "due");
    await set("update renewal_quotes set state = 'deferred' where id = 'quote_aoba'");
    await set(
      "update renewal_offers set state = 'lapsed', settled_on = '2010-04-01' where line_id = 'line_aobadoors'",
    );
    await set("update renewal_offers set state = 'deferred' where line_id = 'line_aobawas'");
    assert.equal(await stageOf("2010-06-30T12:00:00Z"), "deferred");
    assert.equal(await stageOf("2010-07-01T00:00:00Z"), "lapsing");
    await set(
      "update renewal_offers set state = 'ordered', settled_on = '2010-07-02' where line_id = 'line_aobawas'",
    );
    await set("update renewal_quotes set state = 'closed', closed_on = '2010-07-02' where id = 'quote_aoba'");
    assert.equal(await stageOf("2010-07-03T00:00:00Z"), "lapsed");
    await set("update renewal_offers set state = 'ordered' where line_id = 'line_aobadoors'");
    assert.equal(await stageOf("2010-07-03T01:00:00Z"), "ordered");
    await set("update renewal_offers set state = 'withdrawn' where quote_id = 'quote_aoba'");
    assert.equal(await stageOf("2010-07-03T02:00:00Z"), "withdrawn");
  });
});

describe("the operator's page", () => {
  test("is for the operator and for sales; to customers it is not there", async () => {
    const fresh = await testPortal({ now: "2010-03-01T03:00:00Z" });
    await addAgents(fresh.owner);
    await addQuote(fresh);
    const open = async (email: string) => fresh.as(email, { url: "/operator/renewals" });
    const page = await open(OTTO);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /QTEST0AB1/);
    assert.match(page.body, /class="months"/);
    assert.match(page.body, /rehearsal/);
    assert.doesNotMatch((await open(SALLY)).body, /rehearsal/);
    assert.equal((await open("hana@aoba.example")).statusCode, 404);
    const sheet = await fresh.as(SALLY, { url: `${URL}.csv` });
    assert.match(sheet.body, /QTEST0AB1.*2010-04-01.*13000,JPY/);
    await fresh.close();
  });
  test("rehearses a day: what would be made and to whom it would go, without making it", async () => {
    const fresh = await testPortal({ now: "2009-12-30T03:00:00Z" });
    await addAgents(fresh.owner);
    const ask = (payload: string, email = OTTO) =>
      fresh.as(email, {
        method: "POST",
        url: "/operator/renewals/rehearsal",
        payload,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
    const page = await ask("on=2010-01-01");
    assert.equal(page.statusCode, 200, page.body);
    assert.match(page.body, /青葉商事 本社/);
    assert.match(page.body, /hana@aoba\.example/);
    assert.match(page.body, /BR-\d+/);
    const { items } = (await fresh.as(OTTO, { url: URL })).json();
    assert.deepEqual(items, []);
    assert.match((await ask("on=2009-12-30&siteNumber=7001234")).body, /Nothing would happen on this day/);
    assert.equal((await ask("on=never")).statusCode, 400);
    assert.equal((await ask("on=2010-01-01&siteNumber=7000000")).statusCode, 400);
    assert.equal((await ask("on=2010-01-01", SALLY)).statusCode, 403);
    await fresh.close();
  });
});
