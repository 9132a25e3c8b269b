/** A site's people: who is listed, added, changed and removed by whom. Source: DOMAIN §1.3, §3.11, BR-39 to BR-46. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MIO = "mio@aoba.example";
const MEMBERS = `/v1/sites/${CAST.aoba}/members`;

let stage: TestPortal;
before(async () => {
  stage = await testPortal();
});
after(() => stage.close());

/** As the cast has it. */
beforeEach(async () => {
  const { owner } = stage;
  await sql`delete from access_grants where person_id not in ('person_hana', 'person_seoyeon')`.execute(
    owner,
  );
  await sql`
    insert into access_grants (site_id, person_id, role, secondary_place, software_and_services, reporting, entitlements,
                               entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
    values ('site_aoba', 'person_jun', 'secondary', 1, 'download_media_commerce', 'view', 'view', 'view', 'update', 'view', 'view', '2009-04-01', 'person_hana'),
           ('site_aoba', 'person_mio', 'user', null, 'download', 'none', 'none', 'none', 'none', 'none', 'none', '2009-04-02', 'person_hana')`.execute(
    owner,
  );
  await sql`delete from spendings`.execute(owner);
});

const add = (as: string, payload: object) => stage.as(as, { method: "POST", url: MEMBERS, payload });
const change = (as: string, personId: string, payload: object) =>
  stage.as(as, { method: "PATCH", url: `${MEMBERS}/${personId}`, payload });
const remove = (as: string, personId: string) =>
  stage.as(as, { method: "DELETE", url: `${MEMBERS}/${personId}` });

async function eventsNamed(name: string) {
  const { rows } = await sql<{ facts: Record<string, unknown> }>`
    select facts from events where name = ${name} and site_id = 'site_aoba' order by position`.execute(
    stage.owner,
  );
  return rows.map(({ facts }) => facts);
}

async function mailsTo(address: string) {
  const { rows } = await sql<{ template: string; language: string }>`
    select template, language from mails where to_address = ${address} order by id`.execute(stage.owner);
  return rows;
}

describe("adding somebody", () => {
  test("with an ID gives access at once, and sends D-10", async () => {
    const reply = await add(HANA, { email: "rei@elsewhere.example", role: "user" });
    assert.equal(reply.statusCode, 201, reply.body);
    const { personId, state, name, email, role, privileges, grantedBy } = reply.json();
    assert.deepEqual(
      [personId, state, email, role],
      [CAST.nobody, "active", "rei@elsewhere.example", "user"],
    );
    assert.equal(name, null, "whose address it is, is nobody's business until the person comes");
    assert.equal(privileges.softwareAndServices, "download");
    assert.equal(grantedBy, "森 花");
    assert.deepEqual(await mailsTo("rei@elsewhere.example"), [{ template: "member.added", language: "en" }]);
    const site = await stage.as("rei@elsewhere.example", { url: `/v1/sites/${CAST.aoba}` });
    assert.equal(site.statusCode, 200);
    const listed = await stage.as(HANA, { url: `${MEMBERS}/${CAST.nobody}` });
    assert.deepEqual([listed.json().name, listed.json().lastSeenOn], ["Rei Sato", "2010-03-01"]);
  });

  test("without an ID invites: the address is a member before it is registered", async () => {
    const reply = await add(HANA, { email: "New.One@aoba.example", role: "secondary" });
    assert.equal(reply.statusCode, 201, reply.body);
    assert.deepEqual([reply.json().state, reply.json().name], ["invited", null]);
    assert.deepEqual(await mailsTo("New.One@aoba.example"), [{ template: "member.added", language: "ja" }]);
    assert.equal((await add(HANA, { email: "new.one@AOBA.example" })).statusCode, 409);
  });

  test("is refused for an address that is none, a day that is over and a member", async () => {
    const malformed = await add(HANA, { email: "a@b.example, c@d.example" });
    assert.deepEqual([malformed.statusCode, malformed.json().fields], [400, { email: ["email_malformed"] }]);
    const over = await add(HANA, { email: "late@aoba.example", validThrough: "2010-02-28" });
    assert.deepEqual([over.statusCode, over.json().fields], [400, { validThrough: ["day_over"] }]);
    const twice = await add(HANA, { email: MIO });
    assert.deepEqual([twice.statusCode, twice.json().code], [409, "already_member"]);
    assert.deepEqual(await mailsTo("late@aoba.example"), []);
  });

  test("BR-39 never adds a primary: the place is handed over", async () => {
    const reply = await add(HANA, { email: "second@aoba.example", role: "primary" });
    assert.deepEqual([reply.statusCode, reply.json().code], [409, "primary_by_hand_over"]);
    assert.equal(reply.json().where, `/sites/${CAST.aoba}/primary`);
    await assert.rejects(
      sql`update access_grants set role = 'primary', secondary_place = null where person_id = 'person_jun'`.execute(
        stage.owner,
      ),
      /access_grants_one_primary/,
    );
  });

  test("BR-40 four secondaries are added, the fifth is refused; another site has its own four", async () => {
    for (const n of [2, 3, 4]) {
      assert.equal((await add(HANA, { email: `s${n}@aoba.example`, role: "secondary" })).statusCode, 201);
    }
    const fifth = await add(HANA, { email: "s5@aoba.example", role: "secondary" });
    assert.deepEqual(
      [fifth.statusCode, fifth.json().code, fifth.json().used, fifth.json().places, fifth.json().rule],
      [409, "secondary_limit", 4, 4, "BR-40"],
    );
    assert.deepEqual(await mailsTo("s5@aoba.example"), []);
    const elsewhere = await stage.as("seoyeon@hangang.example", {
      method: "POST",
      url: `/v1/sites/${CAST.hangang}/members`,
      payload: { email: "s5@aoba.example", role: "secondary" },
    });
    assert.equal(elsewhere.statusCode, 201);
    const list = await stage.as(HANA, { url: `${MEMBERS}?role=secondary` });
    assert.equal(list.json().items.length, 4);
  });

  test("BR-42 a secondary who manages access adds users and secondaries", async () => {
    assert.equal((await add(JUN, { email: "u@aoba.example", role: "user" })).statusCode, 201);
    assert.equal((await add(JUN, { email: "aki@aoba.example", role: "secondary" })).statusCode, 201);
  });

  test("BR-42 a secondary gives nobody more than he holds; what is usual is lowered to it", async () => {
    const more = await add(JUN, { email: "x@aoba.example", privileges: { entitlements: "update" } });
    assert.deepEqual(
      [more.statusCode, more.json().code, more.json().field],
      [403, "beyond_own_rights", "privileges.entitlements"],
    );
    await change(HANA, CAST.jun, { privileges: { reporting: "none" } });
    const usual = await add(JUN, { email: "x@aoba.example", role: "secondary" });
    assert.equal(usual.json().privileges.reporting, "none");
    const primary = await add(HANA, { email: "y@aoba.example", privileges: { entitlements: "update" } });
    assert.equal(primary.json().privileges.entitlements, "update");
  });

  test("BR-43 a user adds nobody, and is told who may", async () => {
    const reply = await add(MIO, { email: "z@aoba.example" });
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "permission_required"]);
    assert.equal(reply.json().privilege, "manageAccess");
    const asked = await stage.as(MIO, { url: MEMBERS });
    assert.equal(asked.statusCode, 403);
  });

  for (const [name, value] of [
    ["manageAccess", "view"],
    ["contactUpdate", "update"],
  ] as const) {
    test(`BR-43 a user can never hold ${name}`, async () => {
      const reply = await add(HANA, { email: "z@aoba.example", role: "user", privileges: { [name]: value } });
      assert.equal(reply.statusCode, 400);
      assert.deepEqual(reply.json().fields, { [`privileges.${name}`]: ["users_manage_nothing"] });
      assert.equal(reply.json().rule, "BR-43");
    });
  }
});

