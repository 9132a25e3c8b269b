/**
 * PostgreSQL's place, `postgres` in Carnet's data folder.
 *
 * `data` and `run` belong to the account that PostgreSQL runs as; password, log and users stay ours, so that a
 * PostgreSQL gone astray finds nothing there to turn against us.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type Account, blockingFolder, serverAccount } from "./account.ts";

export interface Home {
  readonly folder: string;
  /** Null when PostgreSQL runs as ourselves. */
  readonly account: Account | null;
  readonly data: string;
  /** Holds the unix socket. */
  readonly sockets: string;
  readonly log: string;
  /** The owner's password, one line. It lies beside the data, not in it: a copy of the data alone opens nothing. */
  readonly secret: string;
}

export function openHome(dataFolder: string): Home {
  mkdirSync(dirname(resolve(dataFolder)), { recursive: true });
  const carnet = ownFolder(resolve(dataFolder), null);
  const folder = ownFolder(join(carnet, "postgres"), null);
  const account = serverAccount(join(folder, "data"));
  if (account !== null) letThrough([carnet, folder], account);
  return {
    folder,
    account,
    data: join(folder, "data"),
    sockets: ownFolder(socketFolder(folder), account),
    log: join(folder, "log"),
    secret: join(folder, "secret"),
  };
}

/** The folder, made if need be, belonging to the account alone; null is ourselves. */
export function ownFolder(folder: string, account: Account | null): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const real = realpathSync(folder);
  const us = process.getuid?.() ?? 0;
  if (account !== null && statSync(real).uid === us) chownSync(real, account.uid, account.gid);
  const owner = statSync(real).uid;
  if (owner === (account?.uid ?? us)) return real;
  throw new Error(
    `${real} belongs to another account (uid ${owner}). ` +
      "Start Carnet as that account, or set CARNET_DATA to a folder of your own.",
  );
}

/**
 * Lets the account pass our own folders when they are closed: their group may then pass, and not list them. Folders
 * above are not ours to open; the error says what to do.
 */
function letThrough(own: readonly string[], account: Account): void {
  for (const folder of own.filter((each) => (statSync(each).mode & 0o077) === 0)) {
    chownSync(folder, 0, account.gid);
    chmodSync(folder, 0o710);
  }
  const closed = own.map((folder) => blockingFolder(folder, account)).find((each) => each !== undefined);
  if (closed === undefined) return;
  throw new Error(
    `${closed} keeps the account "${account.name}" out. PostgreSQL never runs as root; it runs as that account and has ` +
      `to reach ${own.at(-1)}.\nLet it pass with:  chmod o+x ${closed}\n` +
      "or keep the data elsewhere:  CARNET_DATA=/var/lib/carnet",
  );
}

/** A unix socket's path holds 107 bytes: a data folder that lies deep gets a short folder of its own for it. */
function socketFolder(folder: string): string {
  const near = join(folder, "run");
  if (Buffer.byteLength(join(near, ".s.PGSQL.5432.lock")) <= 107) return near;
  const short = join(tmpdir(), `carnet-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`);
  if (lstatSync(short, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Error(`${short} is a link; remove it`);
  return short;
}

/** The owner's password: made before the first data, and on the disk before anything depends on it. */
export function makeSecret({ secret }: Home): void {
  if (!existsSync(secret)) writeNew(secret, `${randomBytes(24).toString("base64url")}\n`, null);
}

export function readSecret({ secret, data }: Home): string {
  if (existsSync(secret)) return readFileSync(secret, "utf8").trim();
  throw new Error(
    `${secret} is missing. It holds the password of the database in ${data}: put it back from a backup.`,
  );
}

/** A file that was not there, mode 0600, on the disk when this returns. */
export function writeNew(file: string, text: string, account: Account | null): void {
  const handle = openSync(file, "wx", 0o600);
  try {
    writeSync(handle, text);
    if (account !== null) fchownSync(handle, account.uid, account.gid);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
