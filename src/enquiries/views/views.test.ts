/** The vendor sees a site as one of its people: reading only, told and timed. BAR 64; ASVS 8.3.3, 16.3. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../../test/agents.ts";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { bodyOf, type Operation } from "../../../test/samples.ts";

const HANA = "hana@aoba.example";
const { cara, sue, sally } = AGENTS;
const STARTED = "2010-03-01T03:00:00Z";

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: STARTED });
  await addAgents(portal.owner);
});
after(() => portal.close());

beforeEach(async () => {
  portal.clock.set(STARTED);
  await sql`delete from views`.execute(portal.owner);
});

const ASKED = { siteId: CAST.aoba, personId: CAST.hana, reason: "Cannot find a proof", ticket: "T-4711" };

const start = (as: string, asked: object = ASKED) =>
  portal.as(as, { method: "POST", url: "/v1/views", payload: asked });

const look = (url: string, as: string = cara.email) => portal.as(as, { url });

async function historyOf(
  as: string,
): Promise<{ name: string; text: string; actor: object; address: unknown }[]> {
  return (await look(`/v1/sites/${CAST.aoba}/history?limit=200`, as)).json().items;
}

describe("BAR 64 starting", () => {
  test("201 with a reason and a ticket, for thirty minutes", async () => {
    const reply = await start(cara.email);
    assert.equal(reply.statusCode, 201, reply.body);
    assert.equal(reply.json().until, "2010-03-01T03:30:00.000Z");
  });

  test("400 without reason or ticket, or for longer", async () => {
    const { reason: _, ticket: __, ...bare } = ASKED;
    assert.deepEqual((await start(cara.email, bare)).json().fields, {
      reason: ["required"],
      ticket: ["required"],
    });
    assert.equal((await start(cara.email, { ...ASKED, ticket: "  " })).statusCode, 400);
    assert.equal((await start(cara.email, { ...ASKED, minutes: 31 })).statusCode, 400);
  });

  test("only care and the operator; only as a member; one at a time", async () => {
    for (const { email } of [sue, sally]) assert.equal((await start(email)).statusCode, 403);
    assert.equal((await start(HANA)).statusCode, 404);
    const stranger = await start(cara.email, { ...ASKED, personId: CAST.nobody });
    assert.deepEqual([stranger.statusCode, stranger.json().code], [404, "member_not_found"]);
    const both = await Promise.all([start(cara.email), start(cara.email)]);
    const [one, other] = both.map(({ statusCode }) => statusCode).sort();
    assert.equal(one, 201);
    assert.ok(other === 409 || other === 403, String(other)); // told by the index, or seen as in a view already
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from views`.execute(
      portal.owner,
    );
    assert.equal(rows[0]?.count, 1);
    assert.equal((await start("otto@vendor.example")).statusCode, 201);
  });

  test("no view lasts longer, whoever writes the row", async () => {
    const long = sql`
      insert into views (id, site_id, person_id, staff_person_id, session_id, reason, ticket, started_at, until)
      values ('view_long', ${CAST.aoba}, ${CAST.hana}, ${CAST.otto}, 's', 'r', 't', '2010-01-01', '2010-01-01T00:30:01Z')`;
    await assert.rejects(long.execute(portal.owner), /views_check|check constraint/);
  });
});

describe("BAR 64 seeing", () => {
  beforeEach(async () => {
    assert.equal((await start(cara.email)).statusCode, 201);
  });

  test("exactly what the member sees, and nothing of the vendor's", async () => {
    const [seen, own] = [await look(`/v1/sites/${CAST.aoba}`), await look(`/v1/sites/${CAST.aoba}`, HANA)];
    assert.equal(seen.statusCode, 200);
    assert.deepEqual(seen.json(), own.json());
    assert.equal((await look("/v1/care/requests")).statusCode, 404);
    assert.equal((await look("/v1/views")).statusCode, 403);
  });

  test("as a user: the user's refusals", async () => {
    await portal.as(cara.email, { method: "DELETE", url: "/v1/views/current" });
    await start(cara.email, { ...ASKED, personId: CAST.mio });
    assert.equal((await look(`/v1/sites/${CAST.aoba}/orders`)).json().code, "permission_required");
  });

  test("no other site of the same person", async () => {
    await portal.as(cara.email, { method: "DELETE", url: "/v1/views/current" });
    await start(cara.email, { ...ASKED, siteId: CAST.hangang, personId: CAST.seoyeon });
    assert.equal((await look(`/v1/sites/${CAST.hangang}`)).statusCode, 200);
    assert.equal((await look(`/v1/sites/${CAST.hangangFct}`)).statusCode, 404);
    const page = await look(`/sites/${CAST.hangang}`);
    assert.doesNotMatch(page.body, /7009999/);
    assert.doesNotMatch((await look("/v1/session")).body, /7009999/);
  });

  test("no content, and nothing that is the person's own", async () => {
    const personal = ["/profile", "/v1/people/me", "/v1/sites", "/v1/passcode-requests", "/first-access"];
    for (const url of personal) {
      const reply = await look(url);
      assert.equal(reply.statusCode, 403, url);
      if (url.startsWith("/v1")) assert.equal(reply.json().code, "view_is_personal", url);
    }
    const content = await look(`/v1/sites/${CAST.aoba}/downloads/file_x/content`);
    assert.deepEqual([content.statusCode, content.json().code], [403, "view_reads_only"]);
  });

  test("a banner on every page says as whom and until when, with the button that ends it", async () => {
    for (const url of [
      `/sites/${CAST.aoba}`,
      `/sites/${CAST.aoba}/history`,
      "/help",
      "/nowhere",
      "/profile",
    ]) {
      const page = await portal.as(cara.email, { url, headers: { accept: "text/html" } });
      assert.match(page.body, /森 花.*action="\/views\/current\/end"/s, url);
    }
    const ended = await portal.as(cara.email, { method: "POST", url: "/views/current/end" });
    assert.equal(ended.headers.location, "/care/views");
    assert.doesNotMatch((await look("/care/views")).body, /views\/current\/end/);
  });

  test("the customer reads in the history who, why and what, once a page", async () => {
    for (const path of ["/entitlements", "/entitlements?sort=product", "/orders"]) {
      assert.equal((await look(`/sites/${CAST.aoba}${path}`)).statusCode, 200, path);
    }
    await portal.as(cara.email, { method: "DELETE", url: "/v1/views/current" });
    const told = (await historyOf(HANA)).slice(0, 4).reverse();
    assert.deepEqual(
      told.map(({ name }) => name),
      ["view.started", "page.viewed", "page.viewed", "view.ended"],
    );
    assert.deepEqual(told[1]?.actor, { kind: "vendor", name: null });
    assert.equal(told[1]?.address, null);
    assert.match(told[0]?.text ?? "", /hana@aoba\.example.*T-4711.*Cannot find a proof/);
    assert.match(told[1]?.text ?? "", new RegExp(`T-4711.*/sites/${CAST.aoba}/entitlements$`));
    const page = await look(`/sites/${CAST.aoba}/history`, HANA);
    assert.match(page.body, /T-4711/);
    const { rows } = await sql<{ actor: { personId: string; view: { staffPersonId: string } } }>`
      select actor from events where name = 'page.viewed' order by position desc limit 1`.execute(
      portal.owner,
    );
    assert.deepEqual([rows[0]?.actor.personId, rows[0]?.actor.view.staffPersonId], [CAST.hana, cara.id]);
  });

  test("forty looks at one page at once are one entry", async () => {
    const url = `/v1/sites/${CAST.aoba}/proofs`;
    const replies = await Promise.all(Array.from({ length: 40 }, () => look(url)));
    assert.ok(replies.every(({ statusCode }) => statusCode === 200));
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from events where name = 'page.viewed' and facts ->> 'path' = ${url}`.execute(
      portal.owner,
    );
    assert.equal(rows[0]?.count, 1);
  });

  test("is no visit of the member's", async () => {
    await sql`update access_grants set last_seen_on = '2010-01-01' where person_id = ${CAST.hana}`.execute(
      portal.owner,
    );
    await look(`/v1/sites/${CAST.aoba}`);
    const { rows } = await sql<{ lastSeenOn: string }>`
      select last_seen_on from access_grants where person_id = ${CAST.hana}`.execute(portal.owner);
    assert.equal(rows[0]?.lastSeenOn, "2010-01-01");
  });
});

