/** A private PostgreSQL with the cast in it, and servers in processes of their own. Everything is cleared at the end. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startPostgres } from "../src/platform/postgres/index.ts";
import { migrate } from "../src/platform/postgres/migrations.ts";
import { addCast } from "../test/cast.ts";

export interface Stage {
  readonly connection: pg.ClientConfig;
  readonly folder: string;
  run(text: string): Promise<pg.QueryResult>;
  /** Starts a server file of `bench/servers` and answers its port, once it says so. */
  serve(file: string): Promise<Served>;
  close(): Promise<void>;
}

export interface Served {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Durable settings are on: what is measured is what customers get. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "carnet-bench-"));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres({ dataFolder: folder });
  await migrate(postgres.connection);
  await addCast(postgres.connection);
  const client = new pg.Client(postgres.connection);
  await client.connect();
  return {
    connection: postgres.connection,
    folder,
    run: (text) => client.query(text),
    serve: (file) =>
      serve(file, { CONNECTION: JSON.stringify(postgres.connection), CARNET_DATA: join(folder, "data") }),
    close: async () => {
      await client.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serve(file: string, environment: Record<string, string>): Promise<Served> {
  const env = { ...process.env, ...environment, CARNET_DEMO: "none", CARNET_LOG_LEVEL: "silent" };
  const memory = ["--max-semi-space-size=8", "--initial-old-space-size=100", "--heap-growing-percent=50"];
  const flags = [...memory, "--import", "tsx"]; // as bin/start.mjs has it
  const child = spawn(process.execPath, [...flags, join("bench/servers", file)], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await portOf(child);
  return { port, pid: child.pid ?? 0, stop: () => stop(child) };
}

async function portOf(child: ChildProcess): Promise<number> {
  const { stdout } = child;
  if (stdout === null) throw new Error("the server has no output");
  const said = await Promise.race([once(stdout, "data"), once(child, "exit").then(() => [""])]);
  const port = Number(String(said[0]).match(/listening (\d+)/)?.[1]);
  if (!Number.isInteger(port)) throw new Error(`the server did not start: ${said[0]}`);
  return port;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
