/**
 * What PostgreSQL leaves in its folder while it runs: `postmaster.pid`, and a lock beside its socket.
 *
 * After a kill both stay behind, and their number may by then be another program's; PostgreSQL then refuses to start for
 * ever. Only here are such files taken away: never data, and never while anything answers on the socket.
 */
import { readFileSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { basename, join } from "node:path";
import { DATABASE, OWNER } from "./cluster.ts";
import type { Home } from "./home.ts";
import { commandOf, startOf } from "./processes.ts";

/** Only names the socket's file. */
export const PORT = 5432;

/** The pid of the live PostgreSQL of this home, when its pid file names one. */
export function runningServer(home: Home): number | undefined {
  const pid = pidIn(pidFile(home));
  return isServer(pid, home) ? pid : undefined;
}

export function isServer(pid: number, { data }: Home): boolean {
  const [program = "", ...args] = commandOf(pid);
  return basename(program) === "postgres" && args.includes(data);
}

/** PostgreSQL lets connections in. Its pid file may say so while it replays its log, so it is asked. */
export async function isReady(home: Home): Promise<boolean> {
  if (linesOf(pidFile(home))[7]?.trim() !== "ready") return false;
  const answer = await greet(socketOf(home));
  return answer !== "" && !answer.includes("C57P03\0");
}

/**
 * Takes lock files away whose process is certainly not this PostgreSQL. An unclear one (a process that is just ending,
 * or a dead one that its parent never waits for) only when `unclearToo`.
 */
export async function clearStaleLocks(home: Home, unclearToo: boolean): Promise<string[]> {
  const files = [pidFile(home), `${socketOf(home)}.lock`];
  const stale = files.filter((file) => isStale(file, home, unclearToo));
  if (stale.length === 0) return [];
  if ((await greet(socketOf(home))) !== "") {
    throw new Error(
      `another PostgreSQL answers on ${socketOf(home)}; stop it, or set CARNET_DATA to another folder`,
    );
  }
  for (const file of stale) rmSync(file, { force: true });
  return stale;
}

function isStale(file: string, home: Home, unclearToo: boolean): boolean {
  const lines = linesOf(file);
  if (lines.length === 0) return false;
  const pid = pidIn(file);
  if (isServer(pid, home)) return false;
  const isEmpty = pid === 0; // killed between making and filling it
  const isAnother = startOf(pid) !== undefined && commandOf(pid).length > 0;
  return isEmpty || isAnother || unclearToo;
}

function pidFile({ data }: Home): string {
  return join(data, "postmaster.pid");
}

function socketOf({ sockets }: Home): string {
  return join(sockets, `.s.PGSQL.${PORT}`);
}

function pidIn(file: string): number {
  return Number(linesOf(file)[0]) || 0;
}

/** Its lines; none when there is no such file. */
function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}

/** The first message of a connection, protocol 3.0. Source: PostgreSQL manual, 54.7 "StartupMessage". */
const HELLO = startupMessage(`user\0${OWNER}\0database\0${DATABASE}\0\0`);

function startupMessage(parameters: string): Buffer {
  const message = Buffer.alloc(8 + parameters.length);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(3 << 16, 4);
  message.write(parameters, 8);
  return message;
}

/**
 * What PostgreSQL answers to the beginning of a connection; empty when nobody does. It asks for the password once it
 * lets connections in; until then (starting, replaying its log, stopping) it refuses with 57P03.
 */
function greet(socket: string): Promise<string> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    const end = (answer: string) => {
      connection.destroy();
      resolve(answer);
    };
    connection.once("connect", () => connection.write(HELLO));
    connection.once("data", (bytes) => end(bytes.toString("latin1")));
    connection
      .once("error", () => end(""))
      .once("close", () => end(""))
      .setTimeout(2000, () => end(""));
  });
}
