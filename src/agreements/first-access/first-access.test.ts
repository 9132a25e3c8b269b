import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { asPortal, siteScopeOf } from "../../access/index.ts";
import { systemContext } from "../../platform/context.ts";
import { issuePasscode } from "./passcode.authorize.ts";
import { withCheckSymbol } from "./passcode.rules.ts";

const LIHUA = "lihua@formosa.example";
const HANA = "hana@aoba.example";
const NUMBER = "7004321";

let portal: TestPortal;

/** A passcode for Formosa, as the contact reads it. */
async function issue(): Promise<string> {
  const context = systemContext(portal.portal, "test");
  const work = (scope: Parameters<typeof siteScopeOf>[0]) =>
    issuePasscode(siteScopeOf(scope, CAST.formosa), context, "Asia/Taipei");
  return (await asPortal(context, work)).written;
}

/** Formosa as nobody has come in yet, with one open passcode. */
async function reset(): Promise<string> {
  const owner = portal.owner;
  await sql`delete from access_grants where site_id = ${CAST.formosa}`.execute(owner);
  await sql`delete from site_documents where site_id = ${CAST.formosa}`.execute(owner);
  await sql`delete from passcodes where site_id = ${CAST.formosa}`.execute(owner);
  await sql`update sites set primary_state = 'unclaimed' where id = ${CAST.formosa}`.execute(owner);
  await sql`delete from spendings`.execute(owner);
  return issue();
}

function enter(
  passcode: string,
  { siteNumber = NUMBER, as = LIHUA }: { siteNumber?: string; as?: string } = {},
) {
  return portal.as(as, { method: "POST", url: "/v1/first-access", payload: { siteNumber, passcode } });
}

/** A well-formed passcode that is not the right one. */
function wrong(n = 0): string {
  for (let value = n; ; value++) {
    const code = withCheckSymbol(value.toString().padStart(12, "0"));
    if (code !== undefined) return code;
  }
}

async function stateOf(): Promise<{ state: string; tries: number }> {
  const { rows } = await sql<{ state: string; tries: number }>`
    select state, tries from passcodes where site_id = ${CAST.formosa} order by (state = 'superseded'), issued_at desc
  `.execute(portal.owner);
  return rows[0] ?? { state: "none", tries: 0 };
}

async function primariesOf(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from access_grants where site_id = ${CAST.formosa} and role = 'primary'
  `.execute(portal.owner);
  return rows[0]?.count ?? 0;
}

async function eventsOf(name: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from events where name = ${name} and site_id = ${CAST.formosa}`.execute(
    portal.owner,
  );
  return rows[0]?.count ?? 0;
}

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

