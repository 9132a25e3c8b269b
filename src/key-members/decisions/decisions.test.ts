/** Administrators decide who comes in: once, never on oneself, by somebody who is one at that moment. BR-96, BAR 18. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import {
  clearKeyCenter,
  countOf,
  HANA,
  HANGANG_KEYS,
  JUN,
  MIO,
  REI,
  readMail,
  SEOYEON,
  sentOf,
} from "../../../test/key-center.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());
beforeEach(async () => {
  await clearKeyCenter(portal);
  portal.clock.set("2010-03-01T03:00:00Z");
});

const OF_HANGANG = `/v1/sites/${CAST.hangang}/key-registrations`;

/** Rei's request at Hangang, before its administrators. */
async function asked(as = REI, siteNumber = "3005678"): Promise<string> {
  const url = "/v1/key-center/registrations";
  const reply = await portal.as(as, { method: "POST", url, payload: { siteNumber } });
  assert.equal(reply.statusCode, 202, reply.body);
  await portal.portal.jobs.drain();
  return reply.json().id;
}

const decide = (as: string, id: string, decision: string, list = OF_HANGANG) =>
  portal.as(as, { method: "POST", url: `${list}/${id}/decision`, payload: { decision } });

const makeAdministrator = (personId: string, siteId: string = CAST.hangang) =>
  sql`insert into key_members values (${siteId}, ${personId}, 'administrator', 'added', '2010-01-01', 'x')`.execute(
    portal.owner,
  );

