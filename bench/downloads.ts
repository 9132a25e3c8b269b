/**
 * W11: a file of 1 GiB goes out, beside nginx from Debian with the same file, one after the other in the same run.
 *
 * The portal is the real process with its database; the link is authorized and noted as always. curl reads and throws
 * away. What the portal's process holds in memory is looked at every 20 ms.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createCipheriv, createHash } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { makeLink } from "../src/downloads/content/links.operations.ts";
import { takeInFiles } from "../src/downloads/releases/operations.ts";
import { fixedClock } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { systemContext } from "../src/platform/context.ts";
import { openAsOwner } from "../src/platform/database.ts";
import { startPostgres } from "../src/platform/postgres/index.ts";
import { migrate } from "../src/platform/postgres/migrations.ts";
import { openPortal } from "../src/portal.ts";
import { addCast, CAST } from "../test/cast.ts";
import { addFile } from "../test/releases.ts";
import { report } from "./figures.ts";

const GIBIBYTE = 1024 ** 3;
const ROUNDS = 7;
const NOW = "2010-03-01T03:00:00Z";

const folder = mkdtempSync(join(tmpdir(), "carnet-bench-"));
chmodSync(folder, 0o755);
const releases = join(folder, "releases");
const [portalPort, nginxPort] = [await freePort(), await freePort()];
const environment = {
  CARNET_DATA: join(folder, "data"),
  CARNET_RELEASES_ROOT: releases,
  CARNET_PORT: String(portalPort),
  CARNET_DEMO: "none",
  CARNET_CLOCK: NOW,
  CARNET_LOG_LEVEL: "error",
};
const running: ChildProcess[] = [];
try {
  mkdirSync(releases);
  const content = writeLarge(join(releases, "large.bin"));
  const href = await prepare(content);
  const portal = start(process.execPath, ["--import", import.meta.resolve("tsx"), "src/main.ts"]);
  start("nginx", ["-c", nginxConfig(), "-e", join(folder, "nginx.log")]);
  await untilUp(`http://127.0.0.1:${portalPort}/healthz`);
  await untilUp(`http://127.0.0.1:${nginxPort}/large.bin`, "HEAD");
  await measure(portal, href);
} finally {
  for (const child of running) {
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
}

async function measure(portal: ChildProcess, href: string): Promise<void> {
  const theirs = `http://127.0.0.1:${nginxPort}/large.bin`;
  const [mine, nginx]: [number[], number[]] = [[], []];
  speedOf(href); // warm: the page cache, the compiler
  const atRest = memoryOf(portal);
  let most = atRest;
  for (let round = 0; round < ROUNDS; round++) {
    nginx.push(speedOf(theirs));
    const reading = speed(href);
    for (let isDone = false; !isDone; most = Math.max(most, memoryOf(portal))) {
      isDone = await Promise.race([reading.then(() => true), sleep(20, false)]);
    }
    mine.push(await reading);
  }
  report("w11", [
    { name: "portal_download", value: median(mine), unit: "MiB/s" },
    { name: "nginx_download", value: median(nginx), unit: "MiB/s" },
    {
      name: "ratio_to_nginx",
      value: median(mine.map((value, round) => value / (nginx[round] ?? value))),
      unit: "times",
    },
    { name: "memory_at_rest", value: atRest, unit: "MiB" },
    { name: "memory_grew_by", value: most - atRest, unit: "MiB" },
  ]);
}

function speedOf(url: string): number {
  return (
    Number(
      execFileSync("curl", ["-sf", "-o", "/dev/null", "-w", "%{speed_download}", url], { encoding: "utf8" }),
    ) /
    2 ** 20
  );
}

function speed(url: string): Promise<number> {
  const child = spawn("curl", ["-sf", "-o", "/dev/null", "-w", "%{speed_download}", url]);
  let text = "";
  child.stdout.on("data", (piece) => (text += piece));
  return new Promise((done, fail) =>
    child.once("close", (code) =>
      code === 0 ? done(Number(text) / 2 ** 20) : fail(new Error(`curl ended with ${code}`)),
    ),
  );
}

function memoryOf({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** One file, released to a site of the cast, and a link to it. */
async function prepare(content: { sha256: string; sizeBytes: number }): Promise<string> {
  const config = readConfig(environment);
  const postgres = await startPostgres({ dataFolder: config.dataFolder });
  await migrate(postgres.connection);
  await addCast(postgres.connection);
  const { db: owner } = openAsOwner(postgres.connection);
  const options = { log: pino({ level: "silent" }), clock: fixedClock(NOW) };
  const { portal, close } = await openPortal(config, postgres.connection, options);
  const file = await addFile({ owner, portal }, { name: "large.bin", isThere: false, announced: content });
  const context = systemContext(portal, "bench");
  await takeInFiles(context);
  const actor = { kind: "person", personId: CAST.hana, staffRole: null } as const;
  const { href } = await makeLink({ ...context, actor }, CAST.aoba, file.id);
  await close();
  await owner.destroy();
  await postgres.stop();
  return href;
}

function writeLarge(path: string): { sha256: string; sizeBytes: number } {
  const cipher = createCipheriv("aes-128-ctr", Buffer.alloc(16), Buffer.alloc(16));
  const hash = createHash("sha256");
  const zeros = Buffer.alloc(2 ** 22);
  const file = openSync(path, "w");
  for (let place = 0; place < GIBIBYTE; place += zeros.length) {
    const piece = cipher.update(zeros);
    hash.update(piece);
    writeSync(file, piece);
  }
  closeSync(file);
  return { sha256: hash.digest("hex"), sizeBytes: GIBIBYTE };
}

/** As Debian's own, for one worker; in a folder of its own. */
function nginxConfig(): string {
  const path = join(folder, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const user = process.getuid?.() === 0 ? "user root;" : "";
  writeFileSync(
    path,
    `${user} daemon off; worker_processes 1; pid ${folder}/nginx.pid;
events { worker_connections 64; }
http {
  access_log off; sendfile on; tcp_nopush on; default_type application/octet-stream;
  ${temporary.map((name) => `${name}_temp_path ${folder}/nginx_${name};`).join(" ")}
  server { listen 127.0.0.1:${nginxPort}; root ${releases}; }
}
`,
  );
  return path;
}

function start(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  running.push(child);
  return child;
}

async function untilUp(url: string, method = "GET"): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const reply = await fetch(url, { method }).catch(() => undefined);
    if (reply?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} does not come up`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
