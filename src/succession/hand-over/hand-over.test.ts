import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MIO = "mio@aoba.example";
const REI = "rei@elsewhere.example";
const URL = `/v1/sites/${CAST.aoba}`;
const NOW = "2010-03-01T03:00:00Z";

let portal: TestPortal;

before(async () => {
  portal = await testPortal({ now: NOW });
});
after(() => portal.close());

/** Hana primary, Jun the first secondary, Mio a user, Rei the second secondary. Nothing is on offer. */
beforeEach(async () => {
  portal.clock.set(NOW);
  const { owner } = portal;
  await sql`delete from hand_overs`.execute(owner);
  await sql`delete from mails`.execute(owner);
  await sql`delete from site_warnings`.execute(owner);
  await sql`delete from access_grants where site_id = ${CAST.aoba}`.execute(owner);
  await grant(CAST.hana, "primary");
  await grant(CAST.jun, "secondary", 1);
  await grant(CAST.mio, "user");
  await grant(CAST.nobody, "secondary", 2);
});

async function grant(personId: string, role: string, place: number | null = null) {
  const manages = role === "user" ? "none" : "update";
  await sql`
    insert into access_grants (site_id, person_id, role, secondary_place, software_and_services, reporting, entitlements,
                               entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
    values (${CAST.aoba}, ${personId}, ${role}, ${place}, 'download', 'view', 'view', 'view', ${manages}, ${manages},
            'view', '2010-02-01', 'system')`.execute(portal.owner);
}

/** Adds people until four secondaries are there, as case 2 has them. */
async function fillPlaces() {
  for (const place of [3, 4]) {
    const id = `person_second${place}`;
    await sql`
      insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                          registered_at, confirmed_at)
      values (${id}, ${`s${place}@aoba.example`}, ${`s${place}@aoba.example`}, 'S', 'Econd', 'JP', 'en', 'x', 'active',
              '2009-01-01', '2009-01-01') on conflict do nothing`.execute(portal.owner);
    await grant(id, "secondary", place);
  }
}

function post(as: string, path: string, payload?: object) {
  return portal.as(as, { method: "POST", url: `${URL}${path}`, ...(payload ? { payload } : {}) });
}

const offer = (personId: string, becomes = "secondary") => post(HANA, "/hand-overs", { personId, becomes });

async function offered(personId: string, becomes = "secondary"): Promise<string> {
  const reply = await offer(personId, becomes);
  assert.equal(reply.statusCode, 201, reply.body);
  return reply.json().id;
}

async function rolesNow(): Promise<Record<string, string>> {
  const { rows } = await sql<{ personId: string; role: string }>`
    select person_id, role from access_grants where site_id = ${CAST.aoba} order by person_id`.execute(
    portal.owner,
  );
  return Object.fromEntries(rows.map(({ personId, role }) => [personId, role]));
}

async function mailsOf(template: string): Promise<string[]> {
  const { rows } = await sql<{ toAddress: string }>`
    select to_address from mails where template = ${template} order by to_address`.execute(portal.owner);
  return rows.map(({ toAddress }) => toAddress);
}

/** How many primaries and secondaries a reader sees, look after look, until `work` is done. */
async function watching(work: () => Promise<void>): Promise<{ primaries: Set<number>; most: number }> {
  const primaries = new Set<number>();
  let most = 0;
  let isDone = false;
  const poll = (async () => {
    while (!isDone) {
      const { rows } = await sql<{ primaries: number; secondaries: number }>`
        select count(*) filter (where role = 'primary')::int as primaries,
               count(*) filter (where role = 'secondary')::int as secondaries
          from access_grants where site_id = ${CAST.aoba}`.execute(portal.owner);
      primaries.add(rows[0]?.primaries ?? -1);
      most = Math.max(most, rows[0]?.secondaries ?? 99);
    }
  })();
  await work();
  isDone = true;
  await poll;
  return { primaries, most };
}