describe("a registration without an order number", () => {
  test("BR-96 approved: a member from the next request on, one mail with the way in", async () => {
    const id = await asked();
    const mail = await readMail(portal, SEOYEON);
    assert.match(mail.subject, /한강시스템 서울 키센터: Rei Sato/);
    for (const part of ["003005678", REI, `requests/${id}?decision=approve`, `requests/${id}?decision=deny`])
      assert.ok(mail.text.includes(part), part);
    const reply = await decide(SEOYEON, id, "approve");
    assert.partialDeepStrictEqual(reply.json(), { state: "approved", decidedBy: "김서연" });
    const { items } = (await portal.as(REI, { url: HANGANG_KEYS })).json();
    assert.equal(items.find(({ isMe }: { isMe: boolean }) => isMe).because, "approval");
    assert.deepEqual(await sentOf(portal, "key-member.decided"), [REI]);
    const answer = await readMail(portal, REI);
    assert.match(answer.subject, /Approved/);
    assert.match(answer.text, new RegExp(`/sites/${CAST.hangang}/license-keys`));
  });

  test("BR-96 denied: no member, one mail that names no site but its number", async () => {
    const id = await asked();
    assert.equal((await decide(SEOYEON, id, "deny")).json().state, "denied");
    assert.equal((await portal.as(REI, { url: HANGANG_KEYS })).statusCode, 404);
    const { subject, text } = await readMail(portal, REI);
    assert.match(subject, /Denied: Key Center account 003005678/);
    assert.doesNotMatch(text, /한강/);
    await asked(); // may be asked again
  });

  test("BAR case 3 twenty at once, for and against: one decides, the others are told who and when", async () => {
    await makeAdministrator(CAST.jun);
    await makeAdministrator(CAST.mio);
    const id = await asked();
    const who = [SEOYEON, JUN, MIO];
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => decide(who[n % 3] ?? JUN, id, n % 2 === 0 ? "approve" : "deny")),
    );
    const won = replies.filter(({ statusCode }) => statusCode === 200);
    const lost = replies.filter(({ statusCode }) => statusCode === 409);
    assert.deepEqual([won.length, lost.length], [1, 19], replies.map(({ body }) => body).join("\n"));
    const { state, decidedBy, decidedAt } = won[0]?.json() ?? {};
    for (const reply of lost) {
      assert.partialDeepStrictEqual(reply.json(), {
        code: "already_decided",
        by: decidedBy,
        at: decidedAt,
        decision: state,
      });
    }
    assert.equal((await sentOf(portal, "key-member.decided")).length, 1);
    assert.equal(await countOf(portal, "key_members"), state === "approved" ? 3 : 2);
  });

  test("BAR case 4 nobody decides the own: not as a stranger, nor as an administrator meanwhile", async () => {
    const id = await asked();
    assert.deepEqual((await decide(REI, id, "approve")).json().code, "own_request");
    await makeAdministrator(CAST.nobody);
    const reply = await decide(REI, id, "approve");
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "own_request"]);
    const page = await portal.as(REI, { url: `/sites/${CAST.hangang}/key-members/requests/${id}` });
    assert.doesNotMatch(page.body, /value="approve"/);
    const { rows } = await sql`select state from key_member_requests`.execute(portal.owner);
    assert.deepEqual(rows, [{ state: "pending" }]);
  });

  test("BAR case 4 whoever is no administrator any more: 403; a user: 403; another site's: 404", async () => {
    const id = await asked();
    await makeAdministrator(CAST.jun);
    assert.equal((await portal.as(JUN, { url: `${OF_HANGANG}/${id}` })).statusCode, 200);
    await sql`update key_members set role = 'user'`.execute(portal.owner);
    const demoted = await decide(JUN, id, "approve");
    assert.deepEqual([demoted.statusCode, demoted.json().code], [403, "key_membership_required"]);
    await sql`delete from key_members`.execute(portal.owner);
    assert.equal((await decide(JUN, id, "approve")).json().code, "site_not_found");
    const elsewhere = await decide(HANA, id, "approve", `/v1/sites/${CAST.aoba}/key-registrations`);
    assert.deepEqual([elsewhere.statusCode, elsewhere.json().code], [404, "key_registration_not_found"]);
  });

  test("a primary who was replaced decides nothing more; the new one has it", async () => {
    const id = await asked(REI, "7001234");
    const list = `/v1/sites/${CAST.aoba}/key-registrations`;
    const pass = (from: string, to: string) =>
      sql`update access_grants set person_id = ${to} where site_id = ${CAST.aoba} and person_id = ${from}`.execute(
        portal.owner,
      );
    await pass(CAST.hana, CAST.seoyeon);
    const late = await decide(HANA, id, "approve", list);
    const reply = await decide(SEOYEON, id, "approve", list);
    await pass(CAST.seoyeon, CAST.hana);
    assert.deepEqual([late.statusCode, reply.statusCode], [404, 200]);
  });

  test("the mail's links decide nothing: looking is no answer", async () => {
    const id = await asked();
    const page = `/sites/${CAST.hangang}/key-members/requests/${id}`;
    for (const decision of ["approve", "deny"])
      assert.equal((await portal.as(SEOYEON, { url: `${page}?decision=${decision}` })).statusCode, 200);
    const { rows } = await sql`select state from key_member_requests`.execute(portal.owner);
    assert.deepEqual(rows, [{ state: "pending" }]);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const sent = await portal.as(SEOYEON, {
      method: "POST",
      url: page,
      headers,
      payload: "decision=approve",
    });
    assert.equal(sent.statusCode, 303);
    const again = await portal.as(SEOYEON, { method: "POST", url: page, headers, payload: "decision=deny" });
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /김서연/);
  });

  test("a site without an administrator: it waits, and the first one is told", async () => {
    await asked(REI, "7004321");
    await portal.portal.jobs.catchUp();
    assert.deepEqual(await sentOf(portal, "key-member.asked"), []);
    await makeAdministrator(CAST.lihua, CAST.formosa);
    for (const _ of [1, 2]) await portal.portal.jobs.catchUp();
    assert.deepEqual(await sentOf(portal, "key-member.asked"), ["lihua@formosa.example"]);
  });

  test("unanswered for thirty days it expires, that of a number that is nobody's too", async () => {
    const id = await asked();
    await asked(REI, "3999999");
    portal.clock.set("2010-04-01T05:00:00Z");
    portal.signOut();
    await portal.portal.jobs.catchUp();
    const { rows } = await sql`select distinct state from key_member_requests`.execute(portal.owner);
    assert.deepEqual(rows, [{ state: "expired" }]);
    assert.equal((await decide(SEOYEON, id, "approve")).json().code, "request_ended");
    portal.clock.set("2010-03-01T03:00:00Z");
    portal.signOut();
  });
});
