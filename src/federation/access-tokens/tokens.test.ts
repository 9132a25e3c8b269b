/** Customers' access tokens: shown once, one site, least right, never more than the person, revocable. BAR 23. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { PERMISSIONS } from "../../access/index.ts";
import { newAccessToken } from "../../platform/tokens.ts";

let stage: TestPortal;
before(async () => {
  stage = await testPortal();
});
after(() => stage.close());

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MIO = "mio@aoba.example";
const SEOYEON = "seoyeon@hangang.example";
const tokensOf = (siteId: string) => `/v1/sites/${siteId}/access-tokens`;

interface Made {
  readonly id: string;
  readonly token: string;
}

async function make(email: string, change: object = {}, siteId: string = CAST.aoba): Promise<Made> {
  const payload = { name: "nightly report", scopes: ["site.read"], expiresOn: "2010-12-31", ...change };
  const reply = await stage.as(email, { method: "POST", url: tokensOf(siteId), payload });
  assert.equal(reply.statusCode, 201, reply.body);
  return reply.json();
}

function by(
  token: string,
  url: string,
  method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH" = "GET",
  payload?: object,
) {
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  return stage.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

describe("making one", () => {
  test("201: the token in the published form, once; the database has its SHA-256 alone", async () => {
    const { id, token } = await make(MIO);
    assert.match(token, /^carnet_user_[0-9A-Za-z]{33}$/);
    const { rows } = await sql<{ row: string }>`select access_tokens::text as row from access_tokens`.execute(
      stage.owner,
    );
    assert.ok(rows.every(({ row }) => !row.includes(token.slice(12))));
    const listed = await stage.as(MIO, { method: "GET", url: tokensOf(CAST.aoba) });
    assert.partialDeepStrictEqual(listed.json().items[0], {
      id,
      name: "nightly report",
      expiresOn: "2010-12-31",
      isMine: true,
    });
    assert.ok(!listed.body.includes(token));
  });

  const REFUSED: [string, object, Record<string, string[]>][] = [
    ["a right that changes something", { scopes: ["member.manage"] }, { "scopes.0": ["scope_unknown"] }],
    ["making tokens", { scopes: ["access-token.create"] }, { "scopes.0": ["scope_unknown"] }],
    ["a right of the vendor's", { scopes: ["care.read"] }, { "scopes.0": ["scope_unknown"] }],
    ["no right", { scopes: [] }, { scopes: ["scopes_required"] }],
    ["a day that is over", { expiresOn: "2010-02-28" }, { expiresOn: ["day_is_over"] }],
    ["more than a year", { expiresOn: "2011-03-02" }, { expiresOn: ["day_too_far"] }],
    ["no end", { expiresOn: undefined }, { expiresOn: ["required"] }],
    ["no name", { name: " " }, { name: ["required"] }],
  ];
  for (const [what, change, fields] of REFUSED) {
    test(`400 for ${what}`, async () => {
      const payload = { name: "x", scopes: ["site.read"], expiresOn: "2010-12-31", ...change };
      const reply = await stage.as(MIO, { method: "POST", url: tokensOf(CAST.aoba), payload });
      assert.equal(reply.statusCode, 400, reply.body);
      assert.deepEqual(reply.json().fields, fields);
    });
  }
  test("a year to the day is the longest", async () => {
    await make(MIO, { expiresOn: "2011-03-01" });
  });
});

describe("what it reaches", () => {
  test("its scopes at its site, and the refusal names the scope", async () => {
    const { token } = await make(HANA, { scopes: ["site.read", "order.read"] });
    assert.equal((await by(token, `/v1/sites/${CAST.aoba}/orders`)).statusCode, 200);
    const refused = await by(token, `/v1/sites/${CAST.aoba}/members`);
    assert.equal(refused.statusCode, 403);
    assert.partialDeepStrictEqual(refused.json(), { code: "scope_required", permission: "member.read" });
  });

  test("never more than the person: what mio may not, mio's token may not", async () => {
    const { token } = await make(MIO, { scopes: ["order.read", "member.read"] });
    const refused = await by(token, `/v1/sites/${CAST.aoba}/orders`);
    assert.equal(refused.json().code, "permission_required");
    await sql`update access_grants set reporting = 'view' where person_id = ${CAST.mio}`.execute(stage.owner);
    assert.equal((await by(token, `/v1/sites/${CAST.aoba}/orders`)).statusCode, 200);
    await sql`update access_grants set reporting = 'none' where person_id = ${CAST.mio}`.execute(stage.owner);
    assert.equal((await by(token, `/v1/sites/${CAST.aoba}/orders`)).json().code, "permission_required");
  });

  test("not another site of the same person", async () => {
    const { token } = await make(SEOYEON, { scopes: ["site.read", "download.read"] }, CAST.hangang);
    const other = await by(token, `/v1/sites/${CAST.hangangFct}/downloads`);
    assert.equal(other.statusCode, 404);
    assert.equal(other.json().code, "site_not_found");
  });

  test("a session cookie beside it counts for nothing", async () => {
    const { token } = await make(MIO);
    const cookie = await stage.cookieOf(HANA);
    const headers = { authorization: `Bearer ${token}`, cookie };
    const reply = await stage.app.inject({ method: "GET", url: "/v1/session", headers });
    assert.equal(reply.json().code, "token_not_admitted");
  });

  test("no route but the API of a site, of all that there are", async () => {
    const { token } = await make(HANA, { scopes: ["site.read"] });
    const routes = stage.app.routeTable.filter(
      ({ method, url }) => method !== "HEAD" && !url.startsWith("/assets/"),
    );
    let refused = 0;
    for (const { method, url, needs = "" } of routes) {
      if (url === "/healthz" || url === "/favicon.ico") continue; // nobody is asked who he is
      const path = url.replace(":siteId", CAST.aoba).replaceAll(/:\w+(\([^)]*\))?|\*/g, "nothing_0");
      const reply = await by(token, path, method as "GET", method === "GET" ? undefined : {});
      const told = `${method} ${url} ${needs}: ${reply.statusCode} ${reply.body.slice(0, 200)}`;
      const isOpen = url.startsWith("/v1/") && Object.hasOwn(PERMISSIONS, needs);
      if (!isOpen) {
        assert.equal(reply.statusCode, 403, told);
        assert.ok(!reply.body.includes(CAST.hana) && !reply.body.includes("青葉"), told);
        refused += 1;
      } else if (method !== "GET") assert.ok(reply.statusCode >= 400, told);
    }
    assert.ok(refused > 50, `${refused} of ${routes.length}`);
  });
});

