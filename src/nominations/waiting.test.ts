/** What becomes of requests with time: hold, release, reminders, the end; and who is led to ask. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { CAST, PASSWORD } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { asPortal, siteScopeOf } from "../access/index.ts";
import { systemContext } from "../platform/context.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const LIHUA = "lihua@formosa.example";
const REI = "rei@elsewhere.example";
const AOBA = "7001234";
const FORMOSA = "7004321";
const UNKNOWN = ["7600000", "7600001", "7600002", "7600003"];

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

beforeEach(async () => {
  const { owner } = portal;
  for (const table of ["access_requests", "mails", "spendings", "passcodes"])
    await sql`delete from ${sql.table(table)}`.execute(owner);
  await sql`delete from access_grants where person_id in (${CAST.nobody}, ${CAST.lihua})`.execute(owner);
  await sql`update sites set primary_state = 'unclaimed', contact_email = ${LIHUA}, contact_email_key = ${LIHUA}
             where id = ${CAST.formosa}`.execute(owner);
});

/** Signed in anew each time: the clock moves past every session. */
async function as(email: string, request: InjectOptions) {
  const payload = { email, password: PASSWORD };
  const signIn = await portal.app.inject({ method: "POST", url: "/v1/session", payload });
  const cookie = `carnet=${signIn.cookies.find(({ name }) => name === "carnet")?.value}`;
  return portal.app.inject({ ...request, headers: { ...request.headers, cookie } });
}

async function ask(siteNumber: string, isPrimaryContact = false): Promise<string> {
  const payload = { siteNumber, isPrimaryContact };
  const reply = await as(REI, { method: "POST", url: "/v1/access-requests", payload });
  assert.equal(reply.statusCode, 201, reply.body);
  return reply.json().id;
}

const stateOf = async (id: string) => (await as(REI, { url: `/v1/access-requests/${id}` })).json().state;

async function mailsTo(email: string): Promise<{ subject: string; text: string }[]> {
  return (await portal.app.inject({ url: `/v1/demo/mailbox?to=${email}` })).json().items;
}

/** Later by so many days; all that is due is done. Sessions are over then: everybody signs in anew. */
async function later(days: number) {
  portal.clock.set(new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString());
  await portal.portal.jobs.catchUp();
}

/** Formosa's contact comes in with the passcode. */
async function claim() {
  const { issuePasscode } = await import("../agreements/first-access/passcode.authorize.ts");
  const context = systemContext(portal.portal, "test");
  const { written } = await asPortal(context, (scope) =>
    issuePasscode(siteScopeOf(scope, CAST.formosa), context, "UTC"),
  );
  const payload = { siteNumber: FORMOSA, passcode: written };
  const reply = await as(LIHUA, { method: "POST", url: "/v1/first-access", payload });
  assert.equal(reply.statusCode, 200, reply.body);
}

describe("on hold", () => {
  test("BR-35, A-23 released when the contact comes in: at once before the contact, who is told by mail", async () => {
    const id = await ask(FORMOSA);
    await portal.portal.jobs.drain();
    assert.deepEqual(
      [await stateOf(id), (await mailsTo(LIHUA)).filter(({ text }) => text.includes(id)).length],
      ["on_hold", 0],
    );
    await claim();
    assert.equal(await stateOf(id), "contact_review");
    const { items } = (await as(LIHUA, { url: `/v1/sites/${CAST.formosa}/access-requests` })).json();
    assert.deepEqual(
      items.map((item: { id: string }) => item.id),
      [id],
    );
    await portal.portal.jobs.drain();
    assert.ok(
      (await mailsTo(LIHUA)).some(({ text }) =>
        text.includes(`/sites/${CAST.formosa}/access-requests/${id}`),
      ),
    );
  });

  test("one that came in between is found by the look every minute, and mailed once", async () => {
    const id = await ask(FORMOSA);
    await sql`update sites set primary_state = 'claimed' where id = ${CAST.formosa}`.execute(portal.owner);
    await later(0);
    await later(0);
    assert.equal(await stateOf(id), "contact_review");
  });

  test("a vacant place holds like an unclaimed one", async () => {
    await sql`update sites set primary_state = 'vacant' where id = ${CAST.formosa}`.execute(portal.owner);
    assert.equal(await stateOf(await ask(FORMOSA)), "on_hold");
  });
});

