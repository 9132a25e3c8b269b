import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const REI = "rei@elsewhere.example";
const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const OTTO = "otto@vendor.example";
const CARA = "cara@vendor.example";
const CARL = "carl@vendor.example";

/** As D-21 lists it. */
const ASKED = {
  company: "青葉商事",
  siteNumber: "7001234",
  customerNumber: "1234567",
  country: "JP",
  contactType: "primary",
  romanizedName: "Ren Ito",
  email: "ren@aoba.example",
  phone: "022-000-0001",
  statement: "Hana Mori left on 31 January. I am her head of department.",
};

const EVIDENCE = { company: "on", site: "on", customerNumber: "on", country: "on", requester: "domain" };

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
  for (const [id, email] of [
    ["person_cara", CARA],
    ["person_carl", CARL],
  ]) {
    await sql`
      insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                          registered_at, confirmed_at)
      select ${id}, ${email}, ${email}, 'Car', 'E', 'US', 'en', password_hash, 'active', registered_at, confirmed_at
        from people where id = ${CAST.otto}`.execute(portal.owner);
    await sql`insert into staff_members (person_id, role, invited_at, invited_by)
              values (${id}, 'care', '2009-01-01', 'system')`.execute(portal.owner);
  }
});
after(() => portal.close());

beforeEach(async () => {
  const { owner } = portal;
  for (const table of ["take_overs", "care_requests", "mails", "spendings", "hand_overs"])
    await sql`delete from ${sql.table(table)}`.execute(owner);
  await sql`delete from access_grants where site_id = ${CAST.aoba} and role = 'primary'`.execute(owner);
  await sql`delete from access_grants where site_id = ${CAST.aoba} and person_id not in (${CAST.jun}, ${CAST.mio})
    `.execute(owner);
  await sql`
    insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements,
                               entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
    values (${CAST.aoba}, ${CAST.hana}, 'primary', 'download_media_commerce', 'view', 'update', 'update', 'update',
            'update', 'view', '2009-03-21', 'passcode')`.execute(owner);
});

const ask = (change: object = {}) =>
  portal.as(REI, { method: "POST", url: "/v1/take-overs", payload: { ...ASKED, ...change } });

/** What lies on the desk: the one request. */
async function onTheDesk(as = CARA): Promise<string> {
  const { items } = (await portal.as(as, { url: "/v1/care/requests?kind=primary-change" })).json();
  assert.equal(items.length, 1);
  return items[0].id;
}

const decide = (as: string, id: string, outcome: string, more: object = {}) =>
  portal.as(as, {
    method: "POST",
    url: `/v1/care/requests/${id}/decision`,
    payload: { outcome, ...more },
  });

const verify = (as: string, id: string, fields: object = EVIDENCE) => decide(as, id, "verify", { fields });

async function stateOf(): Promise<string> {
  const { rows } = await sql<{ state: string }>`select state from take_overs`.execute(portal.owner);
  return rows.map(({ state }) => state).join();
}

