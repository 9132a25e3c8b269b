/**
 * Loaded into a program that launch.mjs runs: ends its process group when its starter is gone, so that a starter that
 * was killed leaves nothing behind that holds the port.
 */
import { readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const LOOK_EVERY_MS = 500;
const GRACE_MS = 30_000;

const starter = Number(process.env.STARTED_BY);
delete process.env.STARTED_BY; // it is about this program, not about those that it starts
const isChild = process.ppid === starter;

if (isMainThread && starter > 0) {
  const looking = setInterval(() => {
    if (isThere()) return;
    clearInterval(looking);
    process.kill(0, "SIGTERM"); // the whole group: the program and what it runs
    setTimeout(() => process.kill(0, "SIGKILL"), GRACE_MS).unref();
  }, LOOK_EVERY_MS);
  looking.unref();
}

/** In watch mode Node stands between the starter and us. A starter that is dead but not yet waited for is gone too. */
function isThere() {
  if (isChild) return process.ppid === starter;
  if (process.platform === "linux") return /^\d+ \(.*\) [^ZX]/s.test(statOf(starter));
  try {
    return process.kill(starter, 0);
  } catch {
    return false;
  }
}

function statOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}
