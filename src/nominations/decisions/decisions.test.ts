import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MIO = "mio@aoba.example";
const SEOYEON = "seoyeon@hangang.example";
const REI = "rei@elsewhere.example";
const AOBA = "7001234";
const HERE = `/v1/sites/${CAST.aoba}/access-requests`;

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

beforeEach(async () => {
  for (const table of ["access_requests", "mails", "spendings"])
    await sql`delete from ${sql.table(table)}`.execute(portal.owner);
  await sql`delete from access_grants where person_id = ${CAST.nobody}`.execute(portal.owner);
  await sql`update access_grants set manage_access = 'update' where person_id = ${CAST.jun}`.execute(
    portal.owner,
  );
  await sql`update access_grants set reporting = 'none' where person_id = ${CAST.mio}`.execute(portal.owner);
});

const post = (as: string, url: string, payload: object = {}) =>
  portal.as(as, { method: "POST", url, payload });
const drain = () => portal.portal.jobs.drain();
const decide = (as: string, id: string, decision: object) => post(as, `${HERE}/${id}/decision`, decision);

/** Rei's request, before the people of Aoba. */
async function asked(): Promise<string> {
  const reply = await post(REI, "/v1/access-requests", { siteNumber: AOBA, isPrimaryContact: false });
  assert.equal(reply.statusCode, 201, reply.body);
  await drain();
  await sql`delete from mails`.execute(portal.owner);
  return reply.json().id;
}

interface Mail {
  readonly subject: string;
  readonly text: string;
}

async function mailsTo(email: string): Promise<Mail[]> {
  await drain();
  const { items } = (await portal.app.inject({ url: `/v1/demo/mailbox?to=${email}` })).json();
  return items.filter(({ text }: { text: string }) => /\b[37]\d{6}\b/.test(text)); // about a site, not about a sign-in
}

