/** Setting up a company's sign-in: entered, proved by DNS, off and on, lost. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { CLIENT, type Liar, type Names, openLiar, openNames } from "../../../test/company.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { watchProofs } from "./operations.ts";

const HANA = "hana@aoba.example";
const SEOYEON = "seoyeon@hangang.example";
const AOBA = `/v1/sites/${CAST.aoba}/identity-providers`;
const HANGANG = `/v1/sites/${CAST.hangang}/identity-providers`;

let stage: TestPortal;
let names: Names;
let idp: Liar;

before(async () => {
  names = await openNames();
  idp = await openLiar({ sub: "one", email: "one@aoba.example", email_verified: true });
  stage = await testPortal({
    settings: { CARNET_DNS_SERVERS: names.server, CARNET_ALLOW_PRIVATE_TARGETS: "true" },
  });
});
after(async () => {
  idp.close();
  names.close();
  await stage.close();
});

function enter(email: string, url: string, change: object = {}) {
  const payload = { domain: "aoba.example", issuer: idp.issuer, ...CLIENT, ...change };
  return stage.as(email, { method: "POST", url, payload });
}

async function entered(email: string, url: string, change: object = {}) {
  const reply = await enter(email, url, change);
  assert.equal(reply.statusCode, 201, reply.body);
  return reply.json();
}

const prove = (email: string, url: string, id: string) =>
  stage.as(email, { method: "POST", url: `${url}/${id}/proof` });

test("from the entry to the first sign-in, and its secret is never shown", async () => {
  const { id, state, record, hasSecret } = await entered(HANA, AOBA, { domain: "@AOBA.example " });
  assert.deepEqual([state, record.name, hasSecret], ["unproved", "_carnet-verification.aoba.example", true]);
  const start = () => stage.app.inject({ url: "/sign-in/company/start?email=one@aoba.example" });
  assert.match(String((await start()).headers.location), /^\/sign-in\/company\?/); // not proved: nobody signs in
  const early = await prove(HANA, AOBA, id);
  assert.deepEqual([early.statusCode, early.json().code], [409, "domain_unproved"]);
  names.records.set(record.name, ["something else", `${record.value}x`]);
  assert.equal((await prove(HANA, AOBA, id)).json().code, "domain_unproved");
  names.records.set(record.name, ["something else", record.value]);
  assert.equal((await prove(HANA, AOBA, id)).json().state, "active");
  assert.match(String((await start()).headers.location), /^http:\/\/127\.0\.0\.1/);
  const listed = await stage.as(HANA, { method: "GET", url: AOBA });
  assert.ok(!listed.body.includes(CLIENT.clientSecret));
  const { rows } = await sql<{
    row: string;
  }>`select identity_providers::text as row from identity_providers`.execute(stage.owner);
  assert.ok(rows.every(({ row }) => !row.includes(CLIENT.clientSecret)));
});

test("409: the same domain twice at a site; one that another site has proved, also when both prove at once", async () => {
  assert.equal((await enter(HANA, AOBA)).json().code, "domain_entered");
  const other = await entered(SEOYEON, HANGANG);
  names.records.get(other.record.name)?.push(other.record.value);
  const taken = await prove(SEOYEON, HANGANG, other.id);
  assert.deepEqual([taken.statusCode, taken.json().code], [409, "domain_taken"]);
  const [one, two] = [
    await entered(HANA, AOBA, { domain: "both.example" }),
    await entered(SEOYEON, HANGANG, { domain: "both.example" }),
  ];
  names.records.set(one.record.name, [one.record.value, two.record.value]);
  const both = await Promise.all([prove(HANA, AOBA, one.id), prove(SEOYEON, HANGANG, two.id)]);
  assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 409]);
});

describe("400", () => {
  const REFUSED: [string, object, Record<string, string[]>][] = [
    ["a public mail domain", { domain: "gmail.com" }, { domain: ["domain_public"] }],
    ["a public mail domain of Korea", { domain: "Naver.com" }, { domain: ["domain_public"] }],
    ["no domain", { domain: "aoba" }, { domain: ["domain_malformed"] }],
    ["an address for a domain", { domain: "a@aoba.example" }, { domain: ["domain_malformed"] }],
    ["an issuer over plain HTTP", { issuer: "http://idp.aoba.example" }, { issuer: ["issuer_malformed"] }],
    ["an issuer with a query", { issuer: "https://idp.aoba.example/?a=1" }, { issuer: ["issuer_malformed"] }],
    [
      "an issuer with a password",
      { issuer: "https://a:b@idp.aoba.example" },
      { issuer: ["issuer_malformed"] },
    ],
    ["a script for an issuer", { issuer: "javascript:alert(1)" }, { issuer: ["issuer_malformed"] }],
  ];
  for (const [what, change, fields] of REFUSED) {
    test(what, async () => {
      const reply = await enter(HANA, AOBA, { domain: "new.example", ...change });
      assert.equal(reply.statusCode, 400, reply.body);
      assert.deepEqual(reply.json().fields, fields);
    });
  }
});

test("409 when the provider does not answer as it must: another issuer, nobody there", async () => {
  for (const [domain, issuer] of [
    ["x.example", `${idp.issuer}/`],
    ["y.example", "http://127.0.0.1:9"],
  ] as const) {
    const { id, record } = await entered(HANA, AOBA, { domain, issuer });
    names.records.set(record.name, [record.value]);
    const reply = await prove(HANA, AOBA, id);
    assert.deepEqual([reply.statusCode, reply.json().code], [409, "provider_unanswered"], reply.body);
  }
});

test("only the primary sets it up; who manages access reads it; to another site it is not there", async () => {
  const jun = await enter("jun@aoba.example", AOBA, { domain: "jun.example" });
  assert.deepEqual([jun.statusCode, jun.json().code], [403, "primary_required"]);
  assert.equal((await stage.as("jun@aoba.example", { method: "GET", url: AOBA })).statusCode, 200);
  assert.equal((await stage.as("mio@aoba.example", { method: "GET", url: AOBA })).statusCode, 403);
  const [mine] = (await stage.as(HANA, { method: "GET", url: AOBA })).json().items;
  const foreign = await stage.as(SEOYEON, { method: "DELETE", url: `${HANGANG}/${mine.id}` });
  assert.deepEqual([foreign.statusCode, foreign.json().code], [404, "identity_provider_not_found"]);
});

test("a proof that is gone from the DNS ends the sign-in; name servers that do not answer end nothing", async () => {
  const { id, record } = await entered(HANA, AOBA, { domain: "lost.example" });
  names.records.set(record.name, [record.value]);
  assert.equal((await prove(HANA, AOBA, id)).statusCode, 200);
  const stateOf = async () => {
    await watchProofs(systemContext(stage.portal, "test"));
    const { items } = (await stage.as(HANA, { method: "GET", url: AOBA })).json();
    return items.find((each: { id: string }) => each.id === id).state;
  };
  assert.equal(await stateOf(), "active");
  const away = { ...stage.portal, config: { ...stage.portal.config, dnsServers: ["127.0.0.1:9"] } };
  await watchProofs(systemContext(away, "test"));
  assert.equal(await stateOf(), "active");
  names.records.delete(record.name);
  assert.equal(await stateOf(), "unproved");
  assert.equal(await stateOf(), "unproved");
  const { rows } = await sql`select 1 from mails where template = 'identity-provider.unproved'`.execute(
    stage.owner,
  );
  assert.equal(rows.length, 1);
  const on = await stage.as(HANA, { method: "PATCH", url: `${AOBA}/${id}`, payload: { isOn: true } });
  assert.equal(on.json().code, "domain_unproved");
});

test("the page: what is wrong beside its field, and the record to copy", async () => {
  const url = `/sites/${CAST.aoba}/identity-providers`;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const wrong = await stage.as(HANA, {
    method: "POST",
    url,
    headers,
    payload: "domain=gmail.com&issuer=x&clientId=c&clientSecret=",
  });
  assert.equal(wrong.statusCode, 400);
  assert.match(wrong.body, /誰でもアドレスを取得できる/);
  const right = await stage.as(HANA, {
    method: "POST",
    url,
    headers,
    payload: new URLSearchParams({
      domain: "page.example",
      issuer: idp.issuer,
      clientId: "c",
      clientSecret: "",
    }).toString(),
  });
  assert.equal(right.statusCode, 303, right.body);
  const page = await stage.as(HANA, { method: "GET", url });
  assert.match(page.body, /_carnet-verification\.page\.example/);
});
