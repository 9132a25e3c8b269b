/** A lost passcode, from the check of the registered data to the new one. DOMAIN §3.5; BR-19, BR-20; BAR case 17. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../test/agents.ts";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { asPortal } from "../access/index.ts";
import { makeDueDocuments } from "../agreements/documents/documents.operations.ts";
import { systemContext } from "../platform/context.ts";
import { closeOvertaken } from "./resend.operations.ts";

const LIHUA = "lihua@formosa.example";
const NUMBER = "7004321";
const { cara, carl, sue } = AGENTS;

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
  await addAgents(portal.owner);
});
after(() => portal.close());

/** Formosa as nobody has come in yet, with the passcode of its first letters. */
beforeEach(async () => {
  const { owner, clock } = portal;
  clock.set("2010-03-01T03:00:00Z");
  for (const table of [
    "mails",
    "care_requests",
    "passcode_requests",
    "site_documents",
    "passcodes",
    "spendings",
  ]) {
    await sql.raw(`delete from ${table}`).execute(owner);
  }
  await sql`delete from access_grants where site_id = ${CAST.formosa}`.execute(owner);
  await sql`
    update sites set primary_state = 'unclaimed', first_ordered_on = '2009-07-10', documents_due = true,
                     fax = '02-1111-2222', contact_email = ${LIHUA}, contact_email_key = ${LIHUA}
     where id = ${CAST.formosa}`.execute(owner);
  await portal.portal.jobs.catchUp();
  await makeDueDocuments(systemContext(portal.portal, "test"));
});

const ask = (as: string | undefined = LIHUA, siteNumber = NUMBER) =>
  portal.as(as, { method: "POST", url: "/v1/passcode-requests", payload: { siteNumber } });