describe("handing over", () => {
  test("201, then 200 A-17 the member accepts and the two change places; everybody concerned gets one mail", async () => {
    const id = await offered(CAST.jun);
    assert.deepEqual(await mailsOf("succession-offered"), [JUN]);
    assert.deepEqual((await rolesNow())[CAST.hana], "primary");
    const reply = await post(JUN, `/hand-overs/${id}/acceptance`);
    assert.equal(reply.statusCode, 200, reply.body);
    assert.equal(reply.json().state, "accepted");
    const roles = await rolesNow();
    assert.deepEqual([roles[CAST.hana], roles[CAST.jun]], ["secondary", "primary"]);
    assert.deepEqual(await mailsOf("succession-changed"), [HANA, JUN, REI]);
    const { items } = (await portal.as(JUN, { url: `${URL}/history` })).json();
    const told = items.map(({ name, text }: { name: string; text: string }) => [name, text !== name]);
    assert.deepEqual(told.slice(0, 2), [
      ["hand-over.accepted", true],
      ["hand-over.offered", true],
    ]);
  });

  test("200 the old primary becomes a user, or leaves, as he chose", async () => {
    await post(JUN, `/hand-overs/${await offered(CAST.jun, "user")}/acceptance`);
    assert.equal((await rolesNow())[CAST.hana], "user");
    const back = await portal.as(JUN, {
      method: "POST",
      url: `${URL}/hand-overs`,
      payload: { personId: CAST.mio, becomes: "none" },
    });
    await post(MIO, `/hand-overs/${back.json().id}/acceptance`);
    assert.deepEqual(await rolesNow(), {
      [CAST.hana]: "user",
      [CAST.mio]: "primary",
      [CAST.nobody]: "secondary",
    });
    assert.equal((await portal.as(JUN, { url: URL })).statusCode, 404);
  });

  test("403 BR-39 only the primary offers; 403 only the person asked answers", async () => {
    const byOther = await post(JUN, "/hand-overs", { personId: CAST.mio, becomes: "user" });
    assert.deepEqual([byOther.statusCode, byOther.json().code], [403, "primary_required"]);
    const id = await offered(CAST.jun);
    for (const answer of ["acceptance", "refusal"]) {
      const reply = await post(MIO, `/hand-overs/${id}/${answer}`);
      assert.deepEqual([reply.statusCode, reply.json().code], [403, "hand_over_not_yours"]);
    }
    assert.equal((await post(JUN, `/hand-overs/${id}/withdrawal`)).statusCode, 403);
  });

  test("403 the offer asks for a recent proof; whoever accepts gets another session token", async () => {
    await sql`update sessions set proved_at = '2010-03-01T02:40:00Z'`.execute(portal.owner);
    const late = await offer(CAST.jun);
    assert.deepEqual([late.statusCode, late.json().code], [403, "proof_required"]);
    await sql`update sessions set proved_at = ${NOW}`.execute(portal.owner);
    const id = await offered(CAST.jun);
    const before = await portal.cookieOf(JUN);
    assert.equal((await post(JUN, `/hand-overs/${id}/acceptance`)).statusCode, 200);
    const old = await portal.app.inject({ url: `${URL}/primary`, headers: { cookie: before } });
    assert.equal(old.statusCode, 401);
    assert.equal((await portal.as(JUN, { url: `${URL}/primary` })).json().may.handOver, true);
  });

  test("404 and 409 only an active member with an ID, and not oneself", async () => {
    const stranger = await offer(CAST.seoyeon);
    assert.deepEqual([stranger.statusCode, stranger.json().code], [404, "member_not_found"]);
    assert.equal((await offer(CAST.hana)).json().code, "already_primary");
    await sql`update people set state = 'invited' where id = ${CAST.mio}`.execute(portal.owner);
    const invited = await offer(CAST.mio, "user");
    await sql`update people set state = 'active' where id = ${CAST.mio}`.execute(portal.owner);
    assert.deepEqual([invited.statusCode, invited.json().code], [409, "member_without_id"]);
  });

  test("200 refusal and withdrawal leave everything as it was, and the other side is told", async () => {
    const declined = await post(JUN, `/hand-overs/${await offered(CAST.jun)}/refusal`);
    assert.equal(declined.json().state, "declined");
    assert.deepEqual(await mailsOf("succession-offer-ended"), [HANA]);
    const withdrawn = await post(HANA, `/hand-overs/${await offered(CAST.mio, "user")}/withdrawal`);
    assert.equal(withdrawn.json().state, "withdrawn");
    assert.deepEqual(await mailsOf("succession-offer-ended"), [HANA, MIO]);
    assert.equal((await rolesNow())[CAST.hana], "primary");
  });

  test("409 an offer ends after fourteen days, told once however often the job runs", async () => {
    const id = await offered(CAST.jun);
    portal.clock.set("2010-03-15T02:59:59Z");
    await signInAgain();
    assert.equal((await portal.as(HANA, { url: `${URL}/primary` })).json().handOver.id, id);
    portal.clock.set("2010-03-15T03:00:00Z");
    await signInAgain();
    const late = await post(JUN, `/hand-overs/${id}/acceptance`);
    assert.deepEqual([late.statusCode, late.json().code], [409, "hand_over_ended"]);
    await Promise.all([portal.portal.jobs.catchUp(), portal.portal.jobs.catchUp()]);
    await portal.portal.jobs.catchUp();
    assert.deepEqual(await mailsOf("succession-offer-ended"), [HANA, JUN]);
    const { rows } = await sql<{ state: string }>`select state from hand_overs`.execute(portal.owner);
    assert.deepEqual(rows, [{ state: "expired" }]);
  });

  test("404 whoever is removed while accepting is no member and no primary; the offer is void", async () => {
    const id = await offered(CAST.jun, "user");
    const accepting = await portal.owner.transaction().execute(async (removing) => {
      await sql`delete from access_grants where person_id = ${CAST.jun}`.execute(removing);
      const reply = post(JUN, `/hand-overs/${id}/acceptance`);
      await untilSomebodyWaits();
      return { reply };
    });
    const reply = await accepting.reply;
    assert.deepEqual([reply.statusCode, reply.json().code], [404, "site_not_found"]);
    assert.equal((await rolesNow())[CAST.hana], "primary");
    assert.equal((await portal.as(HANA, { url: `${URL}/primary` })).json().handOver, null);
    assert.equal((await offer(CAST.mio, "user")).statusCode, 201);
  });

  test("409 secondary_limit when the old primary finds no place among four secondaries", async () => {
    await fillPlaces();
    const refused = await offer(CAST.mio);
    assert.deepEqual([refused.statusCode, refused.json().code], [409, "secondary_limit"]);
    assert.equal((await offer(CAST.mio, "user")).statusCode, 201);
  });
});

