import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { z } from "zod";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { type TestServer, testServer } from "../../../test/server.ts";
import { Problem } from "../problem.ts";
import type { Server } from "./server.ts";

let database: TestDatabase;
let server: TestServer;
/** How often the work was done, for each thing asked. */
const done = new Map<string, number>();
/** Holds the slow route back. */
let gate: PromiseWithResolvers<void>;

const Body = z.strictObject({ thing: z.string() });

function count(thing: string): number {
  const times = (done.get(thing) ?? 0) + 1;
  done.set(thing, times);
  return times;
}

function addRoutes(app: Server): void {
  app.post("/v1/things", { schema: { body: Body } }, async ({ body }, reply) => {
    await sleep(20);
    return reply
      .code(201)
      .header("location", `/v1/things/${body.thing}`)
      .send({ ...body, times: count(body.thing) });
  });
  app.post("/v1/slow", { schema: { body: Body } }, async ({ body }) => {
    await gate.promise;
    return { times: count(body.thing) };
  });
  app.post("/v1/refused", { schema: { body: Body } }, async ({ body }) => {
    throw new Problem(409, "limit_reached", { times: count(body.thing) });
  });
  app.post("/v1/faulty/:status", { schema: { body: Body } }, async ({ body, params }) => {
    if (count(body.thing) === 1)
      throw new Problem(Number((params as { status: string }).status) as 503, "unavailable");
    return { times: 2 };
  });
  app.delete("/v1/things/:thing", async ({ params }, reply) => {
    count(`deleted ${(params as { thing: string }).thing}`);
    return reply.code(204).send();
  });
  app.post("/v1/paper", { schema: { body: Body } }, async ({ body }, reply) =>
    reply.type("application/pdf").send(Buffer.from([count(body.thing), 0, 255, 10])),
  );
  app.post("/v1/stream", { schema: { body: Body } }, async ({ body }, reply) =>
    reply.type("text/csv; charset=utf-8").send(Readable.from([`times\r\n`, `${count(body.thing)}\r\n`])),
  );
  app.post("/things", async (_, reply) => {
    count("form");
    return reply.header("set-cookie", ["a=1", "b=2"]).redirect("/things/1", 303);
  });
}

before(async () => {
  database = await testDatabase({ empty: true });
  gate = Promise.withResolvers();
  server = await testServer({ connection: database.connection, routes: addRoutes });
});
after(async () => {
  await server.close();
  await database.close();
});

interface Asking extends InjectOptions {
  readonly key: string;
  readonly as?: string;
}

function ask(url: string, thing: string, { key, as, ...more }: Asking, { app }: TestServer = server) {
  const headers = { "idempotency-key": key, ...(as === undefined ? {} : { "x-as": as }) };
  return app.inject({ method: "POST", url, payload: { thing }, headers, ...more });
}

