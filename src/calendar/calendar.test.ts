/** A person's dates and the calendars that read them. Issue 4, point 8; RFC 5545; BAR 6, 32. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { sql } from "kysely";
import { makeFeed } from "../../test/calendars.ts";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { addDates } from "../../test/quotes.ts";

const HANA = "hana@aoba.example";
const MIO = "mio@aoba.example";
const SEOYEON = "seoyeon@hangang.example";

let stage: TestPortal;

before(async () => {
  stage = await testPortal();
  await addDates(stage);
});
after(() => stage.close());
afterEach(async () => {
  await sql`truncate spendings`.execute(stage.owner);
});

const read = (path: string, headers = {}) => stage.app.inject({ url: path, headers });

describe("a person's dates", () => {
  test("are those of the sites and rights of the person, each day as the site counts it", async () => {
    const { items } = (await stage.as(HANA, { url: "/v1/dates?from=2010-01-01&through=2011-12-31" })).json();
    assert.deepEqual(
      items.map(({ on, kind, productCode, quoteNumber, lines, quantity }: Record<string, unknown>) => [
        on,
        kind,
        productCode ?? quoteNumber,
        lines,
        quantity,
      ]),
      [
        ["2010-01-01", "quote-made", "QTEST0AB1", null, null],
        ["2010-03-31", "quote-due", "QTEST0AB1", 1, null],
        ["2010-03-31", "coverage-end", "doors", 1, 10],
        ["2010-04-01", "anniversary", null, null, null],
        ["2010-07-31", "deferred-end", "QTEST0AB1", 1, null],
        ["2010-07-31", "coverage-end", "was", 1, 5],
        ["2011-04-01", "anniversary", null, null, null],
        ["2011-09-30", "end-of-service", "was", null, null],
      ],
    );
  });
  test("are of all sites, or of one", async () => {
    const all = (await stage.as(SEOYEON, { url: "/v1/dates?from=2008-01-01&through=2010-12-31" })).json();
    assert.deepEqual(
      [...new Set(all.items.map(({ siteNumber }: { siteNumber: string }) => siteNumber))].sort(),
      ["3005678", "7009999"],
    );
    const one = (
      await stage.as(SEOYEON, { url: `/v1/dates?from=2008-01-01&siteId=${CAST.hangangFct}` })
    ).json();
    assert.deepEqual(
      one.items.map(({ on, kind }: { on: string; kind: string }) => [on, kind]),
      [["2008-01-31", "coverage-end"]],
    );
    const foreign = await stage.as(HANA, { url: `/v1/dates?siteId=${CAST.hangang}` });
    assert.deepEqual(foreign.json().items, []);
  });
  test("come in pages that together hold each date once", async () => {
    const uids: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const url: string = `/v1/dates?limit=3${after === "" ? "" : `&after=${after}`}`;
      const page = (await stage.as(HANA, { url })).json();
      uids.push(...page.items.map(({ uid }: { uid: string }) => uid));
      after = page.next;
    }
    assert.equal(uids.length, 7);
    assert.equal(new Set(uids).size, 7);
  });
  test("are none for whoever may see neither coverage nor quotes", async () => {
    assert.deepEqual((await stage.as(MIO, { url: "/v1/dates" })).json().items, []);
    assert.deepEqual((await stage.as("rei@elsewhere.example", { url: "/v1/dates" })).json().items, []);
  });
  test("need a range of at most three years", async () => {
    assert.equal(
      (await stage.as(HANA, { url: "/v1/dates?from=2010-01-01&through=2014-01-01" })).statusCode,
      400,
    );
    assert.equal(
      (await stage.as(HANA, { url: "/v1/dates?from=2010-02-01&through=2010-01-01" })).statusCode,
      400,
    );
  });
});

describe("a calendar's address", () => {
  test("is shown once, carries more than 160 bits, and is stored as a hash", async () => {
    const { url } = await makeFeed(stage, HANA);
    const token = /\/v1\/calendar\/([\w-]+)\.ics$/.exec(url)?.[1] ?? "";
    assert.ok(Buffer.from(token, "base64url").length >= 32, token);
    const listed = await stage.as(HANA, { url: "/v1/calendar-feeds" });
    assert.ok(!listed.body.includes(token));
    const { rows } = await sql<{
      all: string;
    }>`select calendar_feeds::text as all from calendar_feeds`.execute(stage.owner);
    assert.ok(rows.every(({ all }) => !all.includes(token)));
  });
  test("is read without signing in, kept by the reader alone, and not read again when nothing changed", async () => {
    const { path, id } = await makeFeed(stage, HANA);
    const first = await read(path);
    assert.equal(first.statusCode, 200);
    assert.equal(first.headers["content-type"], "text/calendar; charset=utf-8");
    assert.match(String(first.headers["cache-control"]), /^private/);
    assert.equal(first.headers["referrer-policy"], "no-referrer");
    const again = await read(path, { "if-none-match": `W/${first.headers.etag}` });
    assert.equal(again.statusCode, 304);
    assert.equal(again.body, "");
    assert.equal((await read(path)).headers.etag, first.headers.etag);
    const { items } = (await stage.as(HANA, { url: "/v1/calendar-feeds" })).json();
    assert.equal(items.find((feed: { id: string }) => feed.id === id).readAt, "2010-03-01T03:00:00Z");
  });
  test("speaks its person's language and names nobody", async () => {
    const { body } = await read((await makeFeed(stage, HANA)).path);
    assert.match(
      unfolded(body),
      /SUMMARY:ソフトウェア・サブスクリプション＆サポートの最終日：Rational DOORS（数量 10） · 青葉商事 本社/,
    );
    assert.doesNotMatch(unfolded(body), /hana|jun|mio|阿部|加藤|@aoba|Sakura/i);
  });
  test("tells what its person may see at the moment of reading, no more", async () => {
    const { path } = await makeFeed(stage, "jun@aoba.example");
    assert.match((await read(path)).body, /quote-due/);
    const take = (column: string, value: string) =>
      sql`update access_grants set ${sql.ref(column)} = ${value} where person_id = ${CAST.jun}`.execute(
        stage.owner,
      );
    await take("software_and_services", "download");
    const less = (await read(path)).body;
    assert.doesNotMatch(less, /quote-due|deferred-end|quote-made/);
    assert.match(less, /coverage-end/);
    await take("entitlements", "none");
    assert.doesNotMatch((await read(path)).body, /BEGIN:VEVENT/);
    await take("software_and_services", "download_media_commerce");
    await take("entitlements", "view");
    assert.match((await read(path)).body, /quote-due/);
  });
  test("that is revoked, ended, or its person's who is gone, is not there: like one that never was", async () => {
    const never = await read(`/v1/calendar/${"a".repeat(51)}.ics`);
    const gone = [never];
    const one = await makeFeed(stage, HANA);
    assert.equal(
      (await stage.as(SEOYEON, { method: "DELETE", url: `/v1/calendar-feeds/${one.id}` })).statusCode,
      404,
    );
    assert.equal(
      (await stage.as(HANA, { method: "DELETE", url: `/v1/calendar-feeds/${one.id}` })).statusCode,
      204,
    );
    assert.equal(
      (await stage.as(HANA, { method: "DELETE", url: `/v1/calendar-feeds/${one.id}` })).statusCode,
      404,
    );
    gone.push(await read(one.path));

    const { path } = await makeFeed(stage, "jun@aoba.example");
    const set = (text: string) => sql.raw(text).execute(stage.owner);
    await set("update access_grants set valid_through = '2010-02-28' where person_id = 'person_jun'");
    gone.push(await read(path));
    await set("update access_grants set valid_through = null where person_id = 'person_jun'");
    await set("update people set state = 'disabled' where id = 'person_jun'");
    gone.push(await read(path));
    await set("update people set state = 'active' where id = 'person_jun'");
    assert.equal((await read(path)).statusCode, 200);
    for (const reply of gone) {
      assert.equal(reply.statusCode, 404);
      const { requestId: _, ...said } = reply.json();
      const { requestId: __, ...expected } = never.json();
      assert.deepEqual(said, expected);
    }
  });
  test("that is asked too often has to wait", async () => {
    const { path } = await makeFeed(stage, HANA);
    const codes: number[] = [];
    for (let i = 0; i < 121; i++) codes.push((await read(path)).statusCode);
    assert.deepEqual([codes[119], codes[120]], [200, 429]);
  });
});

describe("the page", () => {
  test("lists dates by month and makes, shows once and revokes an address", async () => {
    const page = await stage.as(HANA, { url: "/calendar" });
    assert.match(page.body, /2010年3月/);
    assert.match(page.body, /renewal-quotes\/quote_aoba/);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const post = (url: string, payload: string) =>
      stage.as(HANA, { method: "POST", url, payload, headers: form });
    const made = await post("/calendar/feeds", "name=team");
    assert.match(made.body, /webcal:\/\/[^"]+\.ics/);
    assert.match(made.body, /data-copy/);
    const id = /feeds\/(calendar_\w+)\/revocation/.exec(
      (await stage.as(HANA, { url: "/calendar" })).body,
    )?.[1];
    assert.equal(
      (await post(`/calendar/feeds/${id}/revocation`, "")).headers.location,
      "/calendar?news=revoked",
    );
    assert.equal((await post("/calendar/feeds", "name=")).statusCode, 400);
  });
});

function unfolded(body: string): string {
  return body.replaceAll("\r\n ", "");
}
