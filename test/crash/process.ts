/** The real portal as a process of its own, on a data folder of its own, that tests may kill. Loopback only. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface PortalProcess {
  readonly url: string;
  readonly dataFolder: string;
  /** The operator's API key, made at the first start. */
  key(): string;
  start(): Promise<void>;
  /** As a power cut would: SIGKILL, nothing said goodbye. */
  kill(): Promise<void>;
  /** Kills the PostgreSQL that this portal brought along. */
  killDatabase(): void;
  /** Ends both in order and removes the folder. */
  close(): Promise<void>;
}

export async function portalProcess(settings: Record<string, string> = {}): Promise<PortalProcess> {
  const dataFolder = mkdtempSync(join(tmpdir(), "carnet-crash-"));
  chmodSync(dataFolder, 0o755); // PostgreSQL runs as another account when we are root
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    CARNET_DATA: dataFolder,
    CARNET_PORT: String(port),
    CARNET_BASE_URL: url,
    CARNET_DEMO: "none",
    CARNET_LOG_LEVEL: "error",
    ...settings,
  };
  let child: ChildProcess | undefined;
  return {
    url,
    dataFolder,
    key: () => readFileSync(join(dataFolder, "operator.key"), "utf8").trim(),
    start: async () => {
      child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
        env,
        stdio: ["ignore", "ignore", "inherit"],
      });
      await untilReady(url, child);
    },
    kill: () => end(child, "SIGKILL"),
    killDatabase: () => {
      const pid = databasePid(dataFolder);
      if (pid !== undefined) process.kill(pid, "SIGKILL");
    },
    close: async () => {
      await end(child, "SIGTERM");
      // What a killed PostgreSQL left running may still write for a moment.
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    },
  };
}

/** Undefined in the moment in which none runs. */
function databasePid(dataFolder: string): number | undefined {
  const file = join(dataFolder, "postgres/data/postmaster.pid");
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0;
  return pid > 0 ? pid : undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
    if (child.exitCode !== null) throw new Error(`the portal ended with ${child.exitCode}`);
    const reply = await fetch(`${url}/readyz`).catch(() => undefined);
    if (reply?.status === 200) return;
  }
  throw new Error("the portal did not become ready");
}

async function end(child: ChildProcess | undefined, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}
