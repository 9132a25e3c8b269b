import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../../test/agents.ts";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const LIHUA = "lihua@formosa.example";
const REI = "rei@elsewhere.example";
const AOBA = "7001234";
const FORMOSA = "7004321";
const UNKNOWN = "7555555";

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

beforeEach(async () => {
  for (const table of ["access_requests", "care_requests", "mails", "spendings"])
    await sql`delete from ${sql.table(table)}`.execute(portal.owner);
  await sql`delete from access_grants where person_id = 'person_nobody'`.execute(portal.owner);
});

function ask(asked: object, as: string = REI) {
  const payload = { isPrimaryContact: false, ...asked };
  return portal.as(as, { method: "POST", url: "/v1/access-requests", payload });
}

const drain = () => portal.portal.jobs.drain();

async function mailsTo(): Promise<string[]> {
  const { rows } = await sql<{ toAddress: string }>`
    select to_address from mails where template like 'access-request%' order by to_address`.execute(
    portal.owner,
  );
  return rows.map(({ toAddress }) => toAddress);
}

async function careCount(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from care_requests where state = 'open'`.execute(portal.owner);
  return rows[0]?.count ?? 0;
}

describe("POST /v1/access-requests", () => {
  test("BR-29, BR-30 takes the number in each of its forms, and no other", async () => {
    for (const siteNumber of ["007001234", "07001234", "7001234", "７００１２３４"]) {
      const reply = await ask({ siteNumber });
      assert.deepEqual([reply.statusCode, reply.json().siteNumber], [201, AOBA], siteNumber);
      await sql`delete from access_requests`.execute(portal.owner);
    }
    assert.equal((await ask({ siteNumber: "003005678" })).json().siteNumber, "3005678");
    for (const siteNumber of ["8001234", "700123", "70012345", "005001234", ""]) {
      const reply = await ask({ siteNumber });
      assert.deepEqual(
        [reply.statusCode, reply.json().fields],
        [400, { siteNumber: ["site_number_malformed"] }],
      );
    }
  });

  test("BR-31 yes: customer care decides; the site's people get neither task nor mail", async () => {
    const reply = await ask({ siteNumber: AOBA, isPrimaryContact: true });
    assert.deepEqual([reply.statusCode, reply.json().state, reply.json().siteId], [201, "care_review", null]);
    assert.equal(await careCount(), 0); // after the answer
    await drain();
    assert.equal(await careCount(), 1);
    assert.deepEqual(await mailsTo(), []);
    const { items } = (
      await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/access-requests?state=all` })
    ).json();
    assert.deepEqual(items, []);
  });

  test("BR-32 no: the contact decides, and the secondaries who manage access; each has one mail", async () => {
    const reply = await ask({ siteNumber: AOBA, company: "青葉商事", message: "経理です" });
    assert.deepEqual([reply.statusCode, reply.json().state], [201, "contact_review"]);
    assert.deepEqual(await mailsTo(), []); // after the answer
    await drain();
    assert.deepEqual(await mailsTo(), [HANA, JUN]);
    const { items } = (await portal.app.inject({ url: `/v1/demo/mailbox?to=${HANA}` })).json();
    for (const told of [
      "Rei Sato",
      REI,
      AOBA,
      "青葉商事",
      "経理です",
      `/sites/${CAST.aoba}/access-requests/request_`,
    ])
      assert.ok(items[0].text.includes(told), told);
    const listed = (await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/access-requests` })).json();
    assert.equal(listed.items[0].requester.email, REI);
  });

  test("BR-08, BR-34 the contact has never signed in: on hold, and no mail", async () => {
    const reply = await ask({ siteNumber: FORMOSA });
    assert.deepEqual([reply.statusCode, reply.json().state], [201, "on_hold"]);
    await drain();
    assert.deepEqual(await mailsTo(), []);
    assert.equal((await portal.as(REI, { url: `/v1/sites/${CAST.formosa}` })).statusCode, 404);
  });

  test("BAR case 18 a number that is nobody's is answered like a site's: equal bytes but for id and number", async () => {
    const bare = (body: string) => body.replaceAll(/request_\w+|"siteNumber":"\d+"/g, "");
    for (const isPrimaryContact of [true, false]) {
      const numbers = ["7555555", "7555556", "7555557", "7555558", "7555559"];
      const unknown = [];
      for (const siteNumber of numbers) unknown.push(await ask({ siteNumber, isPrimaryContact }));
      await sql`delete from access_requests`.execute(portal.owner);
      const known = [
        await ask({ siteNumber: AOBA, isPrimaryContact }),
        await ask({ siteNumber: FORMOSA, isPrimaryContact }),
      ];
      const bodies = new Set(known.map(({ body }) => bare(body)));
      for (const reply of unknown) assert.ok(bodies.has(bare(reply.body)), reply.body);
      const names = (reply: { headers: object }) => Object.keys(reply.headers).sort().join();
      assert.equal(new Set([...unknown, ...known].map(names)).size, 1);
      await sql`delete from access_requests`.execute(portal.owner);
    }
    await drain();
  });

  test("BAR case 18 a number that is nobody's mails nobody; said to be the contact's it is on the desk like a site's", async () => {
    await ask({ siteNumber: UNKNOWN });
    await ask({ siteNumber: "3555555", isPrimaryContact: true });
    await drain();
    assert.deepEqual(await mailsTo(), []);
    assert.equal(await careCount(), 1);
  });

  test("the state of a number that is nobody's is the same each time, and both states occur", async () => {
    const states = new Set<string>();
    for (let n = 0; n < 12; n++) {
      const siteNumber = String(7_600_000 + n);
      const [first, second] = [
        await ask({ siteNumber }),
        (await sql`delete from access_requests`.execute(portal.owner)) && (await ask({ siteNumber })),
      ];
      assert.equal(first.json().state, second.json().state);
      states.add(first.json().state);
      await sql`delete from access_requests`.execute(portal.owner);
    }
    assert.deepEqual([...states].sort(), ["contact_review", "on_hold"]);
  });

  test("409 for a member, and for the same one that is open, which is named", async () => {
    assert.equal((await ask({ siteNumber: AOBA }, HANA)).json().code, "already_member");
    const first = (await ask({ siteNumber: AOBA })).json();
    const again = await ask({ siteNumber: "007001234", isPrimaryContact: true });
    assert.deepEqual(
      [again.statusCode, again.json().code, again.json().accessRequestId],
      [409, "request_open", first.id],
    );
  });

  test("at most five are open, also of twenty at once; the same one is taken once", async () => {
    const numbers = Array.from({ length: 20 }, (_, n) => String(7_700_000 + n));
    const many = await Promise.all(numbers.map((siteNumber) => ask({ siteNumber })));
    assert.deepEqual(
      many
        .map(({ statusCode }) => statusCode)
        .sort()
        .slice(0, 6),
      [201, 201, 201, 201, 201, 409],
    );
    assert.equal(
      many.filter((reply) => reply.statusCode === 409 && reply.json().code === "too_many_open_requests")
        .length,
      15,
    );
    await sql`delete from access_requests`.execute(portal.owner);
    await sql`delete from spendings`.execute(portal.owner);
    const same = await Promise.all(numbers.map(() => ask({ siteNumber: AOBA })));
    assert.equal(same.filter(({ statusCode }) => statusCode === 201).length, 1);
    assert.equal(
      same.filter((reply) => reply.statusCode === 409 && reply.json().code === "request_open").length,
      19,
    );
  });

  test("401 for a stranger; 400 for what is no answer", async () => {
    const url = "/v1/access-requests";
    const payload = { siteNumber: AOBA, isPrimaryContact: false };
    const stranger = await portal.as(undefined, { method: "POST", url, payload });
    assert.equal(stranger.statusCode, 401);
    assert.equal(
      (await portal.as(REI, { method: "POST", url, payload: { siteNumber: AOBA } })).statusCode,
      400,
    );
    assert.equal((await ask({ siteNumber: AOBA, company: "a\u0000b" })).statusCode, 400);
  });

  test("429 after forty within an hour", async () => {
    const numbers = Array.from({ length: 41 }, () => AOBA);
    const replies = [];
    for (const siteNumber of numbers) replies.push((await ask({ siteNumber })).statusCode);
    assert.deepEqual(replies.slice(-2), [409, 429]);
  });
});

describe("my requests", () => {
  test("are listed, the newest first, a page at a time, and are nobody else's", async () => {
    await ask({ siteNumber: AOBA });
    portal.clock.set(new Date(portal.clock.now().getTime() + 1000).toISOString());
    const newest = (await ask({ siteNumber: UNKNOWN })).json();
    const first = (await portal.as(REI, { url: "/v1/access-requests?limit=1" })).json();
    assert.equal(first.items[0].id, newest.id);
    const second = (await portal.as(REI, { url: `/v1/access-requests?limit=1&after=${first.next}` })).json();
    assert.deepEqual([second.items[0].siteNumber, second.next], [AOBA, null]);
    assert.equal((await portal.as(LIHUA, { url: `/v1/access-requests/${newest.id}` })).statusCode, 404);
    assert.equal((await portal.as(LIHUA, { url: "/v1/access-requests" })).json().items.length, 0);
  });

  test("are withdrawn once, also from the desk; then the same may be asked again", async () => {
    const { id } = (await ask({ siteNumber: AOBA, isPrimaryContact: true })).json();
    await drain();
    const withdraw = (as = REI) =>
      portal.as(as, { method: "POST", url: `/v1/access-requests/${id}/withdrawal` });
    assert.equal((await withdraw(LIHUA)).statusCode, 404);
    const done = await withdraw();
    assert.deepEqual([done.statusCode, done.json().state], [200, "withdrawn"], done.body);
    assert.equal(await careCount(), 0);
    const twice = await withdraw();
    assert.deepEqual([twice.statusCode, twice.json().code], [409, "request_ended"]);
    assert.equal((await ask({ siteNumber: AOBA })).statusCode, 201);
  });

  test("BAR 64 whoever looks on for the vendor sees nothing that the person asked, and asks for nothing", async () => {
    const { id } = (await ask({ siteNumber: "3005678" }, "mio@aoba.example")).json();
    await drain();
    await addAgents(portal.owner);
    const cara = AGENTS.cara.email;
    const view = { siteId: CAST.aoba, personId: CAST.mio, reason: "A call about the form", ticket: "T-1" };
    const begun = await portal.as(cara, { method: "POST", url: "/v1/views", payload: view });
    assert.equal(begun.statusCode, 201, begun.body);
    for (const url of ["/v1/access-requests", `/v1/access-requests/${id}`])
      assert.equal((await portal.as(cara, { url })).json().code, "view_is_personal");
    assert.equal((await ask({ siteNumber: FORMOSA }, cara)).json().code, "view_reads_only");
  });
});
