/** API keys and operators. BAR 3, 16, 23, 49. */
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, describe, test } from "node:test";
import { sql } from "kysely";
import { PASSWORD } from "../../test/cast.ts";
import { testPortal } from "../../test/portal.ts";
import { makeOperatorKey } from "./index.ts";

const portal = await testPortal();
after(() => portal.close());
const { app, clock } = portal;

const OTTO = "otto@vendor.example";
const HANA = "hana@aoba.example";

type Method = "GET" | "POST" | "DELETE";

function asOtto(method: Method, url: string, payload?: object) {
  return as(OTTO, method, { url, ...(payload === undefined ? {} : { payload }) });
}

/** Signed in anew each time: the clock moves past every session. */
async function as(email: string, method: Method, request: { url: string; payload?: object }) {
  const signIn = { email, password: PASSWORD };
  const { cookies } = await app.inject({ method: "POST", url: "/v1/session", payload: signIn });
  const cookie = `carnet=${cookies.find(({ name }) => name === "carnet")?.value}`;
  return app.inject({ method, ...request, headers: { cookie } });
}

function withKey(key: string, method: Method, url: string, payload?: object) {
  const headers = { authorization: `Bearer ${key}` };
  return app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

async function newKey(change: object = {}): Promise<{ id: string; key: string }> {
  const body = { name: "feed", scopes: ["api-key.create", "operator.invite"], ...change };
  return (await asOtto("POST", "/v1/api-keys", body)).json();
}

describe("POST /v1/api-keys", () => {
  test("201 shows the key once; the database has its hash alone", async () => {
    const reply = await asOtto("POST", "/v1/api-keys", { name: "feed", scopes: ["feed.write"] });
    assert.equal(reply.statusCode, 201, reply.body);
    assert.partialDeepStrictEqual(reply.json(), { name: "feed", scopes: ["feed.write"], revokedAt: null });
    const { key } = reply.json();
    assert.match(key, /^carnet_live_[0-9A-Za-z]{33}$/);
    const { rows } = await sql<{ row: string }>`select api_keys::text as row from api_keys`.execute(
      portal.owner,
    );
    assert.ok(rows.every(({ row }) => !row.includes(key)));
    const listed = await asOtto("GET", "/v1/api-keys");
    assert.ok(!listed.body.includes(key));
  });
  test("201 for a key with an end: it works through its last day", async () => {
    const { key } = await newKey({ expiresOn: "2010-03-05" });
    clock.set("2010-03-05T23:59:59Z");
    assert.equal((await withKey(key, "GET", "/v1/api-keys")).statusCode, 200);
    clock.set("2010-03-06T00:00:00Z");
    assert.equal((await withKey(key, "GET", "/v1/api-keys")).statusCode, 401);
    clock.set("2010-03-06T00:01:00Z");
  });
  test("400 for a scope that does not exist, and for a day that is over", async () => {
    const scope = await asOtto("POST", "/v1/api-keys", { name: "x", scopes: ["everything"] });
    assert.deepEqual(Object.keys(scope.json().fields), ["scopes.0"]);
    const day = await asOtto("POST", "/v1/api-keys", {
      name: "x",
      scopes: ["feed.write"],
      expiresOn: "2010-03-01",
    });
    assert.deepEqual(day.json().fields, { expiresOn: ["day_is_over"] });
  });
  test("403 for a program that gives a scope which it does not have", async () => {
    const { key } = await newKey();
    const reply = await withKey(key, "POST", "/v1/api-keys", { name: "more", scopes: ["feed.write"] });
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "scope_required"]);
  });
  test("401 for a stranger, 404 for a customer, who may not know of it", async () => {
    const body = { name: "x", scopes: ["feed.write"] };
    assert.equal((await app.inject({ method: "POST", url: "/v1/api-keys", payload: body })).statusCode, 401);
    assert.equal((await as(HANA, "POST", { url: "/v1/api-keys", payload: body })).statusCode, 404);
  });
});

describe("GET /v1/api-keys", () => {
  test("200 lists the newest first, a page at a time", async () => {
    const later = () => clock.set(new Date(clock.now().getTime() + 1000).toISOString());
    later();
    const made = [await newKey({ name: "older" })];
    later();
    made.unshift(await newKey({ name: "newer" }));
    const first = (await asOtto("GET", "/v1/api-keys?limit=1")).json();
    const second = (await asOtto("GET", `/v1/api-keys?limit=1&after=${first.next}`)).json();
    assert.deepEqual(
      [first.items[0].id, second.items[0].id],
      made.map(({ id }) => id),
    );
  });
});

