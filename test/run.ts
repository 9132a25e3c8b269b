/**
 * Runs test files against one PostgreSQL: `tsx test/run.ts [path prefixes…]`.
 *
 * Starts the server that Carnet brings along (or uses CARNET_TEST_DATABASE_URL), builds the template database that
 * every test file clones, hands both to `node --test`, and clears up after it.
 */
import { spawn } from "node:child_process";
import { chmodSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../src/platform/postgres/index.ts";
import { buildTemplate } from "./template.ts";

const PATTERNS = ["src/**/*.test.{ts,tsx}", "packages/**/*.test.ts", "test/*.test.ts"];
const BROWSER = ["test/journeys/*.test.ts", "test/crash/*.test.ts"];

const asked = process.argv.slice(2);
const files = filesFor(asked);
if (files.length === 0) {
  console.error(`no test file below ${asked.join(", ")}`);
  process.exit(2);
}
const url = process.env["CARNET_TEST_DATABASE_URL"];
process.exitCode = await (url === undefined
  ? onOwnServer(files)
  : onServer(files, { connectionString: url }));

function filesFor(prefixes: readonly string[]): string[] {
  const all = globSync(prefixes.includes("--all") ? [...PATTERNS, ...BROWSER] : PATTERNS).sort();
  const paths = prefixes.filter((prefix) => !prefix.startsWith("--"));
  if (paths.length === 0) return all;
  return globSync([...PATTERNS, ...BROWSER])
    .filter((file) => paths.some((path) => file.startsWith(path)))
    .sort();
}

async function onOwnServer(chosen: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "carnet-test-"));
  chmodSync(folder, 0o755); // PostgreSQL runs as another account when we are root
  const postgres = await startPostgres({ dataFolder: folder, durable: false });
  try {
    return await onServer(chosen, postgres.connection);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

async function onServer(chosen: readonly string[], connection: object): Promise<number> {
  await buildTemplate(connection);
  const env = { ...process.env, TEST_CONNECTION: JSON.stringify(connection) };
  const flags = ["--import", "tsx", "--test", "--test-concurrency=2", "--test-timeout=1200000"];
  const child = spawn(process.execPath, [...flags, ...chosen], { env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal)); // then clear up
  return new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
}
