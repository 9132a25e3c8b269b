/** Forgotten and changed passwords. BR-24, D-24; BAR 3, 5, 15, 35; cases 18–21. */
import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { PASSWORD } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";

const portal = await testPortal();
after(() => portal.close());
const { app, clock, owner } = portal;

const HANA = "hana@aoba.example";
const NEW = "another-horse-battery";
const original = await sql<{ hash: string }>`select password_hash as hash from people limit 1`.execute(owner);

beforeEach(async () => {
  clock.set(new Date(clock.now().getTime() + 3 * 3_600_000).toISOString());
  await sql`update people set password_hash = ${original.rows[0]?.hash}`.execute(owner);
  await sql`truncate mails, deliveries, spendings, sign_in_locks`.execute(owner);
});

function ask(email: unknown, headers: Record<string, string> = {}) {
  return app.inject({ method: "POST", url: "/v1/password-resets", headers, payload: { email } as object });
}

function set(token: string, password: string, extra: object = {}) {
  return app.inject({ method: "PUT", url: `/v1/password-resets/${token}`, payload: { password, ...extra } });
}

function signIn(email: string, password: string) {
  return app.inject({ method: "POST", url: "/v1/session", payload: { email, password } });
}

async function session(email: string): Promise<string> {
  const reply = await signIn(email, PASSWORD);
  return `carnet=${reply.cookies.find(({ name }) => name === "carnet")?.value}`;
}

async function statusOf(cookie: string): Promise<number> {
  return (await app.inject({ url: "/v1/session", headers: { cookie } })).statusCode;
}

async function mails() {
  await portal.portal.jobs.drain();
  const { rows } = await sql<{ template: string; toAddress: string; facts: Buffer }>`
    select template, to_address, sealed_facts as facts from mails order by queued_at, id`.execute(owner);
  return rows.map(({ facts, ...mail }) => ({
    ...mail,
    facts: portal.portal.secrets.unseal(facts) as Record<string, string>,
  }));
}

async function tokenFor(email: string): Promise<string> {
  clock.set(new Date(clock.now().getTime() + 1000).toISOString()); // so that the newest is the last
  await ask(email);
  return (
    (await mails()).filter(({ facts, toAddress }) => toAddress === email && "token" in facts).at(-1)?.facts[
      "token"
    ] ?? ""
  );
}

