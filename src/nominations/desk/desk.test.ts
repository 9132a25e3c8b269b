import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../../test/agents.ts";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const HANA = "hana@aoba.example";
const LIHUA = "lihua@formosa.example";
const MIO = "mio@aoba.example";
const REI = "rei@elsewhere.example";
const CARA = AGENTS.cara.email;
const AOBA = "7001234";
const FORMOSA = "7004321";

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
  await addAgents(portal.owner);
});
after(() => portal.close());

beforeEach(async () => {
  const { owner } = portal;
  for (const table of ["care_requests", "access_requests", "mails", "spendings"])
    await sql`delete from ${sql.table(table)}`.execute(owner);
  await sql`delete from access_grants where person_id in (${CAST.nobody}, ${CAST.lihua})`.execute(owner);
  await sql`update access_grants set role = 'primary' where site_id = ${CAST.aoba} and person_id = ${CAST.hana}`.execute(
    owner,
  );
  await sql`update sites set primary_state = 'unclaimed' where id = ${CAST.formosa}`.execute(owner);
  await named("Rei", "Sato", null);
});

function named(given: string, family: string, romanized: string | null) {
  return sql`update people set given_name = ${given}, family_name = ${family}, romanized_name = ${romanized}
              where id = ${CAST.nobody}`.execute(portal.owner);
}

/** The desk's request for what somebody asked as the contact. */
async function nominated(email: string, siteNumber: string, more: object = {}): Promise<string> {
  const payload = { siteNumber, isPrimaryContact: true, ...more };
  const reply = await portal.as(email, { method: "POST", url: "/v1/access-requests", payload });
  assert.equal(reply.statusCode, 201, reply.body);
  await portal.portal.jobs.drain();
  const { rows } = await sql<{ id: string }>`
    select id from care_requests where subject_id = ${reply.json().id}`.execute(portal.owner);
  return rows[0]?.id ?? "";
}

const look = async (id: string) => (await portal.as(CARA, { url: `/v1/care/requests/${id}` })).json();

function decide(id: string, decision: object, as = CARA) {
  return portal.as(as, { method: "POST", url: `/v1/care/requests/${id}/decision`, payload: decision });
}

async function mailsTo(email: string): Promise<{ subject: string; text: string }[]> {
  await portal.portal.jobs.drain();
  const { items } = (await portal.app.inject({ url: `/v1/demo/mailbox?to=${email}` })).json();
  return items.filter(({ text }: { text: string }) => /\b[37]\d{6}\b/.test(text)); // about a site, not about a sign-in
}

async function roleOf(personId: string, siteId: string): Promise<string | undefined> {
  const { rows } = await sql<{ role: string }>`
    select role from access_grants where site_id = ${siteId} and person_id = ${personId}`.execute(
    portal.owner,
  );
  return rows[0]?.role;
}