/** Until a transaction waits for the lock of another. */
async function untilSomebodyWaits() {
  for (let waiting = 0; waiting === 0; ) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`.execute(portal.owner);
    waiting = rows[0]?.waiting ?? 0;
  }
}

/** The clock went two weeks on: sessions are over. */
async function signInAgain() {
  await sql`update sessions set last_seen_at = ${portal.clock.now()}, expires_at = '2011-01-01'`.execute(
    portal.owner,
  );
}

describe("BAR case 2", () => {
  test("two offers to two secondaries at once: one is made, and one accepts", async () => {
    await fillPlaces();
    const { primaries, most } = await watching(async () => {
      const replies = await Promise.all([offer(CAST.jun), offer(CAST.nobody)]);
      const codes = replies.map(({ statusCode }) => statusCode).sort();
      assert.deepEqual(codes, [201, 409]);
      assert.equal(replies.find(({ statusCode }) => statusCode === 409)?.json().code, "hand_over_open");
      const { id } = replies.find(({ statusCode }) => statusCode === 201)?.json() ?? {};
      const answers = await Promise.all([JUN, REI].map((as) => post(as, `/hand-overs/${id}/acceptance`)));
      assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 403]);
    });
    assert.deepEqual([[...primaries], most], [[1], 4]);
  });

  test("one offer accepted twice at once: 1 × 200, 1 × 409 primary_changed", async () => {
    const id = await offered(CAST.jun);
    const replies = await Promise.all([1, 2].map(() => post(JUN, `/hand-overs/${id}/acceptance`)));
    const [yes, no] = replies.sort((a, b) => a.statusCode - b.statusCode);
    assert.deepEqual([yes?.statusCode, no?.statusCode, no?.json().code], [200, 409, "primary_changed"]);
    assert.deepEqual(await mailsOf("succession-changed"), [HANA, JUN, REI]);
  });

  test("even with two offers open, two who accept at once: 1 × 200, 1 × 409 primary_changed, never 0 or 2", async () => {
    await sql`drop index hand_overs_one_open`.execute(portal.owner);
    for (let round = 0; round < 8; round++) {
      await sql`delete from access_grants where site_id = ${CAST.aoba}`.execute(portal.owner);
      await grant(CAST.hana, "primary");
      await grant(CAST.jun, "secondary", 1);
      await grant(CAST.nobody, "secondary", 2);
      await fillPlaces();
      const ids = [`handover_jun${round}`, `handover_rei${round}`];
      for (const [index, to] of [CAST.jun, CAST.nobody].entries()) {
        await sql`
          insert into hand_overs (id, site_id, from_person, to_person, from_role, offered_at)
          values (${ids[index]}, ${CAST.aoba}, ${CAST.hana}, ${to}, 'secondary', ${NOW})`.execute(
          portal.owner,
        );
      }
      const { primaries, most } = await watching(async () => {
        const replies = await Promise.all(
          [JUN, REI].map((as, index) => post(as, `/hand-overs/${ids[index]}/acceptance`)),
        );
        const [yes, no] = replies.sort((a, b) => a.statusCode - b.statusCode);
        assert.deepEqual([yes?.statusCode, no?.statusCode, no?.json().code], [200, 409, "primary_changed"]);
      });
      assert.deepEqual([[...primaries], most], [[1], 4]);
      const roles = Object.values(await rolesNow());
      assert.equal(roles.filter((role) => role === "secondary").length, 4);
    }
    await sql`delete from hand_overs`.execute(portal.owner);
    await sql`create unique index hand_overs_one_open on hand_overs (site_id) where state = 'offered'`.execute(
      portal.owner,
    );
  });
});

test("BR-39 the database stores no second primary", async () => {
  await sql`delete from access_grants where person_id = ${CAST.jun}`.execute(portal.owner);
  await assert.rejects(grant(CAST.jun, "primary"), /access_grants_one_primary/);
});
