/** The desk: one queue, one agent a request, one decision. DOMAIN §1.6, R14–R18, D-08a; BR-54; BAR 16, 47. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../../test/agents.ts";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const { cara, carl, sally, sue } = AGENTS;
const OTTO = "otto@vendor.example";
const REQUESTS = "/v1/care/requests";

let stage: TestPortal;

before(async () => {
  stage = await testPortal();
  await addAgents(stage.owner);
});
after(() => stage.close());

/** Two at the desk: a person whose name is the contact's, and one who is somebody else. */
async function nominate(email: string, siteNumber: string): Promise<string> {
  const payload = { siteNumber, isPrimaryContact: true, company: "青葉商事" };
  const reply = await stage.as(email, { method: "POST", url: "/v1/access-requests", payload });
  assert.equal(reply.statusCode, 201, reply.body);
  await stage.portal.jobs.drain();
  const { items } = await read(cara.email, `${REQUESTS}?kind=nomination&q=${siteNumber}`);
  return items.find(({ requesterEmail }: { requesterEmail: string }) => requesterEmail === email).id;
}

async function read(email: string, url: string) {
  const reply = await stage.as(email, { url });
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json();
}

function act(email: string, id: string, verb: string, payload: object = {}) {
  return stage.as(email, { method: "POST", url: `${REQUESTS}/${id}/${verb}`, payload });
}

const DENY = { outcome: "deny", reason: "登録されたご担当者ではありません。" };

/** A row as a module's matter makes it, due when the test says. */
async function put(id: string, row: { kind?: string; team?: string; siteId?: string; due?: string }) {
  const { kind = "contact-enquiry", team = "care", siteId = null, due = "2010-03-03T03:00:00Z" } = row;
  await sql`
    insert into care_requests (id, kind, team, subject_id, site_id, site_number, requester_name, requester_email,
                               country, language, opened_at, due_at)
    values (${id}, ${kind}, ${team}, ${id}, ${siteId}, '3005678', 'Min-ji Park', 'minji@hangang.example', 'KR', 'ko',
            '2010-03-01T03:00:00Z', ${due})`.execute(stage.owner);
}

describe("the queue", () => {
  test("what is over comes first, then by when it is due; a page goes on where the last one ended", async () => {
    await put("care_late", { due: "2010-02-26T03:00:00Z" });
    await put("care_calm", { due: "2010-03-09T03:00:00Z" });
    await put("care_soon", { due: "2010-03-02T03:00:00Z" });
    const first = await read(cara.email, `${REQUESTS}?limit=2`);
    assert.deepEqual(
      first.items.map(({ id, isOverdue }: { id: string; isOverdue: boolean }) => [id, isOverdue]),
      [
        ["care_late", true],
        ["care_soon", false],
      ],
    );
    const second = await read(cara.email, `${REQUESTS}?limit=2&after=${encodeURIComponent(first.next)}`);
    assert.deepEqual(
      second.items.map(({ id }: { id: string }) => id),
      ["care_calm"],
    );
    const reverse = await read(cara.email, `${REQUESTS}?sort=-dueAt`);
    assert.equal(reverse.items[0].id, "care_calm");
    const other = `${REQUESTS}?sort=-dueAt&after=${encodeURIComponent(first.next)}`;
    assert.equal((await stage.as(cara.email, { url: other })).statusCode, 400);
  });

  test("filters by kind, by whose it is, and by what was typed, in any width", async () => {
    const found = async (query: string) =>
      (await read(cara.email, `${REQUESTS}?${query}`)).items.map(({ id }: { id: string }) => id);
    assert.equal((await act(cara.email, "care_soon", "claim")).statusCode, 200);
    assert.deepEqual(await found("claimed=me"), ["care_soon"]);
    assert.deepEqual(await found("claimed=others"), []);
    assert.deepEqual(await found("claimed=nobody"), ["care_late", "care_calm"]);
    assert.equal((await found(`q=${encodeURIComponent("００３００５６７８")}`)).length, 3);
    assert.equal((await found(`q=${encodeURIComponent("ＰＡＲＫ min")}`)).length, 3);
    assert.deepEqual(await found("q=care_late"), ["care_late"]);
    assert.deepEqual(await found("q=%25"), []);
    assert.deepEqual(await found("kind=passcode"), []);
    assert.equal((await stage.as(cara.email, { url: `${REQUESTS}?kind=anything` })).statusCode, 400);
    await act(cara.email, "care_soon", "release");
  });

  test("R15, R17, R18 sales, support and license support see their own desk's alone; a customer sees no desk", async () => {
    await put("care_sales", { kind: "registration-change", team: "sales", siteId: CAST.hangangFct });
    await put("care_support", { team: "support" });
    const seen = async (email: string) =>
      (await read(email, REQUESTS)).items.map(({ id }: { id: string }) => id);
    assert.deepEqual(await seen(sally.email), ["care_sales"]);
    assert.deepEqual(await seen(sue.email), ["care_support"]);
    assert.equal((await seen(OTTO)).length, 5);
    assert.equal((await stage.as(sally.email, { url: `${REQUESTS}/care_late` })).statusCode, 404);
    assert.equal((await act(sally.email, "care_late", "claim")).statusCode, 404);
    assert.equal((await stage.as("hana@aoba.example", { url: REQUESTS })).statusCode, 404);
    assert.equal((await stage.as(undefined, { url: REQUESTS })).statusCode, 401);
  });
});

