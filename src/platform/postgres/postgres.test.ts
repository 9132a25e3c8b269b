import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { serverAccount } from "./account.ts";
import { findBinaries, installedFolder } from "./binaries.ts";
import { type Postgres, type PostgresOptions, startPostgres } from "./index.ts";

const isRoot = process.getuid?.() === 0;

describe("starting PostgreSQL", () => {
  test("makes the database once, as an account without rights, behind a password and a socket only", async (t) => {
    const place = newPlace(t);
    const first = await place.start();
    assert.deepEqual([first.initialised, first.adopted], [true, false]);
    assert.deepEqual(await ask(first, FACTS), [{ facts: "carnet_owner carnet UTF8 C.UTF-8 on tcp:" }]);
    assert.doesNotMatch(readFileSync(`/proc/${first.pid}/status`, "utf8"), /^Uid:\s+0/m);
    await assert.rejects(connectAs({ ...first.connection, password: "guess" }), { code: "28P01" });
    await first.stop();
    const second = await place.start();
    assert.deepEqual([second.initialised, second.adopted], [false, false]);
    assert.deepEqual(second.connection, first.connection);
  });

  test("writes to the disk before it acknowledges, unless a test says otherwise", async (t) => {
    const server = await newPlace(t).start({ durable: true });
    assert.deepEqual(await ask(server, DURABILITY), [{ fsync: "on", commit: "on", pages: "on" }]);
  });

  test("gives two that start at once the same server, and the last one out stops it", async (t) => {
    const place = newPlace(t);
    const [one, other] = await Promise.all([place.start(), place.start()]);
    assert.equal(one.pid, other.pid);
    assert.equal([one, other].filter(({ adopted }) => adopted).length, 1);
    await one.stop();
    await ask(other, "select 1");
    await other.stop();
    await assert.rejects(connectAs(other.connection), { code: "ENOENT" });
  });

  test("finishes anew what was killed while it was made, and touches no files that it does not know", async (t) => {
    const killed = newPlace(t);
    mkdirSync(join(killed.folder, "postgres", "data.unfinished", "base"), { recursive: true });
    assert.equal((await killed.start()).initialised, true);
    const foreign = newPlace(t);
    const data = join(foreign.folder, "postgres", "data");
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, "letter.txt"), "mine");
    await assert.rejects(foreign.start(), /holds files but no PostgreSQL database/);
    assert.deepEqual(readdirSync(data), ["letter.txt"]);
  });

  test("keeps the socket's name short when the data lie deep", async (t) => {
    const place = newPlace(t);
    const server = await place.start({
      dataFolder: join(place.folder, "a-folder-with-a-long-name/".repeat(5)),
    });
    t.after(() => rmSync(server.connection.host, { recursive: true, force: true }));
    await ask(server, "select 1");
  });
});

describe("after a death", () => {
  test("takes over an orphan, and restarts one that was set otherwise", async (t) => {
    const place = newPlace(t);
    const orphan = leaveOrphan(place.folder);
    const adopted = await place.start();
    assert.deepEqual([adopted.pid, adopted.adopted], [orphan, true]);
    await adopted.stop();
    const before = leaveOrphan(place.folder);
    const server = await place.start({ settings: { work_mem: "8MB" } });
    assert.notEqual(server.pid, before);
    assert.deepEqual(await ask(server, "select current_setting('work_mem') as memory"), [{ memory: "8MB" }]);
  });

  test("is back within seconds when PostgreSQL is killed under a running portal", async (t) => {
    const told: string[] = [];
    const server = await newPlace(t).start({ log: (line) => told.push(line) });
    const killed = server.pid;
    process.kill(killed, "SIGKILL");
    for (const end = Date.now() + 10_000; server.pid === killed && Date.now() < end; ) await sleep(50);
    await ask(server, "select 1");
    assert.match(told.join("\n"), new RegExp(`pid ${killed}\\) has ended`));
  });

  test("starts though its pid file is empty, or names a program that came later", async (t) => {
    const place = newPlace(t);
    const server = await place.start();
    const written = readFileSync(filesOf(place).pid, "utf8");
    await server.stop();
    const later = sleeper(t, place);
    for (const text of ["", written.replace(/^\d+/, String(later.pid))]) {
      for (const file of [filesOf(place).pid, filesOf(place).lock]) writeFileSync(file, text);
      const again = await place.start();
      await ask(again, "select 1");
      await again.stop();
    }
    assert.equal(later.exitCode, null);
  });

  test("leaves the files alone while another PostgreSQL answers on the socket", async (t) => {
    const place = newPlace(t);
    const server = await place.start();
    const { pid } = filesOf(place);
    const written = readFileSync(pid, "utf8");
    writeFileSync(pid, written.replace(/^\d+/, String(sleeper(t, place).pid))); // as a container that shares the folder
    await assert.rejects(place.start(), /another PostgreSQL answers/);
    writeFileSync(pid, written);
    await ask(server, "select 1");
  });
});