describe("its end", () => {
  test("revoked: the very next request is a stranger's", async () => {
    const { id, token } = await make(MIO);
    assert.equal((await by(token, `/v1/sites/${CAST.aoba}`)).statusCode, 200);
    const gone = await stage.as(MIO, { method: "DELETE", url: `${tokensOf(CAST.aoba)}/${id}` });
    assert.equal(gone.statusCode, 204);
    assert.equal((await by(token, `/v1/sites/${CAST.aoba}`)).statusCode, 401);
    const again = await stage.as(MIO, { method: "DELETE", url: `${tokensOf(CAST.aoba)}/${id}` });
    assert.equal(again.json().code, "access_token_not_found");
  });

  test("who manages access sees and revokes the site's; nobody else another's", async () => {
    const { id } = await make(HANA);
    const seen = async (email: string) =>
      (await stage.as(email, { method: "GET", url: tokensOf(CAST.aoba) }))
        .json()
        .items.map((each: Made) => each.id);
    assert.ok((await seen(JUN)).includes(id));
    assert.ok(!(await seen(MIO)).includes(id));
    const url = `${tokensOf(CAST.aoba)}/${id}`;
    assert.equal((await stage.as(MIO, { method: "DELETE", url })).statusCode, 404);
    assert.equal((await stage.as(SEOYEON, { method: "DELETE", url })).statusCode, 404);
    assert.equal((await stage.as(JUN, { method: "DELETE", url })).statusCode, 204);
  });

  test("a removed member's, and a disabled person's, is nobody's", async () => {
    const { token } = await make(MIO);
    await sql`update people set state = 'disabled' where id = ${CAST.mio}`.execute(stage.owner);
    assert.equal((await by(token, `/v1/sites/${CAST.aoba}`)).statusCode, 401);
    await sql`update people set state = 'active' where id = ${CAST.mio}`.execute(stage.owner);
    const { rows } = await sql`delete from access_grants where person_id = ${CAST.mio} returning *`.execute(
      stage.owner,
    );
    assert.equal(rows.length, 1);
    assert.equal((await by(token, `/v1/sites/${CAST.aoba}`)).statusCode, 404);
  });

  test("one that we never made, or mistyped, is a stranger's", async () => {
    for (const token of [newAccessToken(), `carnet_user_${"a".repeat(33)}`])
      assert.equal((await by(token, `/v1/sites/${CAST.aoba}`)).statusCode, 401);
  });

  test("it works through its last day; a week before, its owner is told once", async () => {
    const { token } = await make(HANA, { expiresOn: "2010-03-20" });
    const run = async () => {
      const { announceTokenEnds } = await import("./operations.ts");
      const { systemContext } = await import("../../platform/context.ts");
      await announceTokenEnds(systemContext(stage.portal, "test"));
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from mails where template = 'access-token.ending' and to_address = ${HANA}`.execute(
        stage.owner,
      );
      return rows[0]?.count;
    };
    stage.clock.set("2010-03-13T23:59:59Z");
    assert.equal(await run(), 0);
    stage.clock.set("2010-03-14T00:24:00Z");
    assert.equal(await run(), 1);
    assert.equal(await run(), 1);
    stage.clock.set("2010-03-20T23:59:59Z");
    assert.equal((await by(token, `/v1/sites/${CAST.aoba}`)).statusCode, 200);
    stage.clock.set("2010-03-21T00:00:00Z");
    assert.equal((await by(token, `/v1/sites/${CAST.aoba}`)).statusCode, 401);
  });
});
