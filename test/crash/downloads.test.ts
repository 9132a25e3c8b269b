/** A download survives whatever happens to the portal: the same bytes arrive, and history tells it once. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, hash, randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { pino } from "pino";
import { makeLink } from "../../src/downloads/content/links.operations.ts";
import { takeInFiles } from "../../src/downloads/releases/operations.ts";
import { fixedClock } from "../../src/platform/clock.ts";
import { readConfig } from "../../src/platform/config.ts";
import { type Context, type Portal, systemContext } from "../../src/platform/context.ts";
import { type Database, openAsOwner } from "../../src/platform/database.ts";
import { startPostgres } from "../../src/platform/postgres/index.ts";
import { migrate } from "../../src/platform/postgres/migrations.ts";
import { openPortal } from "../../src/portal.ts";
import { addCast, CAST } from "../cast.ts";
import { addFile } from "../releases.ts";

const NOW = "2010-03-01T03:00:00Z";
const SIZE_BYTES = 144 * 1024 * 1024;
const GIBIBYTE = 1024 ** 3;
const RATE = "5M";

const folder = mkdtempSync(join(tmpdir(), "carnet-downloads-"));
chmodSync(folder, 0o755); // PostgreSQL runs as another account when we are root
const content = randomBytes(SIZE_BYTES);
const sha256 = hash("sha256", content, "hex");
const environment = {
  CARNET_DATA: join(folder, "data"),
  CARNET_PORT: String(await freePort()),
  CARNET_DEMO: "none",
  CARNET_CLOCK: NOW,
  CARNET_LOG_LEVEL: "error",
};
const config = readConfig(environment);
const programs = ["curl", "wget", "aria2c"] as const;
const links = new Map<string, string>();
let server: ChildProcess;

before(async () => {
  await onDatabase(async ({ owner, portal }) => {
    const file = await addFile({ owner, portal }, { name: "kit.tar.gz", content });
    await takeInFiles(systemContext(portal, "test"));
    for (const program of programs)
      links.set(program, (await makeLink(asHana(portal), CAST.aoba, file.id)).href);
    links.set("flat", (await makeLink(asHana(portal), CAST.aoba, await addZeros(owner, portal))).href);
  });
  server = await startPortal();
});

after(async () => {
  await stopPortal("SIGTERM");
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

describe("one download each by curl, wget and aria2c, the portal killed three times in the middle", () => {
  test("the same bytes arrive, and each download is in history once, completed", async () => {
    const running = programs.map((program) => ({ program, done: untilDone(program) }));
    for (let kill = 1; kill <= 3; kill++) {
      await untilAllGrew(6 * 1024 * 1024);
      await stopPortal("SIGKILL");
      server = await startPortal();
    }
    const tries = await Promise.all(running.map(({ done }) => done));
    assert.ok(
      tries.every((count) => count >= 4),
      `every program was cut off three times: ${tries}`,
    );
    for (const program of programs) assert.equal(await hashOf(pathOf(program)), sha256, program);
    await stopPortal("SIGTERM");
    await onDatabase(async ({ owner }) => {
      const { rows } = await sql<{ names: string[]; bytesSent: number }>`
        select array_agg(event.name order by event.position) as names, min(download.bytes_sent) as bytes_sent
          from downloads download
          join events event on event.facts ->> 'downloadId' = download.id
         where download.started_at is not null
         group by download.id`.execute(owner);
      const told = ["download-link.made", "download.started", "download.completed"];
      assert.deepEqual(
        rows.map(({ names }) => names),
        [told, told, told],
      );
    });
    server = await startPortal();
  });
});

test("memory stays flat while 1 GiB goes out", async () => {
  const memory = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  await run("curl", ["-sf", "-r", "0-67108863", "-o", "/dev/null", links.get("flat") ?? ""]);
  const atRest = memory();
  let most = atRest;
  const sampling = setInterval(() => {
    most = Math.max(most, memory());
  }, 20);
  const code = await run("curl", ["-sf", "-o", "/dev/null", links.get("flat") ?? ""]);
  clearInterval(sampling);
  assert.equal(code, 0);
  assert.ok(most - atRest < 50, `grew by ${Math.round(most - atRest)} MiB from ${Math.round(atRest)}`);
});

/** Starts the program again and again, as a person would, until it says that it is done. Answers how often. */
async function untilDone(program: (typeof programs)[number]): Promise<number> {
  const href = links.get(program) ?? "";
  const commands = {
    curl: ["-sf", "--continue-at", "-", "--limit-rate", RATE, "--output", pathOf("curl"), href],
    wget: [
      "-q",
      "--continue",
      "--tries=1",
      `--limit-rate=${RATE}`,
      `--output-document=${pathOf("wget")}`,
      href,
    ],
    aria2c: [
      "-q",
      "--continue",
      "--split=4",
      "--max-connection-per-server=4",
      "--min-split-size=1M",
      "--max-tries=1",
      "--file-allocation=none",
      "--auto-save-interval=1",
      "--allow-overwrite=true",
      "--no-conf",
      `--max-overall-download-limit=${RATE}`,
      `--dir=${folder}`,
      "--out=aria2c.bin",
      href,
    ],
  };
  for (let tries = 1; tries < 100; tries++) {
    if ((await run(program, commands[program])) === 0) return tries;
    await sleep(300);
  }
  throw new Error(`${program} never came to its end`);
}