describe("POST /v1/first-access", () => {
  let passcode: string;
  beforeEach(async () => {
    passcode = await reset();
  });

  test("200 BR-15 opens the site once, makes the contact its primary and is in its history", async () => {
    const reply = await enter(passcode);
    assert.equal(reply.statusCode, 200);
    assert.deepEqual(reply.json(), { siteId: CAST.formosa });
    assert.deepEqual(await stateOf(), { state: "consumed", tries: 1 });
    assert.equal(await primariesOf(), 1);
    assert.equal((await portal.as(LIHUA, { url: `/v1/sites/${CAST.formosa}` })).json().role, "primary");
    assert.equal(await eventsOf("site.claimed"), 1);
    const { rows } = await sql<{ primaryState: string }>`
      select primary_state from sites where id = ${CAST.formosa}`.execute(portal.owner);
    assert.equal(rows[0]?.primaryState, "claimed");
  });

  test("409 BR-15 refuses the same passcode for ever after, and asks for none again", async () => {
    await enter(passcode);
    const again = await enter(passcode);
    assert.equal(again.statusCode, 409);
    assert.equal(again.json().code, "passcode_used");
    const session = await portal.as(LIHUA, { url: "/v1/session" });
    assert.equal(session.json().next, "home");
  });

  test("BAR case 15 200 takes I and L for 1, O for 0, small letters, spaces and no dashes", async () => {
    const typed = passcode.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    assert.equal((await enter(` ${typed} `)).statusCode, 200);
  });

  test("200 BR-29 takes the site number in its long form and in full width", async () => {
    assert.equal((await enter(passcode, { siteNumber: "００７００４３２１" })).statusCode, 200);
  });

  test("BAR case 15 400 finds a slip by the check symbol and counts no try", async () => {
    const last = passcode.at(-1) === "0" ? "1" : "0";
    for (const slip of [passcode.slice(0, -1) + last, "", "K7QM4XPA", `${passcode}U`]) {
      const reply = await enter(slip);
      assert.equal(reply.statusCode, 400);
      assert.equal(reply.json().code, "passcode_check_symbol");
      assert.match(reply.json().title, /I.*1.*O.*0/);
    }
    assert.deepEqual(await stateOf(), { state: "issued", tries: 0 });
  });

  test("409 BR-16 tells at the first wrong passcode what to look at", async () => {
    const reply = await enter(wrong());
    assert.equal(reply.statusCode, 409);
    const { code, triesLeft, title } = reply.json();
    assert.deepEqual([code, triesLeft], ["passcode_wrong", 4]);
    assert.match(title, /I.*1.*O.*0/);
  });

  test("409 BR-17 names customer care from the second on, and never locks the ID", async () => {
    await enter(wrong());
    const { code, triesLeft, title } = (await enter(wrong(5))).json();
    assert.deepEqual([code, triesLeft], ["passcode_wrong_again", 3]);
    assert.match(title, /care@carnet\.example/);
    for (let n = 0; n < 5; n++) await enter(wrong(n));
    const signedIn = await portal.app.inject({
      method: "POST",
      url: "/v1/session",
      payload: { email: LIHUA, password: "correct-horse-battery" },
    });
    assert.equal(signedIn.statusCode, 200);
  });

  test("410 kills the passcode at the fifth wrong one and tells its owner, once", async () => {
    const replies = [];
    for (let n = 0; n < 7; n++) replies.push((await enter(wrong(n * 40))).json().code);
    assert.deepEqual(replies.slice(3), ["passcode_wrong_again", ...Array(3).fill("passcode_exhausted")]);
    assert.equal((await enter(passcode)).statusCode, 410);
    assert.equal(await primariesOf(), 0);
    const { rows } = await sql<{ toAddress: string; language: string }>`
      select to_address, language from mails where template = 'passcode-exhausted'`.execute(portal.owner);
    assert.deepEqual(rows.slice(-1), [{ toAddress: LIHUA, language: "zh-TW" }]);
  });

  test("410 refuses a passcode whose days are over", async () => {
    await sql`update passcodes set expires_at = '2010-03-01T03:00:01Z'`.execute(portal.owner);
    assert.equal((await enter(wrong())).json().code, "passcode_wrong");
    await sql`update passcodes set expires_at = '2010-03-01T03:00:00Z'`.execute(portal.owner);
    const late = await enter(passcode);
    assert.deepEqual([late.statusCode, late.json().code], [410, "passcode_expired"]);
  });

  test("a passcode lives as many days as the vendor says", async () => {
    const { rows } = await sql<{ expiresAt: string }>`select expires_at from passcodes`.execute(portal.owner);
    assert.equal(rows[0]?.expiresAt, "2010-05-30T03:00:00Z");
  });

  test("410 BAR 17 refuses the passcode of an older letter; only the newest works", async () => {
    const [first, second] = await Promise.all([issue(), issue()]);
    const replies = [await enter(passcode), await enter(first), await enter(second)];
    const codes = replies.map((reply) => reply.json().code ?? "opened");
    assert.equal(codes[0], "passcode_superseded");
    // Either may be the later one. Once it has opened the site, the other is of no use for that reason.
    const isFirstNewest = codes[1] === "opened";
    assert.deepEqual(
      codes.slice(1),
      isFirstNewest ? ["opened", "passcode_used"] : ["passcode_superseded", "opened"],
    );
  });

  test("404 BR-09 reveals nothing of a site that is unknown, foreign, or registered for another address", async () => {
    const bodies = [];
    const asked = [
      ["7999999", HANA],
      ["3005678", HANA],
      [NUMBER, HANA],
      ["7009999", LIHUA],
      ["7001234", LIHUA],
    ] as const;
    for (const [siteNumber, as] of asked) {
      const reply = await enter(passcode, { siteNumber, as });
      const { requestId: _, ...body } = reply.json();
      bodies.push(JSON.stringify({ status: reply.statusCode, ...body, title: body.code }));
    }
    assert.equal(new Set(bodies).size, 1);
    assert.match(bodies[0] ?? "", /first_access_not_open/);
    assert.deepEqual(await stateOf(), { state: "issued", tries: 0 });
  });

  test("400 names a malformed site number and unknown fields", async () => {
    assert.deepEqual((await enter(passcode, { siteNumber: "8001234" })).json().fields, {
      siteNumber: ["site_number_malformed"],
    });
    const payload = { siteNumber: NUMBER, passcode, role: "primary" };
    const extra = await portal.as(LIHUA, { method: "POST", url: "/v1/first-access", payload });
    assert.deepEqual([extra.statusCode, extra.json().fields], [400, { role: ["unknown_field"] }]);
  });

  test("401 BR-07 asks for the ID first", async () => {
    const payload = { siteNumber: NUMBER, passcode };
    const reply = await portal.as(undefined, { method: "POST", url: "/v1/first-access", payload });
    assert.equal(reply.statusCode, 401);
    assert.deepEqual(await stateOf(), { state: "issued", tries: 0 });
  });

  test("200 once, and 409 or the end of the old session for the rest, when the right passcode comes many times at once", async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => enter(passcode)));
    const statuses = replies.map((reply) => reply.statusCode);
    assert.equal(statuses.filter((status) => status === 200).length, 1);
    // The session got a new id with the new right (BAR 15): whoever comes later with the old one is nobody.
    assert.ok(
      statuses.every((status) => [200, 409, 401].includes(status)),
      statuses.join(),
    );
    assert.equal(await primariesOf(), 1);
  });

  test("BAR 16 counts five of a thousand guesses at once, however many flows they come by", async () => {
    const before = await eventsOf("passcode.refused");
    const guesses = Array.from({ length: 1000 }, (_, n) => enter(wrong(n * 37)));
    const statuses = Map.groupBy(await Promise.all(guesses), (reply) => reply.statusCode);
    assert.deepEqual(await stateOf(), { state: "exhausted", tries: 5 });
    // 503: the portal had no connection to spare, and compared nothing.
    const known = [409, 410, 429, 503];
    assert.deepEqual(
      [...statuses.keys()].filter((status) => !known.includes(status)),
      [],
    );
    assert.equal(statuses.get(409)?.length, 4);
    assert.ok((await eventsOf("passcode.refused")) - before <= 60);
    await sql`delete from spendings`.execute(portal.owner);
    assert.equal((await enter(passcode)).json().code, "passcode_exhausted");
    assert.equal(await primariesOf(), 0);
  });

  test("409 compares with the salt of the very passcode", async () => {
    await sql`update passcodes set salt = '\\x00' where site_id = ${CAST.formosa}`.execute(portal.owner);
    assert.equal((await enter(passcode)).json().code, "passcode_wrong");
  });

  test("the database holds no passcode in the clear", async () => {
    const { rows } = await sql<{ row: string }>`select passcodes::text as row from passcodes`.execute(
      portal.owner,
    );
    const bare = passcode.replaceAll("-", "");
    assert.ok(rows.length > 0);
    for (const { row } of rows) assert.ok(!row.includes(bare) && !row.includes(passcode));
  });
});
