/** Finding sites, people and requests by anything that is known of them. Issue 3 item 8; BR-29, BR-30, BR-54, R17. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../../test/agents.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const { cara, sally, sue } = AGENTS;

let stage: TestPortal;

before(async () => {
  stage = await testPortal();
  await addAgents(stage.owner);
  await sql`update people set romanized_name = 'Lihua Chen' where id = 'person_lihua'`.execute(stage.owner);
  await sql`
    insert into care_requests (id, kind, team, subject_id, site_number, requester_name, requester_email, country,
                               language, opened_at, due_at)
    values ('care_first', 'forgotten-id', 'care', 'enquiry_1', '7001234', '山田 太郎', 'taro@aoba.example', 'JP', 'ja',
            '2010-03-01T03:00:00Z', '2010-03-03T03:00:00Z')`.execute(stage.owner);
});
after(() => stage.close());

async function find(q: string, email: string = cara.email) {
  const reply = await stage.as(email, { url: `/v1/care/search?q=${encodeURIComponent(q)}` });
  assert.equal(reply.statusCode, 200, reply.body);
  const { sites, people, requests } = reply.json();
  return {
    sites: sites.map(({ number }: { number: string }) => number),
    people: people.map(({ email: address }: { email: string }) => address.split("@")[0]),
    requests: requests.map(({ id }: { id: string }) => id),
  };
}

describe("a site is found by any of its numbers", () => {
  const NUMBERS = [
    ["BR-29 the short number", "7001234"],
    ["BR-30 the long one", "007001234"],
    ["full-width digits", "７００１２３４"],
    ["digits with hyphens and spaces", "700-12 34"],
    ["the customer number", "1234567"],
    ["the agreement's number", "100200"],
    ["an order's number", "SO-4711"],
    ["an order's number in full width", "ｓｏ－４７１１"],
  ] as const;
  for (const [what, q] of NUMBERS) {
    test(what, async () => assert.deepEqual((await find(q)).sites, ["7001234"]));
  }
  test("a six-digit customer number, with and without its leading 0", async () => {
    assert.deepEqual((await find("654321")).sites, ["3005678", "7009999"]);
    assert.deepEqual((await find("0654321")).sites, ["3005678", "7009999"]);
  });
});

describe("names in four scripts, whole or in part, in any order and width", () => {
  const NAMES = [
    ["森 花", ["hana"]],
    ["花 森", ["hana"]],
    ["森花", ["hana"]],
    ["김서연", ["seoyeon"]],
    ["서연", ["seoyeon"]],
    ["陳麗華", ["lihua"]],
    ["陳", ["lihua"]],
    ["ＣＨＥＮ　ｌｉｈｕａ", ["lihua"]],
    ["rei sato", ["rei"]],
    ["SATO", ["rei"]],
    ["HANA@aoba.example", ["hana"]],
    ["森 서연", []],
    ["%", []],
    ["_", []],
  ] as const;
  for (const [q, people] of NAMES) {
    test(`“${q}”`, async () => assert.deepEqual((await find(q)).people, people));
  }
  test("of a company and of a site, and its registered contact", async () => {
    assert.deepEqual((await find("青葉商事")).sites, ["7001234"]);
    assert.deepEqual((await find("한강시스템")).sites, ["3005678", "7009999"]);
    assert.deepEqual((await find("福爾摩沙")).sites, ["7004321"]);
    assert.deepEqual((await find("li-hua chen")).sites, ["7004321"]);
  });
});

test("a request is found by its number, its site's, its requester's name and address", async () => {
  for (const q of ["care_first", "007001234", "太郎 山田", "taro@AOBA.example"]) {
    assert.deepEqual((await find(q)).requests, ["care_first"], q);
  }
});

test("BR-54 support finds a site by its own number alone, a person by the whole address, and no desk but its own", async () => {
  for (const { email } of [sue, sally]) {
    assert.deepEqual(await find("7001234", email), { sites: ["7001234"], people: [], requests: [] });
    for (const q of ["青葉商事", "1234567", "100200", "SO-4711", "森", "hana", "care_first"]) {
      assert.deepEqual(await find(q, email), { sites: [], people: [], requests: [] }, q);
    }
    assert.deepEqual((await find("hana@aoba.example", email)).people, ["hana"]);
    const reply = await stage.as(email, { url: "/v1/care/search?q=7001234" });
    const { siteId, ...shown } = reply.json().sites[0];
    assert.deepEqual(shown, {
      number: "7001234",
      name: "青葉商事 本社",
      program: "PA",
      customerName: null,
      customerNumber: null,
    });
    assert.equal((await stage.as(email, { url: `/v1/care/sites/${siteId}` })).statusCode, 403);
    assert.equal((await stage.as(email, { url: "/v1/care/people/person_hana" })).statusCode, 403);
  }
});

test("what a search showed is in the vendor's chain, by ids; nothing is asked for nothing", async () => {
  await find("陳麗華");
  const { rows } = await sql<{ facts: object }>`
    select facts from events where name = 'directory.searched' order by position desc limit 1`.execute(
    stage.owner,
  );
  assert.deepEqual(rows[0]?.facts, { sites: [], people: ["person_lihua"] });
  assert.deepEqual(await find(""), { sites: [], people: [], requests: [] });
  assert.equal((await stage.as("hana@aoba.example", { url: "/v1/care/search?q=x" })).statusCode, 404);
  assert.equal((await stage.as(undefined, { url: "/v1/care/search?q=x" })).statusCode, 401);
});
