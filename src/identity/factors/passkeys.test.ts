/** Passkeys over the API: BAR 39; ASVS 6.5.6, 6.7.2, 7.2.4, 7.4.3. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { sql } from "kysely";
import { cookieIn, ways } from "../../../test/factors.ts";
import { softAuthenticator } from "../../../test/passkey.ts";
import { testPortal } from "../../../test/portal.ts";

const portal = await testPortal();
after(() => portal.close());
const { owner } = portal;
const { send, session, addPasskey, signInByPasskey, challengeFrom, signIn, later } = ways(portal);

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";

const statusOf = async (cookie: string) => (await send("GET", "/v1/session", { cookie })).statusCode;

describe("adding a passkey", () => {
  test("201 with recovery codes for the first one; the session is strong under a new cookie, others end", async () => {
    const [elsewhere, before] = [await session(HANA), await session(HANA)];
    const { reply, cookie, recoveryCodes } = await addPasskey(before);

    assert.equal(reply.statusCode, 201, reply.body);
    assert.equal(recoveryCodes.length, 10);
    assert.ok(
      recoveryCodes.every((code) => /^(?:[0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/.test(code)),
    );
    assert.deepEqual(
      [await statusOf(elsewhere), await statusOf(before), await statusOf(cookie)],
      [401, 401, 200],
      "ASVS 7.4.3, 7.2.4",
    );
    const { items } = (await send("GET", "/v1/sessions", { cookie })).json();
    assert.deepEqual(
      items.map(({ strength, isCurrent }: Record<string, unknown>) => [strength, isCurrent]),
      [["passkey", true]],
    );
    later(1);
    const second = await addPasskey(cookie, softAuthenticator(), "phone");
    assert.deepEqual([second.reply.statusCode, second.recoveryCodes], [201, null]);
    const list = (await send("GET", "/v1/passkeys", { cookie: second.cookie })).json();
    assert.deepEqual(
      list.items.map(({ name }: { name: string }) => name),
      ["laptop", "phone"],
    );
  });
  test("the owner is told by mail, at most once an hour of each kind", async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from mails
       where template = 'identity.factor-changed' and to_address = ${HANA}`.execute(owner);
    assert.equal(rows[0]?.count, 1);
  });
  test("409 for one that is known, 400 for an answer to another challenge, person, site or without verification", async () => {
    const { soft, cookie } = await addPasskey(await session(JUN));
    const add = async (change: object, by = softAuthenticator()) => {
      const options = { ...(await challengeFrom("/v1/passkeys/options", cookie)), ...change };
      return send("POST", "/v1/passkeys", { cookie, body: { name: "x", passkey: by.create(options) } });
    };
    assert.equal((await add({}, soft)).json().code, "passkey_known");
    const stranger = await session("mio@aoba.example");
    const others = await challengeFrom("/v1/passkeys/options", stranger);
    for (const change of [
      { challenge: others.challenge },
      { challenge: "AAAA" },
      { challenge: (await challengeFrom("/v1/session/passkey-options")).challenge },
      { origin: "https://evil.example" },
      { rpId: "evil.example" },
      { isVerified: false },
    ]) {
      const reply = await add(change);
      assert.deepEqual(
        [reply.statusCode, reply.json().code],
        [400, "passkey_not_accepted"],
        JSON.stringify(change),
      );
    }
  });
  test("403 when the last proof is older than fifteen minutes, 401 for a stranger", async () => {
    const cookie = await session("seoyeon@hangang.example");
    later(15);
    const reply = await send("POST", "/v1/passkeys/options", { cookie });
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "proof_required"]);
    assert.equal((await send("POST", "/v1/passkeys/options")).statusCode, 401);
  });
});

describe("signing in by a passkey", () => {
  const LIHUA = "lihua@formosa.example";
  const soft = softAuthenticator();

  test("200 without address and password, strong", async () => {
    await addPasskey(await session(LIHUA), soft);
    const reply = await signInByPasskey(soft);
    assert.equal(reply.statusCode, 200, reply.body);
    assert.equal(reply.json().person.email, LIHUA);
    const { items } = (await send("GET", "/v1/sessions", { cookie: cookieIn(reply) })).json();
    assert.equal(items[0].strength, "passkey");
  });
  test("the options are the same for every caller but for the challenge, and ask for verification", async () => {
    const known = await challengeFrom("/v1/session/passkey-options", await session("rei@elsewhere.example"));
    const stranger = await challengeFrom("/v1/session/passkey-options");
    assert.deepEqual({ ...known, challenge: "" }, { ...stranger, challenge: "" });
    assert.notEqual(known.challenge, stranger.challenge);
    assert.equal(Buffer.from(stranger.challenge, "base64url").length, 32, "ASVS 6.7.2: 256 bits");
    assert.deepEqual([stranger.userVerification, stranger.rpId], ["required", "localhost"]);
  });
  test("401 for a challenge that was answered, is too old, or was made for another purpose", async () => {
    const options = await challengeFrom("/v1/session/passkey-options");
    const answer = () => send("POST", "/v1/session/passkey", { body: { passkey: soft.get(options) } });
    assert.deepEqual([(await answer()).statusCode, (await answer()).statusCode], [200, 401]);

    const old = await challengeFrom("/v1/session/passkey-options");
    later(5);
    const late = await send("POST", "/v1/session/passkey", { body: { passkey: soft.get(old) } });
    assert.deepEqual([late.statusCode, late.json().code], [401, "passkey_refused"]);
    const cookie = cookieIn(await signInByPasskey(soft));
    const proof = await challengeFrom("/v1/session/proof/passkey-options", cookie);
    assert.equal((await signInByPasskey(soft, { challenge: proof.challenge })).statusCode, 401);
  });
  test("401 of the same answer twice at once: one gets in", async () => {
    const options = await challengeFrom("/v1/session/passkey-options");
    const passkey = soft.get(options);
    const both = [1, 2].map(() => send("POST", "/v1/session/passkey", { body: { passkey } }));
    const statuses = (await Promise.all(both)).map(({ statusCode }) => statusCode);
    assert.deepEqual(statuses.sort(), [200, 401]);
  });
  test("401 when nobody was verified, at another site, or with a counter that went back", async () => {
    assert.equal((await signInByPasskey(soft, { isVerified: false })).statusCode, 401);
    assert.equal((await signInByPasskey(soft, { origin: "https://evil.example" })).statusCode, 401);
    assert.equal((await signInByPasskey(soft, { rpId: "evil.example" })).statusCode, 401);
    soft.rewind(1);
    assert.equal((await signInByPasskey(soft)).statusCode, 401);
    soft.rewind(100);
    assert.equal((await signInByPasskey(soft)).statusCode, 200);
  });
  test("an authenticator that counts nothing serves as well", async () => {
    const silent = softAuthenticator({ counts: false });
    await addPasskey(await session("seoyeon@hangang.example"), silent);
    assert.equal((await signInByPasskey(silent)).statusCode, 200);
    assert.equal((await signInByPasskey(silent)).statusCode, 200);
  });
  test("401 for an unknown one reads like a wrong one", async () => {
    const reply = await signInByPasskey(softAuthenticator());
    assert.deepEqual([reply.statusCode, reply.json().code], [401, "passkey_refused"]);
  });
  test("400 for what is no passkey", async () => {
    for (const passkey of [{}, "x", { id: "é", rawId: "x", type: "public-key", response: {} }]) {
      assert.equal((await send("POST", "/v1/session/passkey", { body: { passkey } })).statusCode, 400);
    }
  });
});

describe("a passkey that is removed", () => {
  test("ASVS 6.5.6 opens nothing from then on; a password alone is enough again", async () => {
    const MIO = "mio@aoba.example";
    const { soft, cookie } = await addPasskey(await session(MIO));
    assert.equal((await signIn(MIO)).json().code, "code_required");
    const { items } = (await send("GET", "/v1/passkeys", { cookie })).json();
    const removed = await send("DELETE", `/v1/passkeys/${items[0].id}`, { cookie });
    assert.equal(removed.statusCode, 204, removed.body);
    assert.equal((await signInByPasskey(soft)).statusCode, 401);
    assert.equal((await signIn(MIO)).statusCode, 200);
    const left = await sql`select code_hash from recovery_codes where person_id = 'person_mio'`.execute(
      owner,
    );
    assert.equal(left.rows.length, 0);
    assert.equal(await statusOf(cookieIn(removed)), 200);
  });
  test("404 for somebody else's", async () => {
    const { cookie } = await addPasskey(await session("rei@elsewhere.example"));
    const { rows } = await sql<{ id: string }>`
      select id from passkeys where person_id = 'person_hana' limit 1`.execute(owner);
    const reply = await send("DELETE", `/v1/passkeys/${rows[0]?.id}`, { cookie });
    assert.deepEqual([reply.statusCode, reply.json().code], [404, "passkey_not_found"]);
  });
});
