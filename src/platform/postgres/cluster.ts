/**
 * The database as it is made the first time: UTF-8, sorted by code point, checksums on, one owner, one database.
 *
 * It is made under another name and renamed when it is whole, so a start that is killed leaves either none or all of it.
 */
import { execFileSync } from "node:child_process";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { type Home, makeSecret, ownFolder, readSecret, writeNew } from "./home.ts";

/** Owns the tables and runs the migrations. The portal itself works as a role with fewer rights. */
export const OWNER = "carnet_owner";
export const DATABASE = "carnet";

/** What PostgreSQL gets to see of our environment: nothing of ours. */
export const ENVIRONMENT = { PATH: process.env["PATH"] ?? "", LC_ALL: "C", TZ: "UTC" };

/** True when it was made now. What is there is never touched. */
export function makeCluster(home: Home, binaries: Binaries, durable: boolean): boolean {
  if (existsSync(join(home.data, "PG_VERSION"))) return false;
  if (existsSync(home.data) && readdirSync(home.data).length > 0) {
    throw new Error(
      `${home.data} holds files but no PostgreSQL database. Look at them, then move the folder away.`,
    );
  }
  const unfinished = `${home.data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  ownFolder(unfinished, home.account);
  makeSecret(home);
  const making = { home, binaries, durable, folder: unfinished };
  initialize(making);
  createDatabase(making);
  renameSync(unfinished, home.data);
  syncFolder(home.folder);
  return true;
}

interface Making {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly durable: boolean;
  /** Where it is made. */
  readonly folder: string;
}

function initialize({ home, binaries, durable, folder }: Making): void {
  const password = join(home.sockets, "initial-password"); // where PostgreSQL's account may read it
  rmSync(password, { force: true });
  writeNew(password, readSecret(home), home.account);
  const asOwner = ["-U", OWNER, "--pwfile", password, "-A", "scram-sha-256"];
  const locale = ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const rest = ["--data-checksums", "--no-instructions", ...(durable ? [] : ["--no-sync"])];
  try {
    run(home, binaries.initdb, ["-D", folder, ...asOwner, ...locale, ...rest]);
  } finally {
    rmSync(password, { force: true });
  }
}

/** By PostgreSQL's single-user mode, which needs neither socket nor password. */
function createDatabase({ home, binaries, durable, folder }: Making): void {
  const settings = [
    "-c",
    "exit_on_error=on",
    "-c",
    "log_checkpoints=off",
    "-c",
    `fsync=${durable ? "on" : "off"}`,
  ];
  run(
    home,
    binaries.postgres,
    ["--single", "-D", folder, ...settings, "postgres"],
    `create database ${DATABASE}\n`,
  );
}

function run({ account }: Home, program: string, args: readonly string[], input = ""): void {
  execFileSync(program, args, {
    ...account,
    cwd: "/",
    env: ENVIRONMENT,
    input,
    stdio: ["pipe", "ignore", "pipe"],
  });
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}
