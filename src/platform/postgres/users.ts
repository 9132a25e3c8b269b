/**
 * Who uses the PostgreSQL of a home, and who may start or stop it.
 *
 * Each user leaves an empty file named after its process: so the last one out stops the server, a command that runs
 * beside the portal does not, and an orphan (its users killed) is told from a server in use.
 */
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Home } from "./home.ts";
import { startOf } from "./processes.ts";

/** Enters this process as a user; what it returns takes the entry away again. */
export function enter(home: Home): () => void {
  const folder = folderOf(home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const entry = join(folder, `${process.pid}-${startOf(process.pid)}-${randomBytes(4).toString("hex")}`);
  writeFileSync(entry, "");
  return () => rmSync(entry, { force: true });
}

/** How many live users there are. Entries of processes that are gone are swept away. */
export function countUsers(home: Home): number {
  const entries = existsSync(folderOf(home)) ? readdirSync(folderOf(home)) : [];
  const gone = entries.filter((entry) => !isAlive(entry));
  for (const entry of gone) rmSync(join(folderOf(home), entry), { force: true });
  return entries.length - gone.length;
}

function isAlive(entry: string): boolean {
  const [pid, start] = entry.split("-");
  return startOf(Number(pid)) === start;
}

function folderOf({ folder }: Home): string {
  return join(folder, "users");
}

const PATIENCE_MS = 10 * 60_000;

/**
 * Only one process at a time does such work on a home. The lock is a unix socket's name without a file (Linux's
 * abstract namespace): the kernel lets it go with the process, however that ends, so none is ever left behind.
 */
export async function alone<Value>({ folder }: Home, work: () => Promise<Value>): Promise<Value> {
  const server = await hold(
    `\0carnet-postgres-${createHash("sha256").update(folder).digest("hex").slice(0, 32)}`,
  );
  try {
    return await work();
  } finally {
    server.close();
    await once(server, "close");
  }
}

async function hold(name: string): Promise<Server> {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    const server = await tryToHold(name);
    if (server !== undefined) return server;
    if (Date.now() > end)
      throw new Error("another Carnet has been starting or stopping PostgreSQL for ten minutes");
    await sleep(25);
  }
}

function tryToHold(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once("error", (error) =>
      "code" in error && error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}