describe("taking a request", () => {
  test("of 20 claims at once one gets it; the others are told who has it", async () => {
    const id = await nominate("rei@elsewhere.example", "7004321");
    const agents = Array.from({ length: 20 }, (_, place) => (place % 2 === 0 ? cara : carl).email);
    const replies = await Promise.all(agents.map((email) => act(email, id, "claim")));
    const [winner = ""] = replies
      .filter(({ statusCode }) => statusCode === 200)
      .map((reply) => reply.json().claimedBy.personId);
    const lost = replies.filter(({ statusCode }) => statusCode === 409);
    assert.equal(lost.length, 10, "every try of the other agent is refused");
    assert.ok(lost.every((reply) => reply.json().code === "claimed_by_other"));
    assert.ok(lost.every((reply) => reply.json().personId === winner && reply.json().by === "care Agent"));
  });

  test("only who has it gives it back; the operator may for an agent who is away", async () => {
    const [request] = (await read(cara.email, `${REQUESTS}?kind=nomination`)).items;
    const [mine, other] = request.claimedBy.personId === cara.id ? [cara, carl] : [carl, cara];
    assert.equal((await act(other.email, request.id, "release")).json().code, "claimed_by_other");
    assert.equal((await act(mine.email, request.id, "release")).statusCode, 200);
    assert.equal((await act(mine.email, request.id, "release")).json().code, "care_request_unclaimed");
    await act(mine.email, request.id, "claim");
    assert.equal((await act(OTTO, request.id, "release")).statusCode, 200);
  });

  test("another agent decides only after a hand-over, whose note says why", async () => {
    const [request] = (await read(cara.email, `${REQUESTS}?kind=nomination`)).items;
    await act(cara.email, request.id, "claim");
    const refused = await act(carl.email, request.id, "decision", DENY);
    assert.deepEqual([refused.statusCode, refused.json().code], [409, "claimed_by_other"]);
    const silent = await act(cara.email, request.id, "hand-over", { personId: carl.id });
    assert.deepEqual(Object.keys(silent.json().fields), ["note"]);
    const moved = await act(cara.email, request.id, "hand-over", {
      personId: carl.id,
      note: "来週は不在です",
    });
    assert.deepEqual([moved.statusCode, moved.json().claimedBy.personId], [200, carl.id]);
    assert.equal((await act(cara.email, request.id, "decision", DENY)).json().code, "claimed_by_other");
    const decided = await act(carl.email, request.id, "decision", DENY);
    assert.deepEqual([decided.statusCode, decided.json().state], [200, "decided"]);
    const full = await read(cara.email, `${REQUESTS}/${request.id}`);
    assert.equal(full.notes[0].text, "来週は不在です");
    const steps = full.history.map(({ name }: { name: string }) => name.replace("care-request.", ""));
    assert.deepEqual(steps.slice(0, 2), ["opened", "claimed"]);
    assert.deepEqual(steps.slice(-2), ["reassigned", "decided"]);
  });

  test("no hand-over makes a right: a change of FCT registration stays with sales, one of PA with care", async () => {
    const away = { team: "care", note: "please" };
    const refused = await act(sally.email, "care_sales", "hand-over", away);
    assert.deepEqual([refused.statusCode, refused.json().code], [409, "desk_cannot_take"]);
    await put("care_pa", { kind: "registration-change", siteId: CAST.aoba });
    const other = await act(cara.email, "care_pa", "hand-over", { personId: sally.id, note: "please" });
    assert.deepEqual([other.statusCode, other.json().desks], [409, ["care"]]);
  });
});