async function primariesOf(siteId: string = CAST.aoba): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select email from access_grants join people on id = person_id
     where site_id = ${siteId} and role = 'primary'`.execute(portal.owner);
  return rows.map(({ email }) => email);
}

async function mailsOf(template: string): Promise<string[]> {
  const { rows } = await sql<{ toAddress: string }>`
    select to_address from mails where template = ${template} order by to_address`.execute(portal.owner);
  return rows.map(({ toAddress }) => toAddress);
}

describe("POST /v1/take-overs", () => {
  test("400 BR-52 a missing ICN is incomplete: the field and the rule are named, nothing reaches the desk", async () => {
    const { customerNumber: _, ...rest } = ASKED;
    const replies = [
      await portal.as(REI, { method: "POST", url: "/v1/take-overs", payload: rest }),
      await ask({ customerNumber: "" }),
      await ask({ customerNumber: "12345" }),
    ];
    for (const reply of replies) {
      assert.equal(reply.statusCode, 400);
      assert.equal(reply.json().rule, "BR-52");
    }
    assert.deepEqual(
      replies.map((reply) => reply.json().fields),
      [
        { customerNumber: ["required"] },
        { customerNumber: ["required"] },
        { customerNumber: ["customer_number_malformed"] },
      ],
    );
    assert.equal(await stateOf(), "");
  });

  test("400 BR-52 every field that is wrong is named at once", async () => {
    const wrong = {
      company: " ",
      siteNumber: "123",
      country: "XX",
      romanizedName: "森",
      email: "ren",
      extra: 1,
    };
    const { fields } = (await ask(wrong)).json();
    assert.deepEqual(Object.keys(fields).sort(), [
      "company",
      "country",
      "email",
      "extra",
      "romanizedName",
      "siteNumber",
    ]);
  });

  test("201 BR-52 complete, it is a work item; an ICN of six digits gets its zero", async () => {
    const reply = await ask({ siteNumber: null, customerNumber: "654321" });
    assert.equal(reply.statusCode, 201, reply.body);
    const { rows } = await sql<{ customerNumber: string }>`select customer_number from take_overs`.execute(
      portal.owner,
    );
    assert.equal(rows[0]?.customerNumber, "0654321");
    await onTheDesk();
  });

  test("201 answers alike for a site that is, a site that is not, and none; 401 for a stranger", async () => {
    const shapes = [];
    for (const siteNumber of ["7001234", "7999999", null]) {
      const reply = await ask({ siteNumber });
      shapes.push([reply.statusCode, Object.keys(reply.json()), reply.json().state]);
    }
    assert.deepEqual(new Set(shapes.map((shape) => JSON.stringify(shape))).size, 1);
    const stranger = await portal.app.inject({ method: "POST", url: "/v1/take-overs", payload: ASKED });
    assert.equal(stranger.statusCode, 401);
  });
});

describe("on the desk", () => {
  test("the stated data stand beside the registered, with the mail domains", async () => {
    await ask();
    const { comparisons, outcomes } = (
      await portal.as(CARA, { url: `/v1/care/requests/${await onTheDesk()}` })
    ).json();
    const rows: { stated: string | null; registered: string; verdict: string }[] = comparisons;
    assert.deepEqual(
      rows.map(({ stated, registered, verdict }) => [stated, registered, verdict]),
      [
        ["青葉商事", "青葉商事", "same"],
        ["7001234", "7001234", "same"],
        ["1234567", "1234567", "same"],
        ["Japan", "Japan", "same"],
        [null, "Hana Mori <hana@aoba.example>", "absent"],
        ["elsewhere.example", "aoba.example", "differs"],
        ["aoba.example", "aoba.example", "same"],
      ],
    );
    assert.deepEqual(
      outcomes.map(({ outcome }: { outcome: string }) => outcome),
      ["verify", "return", "reject"],
    );
  });

  test("400 each item of evidence is mandatory; 200 all of them keep the request open for another agent", async () => {
    await ask();
    const id = await onTheDesk();
    for (const item of Object.keys(EVIDENCE))
      assert.equal((await verify(CARA, id, { ...EVIDENCE, [item]: "" })).statusCode, 400, item);
    for (const no of ["false", "no", "0"])
      assert.equal((await verify(CARA, id, { ...EVIDENCE, company: no })).statusCode, 400, no);
    const reply = await verify(CARA, id);
    assert.equal(reply.statusCode, 200, reply.body);
    assert.equal(await stateOf(), "verified");
    assert.equal(await onTheDesk(CARL), id);
    assert.deepEqual(
      await mailsOf("succession-announced"),
      [HANA],
      "whoever is the primary may still object",
    );
    assert.deepEqual(await primariesOf(), [HANA]);
  });

  for (const agent of [CARA, OTTO]) {
    test(`403 second_agent_required: ${agent} verified and cannot confirm, whatever the role`, async () => {
      await ask();
      const id = await onTheDesk();
      await verify(agent, id);
      const reply = await decide(agent, id, "confirm");
      assert.deepEqual([reply.statusCode, reply.json().code], [403, "second_agent_required"]);
      assert.deepEqual(await primariesOf(), [HANA]);
      await assert.rejects(
        sql`update take_overs set confirmed_by = verified_by`.execute(portal.owner),
        /take_overs_four_eyes/,
      );
    });
  }

  test("200 BR-52 a second agent confirms: the old primary is out, the new one in, everybody is told", async () => {
    await ask();
    const id = await onTheDesk();
    await verify(CARA, id);
    const reply = await decide(CARL, id, "confirm");
    assert.equal(reply.statusCode, 200, reply.body);
    assert.equal(await stateOf(), "done");
    assert.deepEqual(await primariesOf(), ["ren@aoba.example"]);
    assert.equal((await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 404);
    assert.deepEqual(await mailsOf("succession-changed"), [HANA, JUN, "ren@aoba.example"]);
    assert.deepEqual(await mailsOf("succession-take-over-ended"), [REI]);
    const { rows } = await sql<{ state: string }>`
      select state from people where email = 'ren@aoba.example'`.execute(portal.owner);
    assert.deepEqual(rows, [{ state: "invited" }]);
    const { items } = (await portal.as(JUN, { url: `/v1/sites/${CAST.aoba}/history` })).json();
    const names = items.map(({ name }: { name: string }) => name);
    assert.ok(names.includes("take-over.verified") && names.includes("take-over.confirmed"), names.join());
  });

  test("BR-35 what waited for a contact is before the new one at once", async () => {
    await ask();
    await sql`
      insert into access_requests (id, site_number, site_id, person_id, is_primary_contact, state, asked_at)
      values ('request_held', '7001234', ${CAST.aoba}, ${CAST.lihua}, false, 'on_hold', '2010-02-20')`.execute(
      portal.owner,
    );
    const id = await onTheDesk();
    assert.equal((await verify(CARA, id)).statusCode, 200);
    assert.equal((await decide(CARL, id, "confirm")).statusCode, 200);
    const { rows } = await sql<{ state: string }>`
      select state from access_requests where id = 'request_held'`.execute(portal.owner);
    assert.deepEqual(rows, [{ state: "contact_review" }]);
    await sql`delete from access_requests`.execute(portal.owner);
  });

  test("two confirm at once: one does, one is told; one mail each, one primary at every instant", async () => {
    await ask();
    const id = await onTheDesk();
    await verify(CARA, id);
    const replies = await Promise.all([decide(CARL, id, "confirm"), decide(OTTO, id, "confirm")]);
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [200, 409]);
    assert.deepEqual(await primariesOf(), ["ren@aoba.example"]);
    assert.deepEqual(await mailsOf("succession-changed"), [HANA, JUN, "ren@aoba.example"]);
  });

  test("the primary objects while an agent confirms: one of the two happens, never both", async () => {
    for (let round = 0; round < 4; round++) {
      await ask();
      const id = await onTheDesk();
      await verify(CARA, id);
      const { rows } = await sql<{ id: string }>`select id from take_overs`.execute(portal.owner);
      const url = `/v1/sites/${CAST.aoba}/take-overs/${rows[0]?.id}/objection`;
      const [confirmed, objected] = await Promise.all([
        decide(CARL, id, "confirm"),
        portal.as(HANA, { method: "POST", url }),
      ]);
      const isDone = confirmed.statusCode === 200;
      assert.equal(objected.statusCode === 204, !isDone, `${confirmed.body} ${objected.body}`);
      assert.deepEqual(await primariesOf(), [isDone ? "ren@aoba.example" : HANA]);
      if (isDone) break;
      await portal.portal.jobs.drain();
    }
  });

  test("an unknown number: the first agent names the site, or is refused", async () => {
    await ask({ siteNumber: null });
    const id = await onTheDesk();
    assert.equal((await verify(CARA, id)).statusCode, 400);
    const wrong = await verify(CARA, id, { ...EVIDENCE, siteNumber: "7999999" });
    assert.deepEqual([wrong.statusCode, wrong.json().code], [409, "take_over_site_unknown"]);
    assert.equal((await verify(CARA, id, { ...EVIDENCE, siteNumber: "7001234" })).statusCode, 200);
    assert.equal((await decide(CARL, id, "confirm")).statusCode, 200);
    assert.deepEqual(await primariesOf(), ["ren@aoba.example"]);
  });

  test("returning and rejecting need a reason, which the requester is written", async () => {
    for (const [outcome, state] of [
      ["return", "returned"],
      ["reject", "rejected"],
    ] as const) {
      await sql`delete from take_overs`.execute(portal.owner);
      await sql`delete from mails`.execute(portal.owner);
      await ask();
      const id = await onTheDesk();
      assert.equal((await decide(CARA, id, outcome)).statusCode, 400);
      const reply = await decide(CARA, id, outcome, { reason: "Which department?" });
      assert.equal(reply.statusCode, 200, reply.body);
      assert.equal(await stateOf(), state);
      assert.deepEqual(await mailsOf("succession-take-over-ended"), [REI]);
    }
  });

  test("a secondary contact is added; of a technical one the site's people are told", async () => {
    await ask({ contactType: "secondary" });
    const first = await onTheDesk();
    await verify(CARA, first);
    assert.equal((await decide(CARL, first, "confirm")).statusCode, 200);
    assert.deepEqual(await mailsOf("succession-added"), ["ren@aoba.example"]);
    assert.deepEqual(await primariesOf(), [HANA]);
    await ask({ contactType: "technical" });
    const second = await onTheDesk();
    await verify(CARA, second);
    assert.equal((await decide(CARL, second, "confirm")).statusCode, 200);
    assert.deepEqual(await mailsOf("succession-technical"), [HANA, JUN]);
  });
});
