/** What the primary allows support, and what support may not do without it. BR-54; DOMAIN §1.5, §1.6. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../../test/agents.ts";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const SEOYEON = "seoyeon@hangang.example";
const HANA = "hana@aoba.example";
const { cara, lisa, sue, sally } = AGENTS;

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
  await addAgents(portal.owner);
});
after(() => portal.close());

beforeEach(async () => {
  portal.clock.set("2010-03-01T03:00:00Z");
  await sql`delete from consents`.execute(portal.owner);
});

interface Given {
  readonly site?: string;
  readonly as?: string;
  readonly validThrough?: string;
}

const give = (
  purpose: string,
  { site = CAST.hangang, as = SEOYEON, validThrough = "2010-03-31" }: Given = {},
) =>
  portal.as(as, {
    method: "POST",
    url: `/v1/sites/${site}/consents`,
    payload: { purpose, validThrough },
  });

const seek = (payload: object, as: string = sue.email) =>
  portal.as(as, { method: "POST", url: "/v1/care/disclosures", payload });

const add = (payload: object, as: string = lisa.email) =>
  portal.as(as, { method: "POST", url: "/v1/care/members", payload });

async function happened(name: string, siteId: string = CAST.hangang): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from events where name = ${name} and site_id = ${siteId}`.execute(
    portal.owner,
  );
  return rows[0]?.count ?? 0;
}

describe("giving consent", () => {
  test("201 by the primary, for ninety days at most, from the site's own today", async () => {
    assert.equal((await give("disclose-contacts", { validThrough: "2010-05-30" })).statusCode, 201);
    const late = await give("disclose-contacts", { validThrough: "2010-05-31" });
    assert.deepEqual(late.json().fields, { validThrough: ["consent_too_long"] });
    const past = await give("disclose-contacts", { validThrough: "2010-02-28" });
    assert.deepEqual(past.json().fields, { validThrough: ["day_over"] });
    assert.equal((await give("disclose-contacts", { validThrough: "2010-03-01" })).statusCode, 201);
    assert.equal((await give("something")).statusCode, 400);
  });

  test("403 for a secondary who manages access: only the primary", async () => {
    const reply = await give("add-member", { site: CAST.aoba, as: "jun@aoba.example" });
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "primary_required"]);
    const url = `/v1/sites/${CAST.aoba}/consents`;
    assert.equal((await portal.as("jun@aoba.example", { url })).statusCode, 200);
    assert.equal((await portal.as("mio@aoba.example", { url })).statusCode, 403);
    assert.equal((await give("add-member", { site: CAST.aoba, as: SEOYEON })).statusCode, 404);
  });

  test("taken back, it is in force no more: from the next request on", async () => {
    const { id } = (await give("disclose-contacts")).json();
    assert.equal((await seek({ purpose: "disclose-contacts", siteId: CAST.hangang })).statusCode, 200);
    const url = `/v1/sites/${CAST.hangang}/consents/${id}`;
    assert.equal((await portal.as(SEOYEON, { method: "DELETE", url })).statusCode, 204);
    assert.equal((await portal.as(SEOYEON, { method: "DELETE", url })).statusCode, 404);
    assert.equal((await seek({ purpose: "disclose-contacts", siteId: CAST.hangang })).statusCode, 403);
    const [item] = (await portal.as(SEOYEON, { url: `/v1/sites/${CAST.hangang}/consents` })).json().items;
    assert.equal(item.state, "taken-back");
  });
});

describe("BR-54 support", () => {
  test("without consent: 403 that names the rule; the try is in the site's history", async () => {
    const before = await happened("consent.lacked");
    for (const payload of [
      { purpose: "disclose-site-number", email: SEOYEON },
      { purpose: "disclose-contacts", siteNumber: "3005678" },
    ]) {
      const reply = await seek(payload);
      const { code, rule } = reply.json();
      assert.deepEqual([reply.statusCode, code, rule], [403, "consent_required", "BR-54"]);
      assert.doesNotMatch(reply.body, /3005678|서연/);
    }
    const added = await add({ siteNumber: "3005678", email: "new@hangang.example" });
    assert.deepEqual([added.statusCode, added.json().code], [403, "consent_required"]);
    assert.equal(await happened("consent.lacked"), before + 3);
    const { rows } = await sql`select from people where email_key = 'new@hangang.example'`.execute(
      portal.owner,
    );
    assert.equal(rows.length, 0);
    const history = await portal.as(SEOYEON, { url: `/sites/${CAST.hangang}/history` });
    assert.match(history.body, /동의가 없어 지원 담당자의 작업이 거부되었습니다/);
  });

  test("what nobody has is answered like what is not allowed", async () => {
    const known = await seek({ purpose: "disclose-contacts", siteNumber: "3005678" });
    for (const meant of [{ siteNumber: "7999999" }, { email: "nobody@nowhere.example" }, {}]) {
      const { requestId: _, ...body } = (await seek({ purpose: "disclose-contacts", ...meant })).json();
      const { requestId: __, ...told } = known.json();
      assert.deepEqual(body, told);
    }
  });

  test("with consent for just this: the number, or the contacts, or a member", async () => {
    const before = await happened("consent.used");
    await give("disclose-site-number");
    assert.equal((await seek({ purpose: "disclose-contacts", email: SEOYEON })).statusCode, 403);
    const number = await seek({ purpose: "disclose-site-number", email: SEOYEON });
    assert.equal(number.statusCode, 200, number.body);
    const { siteNumber, customerNumber, contacts } = number.json();
    assert.deepEqual([siteNumber, customerNumber, contacts], ["3005678", "0654321", []]);

    await give("disclose-contacts");
    const told = (await seek({ purpose: "disclose-contacts", siteNumber: "3005678" })).json();
    assert.deepEqual(
      [told.siteNumber, told.contacts],
      [null, [{ name: "김서연", email: SEOYEON, role: "primary" }]],
    );

    await give("add-member");
    const added = await add({ siteNumber: "3005678", email: "new@hangang.example" });
    assert.equal(added.statusCode, 201, added.body);
    const again = await add({ siteNumber: "3005678", email: "new@hangang.example" });
    assert.deepEqual([again.statusCode, again.json().code], [409, "already_member"]);
    const { rows } = await sql<{ role: string; downloads: string }>`
      select role, software_and_services as downloads from access_grants
       where person_id = ${added.json().personId}`.execute(portal.owner);
    assert.deepEqual(rows, [{ role: "user", downloads: "download" }]);
    const mails = await sql<{ toAddress: string }>`
      select to_address from mails where template = 'member.added'`.execute(portal.owner);
    assert.deepEqual(mails.rows, [{ toAddress: "new@hangang.example" }]);
    assert.equal(await happened("consent.used"), before + 3);
  });

  test("a consent lasts through its last day where the site is, and reaches no other site", async () => {
    await give("disclose-contacts", { validThrough: "2010-03-01" });
    assert.equal((await seek({ purpose: "disclose-contacts", siteNumber: "7009999" })).statusCode, 403);
    const fresh = async (now: string) => {
      portal.clock.set(now);
      const cookie = await signIn(sue.email);
      const payload = { purpose: "disclose-contacts", siteNumber: "3005678" };
      const asked = { method: "POST", url: "/v1/care/disclosures", headers: { cookie }, payload } as const;
      return (await portal.app.inject(asked)).statusCode;
    };
    assert.equal(await fresh("2010-03-01T14:59:59Z"), 200);
    assert.equal(await fresh("2010-03-01T15:00:00Z"), 403); // March 2 in Seoul
  });

  test("sales may not at all, care has ways of its own, the operator is not bound but noted", async () => {
    const asked = { purpose: "disclose-contacts", siteNumber: "3005678" };
    assert.equal((await seek(asked, sally.email)).json().code, "staff_role_required");
    assert.equal((await seek(asked, cara.email)).json().code, "staff_role_required");
    assert.equal((await seek(asked, HANA)).statusCode, 404);
    const before = await happened("consent.used");
    assert.equal((await seek(asked, "otto@vendor.example")).statusCode, 200);
    assert.equal(await happened("consent.used"), before + 1);
  });
});

describe("the pages", () => {
  test("the primary gives and takes back by a plain form", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const url = `/sites/${CAST.hangang}/consents`;
    const payload = "purpose=add-member&validThrough=2011-01-01";
    const faulty = await portal.as(SEOYEON, { method: "POST", url, headers, payload });
    assert.equal(faulty.statusCode, 400);
    assert.match(faulty.body, /최대 90일까지/);
    const right = payload.replace("2011-01-01", "2010-03-15");
    assert.equal(
      (await portal.as(SEOYEON, { method: "POST", url, headers, payload: right })).statusCode,
      303,
    );
    const page = await portal.as(SEOYEON, { url });
    const [, action = ""] = page.body.match(/action="([^"]+\/taking-back)"/) ?? [];
    assert.equal((await portal.as(SEOYEON, { method: "POST", url: action, headers })).statusCode, 303);
    const jun = await portal.as("jun@aoba.example", { url: `/sites/${CAST.aoba}/consents` });
    assert.match(jun.body, /BR-54/);
  });

  test("support's page refuses with the rule, and shows what is allowed", async () => {
    const url = "/care/consented?purpose=disclose-site-number&email=seoyeon%40hangang.example";
    const refused = await portal.as(sue.email, { url });
    assert.equal(refused.statusCode, 403);
    assert.match(refused.body, /BR-54/);
    await give("disclose-site-number");
    assert.match((await portal.as(sue.email, { url })).body, /3005678/);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const payload = "addTo=3005678&addEmail=page%40hangang.example&role=user";
    const post = { method: "POST", url: "/care/consented/members", headers, payload } as const;
    assert.equal((await portal.as(sue.email, post)).statusCode, 403);
    await give("add-member");
    const added = await portal.as(sue.email, post);
    assert.equal(added.statusCode, 303);
    assert.match((await portal.as(sue.email, { url: String(added.headers.location) })).body, /page@hangang/);
  });
});

async function signIn(email: string): Promise<string> {
  const payload = { email, password: "correct-horse-battery" };
  const reply = await portal.app.inject({ method: "POST", url: "/v1/session", payload });
  const cookie = reply.cookies.find(({ name }) => name.endsWith("carnet"));
  return `${cookie?.name}=${cookie?.value}`;
}