describe("DELETE /v1/api-keys/{id}", () => {
  test("204, felt by the very next request; 404 the second time", async () => {
    const { id, key } = await newKey();
    assert.equal((await withKey(key, "GET", "/v1/api-keys")).statusCode, 200);
    assert.equal((await asOtto("DELETE", `/v1/api-keys/${id}`)).statusCode, 204);
    assert.equal((await withKey(key, "GET", "/v1/api-keys")).statusCode, 401);
    assert.equal((await asOtto("DELETE", `/v1/api-keys/${id}`)).statusCode, 404);
  });
});

describe("the operator's key", () => {
  test("BAR 49 is made at random at the first start, readable to the owner alone, and kept from then on", async () => {
    const file = await makeOperatorKey(portal.portal);
    const key = readFileSync(file, "utf8").trim();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(await makeOperatorKey(portal.portal), file);
    assert.equal(readFileSync(file, "utf8").trim(), key);
    assert.equal((await withKey(key, "GET", "/v1/api-keys")).statusCode, 200);
  });
});

describe("inviting an operator", () => {
  async function invite(email: string): Promise<string> {
    const reply = await asOtto("POST", "/v1/operators", { email, language: "ja" });
    assert.deepEqual([reply.statusCode, reply.json()], [202, { email, role: "operator" }]);
    await portal.portal.jobs.drain();
    const { items } = (await app.inject({ url: `/v1/demo/mailbox?to=${email}` })).json();
    assert.match(items[0].subject, /運用担当者/);
    return /http:\/\/localhost:8080(\/invitations\/\S+)/.exec(items[0].text)?.[1] ?? "";
  }

  function accept(link: string, form: Record<string, string> = {}) {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return app.inject({ method: "POST", url: link, headers, payload: new URLSearchParams(form).toString() });
  }

  async function isOperator(email: string, password: string): Promise<boolean> {
    const reply = await app.inject({ method: "POST", url: "/v1/session", payload: { email, password } });
    return reply.json().person?.isOperator;
  }

  const ada = { givenName: "Ada", familyName: "Berg", password: "correct-horse-battery", country: "DE" };

  test("somebody new tells name and password, and works as an operator; the link works once", async () => {
    const link = await invite("ada@vendor.example");
    assert.equal((await app.inject({ url: link })).statusCode, 200);
    const weak = await accept(link, { ...ada, password: "short" });
    assert.equal(weak.statusCode, 400);
    assert.match(weak.body, /at least 15 characters/);
    assert.equal((await accept(link, ada)).statusCode, 303);
    assert.equal(await isOperator("ada@vendor.example", ada.password), true);
    assert.equal((await app.inject({ url: link })).statusCode, 410);
    assert.equal((await accept(link, ada)).statusCode, 410);
  });
  test("somebody with an ID only accepts; the password stays", async () => {
    const link = await invite("rei@elsewhere.example");
    assert.doesNotMatch((await app.inject({ url: link })).body, /type="password"/);
    assert.equal((await accept(link, { password: "taken-over-by-a-form" })).statusCode, 303);
    assert.equal(await isOperator("rei@elsewhere.example", "correct-horse-battery"), true);
  });
  test("of two that accept at once one does", async () => {
    const link = await invite("grace@vendor.example");
    const statuses = (await Promise.all([accept(link, ada), accept(link, ada)])).map(
      ({ statusCode }) => statusCode,
    );
    assert.deepEqual(statuses.sort(), [303, 410]);
  });
  test("after a day the link is over; cut short it is none", async () => {
    const link = await invite("late@vendor.example");
    assert.equal((await app.inject({ url: link.slice(0, -2) })).statusCode, 400);
    clock.set(new Date(clock.now().getTime() + 24 * 3_600_000).toISOString());
    assert.equal((await app.inject({ url: link })).statusCode, 410);
  });
  test("is not for customers", async () => {
    const body = { email: "x@y.example" };
    assert.equal((await as(HANA, "POST", { url: "/v1/operators", payload: body })).statusCode, 404);
  });
});