async function count(table: string, where: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)} where ${where}`.execute(portal.owner);
  return rows[0]?.count ?? 0;
}

/** Until a statement waits for a lock that another transaction holds. */
async function untilSomebodyWaits(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await sql`
      select from pg_stat_activity
       where wait_event_type = 'Lock' and datname = current_database()`.execute(portal.owner);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("nobody waits");
}

describe("POST /v1/sites/{siteId}/access-requests/{id}/decision", () => {
  test("BR-36 approves: access from the next request on, and one mail with what was granted", async () => {
    const id = await asked();
    const privileges = { softwareAndServices: "download", reporting: "view" };
    const reply = await decide(HANA, id, { decision: "approve", privileges, validThrough: "2010-12-31" });
    assert.equal(reply.statusCode, 200, reply.body);
    assert.partialDeepStrictEqual(reply.json(), { state: "approved", decidedBy: "森 花" });
    assert.equal((await portal.as(REI, { url: `/v1/sites/${CAST.aoba}/orders` })).statusCode, 200);
    const [mail, ...more] = await mailsTo(REI);
    assert.equal(more.length, 0);
    for (const told of [AOBA, "User", "Download", "Dec 31, 2010", "/sign-in"])
      assert.ok(mail?.text.includes(told), `${told} in ${mail?.text}`);
    const own = (await portal.as(REI, { url: `/v1/access-requests/${id}` })).json();
    assert.deepEqual([own.state, own.siteId], ["approved", CAST.aoba]);
  });

  test("BR-36 denies with a reason, which is mandatory and told; then the same may be asked again", async () => {
    const id = await asked();
    const bare = await decide(HANA, id, { decision: "deny" });
    assert.deepEqual([bare.statusCode, bare.json().fields], [400, { reason: ["reason_required"] }]);
    const reply = await decide(JUN, id, { decision: "deny", reason: "Not of our company" });
    assert.deepEqual([reply.statusCode, reply.json().state], [200, "denied"]);
    const [mail] = await mailsTo(REI);
    assert.match(mail?.text ?? "", /Not of our company/);
    assert.doesNotMatch(mail?.text ?? "", /青葉商事/);
    assert.equal((await portal.as(REI, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 404);
    await asked();
  });

  test("BAR case 3 twenty at once, half for and half against: one decides, the others are told who and when", async () => {
    const id = await asked();
    const tries = Array.from({ length: 20 }, (_, n) =>
      decide(
        n % 3 === 0 ? JUN : HANA,
        id,
        n % 2 === 0 ? { decision: "approve" } : { decision: "deny", reason: "no" },
      ),
    );
    const replies = await Promise.all(tries);
    const won = replies.filter(({ statusCode }) => statusCode === 200);
    const lost = replies.filter(({ statusCode }) => statusCode === 409);
    assert.deepEqual([won.length, lost.length], [1, 19], replies.map(({ body }) => body).join("\n"));
    const { state, decidedBy, decidedAt } = (won[0] as (typeof replies)[number]).json();
    for (const reply of lost)
      assert.partialDeepStrictEqual(reply.json(), {
        code: "already_decided",
        by: decidedBy,
        at: decidedAt,
        decision: state,
      });
    assert.equal((await mailsTo(REI)).length, 1);
    assert.equal(await count("access_grants", sql`person_id = ${CAST.nobody}`), state === "approved" ? 1 : 0);
    assert.equal(
      await count(
        "events",
        sql`facts ->> 'id' = ${id} and name in ('access-request.approved', 'access-request.denied')`,
      ),
      1,
    );
  });

  test("BAR case 4 nobody decides their own: 403, and nothing changes", async () => {
    const id = await asked();
    const reply = await decide(REI, id, { decision: "approve" });
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "own_request"]);
    assert.equal(await count("access_requests", sql`id = ${id} and state = 'contact_review'`), 1);
  });

  test("BAR case 4 a demoted decider with an old session: 403; another site's: the 404 of an absent one", async () => {
    const id = await asked();
    await portal.as(JUN, { url: HERE });
    await sql`update access_grants set manage_access = 'view' where person_id = ${CAST.jun}`.execute(
      portal.owner,
    );
    const demoted = await decide(JUN, id, { decision: "approve" });
    assert.deepEqual([demoted.statusCode, demoted.json().code], [403, "permission_required"]);
    const bare = (body: string) => body.replace(/"requestId":"[^"]+"/, "");
    const foreign = await decide(SEOYEON, id, { decision: "approve" });
    const absent = await post(SEOYEON, "/v1/sites/site_absent/access-requests/request_absent/decision", {
      decision: "approve",
    });
    assert.equal(foreign.statusCode, 404);
    assert.equal(bare(foreign.body), bare(absent.body));
    assert.equal(await count("access_requests", sql`id = ${id} and state = 'contact_review'`), 1);
  });

  test("BAR 18 a decider who is demoted while the decision waits: 403", async () => {
    const id = await asked();
    await portal.as(JUN, { url: HERE });
    const held = await portal.owner.transaction().execute(async (query) => {
      await sql`select id from sites where id = ${CAST.aoba} for no key update`.execute(query);
      const waiting = decide(JUN, id, { decision: "approve" });
      await untilSomebodyWaits();
      await sql`update access_grants set manage_access = 'view' where person_id = ${CAST.jun}`.execute(query);
      return { waiting };
    });
    const reply = await held.waiting;
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "permission_required"]);
    assert.equal(await count("access_grants", sql`person_id = ${CAST.nobody}`), 0);
  });

  test("BAR case 23 a request of one site is none at another of the same person", async () => {
    const id = await asked();
    for (const site of [CAST.hangang, CAST.hangangFct]) {
      const url = `/v1/sites/${site}/access-requests/${id}`;
      assert.equal((await portal.as(SEOYEON, { url })).json().code, "access_request_not_found");
      assert.equal((await post(SEOYEON, `${url}/decision`, { decision: "approve" })).statusCode, 404);
    }
  });

  test("BAR case 22 another site's list, request, cursor and decision are as absent as one that never was", async () => {
    const id = await asked();
    const bare = (body: string) => body.replace(/"requestId":"[^"]+"/, "");
    for (const end of ["", `/${id}`]) {
      const foreign = await portal.as(SEOYEON, { url: HERE + end });
      const absent = await portal.as(SEOYEON, { url: `/v1/sites/site_absent/access-requests${end}` });
      assert.deepEqual([foreign.statusCode, bare(foreign.body)], [404, bare(absent.body)]);
    }
    await sql`insert into access_requests (id, site_number, site_id, person_id, is_primary_contact, state, asked_at, review_since, place)
              values ('request_two', ${AOBA}, ${CAST.aoba}, ${CAST.lihua}, false, 'contact_review', '2010-02-01', '2010-02-01', 1)`.execute(
      portal.owner,
    );
    const { next } = (await portal.as(HANA, { url: `${HERE}?limit=1` })).json();
    const stolen = await portal.as(SEOYEON, {
      url: `/v1/sites/${CAST.hangang}/access-requests?after=${next}`,
    });
    assert.equal(stolen.statusCode, 400);
  });

  test("as a secondary only while a place is free; else the request stays open", async () => {
    const id = await asked();
    for (const place of [2, 3, 4]) {
      const person = `person_full${place}`;
      await sql`insert into people (id, email, email_key, given_name, family_name, country, language, state, registered_at)
                values (${person}, ${`${person}@aoba.example`}, ${`${person}@aoba.example`}, '', '', 'JP', 'ja', 'invited', now())
                on conflict do nothing`.execute(portal.owner);
      await sql`insert into access_grants (site_id, person_id, role, secondary_place, software_and_services, reporting, entitlements,
                  entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
                values (${CAST.aoba}, ${person}, 'secondary', ${place}, 'none', 'none', 'none', 'none', 'none', 'none', 'none', now(), 'x')`.execute(
        portal.owner,
      );
    }
    const full = await decide(HANA, id, { decision: "approve", role: "secondary" });
    assert.deepEqual([full.statusCode, full.json().code], [409, "secondary_limit"]);
    assert.equal(await count("access_requests", sql`id = ${id} and state = 'contact_review'`), 1);
    await sql`delete from access_grants where person_id like 'person_full%'`.execute(portal.owner);
    assert.equal((await decide(HANA, id, { decision: "approve", role: "secondary" })).statusCode, 200);
    assert.equal(
      await count(
        "access_grants",
        sql`person_id = ${CAST.nobody} and role = 'secondary' and manage_access = 'update'`,
      ),
      1,
    );
  });

  test("400 for a privilege that a user cannot hold, for a day that is over, and for the place of the primary", async () => {
    const id = await asked();
    const fields = async (decision: object) =>
      (await decide(HANA, id, { decision: "approve", ...decision })).json().fields;
    assert.deepEqual(await fields({ privileges: { manageAccess: "view" } }), {
      "privileges.manageAccess": ["role_cannot_hold"],
    });
    assert.deepEqual(await fields({ validThrough: "2010-02-28" }), { validThrough: ["day_is_over"] });
    assert.ok((await fields({ role: "primary" })).role);
  });

  test("whose access is over may ask again, and gets a grant that is in force", async () => {
    await decide(HANA, await asked(), { decision: "approve", validThrough: "2010-03-01" });
    await sql`update access_grants set valid_through = '2010-02-28' where person_id = ${CAST.nobody}`.execute(
      portal.owner,
    );
    assert.equal((await decide(HANA, await asked(), { decision: "approve" })).statusCode, 200);
    assert.equal((await portal.as(REI, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 200);
  });

  test("BR-38 a member asks for another site from inside; approved, both are there to choose", async () => {
    const body = { siteNumber: "3005678", isPrimaryContact: false };
    const { id } = (await post(MIO, "/v1/access-requests", body)).json();
    await drain();
    const url = `/v1/sites/${CAST.hangang}/access-requests/${id}/decision`;
    assert.equal((await post(SEOYEON, url, { decision: "approve" })).statusCode, 200);
    const session = (await portal.as(MIO, { url: "/v1/session" })).json();
    assert.equal(session.next, "choose-site");
    await sql`delete from access_grants where site_id = ${CAST.hangang} and person_id = ${CAST.mio}`.execute(
      portal.owner,
    );
  });
});

describe("asking for a privilege", () => {
  const ask = (as: string, permission: string) =>
    post(as, `/v1/sites/${CAST.aoba}/privilege-requests`, { permission });

  test("BR-44 a refusal says what is missing, who can grant it, and where to ask; they get a mail", async () => {
    const refused = (await portal.as(MIO, { url: `/v1/sites/${CAST.aoba}/orders` })).json();
    assert.partialDeepStrictEqual(refused, {
      code: "permission_required",
      rule: "BR-44",
      privilege: "reporting",
      needed: "view",
    });
    const reply = await post(MIO, refused.ask, { permission: refused.permission });
    assert.partialDeepStrictEqual(reply.json(), {
      kind: "privilege",
      privilege: "reporting",
      state: "contact_review",
    });
    assert.equal((await mailsTo(HANA)).length + (await mailsTo(JUN)).length, 2);
    assert.equal((await ask(MIO, "order.read")).json().code, "request_open");
  });

  test("approved it raises that one privilege and no other", async () => {
    const { id } = (await ask(MIO, "order.read")).json();
    assert.equal((await decide(MIO, id, { decision: "approve" })).json().code, "own_request");
    assert.equal((await decide(HANA, id, { decision: "approve", role: "secondary" })).statusCode, 200);
    const { rows } = await sql`
      select role, reporting, entitlements, software_and_services from access_grants where person_id = ${CAST.mio}`.execute(
      portal.owner,
    );
    assert.deepEqual(rows, [
      { role: "user", reporting: "view", entitlements: "none", softwareAndServices: "download" },
    ]);
    assert.equal((await portal.as(MIO, { url: `/v1/sites/${CAST.aoba}/orders` })).statusCode, 200);
    assert.equal((await ask(MIO, "order.read")).json().code, "privilege_held");
  });

  test("a user cannot ask for what a user can never hold; nobody for what no privilege leads to", async () => {
    const refused = (await portal.as(MIO, { url: HERE })).json();
    assert.deepEqual([refused.code, refused.ask], ["permission_required", null]);
    assert.equal((await ask(MIO, "access-request.read")).json().code, "role_cannot_hold");
    assert.equal((await ask(MIO, "primary.hand-over")).json().code, "nothing_to_ask");
    const fct = `/v1/sites/${CAST.hangangFct}/privilege-requests`;
    assert.equal(
      (await post(SEOYEON, fct, { permission: "order.read" })).json().code,
      "program_not_eligible",
    );
    assert.equal(
      (await post(REI, `/v1/sites/${CAST.aoba}/privilege-requests`, { permission: "order.read" })).statusCode,
      404,
    );
  });
});
