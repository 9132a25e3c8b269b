import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { onDatabase, run } from "../../../test/template.ts";
import { migrate, migrationNames } from "./migrations.ts";
import { waitForServer } from "./wait.ts";

const server: pg.ClientConfig = JSON.parse(process.env["TEST_CONNECTION"] ?? "{}");
const made: string[] = [];
/** What every way of migrating must come to. */
let whole: string;

async function newDatabase(): Promise<pg.ClientConfig> {
  const name = `carnet_test_${randomUUID().slice(0, 8)}`;
  await run(server, `create database ${name} template template0`);
  made.push(name);
  return onDatabase(server, name);
}

before(async () => {
  const connection = await newDatabase();
  assert.deepEqual((await migrate(connection)).sort(), (await migrationNames()).sort());
  whole = await schemaOf(connection);
});
after(async () => {
  for (const name of made) await run(server, `drop database ${name} with (force)`);
});

/** Every table, column, rule, function and right, as text. */
async function schemaOf(connection: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(SCHEMA);
    return rows.map(({ line }) => line).join("\n");
  } finally {
    await client.end();
  }
}

const SCHEMA = `
  with ours as (select oid, nspname from pg_namespace where nspname in ('public', 'pgboss'))
  select format('column %s.%s %s %s %s %s', relname, attname, atttypid::regtype, attnotnull, attidentity, attnum) as line
    from pg_attribute join pg_class on pg_class.oid = attrelid join ours on ours.oid = relnamespace
   where attnum > 0 and not attisdropped
   union all
  select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(con.oid))
    from pg_constraint con join ours on ours.oid = connamespace
   union all select format('index %s', indexdef) from pg_indexes join ours on nspname = schemaname
   union all select format('policy %s %s %s %s %s', tablename, policyname, cmd, qual, with_check) from pg_policies
   union all
  select format('function %s %s %s', proname, prosrc, prosecdef) from pg_proc join ours on ours.oid = pronamespace
   where not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
   union all
  select format('table %s %s %s %s', relname, relrowsecurity, relforcerowsecurity, relacl)
    from pg_class join ours on ours.oid = relnamespace
   union all select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
   union all select format('migration %s', name) from kysely_migration
   order by line`;

/** A process that migrates; `after` milliseconds it is killed. */
async function migrator(connection: pg.ClientConfig, killedAfter?: number): Promise<string[] | undefined> {
  const script = join(import.meta.dirname, "../../../test/crash/migrator.ts");
  const args = ["--import", import.meta.resolve("tsx"), script, JSON.stringify(connection)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  const closed = once(child, "close");
  await once(child.stdout, "data");
  if (killedAfter !== undefined) {
    await sleep(killedAfter);
    child.kill("SIGKILL");
  }
  await closed;
  const applied = said.split("\n")[1];
  return applied === undefined || applied === "" ? undefined : JSON.parse(applied);
}

describe("migrations", () => {
  test("run a second time change nothing", async () => {
    const connection = await newDatabase();
    await migrate(connection);
    assert.deepEqual(await migrate(connection), []);
    assert.equal(await schemaOf(connection), whole);
  });

  test("of two processes at once, and of two in one, are applied once", async () => {
    const connection = await newDatabase();
    const applied = await Promise.all([
      migrator(connection),
      migrator(connection),
      migrate(connection),
      migrate(connection),
    ]);
    assert.deepEqual(applied.flatMap((names) => names ?? ["none"]).sort(), (await migrationNames()).sort());
    assert.equal(await schemaOf(connection), whole);
  });

  for (const killedAfter of [0, 20, 40, 60, 90, 120, 160, 220]) {
    test(`killed after ${killedAfter} ms are completed by the next run`, async () => {
      const connection = await newDatabase();
      await migrator(connection, killedAfter);
      await migrate(connection);
      assert.equal(await schemaOf(connection), whole);
    });
  }

  test("whose connection is cut at any statement have not happened at all, and then are completed", async () => {
    for (let round = 0; round < 5; round++) {
      const connection = await newDatabase();
      const cutter = cutOff(connection, 5 + round * 25);
      await Promise.allSettled([migrate(connection)]);
      await cutter;
      await migrate(connection);
      assert.equal(await schemaOf(connection), whole);
    }
  });

  test("of a newer version are left as they are: this one still serves", async () => {
    const connection = await newDatabase();
    await migrate(connection);
    await run(connection, "insert into kysely_migration values ('0099_tomorrow', 'later')");
    assert.deepEqual(await migrate(connection), []);
  });

  test("let go of everything when they have to wait, and try again", async () => {
    const connection = await newDatabase();
    const client = new pg.Client(connection);
    await client.connect();
    await client.query("begin; grant usage on schema public to public");
    const started = performance.now();
    const migrated = migrate(connection);
    const [longest] = await Promise.all([
      longestWait(connection, 3500),
      sleep(3000).then(() => client.query("rollback")),
    ]);
    await migrated;
    await client.end();
    assert.ok(performance.now() - started > 2500);
    assert.ok(longest < 2.5, `${longest} s`);
    assert.equal(await schemaOf(connection), whole);
  });
});

/** How long anybody waited for a lock, in seconds, as seen within these milliseconds. */
async function longestWait(connection: pg.ClientConfig, milliseconds: number): Promise<number> {
  const client = new pg.Client(server);
  await client.connect();
  let longest = 0;
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(50)) {
    const { rows } = await client.query<{ wait: number }>(
      `select coalesce(max(extract(epoch from clock_timestamp() - waitstart)), 0)::float as wait
         from pg_locks join pg_stat_activity using (pid)
        where not granted and datname = '${databaseOf(connection)}'`,
    );
    longest = Math.max(longest, rows[0]?.wait ?? 0);
  }
  await client.end();
  return longest;
}

async function cutOff(connection: pg.ClientConfig, milliseconds: number): Promise<void> {
  await sleep(milliseconds);
  await run(
    server,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${databaseOf(connection)}'`,
  );
}

function databaseOf({ database, connectionString }: pg.ClientConfig): string {
  return database ?? new URL(connectionString ?? "").pathname.slice(1);
}

describe("a server", () => {
  test("that is there is taken at once", async () => {
    await assert.rejects(waitForServer(server), /fsync.* off: it would lose what Carnet acknowledged/);
  });

  test("whose password is wrong is not waited for", async () => {
    const started = performance.now();
    await assert.rejects(waitForServer({ ...server, user: "nobody", password: "wrong" }), { code: "28P01" });
    assert.ok(performance.now() - started < 2000);
  });
});