describe("unanswered", () => {
  test("a reminder after 30 days and every 7, expired after 90, with a mail; then the same may be asked again", async () => {
    const id = await ask(AOBA);
    await portal.portal.jobs.drain();
    const reminders = async () =>
      (await mailsTo(HANA)).filter(({ subject }) => subject.includes("処理待ち")).length;
    await later(29);
    assert.equal(await reminders(), 0);
    await later(1);
    assert.equal(await reminders(), 1);
    await later(6);
    assert.equal(await reminders(), 1);
    await later(1);
    assert.deepEqual(
      [await reminders(), (await mailsTo(JUN)).filter(({ text }) => text.includes(id)).length],
      [2, 3],
    );
    await later(52);
    assert.equal(await stateOf(id), "contact_review");
    await later(1);
    assert.equal(await stateOf(id), "expired");
    const mail = (await mailsTo(REI)).find(({ subject }) => subject.startsWith("Expired"));
    assert.match(mail?.subject ?? "", /Expired.*7001234/);
    assert.equal(await stateOf(await ask(AOBA)), "contact_review");
  });

  test("numbers that are nobody's end on the same day, with the same mail", async () => {
    const ids = [await ask(AOBA), ...(await Promise.all(UNKNOWN.map((number) => ask(number))))];
    await portal.portal.jobs.drain();
    await later(90);
    for (const id of ids) assert.equal(await stateOf(id), "expired");
    const ended = (await mailsTo(REI)).filter(({ subject }) => subject.startsWith("Expired"));
    const bare = ended.map(({ text }) => text.replaceAll(/\d{7}/g, "N"));
    assert.deepEqual([bare.length, new Set(bare).size], [5, 1]);
  });

  test("a number that becomes a site's with a feed reaches its people; its state does not tell", async () => {
    const [number = ""] = UNKNOWN;
    const id = await ask(number);
    const before = await stateOf(id);
    await sql`
      insert into sites (id, number, program, customer_id, name, country, language, registered_on, contact_given_name,
                         contact_family_name, contact_email, contact_email_key, primary_state, documents_due)
      select 'site_newone', ${number}, 'FCT', customer_id, 'New', 'JP', 'ja', '2010-03-01', 'Hana', 'Mori', ${HANA}, ${HANA}, 'unclaimed', false
        from sites where id = ${CAST.aoba}`.execute(portal.owner);
    await later(1);
    assert.equal(await stateOf(id), before);
    await sql`update sites set primary_state = 'claimed' where id = 'site_newone'`.execute(portal.owner);
    await later(0);
    assert.equal(await stateOf(id), "contact_review");
    await sql`delete from access_requests`.execute(portal.owner);
    await sql`delete from sites where id = 'site_newone'`.execute(portal.owner);
  });
});

describe("who is led to ask for access", () => {
  const start = async (email: string) =>
    (await as(email, { url: "/", headers: { accept: "text/html" } })).headers.location;
  const reasonFor = async () => (await as(LIHUA, { url: "/access-requests/new" })).body;

  test("BR-10 the contact without a registered address; BR-09 with another one", async () => {
    for (const email of [null, "other@formosa.example"]) {
      await sql`update sites set contact_email = ${email}, contact_email_key = ${email} where id = ${CAST.formosa}`.execute(
        portal.owner,
      );
      assert.equal(await start(LIHUA), "/access-requests/new");
    }
  });

  test("BR-11 the new contact of a site that the predecessor has opened; yes: customer care decides", async () => {
    await sql`update sites set contact_email = ${REI}, contact_email_key = ${REI} where id = ${CAST.aoba}`.execute(
      portal.owner,
    );
    assert.equal(await start(REI), "/access-requests/new");
    assert.equal(await stateOf(await ask(AOBA, true)), "care_review");
    await sql`update sites set contact_email = ${HANA}, contact_email_key = ${HANA} where id = ${CAST.aoba}`.execute(
      portal.owner,
    );
  });

  test("BR-12, BR-13 contracts of May 2003 or earlier, FCT before 8 May 2006: no passcode, and the reason is told", async () => {
    const registered = (program: string, on: string) =>
      sql`update sites set program = ${program}, registered_on = ${on} where id = ${CAST.formosa}`.execute(
        portal.owner,
      );
    for (const [program, on, reason] of [
      ["PAE", "2003-05-31", /2003 年 5 月以前的合約未/],
      ["FCT", "2006-05-07", /2006 年 5 月 8 日以前的 FCT/],
    ] as const) {
      await registered(program, on);
      assert.equal(await start(LIHUA), "/access-requests/new");
      const body = await reasonFor();
      assert.match(body, reason);
      assert.ok(body.includes(FORMOSA));
    }
    await registered("PAE", "2009-07-01");
  });

  test("BR-12 from June 2003 on, with a passcode: the passcode is asked for", async () => {
    await sql`insert into passcodes (id, site_id, salt, hash, issued_at, expires_at, tries, state)
              values ('passcode_x', ${CAST.formosa}, 's', 'h', '2010-02-01', '2030-01-01', 0, 'issued')`.execute(
      portal.owner,
    );
    assert.equal(await start(LIHUA), "/first-access");
  });
});