describe("a nomination on the desk", () => {
  test("BR-31, D-08a shows what is stated beside what is registered", async () => {
    await named("零", "佐藤", "Hana Mori");
    const id = await nominated(REI, AOBA, {
      company: "青葉商事本社",
      department: "総務部",
      phone: "022 000 0000",
    });
    const { comparisons, facts } = await look(id);
    const verdicts = comparisons.map(
      ({ label, verdict }: { label: string; verdict: string }) => `${label} ${verdict}`,
    );
    assert.deepEqual(verdicts, [
      "Name same",
      "E-mail address (ID) differs",
      "Company same",
      "Department differs",
      "Telephone same",
      "Country same",
    ]);
    assert.ok(JSON.stringify(facts).includes(HANA));
  });

  test("BR-33 while the name differs there is no approval, only a denial with a reason, which is mailed", async () => {
    const id = await nominated(REI, AOBA);
    const { outcomes } = await look(id);
    assert.match(outcomes[0].refusedBecause, /BR-33/);
    const approved = await decide(id, { outcome: "approve" });
    assert.equal(approved.statusCode, 409, approved.body);
    assert.equal((await decide(id, { outcome: "deny" })).statusCode, 400);
    assert.equal(
      (await decide(id, { outcome: "deny", reason: "The registration names somebody else" })).statusCode,
      200,
    );
    const [mail, ...more] = await mailsTo(REI);
    assert.equal(more.length, 0);
    assert.match(mail?.text ?? "", /7001234[\s\S]*The registration names somebody else/);
    assert.equal(await roleOf(CAST.nobody, CAST.aoba), undefined);
    const { items } = (await portal.as(REI, { url: "/v1/access-requests" })).json();
    assert.deepEqual([items[0].state, items[0].reason], ["denied", "The registration names somebody else"]);
  });

  test("BR-11, A-24 approved while another holds the place: the old one becomes a user and is told", async () => {
    await named("Hana", "Mori", null);
    const id = await nominated(REI, AOBA);
    assert.equal((await decide(id, { outcome: "approve", fields: { oldPrimary: "user" } })).statusCode, 200);
    assert.deepEqual(
      [await roleOf(CAST.nobody, CAST.aoba), await roleOf(CAST.hana, CAST.aoba)],
      ["primary", "user"],
    );
    assert.match((await mailsTo(REI))[0]?.text ?? "", /Primary contact/);
    const [told] = await mailsTo(HANA);
    assert.match(told?.text ?? "", /Hana Mori/);
    await sql`delete from access_grants where person_id = ${CAST.nobody}`.execute(portal.owner);
    await sql`
      update access_grants set role = 'primary', software_and_services = 'download_media_commerce', reporting = 'view', entitlements = 'update',
             entitlement_allocation = 'update', manage_access = 'update', contact_update = 'update', account_documents = 'view'
       where site_id = ${CAST.aoba} and person_id = ${CAST.hana}`.execute(portal.owner);
  });

  test("BR-35 approved at a site that nobody opened: primary, and what was on hold is before them at once", async () => {
    const held = { siteNumber: FORMOSA, isPrimaryContact: false };
    await portal.as(MIO, { method: "POST", url: "/v1/access-requests", payload: held });
    await sql`update people set given_name = 'Li-Hua', family_name = 'CHEN' where id = ${CAST.nobody}`.execute(
      portal.owner,
    );
    const id = await nominated(REI, FORMOSA);
    const reply = await decide(id, { outcome: "approve" });
    assert.equal(reply.statusCode, 200, reply.body);
    assert.equal(await roleOf(CAST.nobody, CAST.formosa), "primary");
    const { items } = (await portal.as(REI, { url: `/v1/sites/${CAST.formosa}/access-requests` })).json();
    assert.deepEqual(
      items.map((item: { requester: { email: string } }) => item.requester.email),
      [MIO],
    );
  });

  test("a number that is nobody's is told as such to the agent alone, and can only be denied", async () => {
    const id = await nominated(REI, "7555555");
    const { facts, outcomes } = await look(id);
    assert.match(JSON.stringify(facts), /There is no site with this number/);
    assert.ok(outcomes[0].refusedBecause);
    assert.equal((await decide(id, { outcome: "approve" })).statusCode, 409);
    assert.equal((await decide(id, { outcome: "deny", reason: "Please check the number" })).statusCode, 200);
  });

  test("BAR 18 of twenty agents' decisions at once one counts, with one mail", async () => {
    await named("Hana", "Mori", null);
    const id = await nominated(REI, FORMOSA);
    const tries = Array.from({ length: 20 }, () => decide(id, { outcome: "deny", reason: "no" }));
    const statuses = (await Promise.all(tries)).map(({ statusCode }) => statusCode);
    assert.deepEqual(
      [
        statuses.filter((status) => status === 200).length,
        statuses.filter((status) => status === 409).length,
      ],
      [1, 19],
    );
    assert.equal((await mailsTo(REI)).length, 1);
  });

  test("is none of the site's people's: they neither see nor decide it", async () => {
    await nominated(LIHUA, AOBA);
    const { rows } = await sql<{ id: string }>`select id from access_requests`.execute(portal.owner);
    const url = `/v1/sites/${CAST.aoba}/access-requests/${rows[0]?.id}`;
    assert.equal((await portal.as(HANA, { url })).statusCode, 404);
    const reply = await portal.as(HANA, {
      method: "POST",
      url: `${url}/decision`,
      payload: { decision: "approve" },
    });
    assert.deepEqual([reply.statusCode, reply.json().code], [404, "access_request_not_found"]);
  });
});
