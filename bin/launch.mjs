/**
 * Runs Carnet's own programs on Carnet's own Node.
 *
 * The program gets a process group of its own, so that Ctrl-C reaches it once, through us, and not a second time from
 * the terminal and a third from npm. It ends when we end, however that is: guard.mjs sees to it.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { whenNpmIsGone } from "./npm.mjs";
import { prepare, root, runtime } from "./prepare.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];

/** A signal that npm repeats comes within this; a person who presses Ctrl-C again takes longer. */
const ECHO_MS = 500;

/** Installs what is missing, then becomes, as far as can be seen from outside, the program `entry`. */
export async function become(entry, { flags = [], args = process.argv.slice(2), env = {} } = {}) {
  await prepare();
  process.exit(await run([...flags, ...withTypes(), join(root, entry), ...args], { env }));
}

/** What Node needs to run TypeScript. */
export function withTypes() {
  const loader = createRequire(join(root, "package.json")).resolve("tsx");
  return ["--import", pathToFileURL(loader).href];
}

/** Runs Carnet's Node with these arguments. Answers its exit code; 128 and the signal's number when one ended it. */
export function run(args, { env = {}, stdio = "inherit", onOutput } = {}) {
  const guard = new URL("guard.mjs", import.meta.url).href;
  const child = spawn(runtime, ["--import", guard, ...args], {
    detached: true,
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: join(root, "tsconfig.json"),
      ...env,
      STARTED_BY: String(process.pid),
    },
    stdio,
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", onOutput);
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function forwardSignals(child) {
  const last = {};
  const forward = (signal) => {
    const now = Date.now();
    if (now - (last[signal] ?? 0) > ECHO_MS) child.kill(signal);
    last[signal] = now;
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  const stopLooking = whenNpmIsGone(() => forward("SIGTERM"));
  return () => {
    stopLooking();
    for (const signal of SIGNALS) process.off(signal, forward);
  };
}
