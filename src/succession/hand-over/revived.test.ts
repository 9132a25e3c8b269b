import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const HANA = "hana@aoba.example";
const MIO = "mio@aoba.example";
const URL = `/v1/sites/${CAST.aoba}`;

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());
beforeEach(() => sql`delete from hand_overs`.execute(portal.owner));

async function offer(): Promise<string> {
  const payload = { personId: CAST.mio, becomes: "none" };
  const reply = await portal.as(HANA, { method: "POST", url: `${URL}/hand-overs`, payload });
  assert.equal(reply.statusCode, 201, reply.body);
  return reply.json().id;
}

const accept = (id: string) => portal.as(MIO, { method: "POST", url: `${URL}/hand-overs/${id}/acceptance` });

async function primaryNow(): Promise<unknown> {
  const { rows } = await sql`
    select person_id from access_grants where site_id = ${CAST.aoba} and role = 'primary'`.execute(
    portal.owner,
  );
  return rows;
}

test("409 A-17 an offer to somebody who was removed stays void when that person is added again", async () => {
  const id = await offer();
  const removed = await portal.as(HANA, { method: "DELETE", url: `${URL}/members/${CAST.mio}` });
  assert.equal(removed.statusCode, 204, removed.body);
  portal.clock.set("2010-03-01T03:10:00Z");
  const payload = { email: MIO };
  assert.equal((await portal.as(HANA, { method: "POST", url: `${URL}/members`, payload })).statusCode, 201);
  const seen = await portal.as(MIO, { url: `${URL}/primary` });
  assert.deepEqual([seen.json().handOver, seen.json().may.answer], [null, false]);
  const reply = await accept(id);
  assert.deepEqual([reply.statusCode, reply.json().code], [409, "hand_over_ended"]);
  assert.deepEqual(await primaryNow(), [{ personId: CAST.hana }]);
});

test("409 A-17 so does that of a primary who lost the place and got it back", async () => {
  const id = await offer();
  await sql`
    update access_grants set granted_at = '2010-03-01T03:12:00Z'
     where site_id = ${CAST.aoba} and person_id = ${CAST.hana}`.execute(portal.owner);
  const reply = await accept(id);
  assert.deepEqual([reply.statusCode, reply.json().code], [409, "hand_over_ended"]);
  assert.deepEqual(await primaryNow(), [{ personId: CAST.hana }]);
  assert.ok(await offer());
});