describe("changing somebody", () => {
  test("a user who becomes a secondary takes a place, one who goes back frees it", async () => {
    for (const n of [2, 3, 4]) await add(HANA, { email: `s${n}@aoba.example`, role: "secondary" });
    const full = await change(HANA, CAST.mio, { role: "secondary" });
    assert.deepEqual([full.statusCode, full.json().code], [409, "secondary_limit"]);
    const freed = await change(HANA, CAST.jun, { role: "user" });
    assert.equal(freed.statusCode, 200, freed.body);
    assert.deepEqual(
      [
        freed.json().privileges.manageAccess,
        freed.json().privileges.contactUpdate,
        freed.json().privileges.reporting,
      ],
      ["none", "none", "view"],
    );
    const taken = await change(HANA, CAST.mio, { role: "secondary" });
    assert.equal(taken.statusCode, 200);
    assert.deepEqual(
      [taken.json().privileges.manageAccess, taken.json().privileges.accountDocuments],
      ["update", "none"],
    );
  });

  test("BR-44 a user sees proofs only once that right was given", async () => {
    const proofs = () => stage.as(MIO, { url: `/v1/sites/${CAST.aoba}/proofs` });
    assert.equal((await proofs()).statusCode, 403);
    assert.equal(
      (await change(HANA, CAST.mio, { privileges: { accountDocuments: "view" } })).statusCode,
      200,
    );
    assert.equal((await proofs()).statusCode, 200);
  });

  test("BR-45 a secondary changes contacts only with an explicit update", async () => {
    const may = async () => {
      const site = (await stage.as(JUN, { url: `/v1/sites/${CAST.aoba}` })).json();
      return site.permissions.find((each: { permission: string }) => each.permission === "contact.update");
    };
    assert.deepEqual([(await may()).isAllowed, (await may()).needed], [false, "update"]);
    assert.equal((await change(HANA, CAST.jun, { privileges: { contactUpdate: "update" } })).statusCode, 200);
    assert.equal((await may()).isAllowed, true);
  });

  test("nobody raises their own rights, and anybody may lower them", async () => {
    const raise = await change(JUN, CAST.jun, { privileges: { contactUpdate: "update" } });
    assert.deepEqual([raise.statusCode, raise.json().code], [403, "own_rights"]);
    await change(HANA, CAST.jun, { validThrough: "2010-04-01" });
    const prolong = await change(JUN, CAST.jun, { validThrough: null });
    assert.deepEqual([prolong.statusCode, prolong.json().field], [403, "validThrough"]);
    const lower = await change(JUN, CAST.jun, { privileges: { reporting: "none" } });
    assert.equal(lower.statusCode, 200);
  });

  test("what the primary gave stays when a secondary changes something else", async () => {
    await change(HANA, CAST.mio, { privileges: { entitlements: "update" } });
    const reply = await change(JUN, CAST.mio, { privileges: { reporting: "view" } });
    assert.deepEqual(
      [reply.statusCode, reply.json().privileges.entitlements, reply.json().privileges.reporting],
      [200, "update", "view"],
    );
  });

  test("BR-39 the primary is not changed or removed here", async () => {
    for (const reply of [
      await change(JUN, CAST.hana, { role: "user" }),
      await change(HANA, CAST.hana, { validThrough: "2011-01-01" }),
      await remove(JUN, CAST.hana),
      await remove(HANA, CAST.hana),
      await change(HANA, CAST.mio, { role: "primary" }),
    ]) {
      assert.deepEqual([reply.statusCode, reply.json().code], [409, "primary_by_hand_over"], reply.body);
    }
  });

  test("the history tells what was changed, and nothing when nothing was", async () => {
    const before = (await eventsNamed("member.changed")).length;
    await change(HANA, CAST.mio, { privileges: { reporting: "none" } });
    assert.equal((await eventsNamed("member.changed")).length, before);
    await change(HANA, CAST.mio, { privileges: { reporting: "view" } });
    const [last] = (await eventsNamed("member.changed")).slice(-1);
    assert.deepEqual([last?.["fields"], last?.["before"]], [["reporting"], { reporting: "none" }]);
  });
});

