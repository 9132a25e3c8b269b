import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MIO = "mio@aoba.example";
const REI = "rei@elsewhere.example";
const SITE = `/v1/sites/${CAST.aoba}`;

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

/** Jun may manage access; of entitlements he sees, and of software he may download. */
beforeEach(async () => {
  await sql`delete from access_requests`.execute(portal.owner);
  await sql`delete from access_grants where person_id = ${CAST.nobody}`.execute(portal.owner);
  await sql`
    update access_grants set software_and_services = 'download', entitlements = 'view'
     where person_id = ${CAST.jun}`.execute(portal.owner);
});

async function post(as: string, url: string, payload: object) {
  const reply = await portal.as(as, { method: "POST", url, payload });
  await portal.portal.jobs.drain();
  return reply;
}

const decide = (as: string, id: string, more: object = {}) =>
  post(as, `${SITE}/access-requests/${id}/decision`, { decision: "approve", ...more });

async function held(personId: string) {
  const { rows } = await sql`
    select role, software_and_services as software, entitlements from access_grants
     where site_id = ${CAST.aoba} and person_id = ${personId}`.execute(portal.owner);
  return rows[0];
}

test("403 BR-42 whoever approves gives no more than he holds, and what is usual only as far as that", async () => {
  const asked = { siteNumber: "7001234", isPrimaryContact: false };
  const { id } = (await post(REI, "/v1/access-requests", asked)).json();
  const more = { role: "secondary", privileges: { entitlements: "update" } };
  const refused = (await decide(JUN, id, more)).json();
  assert.deepEqual(
    [refused.status, refused.code, refused.field, refused.rule],
    [403, "beyond_own_rights", "privileges.entitlements", "BR-42"],
  );
  assert.equal(await held(CAST.nobody), undefined);
  assert.equal((await decide(JUN, id, { role: "secondary" })).statusCode, 200);
  assert.deepEqual(await held(CAST.nobody), {
    role: "secondary",
    software: "download",
    entitlements: "view",
  });
});

test("403 BR-42 nor the privilege that a colleague asks for; the primary may", async () => {
  const asked = await post(MIO, `${SITE}/privilege-requests`, { permission: "entitlement.read" });
  const { id } = asked.json();
  await sql`update access_grants set entitlements = 'none' where person_id = ${CAST.jun}`.execute(
    portal.owner,
  );
  const refused = await decide(JUN, id);
  assert.deepEqual([refused.statusCode, refused.json().code], [403, "beyond_own_rights"]);
  assert.equal((await decide(HANA, id)).statusCode, 200);
  assert.deepEqual(await held(CAST.mio), { role: "user", software: "download", entitlements: "view" });
});
