import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import type { Actor, Context } from "../platform/context.ts";
import { systemContext } from "../platform/context.ts";
import { transaction } from "../platform/database.ts";
import { emit } from "../platform/events.ts";

const HANA = "hana@aoba.example";
const MIO = "mio@aoba.example";
const SEOYEON = "seoyeon@hangang.example";

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
  const person = (personId: string): Actor => ({ kind: "person", personId, staffRole: null });
  await happen(CAST.aoba, person(CAST.hana), "download.started", { name: "doors.zip" });
  await happen(CAST.aoba, person(CAST.mio), "download.completed", { name: "was.zip" });
  await happen(CAST.aoba, { kind: "program", apiKeyId: "key_1", scopes: [] }, "order.booked", {
    orders: 1,
    orderNumbers: ["SO-1"],
  });
  await happen(
    CAST.aoba,
    { kind: "person", personId: CAST.otto, staffRole: "operator", isStrong: true },
    "site.letter-printed",
    { kind: "welcome" },
  );
  await happen(CAST.hangang, person(CAST.seoyeon), "download.started", { name: "canary-hangang.zip" });
});
after(() => portal.close());

async function happen(siteId: string, actor: Actor, name: string, facts: Record<string, unknown>) {
  const context: Context = { ...systemContext(portal.portal, "test"), actor, address: "192.0.2.7" };
  await transaction(portal.portal.db, { siteId }, (query) => emit(query, context, { name, siteId, facts }));
}

function read(as: string, siteId: string, query = "") {
  return portal.as(as, { url: `/v1/sites/${siteId}/history${query}`, headers: { "accept-language": "en" } });
}

describe("GET /v1/sites/{siteId}/history", () => {
  test("200 tells those who manage access everything, newest first, in words", async () => {
    const { items } = (await read(HANA, CAST.aoba)).json();
    assert.deepEqual(
      items.map(({ name }: { name: string }) => name),
      ["site.letter-printed", "order.booked", "download.completed", "download.started"],
    );
    const [printed, booked, completed] = items;
    assert.deepEqual(printed.actor, { kind: "vendor", name: null });
    assert.deepEqual([booked.actor, booked.address], [{ kind: "vendor", name: null }, null]);
    assert.deepEqual(
      [completed.actor, completed.address],
      [{ kind: "person", name: "加藤 澪" }, "192.0.2.7"],
    );
    assert.match(completed.text, /was\.zip/);
  });

  test("200 tells the others only what they did themselves", async () => {
    const { items } = (await read(MIO, CAST.aoba)).json();
    assert.deepEqual(
      items.map(({ name }: { name: string }) => name),
      ["download.completed"],
    );
  });

  test("200 reads on by its cursor, which serves nobody else", async () => {
    const first = (await read(HANA, CAST.aoba, "?limit=3")).json();
    assert.deepEqual([first.items.length, first.limit], [3, 3]);
    const second = (await read(HANA, CAST.aoba, `?limit=3&after=${first.next}`)).json();
    assert.deepEqual([second.items.length, second.next], [1, null]);
    assert.equal((await read(SEOYEON, CAST.hangang, `?after=${first.next}`)).statusCode, 400);
    assert.equal((await read(MIO, CAST.aoba, `?after=${first.next}`)).statusCode, 400);
  });

  test("400 refuses an unknown order, a made-up cursor and an unknown parameter", async () => {
    for (const query of ["?sort=name", "?after=xyz", "?actor=person_hana"]) {
      assert.equal((await read(HANA, CAST.aoba, query)).statusCode, 400);
    }
  });

  test("404 BAR 22 another site's history is as absent as one that never was", async () => {
    const [foreign, absent] = [await read(HANA, CAST.hangang), await read(HANA, "site_absent")];
    assert.equal(foreign.statusCode, 404);
    const bare = (body: string) => body.replace(/"requestId":"[^"]+"/, "");
    assert.equal(bare(foreign.body), bare(absent.body));
    const own = await read(HANA, CAST.aoba);
    assert.ok(!own.body.includes("canary-hangang"));
  });

  test("401 without sign-in", async () => {
    const reply = await portal.as(undefined, { url: `/v1/sites/${CAST.aoba}/history` });
    assert.equal(reply.statusCode, 401);
  });
});

describe("GET /v1/sites/{siteId}/history.csv and .xlsx", () => {
  const sheet = (as: string, siteId: string, format: string) =>
    portal.as(as, { url: `/v1/sites/${siteId}/history.${format}`, cookies: { language: "en" } });

  test("200 has what the page has, for each their own", async () => {
    const whole = await sheet(HANA, CAST.aoba, "csv");
    assert.equal(whole.statusCode, 200);
    assert.equal(whole.body.trim().split(/\r?\n/).length, 5);
    assert.match(whole.body, /The vendor/);
    const own = await sheet(MIO, CAST.aoba, "csv");
    assert.equal(own.body.trim().split(/\r?\n/).length, 2);
    assert.ok(!own.body.includes("doors.zip"));
    assert.equal((await sheet(HANA, CAST.aoba, "xlsx")).rawPayload.subarray(0, 2).toString(), "PK");
  });

  test("404 for another's site, 401 for strangers, 400 for what is not asked there", async () => {
    assert.equal((await sheet(HANA, CAST.hangang, "csv")).statusCode, 404);
    const url = `/v1/sites/${CAST.aoba}/history.csv`;
    assert.equal((await portal.as(undefined, { url })).statusCode, 401);
    assert.equal((await portal.as(HANA, { url: `${url}?personId=x` })).statusCode, 400);
  });
});

describe("GET /sites/{siteId}/history", () => {
  test("shows who, when in the site's time zone, and from where", async () => {
    const page = await portal.as(HANA, { url: `/sites/${CAST.aoba}/history` });
    assert.equal(page.statusCode, 200);
    for (const told of ["加藤 澪", "192.0.2.7", "12:00"]) assert.ok(page.body.includes(told), told);
    assert.match(page.body, /JST|GMT\+9/);
  });
});