describe("the same key and the same request", () => {
  test("a hundred times has one effect and gets a hundred equal answers", async () => {
    const first = await ask("/v1/things", "once", { key: "k-once" });
    const more = await Promise.all(
      Array.from({ length: 99 }, () => ask("/v1/things", "once", { key: "k-once" })),
    );
    const answers = [first, ...more].map(({ statusCode, body, headers }) => [
      statusCode,
      body,
      headers.location,
      headers["content-type"],
      headers["content-security-policy"],
    ]);
    assert.equal(new Set(answers.map(String)).size, 1);
    assert.deepEqual(
      [first.statusCode, first.json(), done.get("once")],
      [201, { thing: "once", times: 1 }, 1],
    );
    assert.deepEqual([first, ...more].map(({ headers }) => headers["idempotent-replayed"]).slice(0, 2), [
      undefined,
      "true",
    ]);
  });

  test("at once a hundred times has one effect; the others are told to come back", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => ask("/v1/things", "burst", { key: "k-burst" })),
    );
    const statuses = Map.groupBy(answers, ({ statusCode }) => statusCode);
    assert.equal(done.get("burst"), 1);
    assert.deepEqual([...statuses.keys()].sort(), [201, 409]);
    for (const { body } of statuses.get(409) ?? []) assert.equal(JSON.parse(body).code, "request_running");
    assert.equal((await ask("/v1/things", "burst", { key: "k-burst" })).statusCode, 201);
    assert.equal(done.get("burst"), 1);
  });

  test("while it runs is answered 409 with Retry-After, and then with the answer", async () => {
    const running = ask("/v1/slow", "slow", { key: "k-slow" });
    await sleep(50);
    const early = await ask("/v1/slow", "slow", { key: "k-slow" });
    assert.deepEqual(
      [early.statusCode, early.json().code, early.headers["retry-after"]],
      [409, "request_running", "1"],
    );
    gate.resolve();
    assert.equal((await running).body, '{"times":1}');
    assert.equal((await ask("/v1/slow", "slow", { key: "k-slow" })).body, '{"times":1}');
  });

  test("after a restart gets the kept answer", async () => {
    const first = await ask("/v1/things", "restart", { key: "k-restart" });
    const { dataFolder } = server.portal.config;
    const restarted = await testServer({ connection: database.connection, routes: addRoutes, dataFolder });
    try {
      const again = await ask("/v1/things", "restart", { key: "k-restart" }, restarted);
      assert.deepEqual([again.statusCode, again.body], [first.statusCode, first.body]);
    } finally {
      await restarted.close();
    }
    assert.equal(done.get("restart"), 1);
  });
});

describe("a key", () => {
  test("with another request is refused: another body, another address", async () => {
    await ask("/v1/things", "mine", { key: "k-mine" });
    for (const other of [
      ask("/v1/things", "yours", { key: "k-mine" }),
      ask("/v1/refused", "mine", { key: "k-mine" }),
    ]) {
      const answer = await other;
      assert.deepEqual([answer.statusCode, answer.json().code], [422, "idempotency_key_reused"]);
    }
    assert.equal(done.get("yours"), undefined);
  });

  test("means nothing to another caller", async () => {
    const callers = ["person_a", "person_b", undefined];
    for (const as of callers) {
      const { statusCode } = await ask("/v1/things", "same", {
        key: "k-same",
        ...(as === undefined ? {} : { as }),
      });
      assert.equal(statusCode, 201);
    }
    assert.equal(done.get("same"), 3);
  });

  for (const key of ["", "a b", "a".repeat(201), "schlüssel"]) {
    test(`${JSON.stringify(key.slice(0, 12))} is none: 400`, async () => {
      const { statusCode } = await ask("/v1/things", "odd", { key });
      assert.deepEqual([statusCode, done.get("odd")], [400, undefined]);
    });
  }

  test("on a safe method says nothing", async () => {
    const reply = await server.app.inject({ url: "/v1/nothing", headers: { "idempotency-key": "k-get" } });
    assert.equal(reply.headers["idempotent-replayed"], undefined);
  });
});

