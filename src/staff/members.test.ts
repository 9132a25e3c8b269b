/** The vendor's people: roles, coming in, leaving. DOMAIN §1.6, BAR 16; issue 3 item 8. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../test/agents.ts";
import { CAST, PASSWORD } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { STAFF_PERMISSIONS, STAFF_ROLES, type StaffRole, VENDOR_PERMISSIONS } from "../access/index.ts";

const OTTO = "otto@vendor.example";

let stage: TestPortal;

before(async () => {
  stage = await testPortal();
  await addAgents(stage.owner);
});
after(() => stage.close());

const post = (email: string, url: string, payload: object = {}) =>
  stage.as(email, { method: "POST", url, payload });

const remove = (email: string, personId: string) =>
  stage.as(email, { method: "DELETE", url: `/v1/staff/${personId}` });

async function roleOf(email: string): Promise<unknown> {
  const payload = { email, password: PASSWORD };
  const reply = await stage.app.inject({ method: "POST", url: "/v1/session", payload });
  const { staffRole, isOperator } = reply.json().person;
  assert.equal(isOperator, staffRole === "operator");
  return staffRole;
}

/** Literal from DOMAIN §1.6: Care (R14), Sales rep (R15), Support engineer (R17). A partner (R16) is no staff here. */
const MATRIX = `
  Decide a self-nomination that claims "I am the primary" | Y | N | N | nomination.decide
  Verify and re-send a temporary passcode                 | Y | N | N | passcode.resend
  Tell who the contacts of a site are                     | Y | N | N | contact.disclose
  Change PA registration from a change form               | Y | N | N | registration.change
  Change PAX (Express) registration                       | Y | N | N | registration.change
  Change FCT/OEM registration                             | N | Y | N | registration.change-sales
  Replace a primary who left                              | Y | N | N | primary.replace
  Recover a forgotten ID (site number required)           | Y | N | N | id.recover`;

describe("the permission matrix of the vendor's side", () => {
  const rows = MATRIX.trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  for (const [capability = "", care, sales, support, permission] of rows) {
    test(`DOMAIN 1.6 ${capability}: care ${care}, sales ${sales}, support ${support}`, () => {
      const may = (role: StaffRole) =>
        STAFF_PERMISSIONS[role].some((each) => each === permission) ? "Y" : "N";
      assert.deepEqual([may("care"), may("sales"), may("support")], [care, sales, support]);
      assert.equal(may("license-support"), support, "license support may no more than support");
      assert.equal(may("operator"), "Y", "the operator stands in");
    });
  }

  test("what no role of 1.6 is given is the operator's alone", () => {
    const given = new Set(STAFF_ROLES.slice(1).flatMap((role) => STAFF_PERMISSIONS[role]));
    assert.deepEqual(
      VENDOR_PERMISSIONS.filter((permission) => !given.has(permission)),
      [
        "feed.write",
        "file.write",
        "site.administer",
        "mail.read",
        "audit.verify",
        "operator.invite",
        "api-key.create",
        "clock.move",
        "renewal.run",
        "key-scheme.update",
        "signing-key.manage",
      ],
    );
  });

  test("a refusal names the roles that may, in words on a page", async () => {
    const reply = await stage.as(AGENTS.sally.email, { url: "/v1/staff" });
    assert.equal(reply.statusCode, 403);
    assert.partialDeepStrictEqual(reply.json(), {
      code: "staff_role_required",
      permission: "operator.invite",
      roles: ["operator"],
    });
    assert.match(reply.json().title, /These roles may do it: operator\./);
    for (const url of ["/operator/staff", "/operator/sites", "/operator/feeds"]) {
      const page = await stage.as(AGENTS.cara.email, { url });
      assert.equal(page.statusCode, 403, url);
      assert.match(page.body, /These roles may do it: operator\./);
    }
    const unlock = await post(AGENTS.sue.email, "/v1/care/people/person_hana/unlock");
    assert.match(unlock.json().title, /operator,? customer care agent\./);
  });
});

