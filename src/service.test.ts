import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { pino } from "pino";
import { CAST } from "../test/cast.ts";
import { type TestDatabase, testDatabase } from "../test/database.ts";
import { type TestPortal, testPortal } from "../test/portal.ts";
import { createApp } from "./app.ts";
import { readConfig } from "./platform/config.ts";
import type { Context } from "./platform/context.ts";
import { transaction } from "./platform/database.ts";
import { emit } from "./platform/events.ts";
import { hashOf, newApiKey } from "./platform/tokens.ts";
import { openPortal } from "./portal.ts";

const KEY = newApiKey();

/** A program with every scope of these routes, and one with none. */
async function addKey(owner: TestDatabase["owner"], key: string, scopes: readonly string[]): Promise<void> {
  await sql`insert into api_keys (id, name, secret_hash, scopes, created_by, created_at)
            values (${`key_${scopes.length}`}, 'test', ${hashOf(key)}, ${scopes}, 'operator', '2010-01-01')`.execute(
    owner,
  );
}

describe("the portal", () => {
  let portal: TestPortal;
  const other = newApiKey();
  before(async () => {
    portal = await testPortal();
    await addKey(portal.owner, KEY, ["audit.verify", "clock.move"]);
    await addKey(portal.owner, other, ["feed.write"]);
  });
  after(() => portal.close());

  const ask = (options: InjectOptions, key?: string) =>
    portal.app.inject({
      ...options,
      headers: { ...options.headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    });

  test("200: it is alive, and able to serve", async () => {
    for (const url of ["/healthz", "/readyz"]) {
      const reply = await ask({ url });
      assert.deepEqual([reply.statusCode, reply.json()], [200, { status: "ok" }]);
    }
  });

  test("503: it is not able to serve while a migration is missing", async () => {
    const { rows } =
      await sql`delete from kysely_migration where name = '0004_access' returning name, timestamp`.execute(
        portal.owner,
      );
    const reply = await ask({ url: "/readyz" });
    const { name, timestamp } = rows[0] as { name: string; timestamp: string };
    await sql`insert into kysely_migration values (${name}, ${timestamp})`.execute(portal.owner);
    assert.deepEqual(
      [reply.statusCode, reply.json().lacks, reply.headers["retry-after"]],
      [503, "migrations", "5"],
    );
    assert.equal((await ask({ url: "/healthz" })).statusCode, 200);
  });

  test("200: what it measures, for those beside it", async () => {
    const reply = await ask({ url: "/metrics", remoteAddress: "10.0.0.9" });
    assert.equal(reply.statusCode, 200);
    for (const line of reply.body.trim().split("\n"))
      assert.match(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+ \d+)$/);
    for (const name of [
      "carnet_mails_waiting",
      "carnet_jobs_oldest_seconds",
      "process_resident_memory_bytes",
    ])
      assert.match(reply.body, new RegExp(`^${name} \\d+$`, "m"));
  });

  test("404: for anybody else, and through a proxy", async () => {
    const strangers: InjectOptions[] = [
      { remoteAddress: "203.0.113.5" },
      { remoteAddress: "2001:db8::1" },
      { remoteAddress: "10.0.0.9", headers: { "x-forwarded-for": "203.0.113.5" } },
    ];
    for (const options of strangers)
      assert.equal((await ask({ url: "/metrics", ...options })).statusCode, 404);
  });

  test("200: its audit trail is whole, until somebody changes it", async () => {
    const context = {
      actor: { kind: "system", name: "test" },
      now: new Date(),
      requestId: "r",
      address: null,
    } as unknown as Context;
    for (let i = 0; i < 3; i++)
      await transaction(portal.database.db, {}, (query) =>
        emit(query, context, { name: "test.done", siteId: CAST.aoba, facts: { i } }),
      );
    const whole = (await ask({ url: "/v1/audit/verification" }, KEY)).json();
    assert.deepEqual([whole.broken, whole.events >= 3], [[], true]);
    await sql
      .raw(`alter table events disable trigger user;
                   update events set facts = '{"i": 7}' where chain = '${CAST.aoba}' and link = 2;
                   alter table events enable trigger user`)
      .execute(portal.owner);
    const broken = (await ask({ url: "/v1/audit/verification" }, KEY)).json();
    assert.deepEqual(broken.broken, [{ chain: CAST.aoba, link: 2 }]);
  });

  test("at night it says so itself, and forgets what has served its time", async () => {
    await sql`insert into kept_answers values ('a', 'old', '', null, null, now(), now() - interval '1 minute'),
                                              ('a', 'new', '', null, null, now(), now() + interval '1 minute')`.execute(
      portal.owner,
    );
    await sql`insert into spendings values ('old', now() - interval '25 hours', 1), ('new', now() - interval '23 hours', 1)`.execute(
      portal.owner,
    );
    await portal.portal.jobs.catchUp();
    const { rows } = await sql<{ left: string }>`
      select key as left from kept_answers where caller = 'a' union all select who from spendings where who in ('old', 'new')`.execute(
      portal.owner,
    );
    assert.deepEqual(
      rows.map(({ left }) => left),
      ["new", "new"],
    );
    const said = await sql`select facts from events where name = 'audit.broken'`.execute(portal.owner);
    assert.deepEqual(said.rows, [{ facts: { chains: 1, links: [{ chain: CAST.aoba, link: 2 }] } }]);
  });

  test("401 and 403: its audit trail and its clock are not for everybody", async () => {
    const routes: InjectOptions[] = [
      { url: "/v1/audit/verification" },
      { method: "PUT", url: "/v1/demo/clock", payload: { now: "2030-01-01T00:00:00Z" } },
    ];
    for (const route of routes) {
      assert.deepEqual([(await ask(route)).statusCode, (await ask(route, other)).statusCode], [401, 403]);
      const hana = await portal.as("hana@aoba.example", route);
      assert.equal(hana.statusCode, 404);
    }
  });
});