describe("what is kept", () => {
  test("is a refusal by the rules too", async () => {
    const answers = [
      await ask("/v1/refused", "no", { key: "k-no" }),
      await ask("/v1/refused", "no", { key: "k-no" }),
    ];
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [409, 409],
    );
    assert.equal(answers[0]?.body, answers[1]?.body);
    assert.equal(done.get("no"), 1);
  });

  for (const status of [429, 500, 503]) {
    test(`is no ${status}: the retry runs`, async () => {
      const url = `/v1/faulty/${status}`;
      const answers = [
        await ask(url, `f${status}`, { key: `k-${status}` }),
        await ask(url, `f${status}`, { key: `k-${status}` }),
      ];
      assert.deepEqual(
        answers.map(({ statusCode }) => statusCode),
        [status, 200],
      );
    });
  }

  test("is an answer without a body, such as 204", async () => {
    const options: InjectOptions = {
      method: "DELETE",
      url: "/v1/things/x",
      headers: { "idempotency-key": "k-204" },
    };
    const answers = [await server.app.inject(options), await server.app.inject(options)];
    assert.deepEqual(
      answers.map(({ statusCode, body }) => [statusCode, body]),
      [
        [204, ""],
        [204, ""],
      ],
    );
    assert.equal(done.get("deleted x"), 1);
  });

  test("is a redirect with its cookies", async () => {
    const options: InjectOptions = {
      method: "POST",
      url: "/things",
      headers: { "idempotency-key": "k-form" },
    };
    const answers = [await server.app.inject(options), await server.app.inject(options)];
    const expected = [303, "/things/1", ["a=1", "b=2"]];
    assert.deepEqual(
      answers.map(({ statusCode, headers }) => [statusCode, headers.location, headers["set-cookie"]]),
      [expected, expected],
    );
    assert.equal(done.get("form"), 1);
  });

  for (const [url, body] of [
    ["/v1/paper", "0100ff0a"],
    ["/v1/stream", Buffer.from("times\r\n1\r\n").toString("hex")],
  ] as const) {
    test(`is every byte of ${url}`, async () => {
      const answers = [await ask(url, url, { key: `k-${url}` }), await ask(url, url, { key: `k-${url}` })];
      assert.deepEqual(
        answers.map(({ rawPayload }) => rawPayload.toString("hex")),
        [body, body],
      );
      assert.equal(answers[0]?.headers["content-type"], answers[1]?.headers["content-type"]);
      assert.equal(done.get(url), 1);
    });
  }

  test("is kept for a day at least, and shows no text of the request or the answer", async () => {
    await ask("/v1/things", "hunter2", { key: "k-sealed" });
    const { rows } = await sql<{ hours: number; text: string }>`
      select extract(epoch from kept_until - now()) / 3600 as hours,
             encode(fingerprint, 'escape') || encode(sealed_reply, 'escape') as text
        from kept_answers where key = 'k-sealed'`.execute(database.owner);
    assert.ok((rows[0]?.hours ?? 0) >= 24);
    assert.doesNotMatch(rows[0]?.text ?? "hunter2", /hunter2|thing/);
  });
});

describe("a process that died", () => {
  const leave = (key: string, leasedUntil: string) =>
    sql`
    update kept_answers set status = null, sealed_reply = null, leased_until = now() + ${leasedUntil}::interval
     where key = ${key}`.execute(database.owner);

  test("is waited for as long as its lease runs, and then the request runs again", async () => {
    await ask("/v1/things", "dead", { key: "k-dead" });
    await leave("k-dead", "10 seconds");
    assert.equal((await ask("/v1/things", "dead", { key: "k-dead" })).statusCode, 409);
    await leave("k-dead", "-1 second");
    assert.equal((await ask("/v1/things", "other", { key: "k-dead" })).statusCode, 422);
    assert.equal((await ask("/v1/things", "dead", { key: "k-dead" })).json().times, 2);
    assert.equal((await ask("/v1/things", "dead", { key: "k-dead" })).json().times, 2);
  });

  test("leaves its lease to one of many", async () => {
    await ask("/v1/things", "heirs", { key: "k-heirs" });
    await leave("k-heirs", "-1 second");
    await Promise.all(Array.from({ length: 20 }, () => ask("/v1/things", "heirs", { key: "k-heirs" })));
    assert.equal(done.get("heirs"), 2);
  });

  test("of yesterday is forgotten: a new effect is allowed", async () => {
    await ask("/v1/things", "old", { key: "k-old" });
    await sql`update kept_answers set kept_until = now() - interval '1 second' where key = 'k-old'`.execute(
      database.owner,
    );
    assert.equal((await ask("/v1/things", "new", { key: "k-old" })).statusCode, 201);
  });
});

test("an answer that cannot be kept is given all the same", async () => {
  await sql`alter table kept_answers add constraint nothing_more check (status is null) not valid`.execute(
    database.owner,
  );
  const { statusCode } = await ask("/v1/things", "unkept", { key: "k-unkept" });
  await sql`alter table kept_answers drop constraint nothing_more`.execute(database.owner);
  assert.equal(statusCode, 201);
});