describe("coming in", () => {
  test("an invitation names the role; whoever accepts has it and sees its places alone", async () => {
    const invited = await post(OTTO, "/v1/operators", { email: "new@vendor.example", role: "sales" });
    assert.deepEqual(
      [invited.statusCode, invited.json()],
      [202, { email: "new@vendor.example", role: "sales" }],
    );
    await stage.portal.jobs.drain();
    const { items } = (await stage.app.inject({ url: "/v1/demo/mailbox?to=new@vendor.example" })).json();
    assert.match(items[0].subject, /sales representative/);
    const link = /http:\/\/localhost:8080(\/invitations\/\S+)/.exec(items[0].text)?.[1] ?? "";
    const form = { givenName: "Nia", familyName: "New", password: PASSWORD, country: "US", role: "operator" };
    const accepted = await stage.app.inject({
      method: "POST",
      url: link,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams(form).toString(),
    });
    assert.equal(accepted.statusCode, 303, accepted.body);
    assert.equal(await roleOf("new@vendor.example"), "sales");
    const page = (await stage.as("new@vendor.example", { url: "/care" })).body;
    assert.match(page, /href="\/care"/);
    assert.match(page, /href="\/operator\/renewals"/); // its quotes come in copies: DOMAIN 1.6
    assert.doesNotMatch(page, /href="\/operator\/(?!renewals)/);
  });

  test("who works here already keeps the role; a role that is none is refused; a customer cannot invite", async () => {
    const again = await post(OTTO, "/v1/operators", { email: AGENTS.sue.email, role: "operator" });
    assert.deepEqual(
      [again.statusCode, again.json().code, again.json().role],
      [409, "already_staff", "support"],
    );
    const wrong = await post(OTTO, "/v1/operators", { email: "x@vendor.example", role: "emperor" });
    assert.deepEqual(wrong.json().fields, { role: ["role_unknown"] });
    const customer = await post("hana@aoba.example", "/v1/operators", { email: "x@vendor.example" });
    assert.equal(customer.statusCode, 404);
    const agent = await post(AGENTS.cara.email, "/v1/operators", { email: "x@vendor.example", role: "care" });
    assert.deepEqual([agent.statusCode, agent.json().roles], [403, ["operator"]]);
  });

  test("nobody registers into a role: it is no field of a registration, nor of one's own data", async () => {
    const person = {
      email: "sly@elsewhere.example",
      givenName: "Sly",
      familyName: "Fox",
      password: "five-green-apples-sang",
      country: "US",
      language: "en",
    };
    for (const extra of [{ role: "operator" }, { staffRole: "care" }, { isOperator: true }]) {
      const reply = await stage.app.inject({
        method: "POST",
        url: "/v1/people",
        payload: { ...person, ...extra },
      });
      assert.equal(reply.statusCode, 400, JSON.stringify(extra));
    }
    const mine = await stage.as("hana@aoba.example", {
      method: "PATCH",
      url: "/v1/people/me",
      payload: { staffRole: "operator" },
    });
    assert.ok([400, 404, 405].includes(mine.statusCode), String(mine.statusCode));
    assert.equal(await roleOf("hana@aoba.example"), null);
  });
});

describe("leaving", () => {
  test("is felt by the next request: the sessions are over, the ID stays", async () => {
    assert.equal((await stage.as(AGENTS.lisa.email, { url: "/v1/care/requests" })).statusCode, 200);
    assert.equal((await remove(OTTO, AGENTS.lisa.id)).statusCode, 204);
    assert.equal((await stage.as(AGENTS.lisa.email, { url: "/v1/care/requests" })).statusCode, 401);
    assert.equal(await roleOf(AGENTS.lisa.email), null);
    assert.equal((await remove(OTTO, AGENTS.lisa.id)).statusCode, 404);
    assert.equal((await remove(OTTO, CAST.hana)).statusCode, 404);
    assert.equal((await remove(AGENTS.cara.email, AGENTS.sue.id)).statusCode, 403);
  });

  test("what a leaver had claimed can be taken by another agent", async () => {
    await sql`
      insert into care_requests (id, kind, team, subject_id, requester_name, language, opened_at, due_at, claimed_by,
                                 claimed_at)
      values ('care_left', 'forgotten-id', 'care', 'x', 'Somebody', 'en', '2010-03-01', '2010-03-03', ${AGENTS.carl.id},
              '2010-03-01')`.execute(stage.owner);
    const claim = () => post(AGENTS.cara.email, "/v1/care/requests/care_left/claim");
    assert.equal((await claim()).statusCode, 409);
    await remove(OTTO, AGENTS.carl.id);
    assert.equal((await claim()).statusCode, 200);
  });

  test("the last operator stays, also when two operators remove each other at once", async () => {
    assert.deepEqual([(await remove(OTTO, CAST.otto)).statusCode], [409]);
    const made = await post(OTTO, "/v1/api-keys", { name: "two at once", scopes: ["operator.invite"] });
    const headers = { authorization: `Bearer ${made.json().key}` };
    const byKey = (id: string) => stage.app.inject({ method: "DELETE", url: `/v1/staff/${id}`, headers });
    for (let round = 0; round < 10; round += 1) {
      for (const id of [CAST.otto, AGENTS.sue.id]) {
        await sql`
          insert into staff_members values (${id}, 'operator', '2009-01-01', 'system')
              on conflict (person_id) do update set role = 'operator'`.execute(stage.owner);
      }
      const replies = await Promise.all([byKey(AGENTS.sue.id), byKey(CAST.otto)]);
      assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [204, 409]);
      const { rows } = await sql<{ left: number }>`
        select count(*)::int as left from staff_members where role = 'operator'`.execute(stage.owner);
      assert.equal(rows[0]?.left, 1);
    }
  });
});