describe("what is in the way is said", () => {
  test("a closed folder on the way to the data is named with its remedy; a stranger's folder is refused", async (t) => {
    const { folder, start } = newPlace(t);
    chmodSync(folder, 0o700);
    const attempt = start({ dataFolder: isRoot ? join(folder, "carnet") : "/" });
    const said = isRoot ? new RegExp(`chmod o\\+x ${folder}\n.*CARNET_DATA=`) : /belongs to another account/;
    await assert.rejects(attempt, said);
  });

  test("a platform without binaries is told to bring its own server", () => {
    assert.throws(
      () => installedFolder("sunos-sparc"),
      /for sunos-sparc is not installed.*CARNET_DATABASE_URL/,
    );
  });

  test("a missing password file is named, not replaced", async (t) => {
    const place = newPlace(t);
    await (await place.start()).stop();
    rmSync(join(place.folder, "postgres", "secret"));
    await assert.rejects(place.start(), /postgres\/secret is missing/);
  });
});

describe("PostgreSQL's programs", () => {
  test("are copied to where an account without rights reaches them, once and whole", (t) => {
    const native = fakePackage(newPlace(t).folder);
    const account = serverAccount(native);
    const { postgres } = findBinaries(account, native);
    if (account === null) return assert.equal(postgres, join(native, "bin", "postgres"));
    const copy = join(postgres, "..", "..");
    t.after(() => rmSync(copy, { recursive: true, force: true }));
    assert.match(execFileSync(postgres, ["--version"], { ...account, cwd: "/", encoding: "utf8" }), /fake/);
    rmSync(join(copy, "lib", "a.so")); // as a cleaner of temporary files does
    assert.equal(findBinaries(account, native).postgres, postgres);
    assert.ok(existsSync(join(copy, "lib", "a.so")));
    assert.equal(readdirSync(join(copy, "..")).filter((name) => name.startsWith(basename(copy))).length, 1);
  });
});

const FACTS = `
  select concat_ws(' ', current_user, datname, pg_encoding_to_char(encoding), datlocale,
                   current_setting('data_checksums'), 'tcp:' || current_setting('listen_addresses')) as facts
    from pg_database
   where datname = current_database()`;

const DURABILITY = `
  select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
         current_setting('full_page_writes') as pages`;

interface Place {
  readonly folder: string;
  start(options?: Partial<PostgresOptions>): Promise<Postgres>;
}

/** A folder of the test's own. What was started in it is stopped, then it is removed. */
function newPlace(t: TestContext): Place {
  const folder = mkdtempSync(join(tmpdir(), "carnet-test-"));
  chmodSync(folder, 0o755);
  const servers: Postgres[] = [];
  t.after(async () => {
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const start = async (options: Partial<PostgresOptions> = {}) => {
    const server = await startPostgres({ dataFolder: folder, durable: false, ...options });
    servers.push(server);
    return server;
  };
  return { folder, start };
}

async function connectAs(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(connection);
  await client.connect();
  return client;
}

async function ask({ connection }: Postgres, sql: string): Promise<unknown[]> {
  const client = await connectAs(connection);
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

/** A process starts PostgreSQL and ends without stopping it. PostgreSQL's pid. */
function leaveOrphan(dataFolder: string): number {
  const script = `
    import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};
    const { pid } = await startPostgres({ dataFolder: ${JSON.stringify(dataFolder)}, durable: false });
    process.stdout.write(String(pid), () => process.exit());`;
  const args = ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", script];
  return Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

/** The files that a killed PostgreSQL leaves behind. */
function filesOf({ folder }: Place): { pid: string; lock: string } {
  const postgres = join(folder, "postgres");
  return { pid: join(postgres, "data", "postmaster.pid"), lock: join(postgres, "run", ".s.PGSQL.5432.lock") };
}

/** A program that has nothing to do with PostgreSQL, under the account that PostgreSQL runs as. */
function sleeper(t: TestContext, { folder }: Place): ChildProcess {
  const account = serverAccount(join(folder, "postgres", "data"));
  const program = spawn("sleep", ["60"], { ...account, stdio: "ignore" });
  t.after(() => program.kill());
  return program;
}

/** The folder of an installed package, closed to everybody but its owner. */
function fakePackage(folder: string): string {
  const native = join(folder, "package", "native");
  for (const name of ["bin", "lib"]) mkdirSync(join(native, name), { recursive: true });
  writeFileSync(join(folder, "package", "package.json"), `{"version":"0.0.0-test.${process.pid}"}`);
  writeFileSync(join(native, "bin", "postgres"), "#!/bin/sh\necho fake\n", { mode: 0o700 });
  writeFileSync(join(native, "lib", "a.so"), "library", { mode: 0o600 });
  chmodSync(folder, 0o700);
  return native;
}
