/** Authenticator apps and recovery codes over the API: BAR 39; ASVS 6.4.3, 6.5.1, 6.5.2, 6.5.5, 6.5.8. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { sql } from "kysely";
import { PASSWORD } from "../../../test/cast.ts";
import { cookieIn, ways } from "../../../test/factors.ts";
import { testPortal } from "../../../test/portal.ts";

const portal = await testPortal();
after(() => portal.close());
const { owner, app } = portal;
const { send, session, signIn, addApp, code, later } = ways(portal);

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";

describe("an authenticator app", () => {
  let key = "";
  let cookie = "";
  let recoveryCodes: string[] = [];

  test("counts for nothing until its first code", async () => {
    const mine = await session(HANA);
    const offer = await send("POST", "/v1/authenticator", { cookie: mine });
    assert.equal(offer.statusCode, 201);
    assert.match(offer.json().uri, /^otpauth:\/\/totp\/.*secret=[A-Z2-7]{32}/);
    assert.equal((await signIn(HANA)).statusCode, 200);
    const wrong = await send("POST", "/v1/authenticator/confirmation", {
      cookie: mine,
      body: { code: "000000" },
    });
    assert.deepEqual([wrong.statusCode, wrong.json().code], [400, "code_wrong"]);
    ({ key, cookie, recoveryCodes } = await addApp(mine));
    assert.equal(recoveryCodes.length, 10);
    assert.equal((await send("POST", "/v1/authenticator", { cookie })).json().code, "authenticator_active");
  });
  test("is asked for after the password, with a problem of its own", async () => {
    const reply = await signIn(HANA);
    assert.deepEqual(
      [reply.statusCode, reply.json().code, reply.json().factors],
      [401, "code_required", ["authenticator"]],
    );
    assert.equal(cookieIn(reply), "");
  });
  test("ASVS 6.5.1 a code is taken once, its step never again, by two at once either", async () => {
    assert.equal((await signIn(HANA, code(key))).statusCode, 401, "the first code was used to confirm");
    later(1);
    const both = await Promise.all([signIn(HANA, code(key)), signIn(HANA, code(key))]);
    assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 401]);
    assert.equal((await signIn(HANA, code(key, -30))).statusCode, 401, "a step before the last one");
    later(1);
    assert.equal((await signIn(HANA, code(key))).statusCode, 200);
  });
  test("ASVS 6.5.5, 6.5.8 by the server's clock, one step off either way and no more", async () => {
    for (const [seconds, status] of [
      [-60, 401],
      [60, 401],
      [-30, 200],
      [30, 200],
    ] as const) {
      later(3);
      assert.equal((await signIn(HANA, code(key, seconds))).statusCode, status, `${seconds}`);
    }
  });
  test("however it is typed", async () => {
    later(3);
    const typed = code(key);
    const spaced = ` ${typed.slice(0, 3)} ${typed.slice(3).replaceAll(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d)))}`;
    assert.equal((await signIn(HANA, spaced)).statusCode, 200);
  });
  test("a wrong password with a right code reads like a wrong password, and uses nothing up", async () => {
    later(3);
    const now = code(key);
    const reply = await signIn(HANA, now, { password: "wrong-horse-battery" });
    assert.equal(reply.json().code, "sign_in_refused");
    assert.equal((await signIn(HANA, now)).statusCode, 200);
  });
  test("ASVS 6.4.3 a new password by mail keeps it: the code is still asked for", async () => {
    const link = async () => {
      await send("POST", "/v1/password-resets", { body: { email: HANA } });
      await portal.portal.jobs.drain();
      const { items } = (await app.inject({ url: `/v1/demo/mailbox?to=${HANA}` })).json();
      const text = items.map((mail: { text: string }) => mail.text).join("\n");
      return /\/reset\/([\w-]{51})/.exec(text)?.[1] ?? "";
    };
    const reset = await send("PUT", `/v1/password-resets/${await link()}`, { body: { password: PASSWORD } });
    assert.equal(reset.statusCode, 200, reset.body);
    assert.equal((await signIn(HANA)).json().code, "code_required");
    later(3);
    assert.equal((await signIn(HANA, code(key))).statusCode, 200);
  });
  test("is stored sealed", async () => {
    const { rows } = await sql<{ kept: string }>`
      select authenticators::text as kept from authenticators where person_id = 'person_hana'`.execute(owner);
    assert.ok(rows.length === 1 && rows.every(({ kept }) => !kept.includes(key)));
  });
  test("removed by whoever proved a second factor lately, and by nobody else", async () => {
    later(20);
    const mine = await session(HANA, code(key));
    later(16);
    const late = await send("DELETE", "/v1/authenticator", { cookie: mine });
    assert.equal(late.json().code, "proof_required");
    const alone = await send("POST", "/v1/session/proof", { cookie: mine, body: { password: PASSWORD } });
    assert.deepEqual([alone.statusCode, alone.json().code], [403, "second_proof_required"]);
    const proved = await send("POST", "/v1/session/proof", { cookie: mine, body: { code: code(key) } });
    assert.equal(proved.statusCode, 204, proved.body);
    const removed = await send("DELETE", "/v1/authenticator", { cookie: cookieIn(proved) });
    assert.equal(removed.statusCode, 204, removed.body);
    assert.equal((await signIn(HANA)).statusCode, 200);
    const sessions = (await send("GET", "/v1/sessions", { cookie: cookieIn(removed) })).json().items;
    assert.equal(sessions.find((each: { isCurrent: boolean }) => each.isCurrent).strength, "password");
  });
});

describe("recovery codes", () => {
  test("open one sign-in each in place of the second factor, however they are typed", async () => {
    const { recoveryCodes } = await addApp(await session(JUN));
    const [first = "", second = ""] = recoveryCodes;
    const typed = first.toUpperCase().replaceAll("-", " ").replaceAll("0", "O").replaceAll("1", "I");
    assert.equal((await signIn(JUN, typed)).statusCode, 200);
    assert.equal((await signIn(JUN, first)).statusCode, 401, "once");
    const both = await Promise.all([signIn(JUN, second), signIn(JUN, second)]);
    assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 401]);
    const cookie = cookieIn(both.find(({ statusCode }) => statusCode === 200) ?? both[0]);
    assert.equal((await send("GET", "/v1/authenticator", { cookie })).json().recoveryCodesLeft, 8);
  });
  test("ASVS 6.5.2 are kept as keyed hashes: nothing in the database opens anything", async () => {
    const { rows } = await sql<{ kept: string; bytes: number }>`
      select recovery_codes::text as kept, length(code_hash) as bytes from recovery_codes`.execute(owner);
    assert.ok(rows.length > 0 && rows.every(({ bytes }) => bytes === 32));
  });
  test("made anew kill the old ones; without a second factor there are none", async () => {
    const { cookie, recoveryCodes } = await addApp(await session("rei@elsewhere.example"));
    const made = await send("POST", "/v1/recovery-codes", { cookie });
    assert.equal(made.statusCode, 201, made.body);
    assert.equal((await signIn("rei@elsewhere.example", recoveryCodes[0])).statusCode, 401);
    assert.equal((await signIn("rei@elsewhere.example", made.json().recoveryCodes[0])).statusCode, 200);
    const none = await send("POST", "/v1/recovery-codes", { cookie: await session("mio@aoba.example") });
    assert.deepEqual([none.statusCode, none.json().code], [409, "factor_required"]);
  });
  test("of one person open nothing for another", async () => {
    const { recoveryCodes } = await addApp(await session("seoyeon@hangang.example"));
    assert.equal((await signIn(JUN, recoveryCodes[0])).statusCode, 401);
  });
});
