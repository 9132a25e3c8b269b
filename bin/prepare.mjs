/**
 * Sees to it that what Carnet needs is installed, before anything else runs.
 *
 * Plain JavaScript for any Node from 20 on, without a single package. What was installed is remembered by the hash of
 * package-lock.json, so the second start loses no time here.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The Node that Carnet runs on, whatever the machine's own is. */
export const runtime = join(root, "node_modules", "node", "bin", "node");

const stamp = join(root, "node_modules", ".carnet-installed");

export async function prepare() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    fail(`Carnet needs Node 20 or newer to start; this is ${process.version}.`);
  }
  if (!isInstalled()) await alone(() => isInstalled() || install());
}

function isInstalled() {
  if (!existsSync(runtime)) return false;
  const wanted = hashOfLock();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return true;
  if (!isInstalledByHand()) return false;
  writeFileSync(stamp, wanted);
  return true;
}

/** `npm ci` or `npm install` by hand will do as well: npm notes what it has put there. */
function isInstalledByHand() {
  const note = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(note)) return false;
  const there = JSON.parse(readFileSync(note, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    return (
      path === "" || there[path]?.version === version || (optional === true && there[path] === undefined)
    );
  });
}

function hashOfLock() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

function install() {
  console.error("Installing what Carnet needs (npm ci); this takes a moment …");
  const began = Date.now();
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, error, stdout } = spawnSync("npm", args, {
    cwd: root,
    env: { ...process.env, PATH: pathOutside(), IBM_TELEMETRY_DISABLED: "true" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error !== undefined)
    fail(`npm cannot be run: ${error.message}. Carnet needs npm to install its parts.`);
  if (status !== 0 || !existsSync(runtime))
    fail(`${stdout}\nnpm ci failed (${status}); what it said stands above.`);
  writeFileSync(stamp, hashOfLock());
  console.error(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

/** npm runs on the machine's own Node: ours lies in the folder that it is about to replace. */
function pathOutside() {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, "node_modules")))
    .join(delimiter);
}

/**
 * One at a time. The lock is the name of a Linux socket without a file, which ends with its process, however that ends;
 * elsewhere nothing is locked.
 */
async function alone(work) {
  const name = `\0carnet-install-${createHash("sha256").update(root).digest("hex").slice(0, 32)}`;
  for (let tries = 0; ; tries++) {
    const lock = await hold(name);
    if (lock !== "taken") {
      work();
      return lock?.close();
    }
    if (tries === 0) console.error("Another Carnet is installing; waiting for it …");
    await sleep(200);
  }
}

function hold(name) {
  if (process.platform !== "linux") return undefined;
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code === "EADDRINUSE" ? "taken" : undefined));
    server.listen(name, () => resolve(server));
  });
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