describe("removing somebody", () => {
  test("ends the access with the next request, at this site alone, and tells the person", async () => {
    assert.equal((await stage.as(MIO, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 200);
    assert.equal((await remove(JUN, CAST.mio)).statusCode, 204);
    assert.equal((await stage.as(MIO, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 404);
    assert.equal((await stage.as(MIO, { url: "/v1/session" })).statusCode, 200);
    assert.deepEqual((await mailsTo(MIO)).at(-1), { template: "member.removed", language: "ja" });
    assert.equal((await remove(HANA, CAST.mio)).statusCode, 404);
  });

  test("oneself needs no right but to be a member", async () => {
    const before = (await mailsTo(MIO)).length;
    assert.equal((await remove(MIO, CAST.jun)).statusCode, 403);
    assert.equal((await remove(MIO, CAST.mio)).statusCode, 204);
    assert.equal((await mailsTo(MIO)).length, before);
    assert.equal((await eventsNamed("member.departed")).length, 1);
  });

  test("takes the place in the order of succession along", async () => {
    await sql`insert into successors (site_id, place, person_id) values ('site_aoba', 1, 'person_jun')`.execute(
      stage.owner,
    );
    await remove(HANA, CAST.jun);
    const { rows } = await sql`select from successors where site_id = 'site_aoba'`.execute(stage.owner);
    assert.equal(rows.length, 0);
  });
});

describe("a member of another site", () => {
  test("is answered like one that does not exist", async () => {
    for (const reply of [
      await change(HANA, CAST.seoyeon, { role: "user" }),
      await change(HANA, "person_nothing", { role: "user" }),
      await remove(HANA, CAST.seoyeon),
      await stage.as(HANA, { url: `${MEMBERS}/${CAST.seoyeon}` }),
    ]) {
      assert.deepEqual([reply.statusCode, reply.json().code], [404, "member_not_found"]);
    }
    const foreign = await stage.as("seoyeon@hangang.example", { url: MEMBERS });
    assert.equal(foreign.statusCode, 404);
  });
});

test("BR-46 somebody who is only named as a key contact has no access", async () => {
  await sql`
    insert into key_contacts (site_id, type, version, name, email, email_key, phone, street, city, region, postal_code,
                              country, language, saved_at, saved_by)
    values ('site_aoba', 'BILLING', 'v', 'Rei Sato', 'rei@elsewhere.example', 'rei@elsewhere.example', '1', 's', 'c', 'r',
            '1', 'JP', 'en', '2010-01-01', 'person_hana')`.execute(stage.owner);
  assert.equal((await stage.as("rei@elsewhere.example", { url: `/v1/sites/${CAST.aoba}` })).statusCode, 404);
  const session = await stage.as("rei@elsewhere.example", { url: "/v1/session" });
  assert.deepEqual([session.json().next, session.json().sites], ["request-access", []]);
  assert.equal((await stage.as("rei@elsewhere.example", { url: MEMBERS })).statusCode, 404);
});
