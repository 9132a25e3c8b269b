/** Whatever is killed: the next start works, and every row that PostgreSQL acknowledged is there. */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startPostgres } from "../../src/platform/postgres/index.ts";

const folder = mkdtempSync(join(tmpdir(), "carnet-crash-"));
chmodSync(folder, 0o755);
const data = join(folder, "postgres", "data");
const acknowledged = join(folder, "acknowledged");
after(() => rmSync(folder, { recursive: true, force: true }));

describe("nothing acknowledged is lost", () => {
  test("when the portal is killed: its PostgreSQL is taken over", async () => {
    const { writer } = await killed(({ writer }) => [writer]);
    const { adopted } = await startAndCompare();
    assert.deepEqual([writer.signalCode, adopted], ["SIGKILL", true]);
  });

  for (const round of [1, 2]) {
    test(`when PostgreSQL's first process is killed and started again at once (${round})`, async () => {
      await killed(({ postmaster }) => [postmaster]);
      await startAndCompare();
    });
  }

  for (const round of [1, 2, 3]) {
    test(`when everything is killed and started again at once (${round})`, async () => {
      await killed(({ writer, postmaster, children }) => [writer, postmaster, ...children]);
      assert.equal((await startAndCompare()).adopted, false);
    });
  }

  for (const round of [1, 2]) {
    test(`when the process that serves a connection is killed: PostgreSQL resets itself (${round})`, async () => {
      await killed(({ children }) => children.slice(-1));
      await startAndCompare();
    });
  }
});

describe("what a killed PostgreSQL leaves behind does not keep it from starting", () => {
  test("a pid file whose number is now another program's", async (t) => {
    const { uid, gid } = await everythingKilled();
    const other = spawn("sleep", ["60"], { uid, gid, stdio: "ignore" });
    t.after(() => other.kill());
    leave((text) => text.replace(/^\d+/, String(other.pid)));
    await startAndCompare();
    assert.equal(other.exitCode, null);
  });

  test("a pid file whose number is the machine's first process, as in a container", async () => {
    await everythingKilled();
    leave((text) => text.replace(/^\d+/, "1"));
    await startAndCompare();
  });

  test("an empty pid file", async () => {
    await everythingKilled();
    leave(() => "");
    await startAndCompare();
  });
});

interface Victims {
  readonly writer: ChildProcess;
  readonly postmaster: number;
  readonly children: readonly number[];
}

/** Lets a portal write for a moment, then kills what is chosen. */
async function killed(choose: (victims: Victims) => readonly (ChildProcess | number)[]): Promise<Victims> {
  const args = [
    "--import",
    import.meta.resolve("tsx"),
    join(import.meta.dirname, "writer.ts"),
    folder,
    acknowledged,
  ];
  const writer = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(writer, "exit");
  await Promise.race([once(writer.stdout, "data"), ended]);
  await sleep(300 + Math.random() * 700);
  const postmaster = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  const victims = { writer, postmaster, children: childrenOf(postmaster) };
  for (const victim of choose(victims))
    process.kill(typeof victim === "number" ? victim : (victim.pid ?? 0), "SIGKILL");
  await ended; // a writer that loses its connection ends by itself
  return victims;
}

async function everythingKilled(): Promise<{ uid: number; gid: number }> {
  await killed(({ writer, postmaster, children }) => [writer, postmaster, ...children]);
  await sleep(300);
  return statSync(data);
}

function childrenOf(pid: number): number[] {
  const found = execFileSync("ps", ["--ppid", String(pid), "-o", "pid="], { encoding: "utf8" });
  return found.split("\n").filter(Boolean).map(Number);
}

/** Changes the pid file that was left, which stays its owner's. */
function leave(change: (text: string) => string): void {
  const file = join(data, "postmaster.pid");
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

async function startAndCompare(): Promise<{ adopted: boolean }> {
  const server = await startPostgres({ dataFolder: folder });
  try {
    const client = new pg.Client(server.connection);
    await client.connect();
    const { rows } = await client.query<{ id: string }>("select id from written");
    await client.end();
    const kept = new Set(rows.map(({ id }) => id));
    const noted = readFileSync(acknowledged, "utf8").split("\n").slice(0, -1);
    assert.ok(noted.length > 0);
    assert.deepEqual(
      noted.filter((id) => !kept.has(id)),
      [],
    );
    return server;
  } finally {
    await server.stop();
  }
}
