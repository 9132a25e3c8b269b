/** Sessions over the API: what signing in gives, how long it lasts, how it ends. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST, PASSWORD } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";

const portal = await testPortal();
after(() => portal.close());
const { app, clock, owner } = portal;

const HANA = "hana@aoba.example";
const OTTO = "otto@vendor.example";

function signIn(email: string, password = PASSWORD, headers: Record<string, string> = {}) {
  return app.inject({ method: "POST", url: "/v1/session", headers, payload: { email, password } });
}

async function session(email: string): Promise<string> {
  const cookie = (await signIn(email)).cookies.find(({ name }) => name === "carnet");
  return `carnet=${cookie?.value}`;
}

async function statusOf(cookie: string): Promise<number> {
  return (await app.inject({ url: "/v1/session", headers: { cookie } })).statusCode;
}

const minutes = (count: number) => clock.set(new Date(clock.now().getTime() + count * 60_000).toISOString());

describe("POST /v1/session", () => {
  test("200 says who it is, where they belong and what is next", async () => {
    const reply = await signIn(HANA);

    assert.equal(reply.statusCode, 200, reply.body);
    assert.partialDeepStrictEqual(reply.json(), {
      person: { email: HANA, name: "森 花", country: "JP", language: "ja", isOperator: false },
      sites: [{ number: "7001234" }],
      next: "home",
    });
    assert.ok(!reply.body.includes("argon2"));
  });
  test("200 whatever the case of the address", async () => {
    assert.equal((await signIn("HANA@Aoba.Example")).statusCode, 200);
  });
  test("BR-26 200 sets a cookie that ends with the browser", async () => {
    const cookie = (await signIn(HANA)).cookies.find(({ name }) => name === "carnet");

    assert.ok(cookie);
    assert.deepEqual(Object.keys(cookie).sort(), ["httpOnly", "name", "path", "sameSite", "value"]);
    assert.equal(Buffer.from(cookie.value, "base64url").length, 32);
  });
  test("200 gives a new token each time, ends the browser's old one, and keeps only hashes", async () => {
    const first = await session(HANA);
    const second = await signIn(HANA, PASSWORD, { cookie: first });
    const token = second.cookies.find(({ name }) => name === "carnet")?.value ?? "";

    assert.equal(await statusOf(first), 401);
    assert.equal(await statusOf(`carnet=${token}`), 200);
    const { rows } = await sql<{ kept: string }>`select sessions::text as kept from sessions`.execute(owner);
    assert.ok(rows.length > 0 && rows.every(({ kept }) => !kept.includes(token)));
  });
  test("200 makes the hash of a password again when its parameters are of yesterday", async () => {
    const { hash } = await import("@node-rs/argon2");
    const old = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await sql`update people set password_hash = ${old} where id = ${CAST.jun}`.execute(owner);

    assert.equal((await signIn("jun@aoba.example")).statusCode, 200);
    const { rows } = await sql<{ kept: string }>`
      select password_hash as kept from people where id = ${CAST.jun}`.execute(owner);
    assert.match(rows[0]?.kept ?? "", /m=19456,t=2,p=1/);
    assert.equal((await signIn("jun@aoba.example")).statusCode, 200);
  });
  test("400 for an address that is none, and for a field that is not known", async () => {
    assert.deepEqual((await signIn("hana")).json().fields, { email: ["email_malformed"] });
    const payload = { email: HANA, password: PASSWORD, personId: CAST.otto };
    const reply = await app.inject({ method: "POST", url: "/v1/session", payload });
    assert.deepEqual(reply.json().fields, { personId: ["unknown_field"] });
  });
  test("400 for a list or an object in place of a text", async () => {
    for (const email of [[HANA, OTTO], { email: HANA }, 1, null]) {
      const payload = { email, password: PASSWORD };
      const reply = await app.inject({ method: "POST", url: "/v1/session", payload });
      assert.equal(reply.statusCode, 400);
    }
  });
  test("401 is the same, byte for byte, for a wrong password and for an address that nobody has", async () => {
    const wrong = await signIn(HANA, "wrong-horse-battery");
    const nobody = await signIn("nobody@aoba.example", "wrong-horse-battery");

    assert.deepEqual([wrong.statusCode, nobody.statusCode], [401, 401]);
    assert.deepEqual(bare(wrong), bare(nobody));
    await signIn(HANA);
  });
  test("401 once a person is disabled, at the very next request", async () => {
    const cookie = await session("mio@aoba.example");
    assert.equal(await statusOf(cookie), 200);
    await sql`update people set state = 'disabled' where id = ${CAST.mio}`.execute(owner);

    assert.equal(await statusOf(cookie), 401);
    assert.equal((await signIn("mio@aoba.example")).statusCode, 401);
  });
});

describe("GET /v1/session", () => {
  test("401 for a stranger, a made-up token and an ended session", async () => {
    assert.equal((await app.inject({ url: "/v1/session" })).statusCode, 401);
    assert.equal(await statusOf("carnet=made-up"), 401);
  });
  test("A-21 200 until nobody used it for thirty minutes", async () => {
    const cookie = await session(HANA);
    minutes(29);
    assert.equal(await statusOf(cookie), 200);
    minutes(29);
    assert.equal(await statusOf(cookie), 200);
    minutes(30);
    assert.equal(await statusOf(cookie), 401);
  });
  test("200 for staff until nobody used it for fifteen minutes", async () => {
    const cookie = await session(OTTO);
    minutes(14);
    assert.equal(await statusOf(cookie), 200);
    minutes(15);
    assert.equal(await statusOf(cookie), 401);
  });
  test("401 after twelve hours, however busy it was", async () => {
    const cookie = await session(HANA);
    for (let half = 1; half < 24; half++) {
      minutes(29.9);
      assert.equal(await statusOf(cookie), 200, `after ${half} half hours`);
    }
    minutes(29.9);
    assert.equal(await statusOf(cookie), 200);
    minutes(5);
    assert.equal(await statusOf(cookie), 401);
  });
  test("200 notes at most once a minute that it is used", async () => {
    const cookie = await session(HANA);
    const seen = async () => {
      const { rows } = await sql<{ at: string }>`select max(last_seen_at)::text as at from sessions`.execute(
        owner,
      );
      return rows[0]?.at;
    };
    const before = await seen();
    minutes(0.5);
    await statusOf(cookie);
    assert.equal(await seen(), before);
    minutes(0.6);
    await statusOf(cookie);
    assert.notEqual(await seen(), before);
  });
});

describe("DELETE /v1/session", () => {
  test("204 ends the session and tells the browser to forget the pages", async () => {
    const cookie = await session(HANA);
    const reply = await app.inject({ method: "DELETE", url: "/v1/session", headers: { cookie } });

    assert.equal(reply.statusCode, 204);
    assert.equal(reply.headers["clear-site-data"], '"cache", "storage"');
    assert.equal(await statusOf(cookie), 401);
  });
  test("204 also for somebody who is not signed in", async () => {
    assert.equal((await app.inject({ method: "DELETE", url: "/v1/session" })).statusCode, 204);
  });
  test("BAR 31 403 when another site's page sends it", async () => {
    const cookie = await session(HANA);
    const headers = { cookie, origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const reply = await app.inject({ method: "DELETE", url: "/v1/session", headers });

    assert.equal(reply.statusCode, 403);
    assert.equal(await statusOf(cookie), 200);
  });
});

test("behind TLS the cookies are bound to the host and sent over TLS alone", async () => {
  const behindTls = await testPortal({ config: { baseUrl: "https://portal.example" } });
  try {
    const payload = { email: HANA, password: PASSWORD };
    const reply = await behindTls.app.inject({ method: "POST", url: "/v1/session", payload });
    const [first, second] = reply.cookies;
    assert.deepEqual([first?.name, first?.secure], ["__Host-carnet", true]);
    assert.deepEqual([second?.name, second?.secure], ["__Host-carnet-device", true]);
  } finally {
    await behindTls.close();
  }
});

test("every sign-in, refusal and end is in the person's chain of events", async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct name from events where person_id = ${CAST.hana} order by name`.execute(owner);
  assert.deepEqual(
    rows.map(({ name }) => name),
    ["session.ended", "session.started", "sign-in.refused"],
  );
});

function bare(reply: Awaited<ReturnType<typeof signIn>>) {
  const { date: _, "x-request-id": id, ...headers } = reply.headers;
  return { headers, body: reply.body.replaceAll(String(id), "") };
}
