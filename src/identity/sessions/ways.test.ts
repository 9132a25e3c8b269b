/** One lock for every way in: BAR 5, 40; cases 11, 13, 14, 20; ASVS 6.1.3. */
import assert from "node:assert/strict";
import { type AddressInfo, connect } from "node:net";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { PASSWORD } from "../../../test/cast.ts";
import { cookieIn, deviceIn, ways } from "../../../test/factors.ts";
import { softAuthenticator } from "../../../test/passkey.ts";
import { testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { releaseLock, signInProved } from "../index.ts";

const portal = await testPortal({ now: "2010-03-01T03:00:00Z" });
after(() => portal.close());
const { app, clock, owner } = portal;
await app.listen({ port: 0, host: "127.0.0.1" });
const { send, session, signIn, addApp, addPasskey, signInByPasskey, code, later } = ways(portal);

const WRONG = "wrong-horse-battery";

async function lock(email: string): Promise<void> {
  for (let i = 0; i < 5; i++) await signIn(email, undefined, { password: WRONG });
}

async function failuresOf(personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from events
     where name in ('sign-in.refused', 'sign-in.locked') and person_id = ${personId}`.execute(owner);
  return rows[0]?.count ?? 0;
}

describe("BAR case 13 a locked address is locked for every way in", () => {
  const HANA = "hana@aoba.example";
  const soft = softAuthenticator();
  let key = "";
  let recoveryCodes: string[] = [];

  test("password, code, recovery code, passkey and a company's sign-in are refused alike", async () => {
    const app1 = await addApp(await session(HANA));
    ({ key, recoveryCodes } = app1);
    await addPasskey(app1.cookie, soft);
    later(2);
    await lock(HANA);
    const replies = [
      await signIn(HANA),
      await signIn(HANA, code(key)),
      await signIn(HANA, recoveryCodes[0]),
      await signIn(HANA, undefined, { password: WRONG }),
    ];
    assert.deepEqual(
      replies.map((reply) => [reply.statusCode, reply.json().code]),
      Array(4).fill([401, "sign_in_refused"]),
    );
    const bodies = replies.map((reply) => ({ ...reply.json(), requestId: "" }));
    assert.ok(
      bodies.every((body) => JSON.stringify(body) === JSON.stringify(bodies[0])),
      "word for word",
    );
    assert.equal((await signInByPasskey(soft)).statusCode, 401);
    const context = systemContext(portal.portal, "test");
    await assert.rejects(signInProved(context, "person_hana", { strength: "sso", browser: {} }), {
      status: 401,
      code: "sign_in_refused",
    });
  });
  test("so is the second page that a right password led to before", async () => {
    const JUN = "jun@aoba.example";
    const { key: junKey } = await addApp(await session(JUN));
    later(2);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const payload = new URLSearchParams({ email: JUN, password: PASSWORD }).toString();
    const first = await app.inject({ method: "POST", url: "/sign-in", headers: form, payload });
    const step = first.cookies.find(({ name }) => name === "carnet-step")?.value ?? "";
    assert.match(String(first.headers.location), /^\/sign-in\/second/);
    await lock(JUN);
    const second = await app.inject({
      method: "POST",
      url: "/sign-in/second",
      headers: { ...form, cookie: `carnet-step=${step}` },
      payload: new URLSearchParams({ code: code(junKey) }).toString(),
    });
    assert.equal(second.statusCode, 401);
  });
  test("a reset by mail opens the lock, and asks for the second factor all the same", async () => {
    await send("POST", "/v1/password-resets", { body: { email: HANA } });
    assert.equal((await signIn(HANA)).json().code, "sign_in_refused", "asking for it opens nothing");
    await portal.portal.jobs.drain();
    const { items } = (await app.inject({ url: `/v1/demo/mailbox?to=${HANA}` })).json();
    const text = items.map((mail: { text: string }) => mail.text).join("\n");
    const token = /\/reset\/([\w-]{51})/.exec(text)?.[1];
    assert.equal(
      (await send("PUT", `/v1/password-resets/${token}`, { body: { password: PASSWORD } })).statusCode,
      200,
    );
    assert.equal((await signIn(HANA)).json().code, "code_required");
    assert.equal((await signIn(HANA, code(key))).statusCode, 200);
  });
  test("after thirty minutes each opens again", async () => {
    later(60);
    await lock(HANA);
    later(30);
    assert.equal((await signInByPasskey(soft)).statusCode, 200);
    assert.equal((await signIn(HANA, recoveryCodes[0])).statusCode, 200);
  });
  test("somebody who is disabled gets in by none", async () => {
    await sql`update people set state = 'disabled' where id = 'person_hana'`.execute(owner);
    later(5);
    assert.equal((await signIn(HANA, code(key))).json().code, "sign_in_refused");
    assert.equal((await signInByPasskey(soft)).statusCode, 401);
  });
});

describe("codes are guessed at behind the same lock", () => {
  const SEOYEON = "seoyeon@hangang.example";
  let key = "";

  test("BAR case 11 of a hundred wrong codes at once five are compared; the right one after them is refused", async () => {
    ({ key } = await addApp(await session(SEOYEON)));
    later(2);
    const before = await failuresOf("person_seoyeon");
    const wrong = code(key) === "123456" ? "654321" : "123456";
    const statuses = await atOnce(100, { email: SEOYEON, password: PASSWORD, code: wrong });
    assert.deepEqual(new Set(statuses), new Set([401]));
    assert.equal((await failuresOf("person_seoyeon")) - before, 5);
    assert.equal((await signIn(SEOYEON, code(key))).json().code, "sign_in_refused");
    later(30);
    assert.equal((await signIn(SEOYEON, code(key))).statusCode, 200);
  });
  test("wrong codes and wrong passwords count together, and a right password alone takes nothing away", async () => {
    later(5);
    for (let i = 0; i < 4; i++) {
      assert.equal((await signIn(SEOYEON, "not a code")).json().code, "sign_in_refused");
      assert.equal((await signIn(SEOYEON)).json().code, "code_required");
    }
    await signIn(SEOYEON, undefined, { password: WRONG });
    assert.equal((await signIn(SEOYEON, code(key))).json().code, "sign_in_refused");
  });
  test("wrong proofs of somebody who is signed in count as well", async () => {
    const MIO = "mio@aoba.example";
    const cookie = await session(MIO);
    for (let i = 0; i < 5; i++) {
      const reply = await send("POST", "/v1/session/proof", { cookie, body: { password: WRONG } });
      assert.deepEqual([reply.statusCode, reply.json().code], [403, "proof_refused"]);
    }
    assert.equal((await signIn(MIO)).statusCode, 401);
    assert.equal((await send("GET", "/v1/session", { cookie })).statusCode, 200, "the session goes on");
  });
});

describe("BAR 40, case 14 the lock is no weapon", () => {
  const LIHUA = "lihua@formosa.example";

  test("for an hour of guessing at full rate the owner signs in on a known device, and is told once an hour", async () => {
    clock.set("2010-03-05T09:00:00Z");
    const device = deviceIn(await signIn(LIHUA));
    for (let minute = 0; minute < 60; minute += 5) {
      await sql`truncate spendings`.execute(owner); // the guesser has many network addresses
      await atOnce(40, { email: LIHUA, password: WRONG });
      assert.equal((await signIn(LIHUA)).statusCode, 401, `a strange device at minute ${minute}`);
      const began = performance.now();
      assert.equal((await signIn(LIHUA, undefined, { cookie: device })).statusCode, 200, `minute ${minute}`);
      assert.ok(performance.now() - began < 2_000);
      later(5);
    }
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from mails
       where template = 'identity.locked' and to_address = ${LIHUA}`.execute(owner);
    assert.ok((rows[0]?.count ?? 0) <= 1, `${rows[0]?.count} notices`);
    later(30);
    assert.equal((await signIn(LIHUA)).statusCode, 200, "and a new device is let in again");
  });
  test("customer care opens it before its time", async () => {
    await lock(LIHUA);
    assert.equal((await signIn(LIHUA)).statusCode, 401);
    const context = systemContext(portal.portal, "test");
    const release = () =>
      transaction(portal.portal.db, {}, (query) => releaseLock(query, context, "LiHua@formosa.example"));
    assert.deepEqual([await release(), await release()], [true, false]);
    assert.equal((await signIn(LIHUA)).statusCode, 200);
  });
});

