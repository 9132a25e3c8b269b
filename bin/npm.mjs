/**
 * Tells when the npm that runs us is gone.
 *
 * npm runs a script through a shell. A signal to npm, or its death, may end only npm or the shell and leave us to
 * nobody: whoever stops `npm start` means the portal.
 */
import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 500;

/** Calls `then` once when npm, or the shell between it and us, has gone. Does nothing when npm does not run us. */
export function whenNpmIsGone(then) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const above = parents();
  const looking = setInterval(() => {
    if (parents().join() === above.join()) return;
    clearInterval(looking);
    then();
  }, LOOK_EVERY_MS);
  looking.unref();
  return () => clearInterval(looking);
}

/** Our parent and, when that is a shell, its parent. Where there is no /proc, only our parent. */
function parents() {
  const [name, parent] = statOf(process.ppid);
  return /^(sh|dash|bash)$/.test(name) ? [process.ppid, parent] : [process.ppid];
}

function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [, name, rest] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat);
    return [name, rest];
  } catch {
    return ["", ""];
  }
}