describe("the demo's clock", () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "carnet-clock-"));
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
    await addKey(database.owner, KEY, ["clock.move"]);
  });
  after(async () => {
    await database.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  async function withPortal<Value>(
    settings: Record<string, string>,
    work: (put: (now: unknown) => Promise<Reply>) => Promise<Value>,
  ) {
    const config = readConfig({ CARNET_DATA: dataFolder, ...settings });
    const { portal, close } = await openPortal(config, database.connection, {
      log: pino({ level: "silent" }),
    });
    const app = await createApp(portal);
    const host = new URL(config.baseUrl).host;
    try {
      return await work(async (now) => {
        const headers = { host, authorization: `Bearer ${KEY}` };
        const reply = await app.inject({
          method: "PUT",
          url: "/v1/demo/clock",
          payload: { now } as object,
          headers,
        });
        return { status: reply.statusCode, body: reply.json(), at: portal.clock.now() };
      });
    } finally {
      await app.close();
      await close();
    }
  }

  interface Reply {
    readonly status: number;
    readonly body: Record<string, unknown>;
    readonly at: Date;
  }

  test("200: moves forward, once every job that became due is done", async () => {
    await sql`insert into kept_answers values ('a', 'old', '', null, null, now(), now() - interval '1 minute')`.execute(
      database.owner,
    );
    const reply = await withPortal({ CARNET_CLOCK: "2010-01-01T00:00:00Z" }, (put) =>
      put("2010-04-01T00:00:00+09:00"),
    );
    assert.deepEqual([reply.status, String(reply.body["now"]).slice(0, 16)], [200, "2010-03-31T15:00"]);
    assert.ok(Number(reply.body["jobs"]) >= 2);
    const { rows } = await sql`select key from kept_answers where caller = 'a'`.execute(database.owner);
    assert.deepEqual(rows, []);
    const moved = await sql`select facts from events where name = 'clock.moved'`.execute(database.owner);
    assert.deepEqual(moved.rows, [{ facts: { to: "2010-03-31T15:00:00.000Z" } }]);
  });

  test("409: never back; a restart keeps it", async () => {
    const reply = await withPortal({ CARNET_CLOCK: "2000-01-01T00:00:00Z" }, (put) =>
      put("2010-03-01T00:00:00Z"),
    );
    assert.deepEqual(
      [reply.status, reply.body["code"], reply.at.toISOString().slice(0, 10)],
      [409, "clock_never_goes_back", "2010-03-31"],
    );
  });

  test("400: to no instant", async () => {
    for (const now of ["tomorrow", "2010-04-01", 0, null]) {
      assert.equal((await withPortal({}, (put) => put(now))).status, 400);
    }
  });

  test("404: there is none in production", async () => {
    const production = {
      CARNET_MODE: "production",
      CARNET_BASE_URL: "https://portal.carnet.example",
      CARNET_SECRET: "q7Zk2vN8xW4mB6tR1yH9cD3fJ5gL0pSa",
      CARNET_SMTP_URL: "smtp://mail.carnet.example",
    };
    const reply = await withPortal(production, (put) => put("2030-01-01T00:00:00Z"));
    assert.deepEqual([reply.status, reply.at.getUTCFullYear() < 2030], [404, true]);
  });
});