test("BAR 41 thirty right passwords with a passkey between them all pass", async () => {
  const REI = "rei@elsewhere.example";
  const soft = softAuthenticator({ counts: false });
  const { cookie } = await addPasskey(await session(REI), soft);
  const list = (await send("GET", "/v1/passkeys", { cookie })).json().items;
  const replies = await Promise.all([
    ...Array.from({ length: 30 }, () => signIn(REI)),
    ...Array.from({ length: 10 }, () => signInByPasskey(soft)),
  ]);
  const codes = replies.map((reply) => (reply.statusCode === 200 ? 200 : reply.json().code));
  assert.deepEqual(codes, [...Array(30).fill("code_required"), ...Array(10).fill(200)]);
  assert.equal(list.length, 1);
});

test("ASVS 6.1.3 every way to a session is one of these", async () => {
  const reply = await app.inject({ url: "/v1/openapi.json" });
  const paths: Record<string, Record<string, { summary?: string }>> = reply.json().paths;
  const ways = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { summary = "" }]) => /^Sign in\b/.test(summary))
      .map(([method]) => `${method} ${path}`),
  );
  assert.deepEqual(ways.sort(), ["post /v1/session", "post /v1/session/passkey"]);
  assert.equal(cookieIn(reply), "");
});

/** Each on its own connection, the last byte of all sent together. Answers the statuses. */
async function atOnce(count: number, credentials: object): Promise<number[]> {
  const body = JSON.stringify(credentials);
  const head = `POST /v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
  const { port } = app.server.address() as AddressInfo;
  const sockets = Array.from({ length: count }, () => connect(port, "127.0.0.1"));
  const replies = sockets.map(async (socket) => {
    let text = "";
    for await (const chunk of socket) text += chunk;
    return Number(text.split(" ")[1]);
  });
  for (const socket of sockets) socket.write(head + body.slice(0, -1));
  await sleep(200);
  for (const socket of sockets) socket.write(body.slice(-1));
  return Promise.all(replies);
}