describe("BAR 64 ending", () => {
  test("at the very second, by the clock", async () => {
    await start(cara.email);
    await look(`/v1/sites/${CAST.aoba}`);
    portal.clock.set("2010-03-01T03:14:00Z"); // the staff's session is used, and lasts
    await look(`/v1/sites/${CAST.aoba}`);
    portal.clock.set("2010-03-01T03:28:00Z");
    await look(`/v1/sites/${CAST.aoba}`);
    portal.clock.set("2010-03-01T03:29:59Z");
    assert.equal((await look(`/v1/sites/${CAST.aoba}`)).statusCode, 200);
    portal.clock.set("2010-03-01T03:30:00Z");
    assert.equal((await look(`/v1/sites/${CAST.aoba}`)).statusCode, 404);
    assert.equal((await look("/v1/care/requests")).statusCode, 200);
    assert.equal((await start(cara.email)).statusCode, 201);
    await portal.as(cara.email, { method: "DELETE", url: "/v1/views/current" });
  });

  test("by the agent; a second time there is none", async () => {
    await start(cara.email);
    assert.equal(
      (await portal.as(cara.email, { method: "DELETE", url: "/v1/views/current" })).statusCode,
      204,
    );
    const again = await portal.as(cara.email, { method: "DELETE", url: "/v1/views/current" });
    assert.deepEqual([again.statusCode, again.json().code], [404, "view_not_found"]);
    const views = (await look(`/v1/views?siteId=${CAST.aoba}`)).json().items;
    assert.deepEqual([views[0].as, views[0].by, views[0].ticket], [HANA, cara.email, "T-4711"]);
  });

  test("when the member loses access, nothing is seen any more", async () => {
    await start(cara.email, { ...ASKED, personId: CAST.mio });
    assert.equal((await look(`/v1/sites/${CAST.aoba}`)).statusCode, 200);
    await sql`update access_grants set valid_through = '2010-02-28' where person_id = ${CAST.mio}`.execute(
      portal.owner,
    );
    assert.equal((await look(`/v1/sites/${CAST.aoba}`)).statusCode, 404);
    await sql`update access_grants set valid_through = null where person_id = ${CAST.mio}`.execute(
      portal.owner,
    );
    await portal.as(cara.email, { method: "DELETE", url: "/v1/views/current" });
  });
});

