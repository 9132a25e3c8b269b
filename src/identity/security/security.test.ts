/** One's own sessions, step-up, and the vendor's second factor: BAR 3, 15, 39; case 21; ASVS 6.3.5, 7.2.4, 7.4.2, 7.5. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { sql } from "kysely";
import { PASSWORD } from "../../../test/cast.ts";
import { cookieIn, deviceIn, ways } from "../../../test/factors.ts";
import { softAuthenticator } from "../../../test/passkey.ts";
import { testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { identifyPerson } from "../sessions/identify.operations.ts";
import { agentWords } from "./agents.rules.ts";
import { requireProof } from "./own.operations.ts";

const portal = await testPortal({ isStaffWeak: true });
after(() => portal.close());
const { app, owner } = portal;
const { send, session, signIn, addApp, addPasskey, challengeFrom, code, later } = ways(portal);

const HANA = "hana@aoba.example";
const OTTO = "otto@vendor.example";
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0";

const statusOf = async (cookie: string) => (await send("GET", "/v1/session", { cookie })).statusCode;

describe("ASVS 7.5.2 one's own sessions", () => {
  test("200 lists them with browser, address and strength, the present one marked", async () => {
    const headers = { "user-agent": FIREFOX };
    await app.inject({
      method: "POST",
      url: "/v1/session",
      headers,
      payload: { email: HANA, password: PASSWORD },
    });
    later(1);
    const cookie = await session(HANA);
    const { items } = (await send("GET", "/v1/sessions", { cookie })).json();
    assert.deepEqual(
      items.map(({ agent, isCurrent, strength, address }: Record<string, unknown>) => ({
        agent,
        isCurrent,
        strength,
        address,
      })),
      [
        { agent: null, isCurrent: true, strength: "password", address: "127.0.0.1" },
        { agent: "Firefox, Windows", isCurrent: false, strength: "password", address: "127.0.0.1" },
      ],
    );
  });
  test("204 ends one, and all others; 404 for somebody else's", async () => {
    const [one, two, three] = [await session(HANA), await session(HANA), await session(HANA)];
    const { items } = (await send("GET", "/v1/sessions", { cookie: two })).json();
    const mine = items.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent).id;
    assert.equal((await send("DELETE", `/v1/sessions/${mine}`, { cookie: one })).statusCode, 204);
    assert.equal(await statusOf(two), 401);
    const jun = await session("jun@aoba.example");
    const theirs = (await send("GET", "/v1/sessions", { cookie: jun })).json().items[0].id;
    assert.equal((await send("DELETE", `/v1/sessions/${theirs}`, { cookie: one })).statusCode, 404);
    assert.equal((await send("DELETE", "/v1/sessions", { cookie: one })).statusCode, 204);
    assert.deepEqual([await statusOf(one), await statusOf(three), await statusOf(jun)], [200, 401, 200]);
  });
  test("BAR case 21, ASVS 7.4.2 no request gets through after the commit that disables a person", async () => {
    const cookies = await Promise.all([1, 2, 3].map(() => session("mio@aoba.example")));
    let isDisabled = false;
    let late = 0;
    const loop = async (cookie: string) => {
      for (let i = 0; i < 50; i++) {
        const isAfter = isDisabled;
        if ((await statusOf(cookie)) === 200 && isAfter) late += 1;
      }
    };
    const loops = cookies.map(loop);
    await sql`update people set state = 'disabled' where id = 'person_mio'`.execute(owner);
    isDisabled = true;
    await Promise.all(loops);
    assert.equal(late, 0);
  });
  test("ASVS 7.2.4 a cookie that somebody else chose never becomes a session", async () => {
    const planted = `carnet=${"A".repeat(43)}`;
    const reply = await signIn("seoyeon@hangang.example", undefined, { cookie: planted });
    assert.notEqual(cookieIn(reply), planted);
    assert.equal(await statusOf(planted), 401);
  });
  test("agents are told in words", () => {
    assert.equal(
      agentWords(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile/15E148 Safari/604.1",
      ),
      "Safari, iOS",
    );
    assert.equal(
      agentWords("Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0 Safari/537.36 Edg/150.0"),
      "Edge, Linux",
    );
    assert.equal(agentWords("nothing known"), null);
  });
});

describe("a new device", () => {
  test("ASVS 6.3.5 is told to the owner, once an hour, with browser and address; the first and a known one are not", async () => {
    const LIHUA = "lihua@formosa.example";
    const mails = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from mails
         where template = 'identity.new-device' and to_address = ${LIHUA}`.execute(owner);
      return rows[0]?.count ?? 0;
    };
    const device = deviceIn(await signIn(LIHUA));
    assert.equal(await mails(), 0);
    await signIn(LIHUA, undefined, { cookie: device });
    assert.equal(await mails(), 0);
    await signIn(LIHUA);
    await signIn(LIHUA);
    assert.equal(await mails(), 1);
    await portal.portal.jobs.drain();
    const { items } = (await app.inject({ url: `/v1/demo/mailbox?to=${LIHUA}` })).json();
    assert.ok(
      items.some(
        (mail: { text: string }) => /127\.0\.0\.1/.test(mail.text) && /新的裝置|瀏覽器/.test(mail.text),
      ),
    );
  });
});

describe("proving that it is you", () => {
  const contextOf = async (cookie: string) => {
    const identity = await identifyPerson(portal.portal, cookie.split("=")[1] ?? "");
    assert.ok(identity);
    return { ...systemContext(portal.portal, "test"), ...identity };
  };

  test("ASVS 7.5.3 a grave act passes for a quarter of an hour after a proof, then asks for another", async () => {
    let cookie = await session("jun@aoba.example");
    assert.equal(await requireProof(await contextOf(cookie)), "password");
    later(15);
    await assert.rejects(requireProof(await contextOf(cookie)), { status: 403, code: "proof_required" });
    const reply = await send("POST", "/v1/session/proof", { cookie, body: { password: PASSWORD } });
    assert.equal(reply.statusCode, 204, reply.body);
    assert.equal(await statusOf(cookie), 401, "ASVS 7.2.4: step-up gives a new token");
    cookie = cookieIn(reply);
    assert.equal(await requireProof(await contextOf(cookie)), "password");
  });
  test("by an app's code or a passkey the session becomes strong", async () => {
    const { key, cookie } = await addApp(await session("seoyeon@hangang.example"));
    const soft = softAuthenticator();
    const added = await addPasskey(cookie, soft);
    later(20);
    const byCode = await send("POST", "/v1/session/proof", {
      cookie: added.cookie,
      body: { code: code(key) },
    });
    assert.equal(byCode.statusCode, 204, byCode.body);
    const options = await challengeFrom("/v1/session/proof/passkey-options", cookieIn(byCode));
    assert.equal(options.allowCredentials.length, 1);
    const byPasskey = await send("POST", "/v1/session/proof", {
      cookie: cookieIn(byCode),
      body: { passkey: soft.get(options) },
    });
    assert.equal(byPasskey.statusCode, 204, byPasskey.body);
    assert.equal(await requireProof(await contextOf(cookieIn(byPasskey))), "passkey");
  });
  test("BAR 3 403 for somebody else's passkey, a used challenge and a challenge of another's", async () => {
    const mine = await addPasskey(await session("rei@elsewhere.example"));
    const other = softAuthenticator();
    await addPasskey(await session("jun@aoba.example"), other);
    const prove = (passkey: object) =>
      send("POST", "/v1/session/proof", { cookie: mine.cookie, body: { passkey } });
    const fresh = () => challengeFrom("/v1/session/proof/passkey-options", mine.cookie);
    assert.equal((await prove(other.get(await fresh()))).json().code, "proof_refused");
    const forSignIn = await challengeFrom("/v1/session/passkey-options");
    assert.equal((await prove(mine.soft.get(forSignIn))).json().code, "proof_refused");
    const options = await fresh();
    const proved = await prove(mine.soft.get(options));
    assert.equal(proved.statusCode, 204);
    const again = await send("POST", "/v1/session/proof", {
      cookie: cookieIn(proved),
      body: { passkey: mine.soft.get(options) },
    });
    assert.equal(again.json().code, "proof_refused");
  });
  test("400 for two proofs or none, 401 for a stranger", async () => {
    const cookie = await session(HANA);
    for (const body of [{}, { password: "x", code: "1" }, { password: ["x"] }]) {
      assert.equal((await send("POST", "/v1/session/proof", { cookie, body })).statusCode, 400);
    }
    assert.equal((await send("POST", "/v1/session/proof", { body: { password: PASSWORD } })).statusCode, 401);
  });
});

describe("BAR 3 no credential is touched without its owner's own session", () => {
  const ROUTES = [
    ["POST", "/v1/passkeys/options"],
    ["POST", "/v1/passkeys", { name: "x", passkey: softAuthenticator().create({ challenge: "AAAA" }) }],
    ["GET", "/v1/passkeys"],
    ["DELETE", "/v1/passkeys/passkey_1"],
    ["GET", "/v1/authenticator"],
    ["POST", "/v1/authenticator"],
    ["POST", "/v1/authenticator/confirmation", { code: "123456" }],
    ["DELETE", "/v1/authenticator"],
    ["POST", "/v1/recovery-codes"],
    ["GET", "/v1/sessions"],
    ["DELETE", "/v1/sessions"],
    ["DELETE", "/v1/sessions/session_1"],
    ["POST", "/v1/session/proof", { password: PASSWORD }],
    ["POST", "/v1/session/proof/passkey-options"],
    ["PUT", "/v1/people/me/password", { currentPassword: PASSWORD, newPassword: "another-horse-battery" }],
    ["PATCH", "/v1/people/me", { givenName: "X" }],
  ] as const;

  test("401 for strangers, 403 for an access token of the person", async () => {
    const cookie = await session(HANA);
    const payload = { name: "report", scopes: ["site.read"], expiresOn: "2010-12-31" };
    const made = await send("POST", "/v1/sites/site_aoba/access-tokens", { cookie, body: payload });
    assert.equal(made.statusCode, 201, made.body);
    const authorization = `Bearer ${made.json().token}`;
    for (const [method, url, body] of ROUTES) {
      const sent = { method, url, ...(body === undefined ? {} : { payload: body }) };
      assert.equal((await app.inject(sent)).statusCode, 401, `${method} ${url}`);
      const reply = await app.inject({ ...sent, headers: { authorization } });
      assert.deepEqual(
        [reply.statusCode, reply.json().code],
        [403, "token_not_admitted"],
        `${method} ${url}`,
      );
    }
  });
  test("400 for a list or an object where a text belongs", async () => {
    const cookie = await session(HANA);
    for (const code of [["123456"], { code: "123456" }, 123456, null]) {
      const body = { code };
      const urls = ["/v1/authenticator/confirmation", "/v1/session/proof"];
      for (const url of urls) assert.equal((await send("POST", url, { cookie, body })).statusCode, 400, url);
    }
    for (const code of [["123456"], {}]) {
      const reply = await send("POST", "/v1/session", { body: { email: HANA, password: PASSWORD, code } });
      assert.equal(reply.statusCode, 400);
    }
  });
});

describe("BAR 39 the vendor's people need a second factor", () => {
  test("403 for all of the vendor's side until one is added; then 200 in the same session", async () => {
    const weak = await session(OTTO);
    const refused = await send("GET", "/v1/vendor/sites", { cookie: weak });
    assert.deepEqual([refused.statusCode, refused.json().code], [403, "second_factor_required"]);
    const { cookie } = await addPasskey(weak);
    assert.equal((await send("GET", "/v1/vendor/sites", { cookie })).statusCode, 200);
    assert.equal((await signIn(OTTO)).json().code, "code_required", "and from now on at each sign-in");
  });
  test("a password that was reset by mail does not lead around it", async () => {
    await send("POST", "/v1/password-resets", { body: { email: OTTO } });
    await portal.portal.jobs.drain();
    const { items } = (await app.inject({ url: `/v1/demo/mailbox?to=${OTTO}` })).json();
    const text = items.map((mail: { text: string }) => mail.text).join("\n");
    const token = /\/reset\/([\w-]{51})/.exec(text)?.[1];
    const reset = await send("PUT", `/v1/password-resets/${token}`, { body: { password: PASSWORD } });
    assert.equal(reset.statusCode, 200, reset.body);
    assert.equal((await signIn(OTTO)).json().code, "code_required");
  });
  test("whoever removes the last one is without it at once", async () => {
    const { rows } = await sql<{ id: string }>`
      select id from passkeys where person_id = 'person_otto'`.execute(owner);
    await sql`delete from passkeys where person_id = 'person_otto'`.execute(owner);
    const { cookie } = await addPasskey(await session(OTTO));
    assert.equal((await send("GET", "/v1/vendor/sites", { cookie })).statusCode, 200);
    const { items } = (await send("GET", "/v1/passkeys", { cookie })).json();
    const removed = await send("DELETE", `/v1/passkeys/${items[0].id}`, { cookie });
    assert.equal((await send("GET", "/v1/vendor/sites", { cookie: cookieIn(removed) })).statusCode, 403);
    assert.equal(rows.length, 1);
  });
});