describe("deciding", () => {
  test("of 20 decisions at once one counts; the others are told who decided and when", async () => {
    const id = await nominate("rei@elsewhere.example", "3005678");
    const agents = Array.from({ length: 20 }, (_, place) => (place % 2 === 0 ? cara : carl).email);
    const replies = await Promise.all(agents.map((email) => act(email, id, "decision", DENY)));
    const statuses = replies.map(({ statusCode }) => statusCode).sort();
    assert.deepEqual(statuses, [200, ...Array.from({ length: 19 }, () => 409)]);
    const lost = replies.filter(({ statusCode }) => statusCode === 409).map((reply) => reply.json());
    assert.deepEqual(
      lost.map(({ code, by, at, outcome }) => [code, by, at, outcome]),
      lost.map(() => ["already_decided", "care Agent", "2010-03-01T03:00:00Z", "deny"]),
    );
    const { rows } = await sql<{ told: number }>`
      select count(*)::int as told from events where name = 'nomination.denied' and facts ->> 'siteNumber' = '3005678'`.execute(
      stage.owner,
    );
    assert.equal(rows[0]?.told, 1);
  });

  test("a reason where the outcome asks for one; no field that is not the outcome's; nothing is half done", async () => {
    const id = await nominate("rei@elsewhere.example", "7009999");
    const fields = async (payload: object) =>
      (await act(cara.email, id, "decision", payload)).json().fields ?? {};
    assert.deepEqual(await fields({ outcome: "deny" }), { reason: ["reason_required"] });
    assert.deepEqual(await fields({ outcome: "deny", reason: " \n " }), { reason: ["reason_required"] });
    assert.deepEqual(await fields({ outcome: "explode" }), { outcome: ["outcome_unknown"] });
    const stuffed = { ...DENY, fields: { siteId: CAST.aoba, role: "primary" } };
    assert.deepEqual(Object.keys(await fields(stuffed)), ["fields.siteId", "fields.role"]);
    const assigned = await act(cara.email, id, "decision", { ...DENY, decidedBy: cara.id });
    assert.equal(assigned.statusCode, 400);
    const approved = await act(cara.email, id, "decision", { outcome: "approve" });
    assert.deepEqual([approved.statusCode, approved.json().code], [409, "outcome_refused"]);
    const { state, claimedBy } = await read(cara.email, `${REQUESTS}/${id}`);
    assert.deepEqual([state, claimedBy], ["open", null]);
  });

  test("BR-54 support decides nothing of care's, even at its own desk; the refusal names who may", async () => {
    const refused = await act(sue.email, "care_support", "decision", { outcome: "answer" });
    assert.equal(refused.statusCode, 403);
    assert.deepEqual(refused.json().roles, ["operator", "care"]);
    const { rows } = await sql<{ found: number }>`
      select count(*)::int as found from events
       where name = 'access.denied' and actor ->> 'personId' = ${sue.id}`.execute(stage.owner);
    assert.equal(rows[0]?.found, 1);
    const sales = await act(cara.email, "care_sales", "decision", { outcome: "apply" });
    assert.deepEqual([sales.statusCode, sales.json().roles], [403, ["operator", "sales"]]);
  });

  test("nobody decides the own request", async () => {
    const payload = {
      kind: "contact-enquiry",
      siteNumber: "7001234",
      name: "Cara Agent",
      email: cara.email,
      country: "US",
    };
    await stage.as(cara.email, { method: "POST", url: "/v1/enquiries", payload });
    await stage.portal.jobs.drain();
    const { items } = await read(cara.email, `${REQUESTS}?q=${cara.email}`);
    const refused = await act(cara.email, items[0].id, "decision", { outcome: "return", reason: "no" });
    assert.deepEqual([refused.statusCode, refused.json().code], [403, "own_request"]);
  });

  test("what was withdrawn meanwhile can be decided no more", async () => {
    const id = await nominate("mio@aoba.example", "3005678");
    const { items } = (await stage.as("mio@aoba.example", { url: "/v1/access-requests" })).json();
    const url = `/v1/access-requests/${items[0].id}/withdrawal`;
    const gone = await stage.as("mio@aoba.example", { method: "POST", url, payload: {} });
    assert.equal(gone.statusCode, 200, gone.body);
    const refused = await act(cara.email, id, "decision", DENY);
    assert.deepEqual([refused.statusCode, refused.json().code], [409, "care_request_withdrawn"]);
  });
});
