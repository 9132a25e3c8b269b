/** Every look of the vendor's people at a customer's data is in that customer's history. Issue 3 item 8; BAR 40, 47. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../../test/agents.ts";
import { CAST, PASSWORD } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const { cara } = AGENTS;
const OTTO = "otto@vendor.example";
const HANA = "hana@aoba.example";

let stage: TestPortal;
let request = "";

before(async () => {
  stage = await testPortal();
  await addAgents(stage.owner);
  const payload = {
    kind: "contact-enquiry",
    siteNumber: "7001234",
    name: "加藤 澪",
    email: "mio@aoba.example",
    country: "JP",
  };
  const sent = await stage.as("mio@aoba.example", { method: "POST", url: "/v1/enquiries", payload });
  assert.ok(sent.statusCode < 300, sent.body);
  await stage.portal.jobs.drain();
  request = (await stage.as(cara.email, { url: "/v1/care/requests" })).json().items[0].id;
});
after(() => stage.close());

async function historyOf(siteId: string, email: string, language = "en") {
  const headers = { "accept-language": language, cookie: "" };
  const reply = await stage.as(email, { url: `/v1/sites/${siteId}/history`, headers });
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json().items;
}

function look(email: string, url: string) {
  return stage.as(email, { url });
}

describe("a look", () => {
  test("at a site shows its registration, people and requests, and is told to the customer with its reason", async () => {
    const reply = await look(cara.email, `/v1/care/sites/${CAST.aoba}?for=${request}`);
    assert.equal(reply.statusCode, 200, reply.body);
    const { number, members, requests, contact } = reply.json();
    assert.deepEqual([number, contact.email], ["7001234", HANA]);
    assert.deepEqual(
      members.map(({ personId, role }: { personId: string; role: string }) => [personId, role]),
      [
        [CAST.hana, "primary"],
        [CAST.jun, "secondary"],
        [CAST.mio, "user"],
      ],
    );
    assert.deepEqual(
      requests.map(({ id }: { id: string }) => id),
      [request],
    );
    const [event] = await historyOf(CAST.aoba, HANA);
    assert.partialDeepStrictEqual(event, {
      name: "site.viewed",
      actor: { kind: "vendor", name: null },
      facts: { looked: ["registration", "members"], request },
      address: null,
    });
    assert.ok(!JSON.stringify(event).includes(cara.id), "the customer is not told which agent");
    const { rows } = await sql<{ actor: { personId: string } }>`
      select actor from events where site_id = ${CAST.aoba} order by position desc limit 1`.execute(
      stage.owner,
    );
    assert.equal(rows[0]?.actor.personId, cara.id, "the chain knows");
  });

  test("at a person is told at each of the person's sites, and at no other", async () => {
    assert.equal((await look(cara.email, `/v1/care/people/${CAST.seoyeon}`)).statusCode, 200);
    for (const siteId of [CAST.hangang, CAST.hangangFct]) {
      const [event] = await historyOf(siteId, "seoyeon@hangang.example");
      assert.partialDeepStrictEqual(event, {
        name: "site.viewed",
        facts: { looked: ["person"], request: null },
      });
    }
    const [event] = await historyOf(CAST.aoba, HANA);
    assert.deepEqual(event.facts.looked, ["registration", "members"]);
  });

  test("at a request that is about a site, and the operator's at a site, are told too", async () => {
    assert.equal((await look(cara.email, `/v1/care/requests/${request}`)).statusCode, 200);
    assert.equal((await look(OTTO, `/v1/vendor/sites/${CAST.aoba}`)).statusCode, 200);
    const events = await historyOf(CAST.aoba, HANA);
    assert.deepEqual(
      events.slice(0, 2).map(({ facts }: { facts: object }) => facts),
      [
        { looked: ["registration"], request: null },
        { looked: ["request"], request },
      ],
    );
  });

  test("is told in words, in each language, and to the vendor's people with the name", async () => {
    const told: Record<string, RegExp> = {
      en: /The vendor’s customer care looked at .*\(request: care_/,
      ja: /ベンダーのお客様サポート窓口が.*を参照しました（受付番号：care_/,
      ko: /공급사의 고객 지원 센터가 다음을 조회했습니다: .*\(요청 번호: care_/,
      "zh-TW": /廠商的客戶服務中心查看了.*（申請編號：care_/,
    };
    for (const [language, text] of Object.entries(told)) {
      const { cookies } = await stage.app.inject({
        method: "POST",
        url: "/v1/session",
        payload: { email: HANA, password: PASSWORD },
      });
      const session = cookies.find(({ name }) => name === "carnet")?.value;
      const headers = { cookie: `carnet=${session}; language=${language}` };
      const page = await stage.app.inject({ url: `/sites/${CAST.aoba}/history`, headers });
      assert.match(page.body, text, language);
    }
    const seen = await look(OTTO, `/v1/vendor/sites/${CAST.aoba}`);
    assert.deepEqual(
      seen.json().looks.map(({ name }: { name: string }) => name),
      ["Otto Operator", "care Agent", "care Agent"],
    );
  });

  test("BR-54 a request that was handed to support tells support nothing of what is registered", async () => {
    const handOver = { team: "support", note: "which version do they run?" };
    const url = `/v1/care/requests/${request}`;
    const moved = await stage.as(cara.email, { method: "POST", url: `${url}/hand-over`, payload: handOver });
    assert.equal(moved.statusCode, 200, moved.body);
    const before = (await historyOf(CAST.aoba, HANA)).length;
    const seen = await look(AGENTS.sue.email, url);
    assert.equal(seen.statusCode, 200);
    const { facts, comparisons, outcomes, templates, notes } = seen.json();
    assert.deepEqual([facts, comparisons, outcomes, templates], [[], [], [], []]);
    assert.equal(notes[0].text, handOver.note);
    assert.doesNotMatch(seen.body, /hana@aoba\.example|花/);
    assert.equal((await historyOf(CAST.aoba, HANA)).length, before, "nothing was seen");
    const back = { team: "care", note: "7.0" };
    await stage.as(AGENTS.sue.email, { method: "POST", url: `${url}/hand-over`, payload: back });
    assert.equal((await look(cara.email, url)).json().facts.length > 0, true);
  });

  test("for a reason that is no request is refused and shows nothing; a site that is none is none", async () => {
    const before = (await historyOf(CAST.aoba, HANA)).length;
    assert.equal((await look(cara.email, `/v1/care/sites/${CAST.aoba}?for=care_none`)).statusCode, 404);
    assert.equal((await look(cara.email, "/v1/care/sites/site_nowhere")).statusCode, 404);
    assert.equal((await look(cara.email, "/v1/care/people/person_none")).statusCode, 404);
    assert.equal((await look(HANA, `/v1/care/sites/${CAST.aoba}`)).statusCode, 404);
    assert.equal((await historyOf(CAST.aoba, HANA)).length, before);
  });
});

test("BAR 40 an agent releases a sign-in lock; the person's own chain tells it; a second time there is none", async () => {
  const signIn = (password: string) =>
    stage.app.inject({
      method: "POST",
      url: "/v1/session",
      payload: { email: "jun@aoba.example", password },
    });
  for (let each = 0; each < 5; each += 1) assert.equal((await signIn("wrong-password-here")).statusCode, 401);
  assert.equal((await signIn(PASSWORD)).statusCode, 401, "locked");
  const url = `/v1/care/people/${CAST.jun}/unlock`;
  const released = await stage.as(cara.email, { method: "POST", url });
  assert.deepEqual([released.statusCode, released.json()], [200, { wasLocked: true }]);
  assert.equal((await signIn(PASSWORD)).statusCode, 200);
  assert.deepEqual((await stage.as(cara.email, { method: "POST", url })).json(), { wasLocked: false });
  assert.equal((await stage.as(AGENTS.sue.email, { method: "POST", url })).statusCode, 403);
  const { rows } = await sql<{ facts: object }>`
    select facts from events where name = 'sign-in.released' and person_id = ${CAST.jun} order by position`.execute(
    stage.owner,
  );
  assert.deepEqual(rows[0]?.facts, { wasLocked: true });
});
