/** A database that goes away and comes back: clear answers while it is away, and no help needed afterwards. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { LightMyRequestResponse } from "fastify";
import { sql } from "kysely";
import { type TestServer, testServer } from "../../../test/server.ts";
import { transaction } from "../database.ts";
import { checkReady } from "../health.ts";
import { type Postgres, startPostgres } from "../postgres/index.ts";
import { migrate } from "../postgres/migrations.ts";

const dataFolder = mkdtempSync(join(tmpdir(), "carnet-outage-"));
chmodSync(dataFolder, 0o755); // PostgreSQL runs as another account when we are root
let postgres: Postgres;
let server: TestServer;

before(async () => {
  postgres = await startPostgres({ dataFolder, durable: false });
  await migrate(postgres.connection);
  server = await testServer({
    connection: postgres.connection,
    routes: (app, portal) => {
      app.get("/v1/things", ({ context }) =>
        transaction(context.db, {}, async (query) => {
          await sql`select pg_sleep(0.01)`.execute(query);
          return { items: (await sql`select 1`.execute(query)).rows.length };
        }),
      );
      app.get("/page", async ({ context }) => sql`select 1`.execute(context.db));
      app.get("/readyz", async () => checkReady(portal));
    },
  });
});
after(async () => {
  await server.close();
  await postgres.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function timed(url: string): Promise<{ reply: LightMyRequestResponse; seconds: number }> {
  const started = performance.now();
  const reply = await server.app.inject(url);
  return { reply, seconds: (performance.now() - started) / 1000 };
}

async function secondsUntilHealthy(): Promise<number> {
  const started = performance.now();
  while ((await server.app.inject("/v1/things")).statusCode !== 200 && performance.now() - started < 15_000)
    await sleep(50);
  return (performance.now() - started) / 1000;
}

test("a database that is stopped: 503 within two seconds with Retry-After, and healthy soon after its return", async () => {
  assert.ok((await secondsUntilHealthy()) < 1);
  await postgres.stop();
  const answers = await Promise.all(
    ["/v1/things", "/v1/things", "/page", "/readyz", "/v1/things"].map(timed),
  );
  for (const { reply, seconds } of answers) {
    assert.deepEqual([reply.statusCode, reply.headers["retry-after"]], [503, "5"], reply.body);
    assert.ok(seconds < 2, `${seconds} s`);
    assert.doesNotMatch(reply.body, /PGSQL|ENOENT|connect/);
  }
  postgres = await startPostgres({ dataFolder, durable: false });
  assert.ok((await secondsUntilHealthy()) < 10);
});

test("requests that are running when it is killed are answered 503, and none hangs", async () => {
  const running = Array.from({ length: 40 }, () => timed("/v1/things"));
  await sleep(15);
  process.kill(postgres.pid, "SIGKILL");
  const answers = await Promise.all(running);
  for (const { reply, seconds } of answers) {
    assert.ok([200, 503].includes(reply.statusCode), reply.body);
    assert.ok(seconds < 4, `${seconds} s`);
  }
  assert.ok((await secondsUntilHealthy()) < 10);
});

test("one that hangs holds up as many requests as there are connections; all others are told within three seconds", async () => {
  await Promise.all(Array.from({ length: 40 }, () => timed("/v1/things")));
  const processes = [postgres.pid, ...childrenOf(postgres.pid)];
  for (const pid of processes) process.kill(pid, "SIGSTOP");
  const asked = Array.from({ length: 40 }, () => timed("/v1/things"));
  await sleep(3000);
  for (const pid of processes) process.kill(pid, "SIGCONT");
  const answers = await Promise.all(asked);
  const told = answers.filter(({ reply }) => reply.statusCode === 503);
  assert.ok(told.length >= 28, `${told.length} of 40`);
  for (const { seconds } of told) assert.ok(seconds < 3, `${seconds} s`);
  assert.deepEqual(new Set(answers.map(({ reply }) => reply.statusCode)), new Set([200, 503]));
  assert.ok((await secondsUntilHealthy()) < 10);
});

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
}

test("more requests than connections wait for their turn; none is refused that could be served", async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, () => timed("/v1/things")));
  assert.deepEqual(new Set(answers.map(({ reply }) => reply.statusCode)), new Set([200]));
});
