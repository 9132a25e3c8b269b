/**
 * W8: from `npm start` to a portal that answers, with a new data folder (PostgreSQL made, the demo loaded) and again with
 * the same one; and what its Node process holds of memory ten seconds after it began to answer, when nobody asks.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { report } from "./figures.ts";

const IDLE_MS = 10_000;

interface Start {
  readonly seconds: number;
  readonly idleMegabytes: number;
}

const folder = mkdtempSync(join(tmpdir(), "carnet-starts-"));
try {
  const first = await start(folder);
  const second = await start(folder);
  report("W8", [
    { name: "first_start", value: first.seconds, unit: "s" },
    { name: "second_start", value: second.seconds, unit: "s" },
    { name: "idle_after_first", value: first.idleMegabytes, unit: "MB" },
    { name: "idle_after_second", value: second.idleMegabytes, unit: "MB" },
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function start(data: string): Promise<Start> {
  const port = await freePort();
  const env = { ...process.env, CARNET_DATA: data, CARNET_PORT: String(port), CARNET_DEMO: "full" };
  const began = performance.now();
  const launcher = spawn(process.execPath, ["bin/start.mjs"], { env, stdio: ["ignore", "pipe", "inherit"] });
  try {
    await saysThatItIsUp(launcher);
    const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
    if (status !== 200) throw new Error(`/readyz answers ${status}`);
    const seconds = (performance.now() - began) / 1000;
    await sleep(IDLE_MS);
    return { seconds, idleMegabytes: residentMegabytes(portalOf(launcher.pid ?? 0)) };
  } finally {
    await stop(launcher);
  }
}

async function saysThatItIsUp(launcher: ChildProcess): Promise<void> {
  const { stdout } = launcher;
  if (stdout === null) throw new Error("the portal has no output");
  let said = "";
  for await (const piece of stdout.iterator({ destroyOnReturn: false })) {
    said += piece;
    if (said.includes("Carnet is at")) break;
  }
  if (!said.includes("Carnet is at")) throw new Error(`the portal did not start: ${said}`);
  stdout.resume();
}

/** The launcher's one child. */
function portalOf(launcher: number): number {
  return Number(readFileSync(`/proc/${launcher}/task/${launcher}/children`, "utf8").trim().split(" ")[0]);
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}

async function stop(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null) return;
  launcher.kill("SIGTERM");
  await once(launcher, "exit");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