test("BAR 64 in a view no route that writes succeeds", async () => {
  await start(cara.email);
  const counted = async () => {
    const { rows } = await sql<{ count: number }>`
      select (select count(*) from access_grants) + (select count(*) from consents) + (select count(*) from mails)
           + (select count(*) from people) + (select count(*) from access_requests) as count`.execute(
      portal.owner,
    );
    return rows[0]?.count;
  };
  const before = await counted();
  const paths = portal.app.swagger().paths as Record<string, Record<string, Operation>>;
  const written: string[] = [];
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
      const operation = operations[method.toLowerCase()];
      if (operation === undefined || `${method} ${path}` === "DELETE /v1/views/current") continue;
      const url = path.replace("{siteId}", CAST.aoba).replaceAll(/\{\w+\}/g, "nothing_0");
      const reply = await portal.as(cara.email, { method, url, payload: bodyOf(operation, {}) as object });
      assert.ok([400, 403, 404, 415].includes(reply.statusCode), `${method} ${url} ${reply.statusCode}`);
      if (reply.statusCode === 403) assert.equal(reply.json().code, "view_reads_only");
      written.push(`${method} ${path}`);
    }
  }
  assert.ok(written.length > 30, String(written.length));
  assert.equal(await counted(), before);
  assert.equal((await look("/v1/session")).statusCode, 200);
  await portal.as(cara.email, { method: "DELETE", url: "/v1/views/current" });
});

test("the pages: who can be seen, the list, and the faults of the form", async () => {
  const form = await look(`/care/views/new?site=${CAST.aoba}&person=${CAST.jun}`);
  assert.equal(form.statusCode, 200);
  assert.match(form.body, new RegExp(`value="${CAST.jun}" selected`));
  assert.equal((await historyOf(HANA))[0]?.name, "site.viewed"); // the list of people was looked at
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const payload = `siteId=${CAST.aoba}&personId=${CAST.jun}&reason=&ticket=T-1`;
  const faulty = await portal.as(cara.email, { method: "POST", url: "/care/views", headers, payload });
  assert.equal(faulty.statusCode, 400);
  assert.match(faulty.body, /field-reason-error/);
  const good = payload.replace("reason=", "reason=Look");
  const started = await portal.as(cara.email, { method: "POST", url: "/care/views", headers, payload: good });
  assert.deepEqual([started.statusCode, started.headers.location], [303, `/sites/${CAST.aoba}`]);
  await portal.as(cara.email, { method: "POST", url: "/views/current/end" });
  assert.match((await look("/care/views")).body, /jun@aoba\.example/);
});