function run(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: "ignore" });
  return new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
}

function pathOf(program: string): string {
  return join(folder, `${program}.bin`);
}

/** Until each program has written so much more than now, none of it being done. */
async function untilAllGrew(bytes: number): Promise<void> {
  const written = () =>
    programs.map((program) => (statSync(pathOf(program), { throwIfNoEntry: false })?.blocks ?? 0) * 512);
  const before = written();
  for (let i = 0; !written().every((now, at) => now - (before[at] ?? 0) >= bytes); i++) {
    assert.ok(i < 1200, "the programs make no headway");
    await sleep(50);
  }
  assert.ok(
    written().every((now) => now < SIZE_BYTES),
    "a program was done before the kill",
  );
}

async function startPortal(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), "src/main.ts"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (let i = 0; i < 600; i++) {
    assert.equal(child.exitCode, null, "the portal ended");
    const reply = await fetch(`${config.baseUrl}/healthz`).catch(() => undefined);
    if (reply?.ok) return child;
    await sleep(100);
  }
  throw new Error("the portal does not start");
}

async function stopPortal(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill(signal);
  await ended;
}

/** Works on the portal's own database while no portal runs. */
async function onDatabase(work: (on: { owner: Database; portal: Portal }) => Promise<void>): Promise<void> {
  const postgres = await startPostgres({ dataFolder: config.dataFolder });
  try {
    const isNew = (await migrate(postgres.connection)).length > 0;
    if (isNew) await addCast(postgres.connection);
    const { db: owner } = openAsOwner(postgres.connection);
    const options = { log: pino({ level: "silent" }), clock: fixedClock(NOW) };
    const { portal, close } = await openPortal(config, postgres.connection, options);
    await work({ owner, portal })
      .finally(close)
      .finally(() => owner.destroy());
  } finally {
    await postgres.stop();
  }
}

/** A file of 1 GiB that takes no room: all its bytes are zero. */
async function addZeros(owner: Database, portal: Portal): Promise<string> {
  const path = join(folder, "zeros");
  writeFileSync(path, "");
  truncateSync(path, GIBIBYTE);
  const zeros = await hashOf(path);
  const file = await addFile(
    { owner, portal },
    { name: "zeros.bin", url: null, announced: { sha256: zeros, sizeBytes: GIBIBYTE } },
  );
  const stored = join(config.filesFolder, "sha256", zeros.slice(0, 2), zeros.slice(2, 4), zeros);
  mkdirSync(dirname(stored), { recursive: true });
  writeFileSync(stored, "");
  truncateSync(stored, GIBIBYTE);
  await takeInFiles(systemContext(portal, "test"));
  return file.id;
}

function asHana(portal: Portal): Context {
  return {
    ...systemContext(portal, "test"),
    actor: { kind: "person", personId: CAST.hana, staffRole: null },
  };
}

async function hashOf(path: string): Promise<string> {
  const sum = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) sum.update(piece);
  return sum.digest("hex");
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
