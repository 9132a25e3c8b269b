import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { type TestServer, testServer } from "../../../test/server.ts";
import { transaction } from "../database.ts";

let database: TestDatabase;
let server: TestServer;
let running = 0;
let most = 0;
let gate = Promise.withResolvers<void>();

before(async () => {
  database = await testDatabase({ empty: true });
  server = await testServer({
    connection: database.connection,
    routes: (app) => {
      app.get("/v1/held", async () => {
        most = Math.max(most, ++running);
        await gate.promise;
        running -= 1;
        return {};
      });
      app.get("/v1/download", (_, reply) => {
        const { raw } = reply.hijack();
        raw.writeHead(200);
        raw.write("a");
        void gate.promise.then(() => raw.end("b"));
      });
      app.get("/v1/steps", async ({ context }) => {
        for (let step = 0; step < 4; step++)
          await transaction(context.db, {}, (query) => sql`select pg_sleep(0.01)`.execute(query));
        return {};
      });
      app.get("/v1/dropped", (_, reply) => void reply.hijack().raw.destroy());
      app.get("/healthz", async () => "ok");
    },
  });
});
after(async () => {
  await server.close();
  await database.close();
});

const askMany = (url: string, count: number) => Array.from({ length: count }, () => server.app.inject(url));

test("of a thousand requests at once two hundred are worked on; the others are told to come back, and may", async () => {
  let told = 0;
  const asked = askMany("/v1/held", 1000);
  for (const answer of asked) void answer.then(() => (told += 1));
  while (told < 800) await sleep(20);
  assert.equal((await server.app.inject("/healthz")).statusCode, 200);
  gate.resolve();
  const answers = await Promise.all(asked);
  const refused = answers.filter(({ statusCode }) => statusCode === 503);
  assert.deepEqual([most, refused.length], [200, 800]);
  assert.deepEqual(new Set(refused.map(({ headers }) => headers["retry-after"])), new Set(["1"]));
  assert.equal((await server.app.inject("/v1/held")).statusCode, 200);
});

test("those that are worked on get done, however many more knock", async () => {
  const answers = await Promise.all(askMany("/v1/steps", 600));
  assert.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 200);
});

test("downloads that take long hold nobody up", async () => {
  gate = Promise.withResolvers();
  const downloads = askMany("/v1/download", 150);
  await sleep(100);
  downloads.push(...askMany("/v1/download", 150));
  await sleep(100);
  assert.equal((await server.app.inject("/v1/steps")).statusCode, 200);
  gate.resolve();
  assert.deepEqual(new Set((await Promise.all(downloads)).map(({ body }) => body)), new Set(["ab"]));
});

test("those that were dropped without an answer hold nobody up", async () => {
  for (let i = 0; i < 2; i++) await Promise.allSettled(askMany("/v1/dropped", 150));
  assert.equal((await server.app.inject("/v1/steps")).statusCode, 200);
});