describe("POST /v1/password-resets", () => {
  test("BR-24 202 mails a link; the new password works and the old one no more", async () => {
    const token = await tokenFor(HANA);
    const reply = await set(token, NEW);

    assert.deepEqual([reply.statusCode, reply.json()], [200, { email: HANA }]);
    assert.equal((await signIn(HANA, PASSWORD)).statusCode, 401);
    assert.equal((await signIn(HANA, NEW)).statusCode, 200);
    assert.deepEqual((await mails()).map(({ template }) => template).sort(), [
      "identity.password-changed",
      "identity.password-reset",
    ]);
  });
  test("case 18 202 is the same for an address that nobody has, and no mail goes there", async () => {
    const bare = (reply: Awaited<ReturnType<typeof ask>>) => {
      const { date: _, "x-request-id": id, ...headers } = reply.headers;
      return { status: reply.statusCode, headers, body: reply.body.replaceAll(String(id), "") };
    };
    assert.deepEqual(bare(await ask(HANA)), bare(await ask("nobody@aoba.example")));
    assert.deepEqual(
      (await mails()).map(({ toAddress }) => toAddress),
      [HANA],
    );
  });
  test("BAR 36 the link goes to the stored address, whatever was typed", async () => {
    await ask("HANA@AOBA.EXAMPLE");
    assert.deepEqual(
      (await mails()).map(({ toAddress }) => toAddress),
      [HANA],
    );
  });
  test("case 19 look-alikes, lists and headers get 400 or silence, and no mail goes anywhere", async () => {
    const texts = [
      "hana@aoba.example,evil@x.example",
      "hana@aoba.example\r\nBcc: evil@x.example",
      "ｈana@aoba.example",
      [HANA, "evil@x.example"],
    ];
    for (const email of texts) assert.equal((await ask(email)).statusCode, 400);
    assert.equal((await ask("h\u0430na@aoba.example")).statusCode, 202);
    assert.deepEqual(await mails(), []);
  });
  test("case 19 the mail's link is the configured address, whatever the headers say", async () => {
    await ask(HANA, { host: "evil.example", "x-forwarded-host": "evil.example" });
    await mails();
    const reply = await app.inject({ url: `/v1/demo/mailbox?to=${HANA}` });
    const [mail] = reply.json().items;
    assert.match(mail.text, /http:\/\/localhost:8080\/reset\//);
    assert.ok(!JSON.stringify(mail).includes("evil.example"));
  });
});

describe("PUT /v1/password-resets/{token}", () => {
  test("case 20 200 once: of two at once one succeeds, the other gets 410", async () => {
    const token = await tokenFor(HANA);
    const replies = await Promise.all([set(token, NEW), set(token, "third-horse-battery")]);
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [200, 410]);
  });
  test("case 20 410 after its hour, and after the password was changed otherwise", async () => {
    const late = await tokenFor(HANA);
    clock.set(new Date(clock.now().getTime() + 3_600_000).toISOString());
    assert.equal((await set(late, NEW)).statusCode, 410);

    const overtaken = await tokenFor(HANA);
    await set(await tokenFor(HANA), NEW);
    assert.equal((await set(overtaken, "third-horse-battery")).statusCode, 410);
  });
  test("case 20 400 for a token that was changed, or made for another purpose, or with somebody's id beside it", async () => {
    const token = await tokenFor(HANA);
    assert.equal((await set(token.slice(0, -1), NEW)).json().code, "link_incomplete");
    assert.equal((await set(token.toLowerCase(), NEW)).statusCode, 400);
    assert.deepEqual((await set(token, NEW, { personId: "person_otto" })).json().fields, {
      personId: ["unknown_field"],
    });
    assert.equal((await signIn("otto@vendor.example", PASSWORD)).statusCode, 200);
  });
  test("400 for a weak password leaves the token good", async () => {
    const token = await tokenFor(HANA);
    assert.deepEqual((await set(token, "short")).json().fields, { password: ["password_too_short"] });
    assert.deepEqual((await set(token, "hana@aoba.example")).json().fields, {
      password: ["password_too_common"],
    });
    assert.equal((await set(token, NEW)).statusCode, 200);
  });
  test("BAR 3 200 ends every session of the person and of nobody else", async () => {
    const [mine, alsoMine, other] = [
      await session(HANA),
      await session(HANA),
      await session("jun@aoba.example"),
    ];
    await set(await tokenFor(HANA), NEW);
    assert.deepEqual(
      [await statusOf(mine), await statusOf(alsoMine), await statusOf(other)],
      [401, 401, 200],
    );
  });
  test("case 13 the lock ends only once the mail's token proved the mailbox", async () => {
    for (let i = 0; i < 5; i++) await signIn(HANA, "wrong-horse-battery");
    const token = await tokenFor(HANA);
    assert.equal((await signIn(HANA, PASSWORD)).statusCode, 401);
    await set(token, NEW);
    assert.equal((await signIn(HANA, NEW)).statusCode, 200);
  });
});

describe("PUT /v1/people/me/password", () => {
  const change = (cookie: string, currentPassword: string, newPassword: string) =>
    app.inject({
      method: "PUT",
      url: "/v1/people/me/password",
      headers: { cookie },
      payload: { currentPassword, newPassword },
    });

  test("204 with the current password; every other session ends, and a mail tells of it", async () => {
    const [here, elsewhere] = [await session(HANA), await session(HANA)];
    assert.equal((await change(here, PASSWORD, NEW)).statusCode, 204);
    assert.deepEqual([await statusOf(here), await statusOf(elsewhere)], [200, 401]);
    assert.deepEqual(
      (await mails()).map(({ template }) => template).filter((name) => name !== "identity.new-device"),
      ["identity.password-changed"],
    );
    assert.equal((await signIn(HANA, NEW)).statusCode, 200);
  });
  test("case 21 no request with another session gets through once it is changed", async () => {
    const [here, elsewhere] = [await session(HANA), await session(HANA)];
    let isChanged = false;
    let late = 0;
    const loop = async () => {
      for (let i = 0; i < 60; i++) {
        const isAfter = isChanged;
        if ((await statusOf(elsewhere)) === 200 && isAfter) late += 1;
      }
    };
    const looping = loop();
    await change(here, PASSWORD, NEW);
    isChanged = true;
    await looping;
    assert.equal(late, 0);
  });
  test("BAR 3 403 without the current password, 401 without a session", async () => {
    const cookie = await session(HANA);
    const reply = await change(cookie, "wrong-horse-battery", NEW);
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "current_password_refused"]);
    assert.equal((await change("", PASSWORD, NEW)).statusCode, 401);
    assert.equal((await signIn(HANA, PASSWORD)).statusCode, 200);
  });
});