async function matter(): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from care_requests where kind = 'passcode' and state = 'open'`.execute(portal.owner);
  return rows[0]?.id ?? "";
}

async function decide(as: string, outcome: string, more: object = {}) {
  const url = `/v1/care/requests/${await matter()}/decision`;
  return portal.as(as, { method: "POST", url, payload: { outcome, ...more } });
}

async function factsOf(name: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ facts: Record<string, unknown> }>`
    select facts from events where name = ${name} and site_id = ${CAST.formosa} order by position`.execute(
    portal.owner,
  );
  return rows.map(({ facts }) => facts);
}

/** What the mails of a template said, the newest first. */
async function mailed(template: string): Promise<{ to: string; facts: Record<string, string> }[]> {
  const { rows } = await sql<{ toAddress: string; sealedFacts: Buffer }>`
    select to_address, sealed_facts from mails where template = ${template} order by queued_at desc, id desc`.execute(
    portal.owner,
  );
  const { secrets } = portal.portal;
  return rows.map((row) => ({
    to: row.toAddress,
    facts: secrets.unseal(row.sealedFacts) as Record<string, string>,
  }));
}

/** The passcodes of the letters that were made, the newest first. */
async function lettered(order = "made_at desc"): Promise<string[]> {
  const { rows } = await sql<{ sealedFacts: Buffer }>`
    select sealed_facts
      from site_documents
      join passcodes on passcodes.id = passcode_id
     where kind = 'passcode-reissue'
     order by ${sql.raw(order)}`.execute(portal.owner);
  return rows.map(
    ({ sealedFacts }) =>
      (portal.portal.secrets.unseal(sealedFacts) as { passcode?: { written: string } }).passcode?.written ??
      "",
  );
}

const enter = (passcode: string) =>
  portal.as(LIHUA, {
    method: "POST",
    url: "/v1/first-access",
    payload: { siteNumber: NUMBER, passcode },
  });

describe("POST /v1/passcode-requests", () => {
  test("201 puts the request on the desk, once; the second click finds the open one", async () => {
    const first = await ask();
    assert.equal(first.statusCode, 201, first.body);
    const again = await ask();
    assert.equal(again.statusCode, 200);
    assert.equal(again.json().id, first.json().id);
    const { rows } = await sql<{ team: string; dueAt: string }>`
      select team, due_at from care_requests where kind = 'passcode'`.execute(portal.owner);
    assert.deepEqual(rows, [{ team: "care", dueAt: "2010-03-03T03:00:00Z" }]);
    assert.equal((await factsOf("passcode-request.opened")).length, 1);
    const mine = await portal.as(LIHUA, { url: "/v1/passcode-requests" });
    assert.deepEqual(
      mine.json().items.map(({ id, state }: { id: string; state: string }) => [id, state]),
      [[first.json().id, "requested"]],
    );
  });

  test("one request is open at a site, however many clicks come at once", async () => {
    const replies = await Promise.all(Array.from({ length: 40 }, () => ask()));
    const counted = replies.map(({ statusCode }) => statusCode).sort();
    assert.deepEqual(counted, [...Array(39).fill(200), 201]);
    assert.equal(new Set(replies.map((reply) => reply.json().id)).size, 1);
  });

  test("404, the very same for unknown, foreign, claimed sites and for those without a passcode", async () => {
    const asked = [
      [LIHUA, "7999999"],
      [LIHUA, "7001234"],
      ["hana@aoba.example", NUMBER],
      ["hana@aoba.example", "7001234"],
      ["rei@elsewhere.example", NUMBER],
      ["seoyeon@hangang.example", "7009999"],
    ] as const;
    const bodies = new Set<string>();
    for (const [as, number] of asked) {
      const { requestId: _, title: __, ...body } = (await ask(as, number)).json();
      bodies.add(JSON.stringify(body));
    }
    await sql`delete from site_documents`.execute(portal.owner);
    await sql`delete from passcodes`.execute(portal.owner);
    const { requestId: _, title: __, ...body } = (await ask()).json();
    bodies.add(JSON.stringify(body));
    assert.deepEqual(
      [...bodies],
      ['{"type":"/problems/first_access_not_open","status":404,"code":"first_access_not_open"}'],
    );
    assert.equal(await matter(), "");
  });

  test("401 without an ID, 400 for what is no site number", async () => {
    const asked = { method: "POST", url: "/v1/passcode-requests", payload: { siteNumber: NUMBER } } as const;
    assert.equal((await portal.as(undefined, asked)).statusCode, 401);
    const { statusCode, json } = await ask(LIHUA, "8001234");
    assert.deepEqual([statusCode, json().fields], [400, { siteNumber: ["site_number_malformed"] }]);
  });
});

describe("BR-19 the registered data come first", () => {
  test("company, address and fax number are shown, and nothing can be typed", async () => {
    const page = await portal.as(LIHUA, { url: `/passcode-requests/new?site=${NUMBER}` });
    assert.equal(page.statusCode, 200);
    for (const text of ["福爾摩沙證券", "02-1111-2222", "信義路五段7號", LIHUA]) {
      assert.ok(page.body.includes(text), text);
    }
    const form = page.body.slice(page.body.indexOf('<form class="form"'));
    assert.doesNotMatch(form.slice(0, form.indexOf("</form>")), /<input(?! type="hidden")|<textarea|<select/);
    const url = `/v1/passcode-requests/registered-data?siteNumber=${NUMBER}`;
    const data = (await portal.as(LIHUA, { url })).json();
    assert.deepEqual([data.fax, data.openSince], ["02-1111-2222", null]);
    assert.equal((await portal.as("hana@aoba.example", { url })).statusCode, 404);
  });

  test("the data are wrong: nothing is sent, and care is named", async () => {
    const payload = `siteNumber=${NUMBER}&answer=wrong`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const reply = await portal.as(LIHUA, { method: "POST", url: "/passcode-requests", headers, payload });
    assert.equal(reply.statusCode, 303);
    const stop = await portal.as(LIHUA, { url: String(reply.headers.location) });
    assert.match(stop.body, /care@carnet\.example/);
    assert.match(stop.body, new RegExp(`/help/registration\\?site=${NUMBER}`));
    assert.equal(await matter(), "");
    assert.equal((await portal.as(LIHUA, { url: "/v1/passcode-requests" })).json().items.length, 0);
  });

  test("the data are right: the request is sent", async () => {
    const payload = `siteNumber=${NUMBER}&answer=right`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const reply = await portal.as(LIHUA, { method: "POST", url: "/passcode-requests", headers, payload });
    const shown = await portal.as(LIHUA, { url: String(reply.headers.location) });
    assert.match(shown.body, /您的申請已送出/);
    assert.notEqual(await matter(), "");
    const first = await portal.as(LIHUA, { url: `/first-access?site=${NUMBER}` });
    assert.match(first.body, new RegExp(`/passcode-requests/new\\?site=${NUMBER}`));
  });
});

describe("BR-20 re-sent after care has checked", () => {
  test("the agent sees what is registered beside the person, and only channels that lead to it", async () => {
    await ask();
    const view = (await portal.as(cara.email, { url: `/v1/care/requests/${await matter()}` })).json();
    const text = JSON.stringify(view);
    assert.match(text, /02-1111-2222/);
    assert.match(text, /Li-hua/);
    await sql`update sites set fax = null where id = ${CAST.formosa}`.execute(portal.owner);
    const reply = await decide(cara.email, "re-send", { fields: { channel: "fax" } });
    assert.equal(reply.statusCode, 400);
    assert.deepEqual(reply.json().fields, { "fields.channel": ["choice_unknown"] });
  });

  test("by fax: logged, printed by the agent, the new passcode active and the old one invalid", async () => {
    const [welcome] = await mailed("welcome");
    await ask();
    portal.clock.set("2010-03-01T03:14:00Z");
    const reply = await decide(cara.email, "re-send", { fields: { channel: "fax" } });
    assert.equal(reply.statusCode, 200, reply.body);
    const [issued] = await factsOf("passcode.re-issued");
    assert.equal(issued?.["channel"], "fax");
    const resent = (await factsOf("passcode-request.granted")).at(-1);
    assert.equal(resent?.["channel"], "fax");
    const listed = (await portal.as(cara.email, { url: `/v1/care/sites/${CAST.formosa}/passcodes` })).json();
    assert.deepEqual(listed.channels, ["letter", "fax", "e-mail"]);
    assert.deepEqual((await factsOf("site.viewed")).at(-1)?.["looked"], ["registration"]);
    const pdf = await portal.as(cara.email, {
      url: `/v1/care/sites/${CAST.formosa}/passcodes/${listed.items[0].documentId}.pdf`,
    });
    assert.equal(pdf.statusCode, 200);
    assert.equal(pdf.rawPayload.subarray(0, 5).toString(), "%PDF-");
    assert.ok((await factsOf("site.letter-printed")).some(({ kind }) => kind === "passcode-reissue"));
    const [way] = await mailed("passcode-on-its-way");
    assert.equal(way?.to, LIHUA);
    assert.ok(!JSON.stringify(way).includes((await lettered())[0] ?? "?"), "the mail does not tell the code");
    const old = await enter(welcome?.facts["passcode"] ?? "");
    assert.deepEqual([old.statusCode, old.json().code], [410, "passcode_superseded"]);
    assert.equal((await enter((await lettered())[0] ?? "")).statusCode, 200);
  });

  test("by e-mail: to the registered address alone, for the usual ninety days", async () => {
    await ask();
    assert.equal((await decide(cara.email, "re-send", { fields: { channel: "e-mail" } })).statusCode, 200);
    const [mail] = await mailed("passcode-reissue");
    assert.equal(mail?.to, LIHUA);
    assert.equal(mail?.facts["passcodeThrough"], "2010-05-29");
    assert.deepEqual(await lettered(), [""]);
    assert.equal((await enter(mail?.facts["passcode"] ?? "")).statusCode, 200);
  });

  test("BAR 13 the database holds no passcode that was sent once more in the clear", async () => {
    for (const channel of ["letter", "e-mail"]) {
      await ask();
      await decide(cara.email, "re-send", { fields: { channel } });
    }
    const [mail] = await mailed("passcode-reissue");
    const codes = [...(await lettered()), mail?.facts["passcode"] ?? ""].filter((code) => code !== "");
    assert.equal(codes.length, 2);
    for (const table of [
      "passcodes",
      "passcode_requests",
      "site_documents",
      "mails",
      "events",
      "care_requests",
    ]) {
      const { rows } = await sql<{
        row: string;
      }>`select ${sql.table(table)}::text as row from ${sql.table(table)}`.execute(portal.owner);
      for (const code of codes.flatMap((each) => [each, each.replaceAll("-", "")])) {
        assert.ok(!rows.some(({ row }) => row.includes(code)), table);
        assert.ok(!rows.some(({ row }) => row.includes(Buffer.from(code).toString("hex"))), table);
      }
    }
  });

  test("rejected: with a reason, by mail; afterwards a new request is possible", async () => {
    await ask();
    assert.equal((await decide(cara.email, "reject")).statusCode, 400);
    assert.equal((await decide(cara.email, "reject", { reason: "Not our contact" })).statusCode, 200);
    const [mail] = await mailed("passcode-request-rejected");
    assert.deepEqual([mail?.to, mail?.facts["reason"]], [LIHUA, "Not our contact"]);
    const [mine] = (await portal.as(LIHUA, { url: "/v1/passcode-requests" })).json().items;
    assert.deepEqual([mine.state, mine.reason], ["rejected", "Not our contact"]);
    assert.equal((await ask()).statusCode, 201);
  });

  test("not to somebody who is the registered contact no more", async () => {
    await ask();
    await sql`
      update sites set contact_email = 'new@formosa.example', contact_email_key = 'new@formosa.example'
       where id = ${CAST.formosa}`.execute(portal.owner);
    const reply = await decide(cara.email, "re-send", { fields: { channel: "e-mail" } });
    assert.deepEqual([reply.statusCode, reply.json().code], [409, "outcome_refused"]);
    assert.deepEqual(await lettered(), []);
  });

  test("support may not", async () => {
    const url = `/v1/care/sites/${CAST.formosa}/passcodes`;
    const payload = { channel: "letter" };
    assert.equal((await portal.as(sue.email, { method: "POST", url, payload })).statusCode, 403);
    assert.equal((await portal.as("hana@aoba.example", { method: "POST", url, payload })).statusCode, 404);
  });
});

describe("BAR case 17", () => {
  test("two agents decide one request at once: one new passcode", async () => {
    await ask();
    const id = await matter();
    const url = `/v1/care/requests/${id}/decision`;
    const payload = { outcome: "re-send", fields: { channel: "letter" } };
    const replies = await Promise.all(
      [cara, carl].map(({ email }) => portal.as(email, { method: "POST", url, payload })),
    );
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [200, 409]);
    assert.equal((await lettered()).length, 1);
  });

  test("issued twice by two agents at once: the first answers 410 superseded, the newest works, both are audited", async () => {
    const before = (await factsOf("passcode.re-issued")).length;
    const url = `/v1/care/sites/${CAST.formosa}/passcodes`;
    const payload = { channel: "letter" };
    const replies = await Promise.all(
      [cara, carl].map(({ email }) => portal.as(email, { method: "POST", url, payload })),
    );
    assert.deepEqual(
      replies.map(({ statusCode }) => statusCode),
      [201, 201],
    );
    assert.equal((await factsOf("passcode.re-issued")).length, before + 2);
    const told = (await mailed("passcode-on-its-way")).map(({ to }) => to);
    assert.deepEqual(told, [LIHUA, LIHUA]);
    const [first = "", newest = ""] = await lettered("(passcodes.state = 'superseded') desc");
    const old = await enter(first);
    assert.deepEqual([old.statusCode, old.json().code], [410, "passcode_superseded"]);
    assert.equal((await enter(newest)).statusCode, 200);
  });
});

test("BR-21 while it is requested and after it was re-sent: downloads only", async () => {
  const look = async () => {
    const paths = ["/downloads", "", "/proofs", "/orders", "/contacts", "/members", "/history", "/consents"];
    const replies = [];
    for (const path of paths)
      replies.push(await portal.as(LIHUA, { url: `/v1/sites/${CAST.formosa}${path}` }));
    return replies.map(({ statusCode }) => statusCode);
  };
  const only = [200, ...Array(7).fill(404)];
  await ask();
  assert.deepEqual(await look(), only);
  await decide(cara.email, "re-send", { fields: { channel: "letter" } });
  assert.deepEqual(await look(), only);
});

test("a site that was opened meanwhile: the request leaves the desk", async () => {
  await ask();
  await sql`update sites set primary_state = 'claimed' where id = ${CAST.formosa}`.execute(portal.owner);
  const context = systemContext(portal.portal, "test");
  await asPortal(context, (vendor) => closeOvertaken(vendor, context));
  await asPortal(context, (vendor) => closeOvertaken(vendor, context));
  assert.equal(await matter(), "");
  assert.equal((await factsOf("passcode-request.withdrawn")).length, 1);
});
