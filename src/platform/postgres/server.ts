/**
 * Runs PostgreSQL: takes over the one that runs, or launches one; brings it back when it dies; stops it.
 *
 * It is launched into a session of its own, so that Ctrl-C ends Carnet first and PostgreSQL last, and it writes its log
 * to a file, so that it outlives a Carnet that is killed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import { ENVIRONMENT } from "./cluster.ts";
import type { Home } from "./home.ts";
import { clearStaleLocks, isReady, isServer, runningServer } from "./pid-file.ts";
import { commandOf } from "./processes.ts";

export interface Launch {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly args: readonly string[];
  readonly log: (line: string) => void;
}

export interface Running {
  readonly pid: number;
  /** It ran already: an orphan, or in use by another process too. */
  readonly adopted: boolean;
}

/** Replaying the log after a crash may take minutes, and must not be cut short. */
const PATIENCE_MS = 5 * 60_000;
/** A killed PostgreSQL is gone within this: its children notice, and its memory is let go. */
const DYING_MS = 2_000;

/** A ready PostgreSQL. `isOurs`: nobody else uses a running one, so it is restarted when it was set otherwise. */
export async function runServer(launch: Launch, isOurs: boolean): Promise<Running> {
  const start = Date.now();
  for (let pause = 25; ; pause = Math.min(pause * 2, 500)) {
    const running = await adopt(launch, isOurs);
    if (running !== undefined) return { pid: running, adopted: true };
    const attempt = await launchOnce(launch);
    if (attempt.pid !== undefined) return { pid: attempt.pid, adopted: false };
    const waited = Date.now() - start;
    if (!isPassing(attempt.said) || waited > PATIENCE_MS)
      throw new Error(`PostgreSQL did not start:\n${attempt.said}`);
    for (const file of await clearStaleLocks(launch.home, waited > DYING_MS))
      launch.log(`removed the stale ${file}`);
    await sleep(pause);
  }
}

/** Two refusals of PostgreSQL that pass: a lock of a process that is going, and memory that its children still hold. */
function isPassing(said: string): boolean {
  return /lock file ".*" (already exists|is empty)|shared memory block .* still in use/.test(said);
}

async function adopt({ home, binaries, args, log }: Launch, isOurs: boolean): Promise<number | undefined> {
  const pid = runningServer(home);
  if (pid === undefined) return undefined;
  const isSame = commandOf(pid).join("\0") === [binaries.postgres, ...args].join("\0");
  if (isOurs && !isSame) {
    log("restarting PostgreSQL, which runs with other settings");
    await shutDown(home, pid);
    return undefined;
  }
  return (await becomesReady(home, pid, log)) ? pid : undefined;
}

/** The pid of a PostgreSQL that became ready, or what it said before it gave up. */
async function launchOnce({ home, binaries, args, log }: Launch): Promise<{ pid?: number; said: string }> {
  const logged = rotate(home.log);
  const file = openSync(home.log, "a", 0o600);
  const options = { ...home.account, env: ENVIRONMENT, cwd: "/", detached: true };
  const child = spawn(binaries.postgres, args, { ...options, stdio: ["ignore", file, file] });
  const failure = once(child, "error");
  closeSync(file);
  child.unref();
  if (child.pid === undefined) throw new Error("PostgreSQL cannot be run", { cause: (await failure)[0] });
  const isUp = await becomesReady(home, child.pid, log);
  const said = readFileSync(home.log).subarray(logged).subarray(-4000).toString("utf8").trim();
  return isUp ? { pid: child.pid, said } : { said };
}

/** False when it ended instead. */
async function becomesReady(home: Home, pid: number, log: (line: string) => void): Promise<boolean> {
  const start = Date.now();
  for (let isTold = false; isServer(pid, home); await sleep(5)) {
    if (runningServer(home) === pid && (await isReady(home))) return true;
    const waited = Date.now() - start;
    if (waited > PATIENCE_MS)
      throw new Error(`PostgreSQL (pid ${pid}) does not become ready; see ${home.log}`);
    if (waited > DYING_MS && !isTold) log("PostgreSQL replays its log after a crash; this may take a while");
    isTold ||= waited > DYING_MS;
  }
  return false;
}

/** One old log is kept. Answers how many bytes are in the current one. */
function rotate(log: string): number {
  const size = existsSync(log) ? statSync(log).size : 0;
  if (size < 10_000_000) return size;
  renameSync(log, `${log}.old`);
  return 0;
}

const LAST_WORDS_MS = 5_000;
const HURRY_MS = 10_000;

/**
 * PostgreSQL's fast shutdown: what is committed is on the disk, open transactions are undone. One that replays its log
 * is waited for first, because PostgreSQL 18 may then take the request and never end; one that takes long is ended at
 * once, and its next start replays the log.
 */
export async function shutDown(home: Home, pid: number): Promise<void> {
  const start = Date.now();
  while (isServer(pid, home) && !(await isReady(home)) && Date.now() - start < LAST_WORDS_MS) await sleep(25);
  if (isServer(pid, home)) process.kill(pid, "SIGINT");
  const asked = Date.now();
  for (let isHurried = false; isServer(pid, home); await sleep(10)) {
    if (isHurried || Date.now() - asked < HURRY_MS) continue;
    process.kill(pid, "SIGQUIT");
    isHurried = true;
  }
}

const LOOK_EVERY_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

interface Keeper {
  pid(): number;
  /** After this it looks no more. */
  release(): void;
}

interface Kept {
  readonly home: Home;
  readonly pid: number;
  /** Starts it anew, or takes over what somebody else has started by then. Undefined: it is no longer wanted. */
  readonly restart: () => Promise<Running | undefined>;
  readonly log: (line: string) => void;
}

/** Brings PostgreSQL back when it ends while Carnet runs, so that the portal is whole again within seconds. */
export function keep({ home, pid, restart, log }: Kept): Keeper {
  let [current, isReleased, pause] = [pid, false, LOOK_EVERY_MS];
  const look = async () => {
    if (isReleased || isServer(current, home)) return;
    log(`PostgreSQL (pid ${current}) has ended; starting it again. Its log: ${home.log}`);
    try {
      current = (await restart())?.pid ?? current;
      pause = LOOK_EVERY_MS;
    } catch (error) {
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      log(`PostgreSQL did not come back: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const again = () => {
    if (!isReleased) setTimeout(() => void look().then(again), pause).unref();
  };
  again();
  return {
    pid: () => current,
    release: () => {
      isReleased = true;
    },
  };
}
