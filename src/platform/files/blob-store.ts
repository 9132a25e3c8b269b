/**
 * Contents by their SHA-256, in a folder: `<folder>/sha256/ab/cd/<hash>`. A name is a hash, so a stored content never
 * changes and no name from outside becomes a path.
 *
 * A content appears whole or not at all: it is written beside, checked, made durable, and only then gets its name.
 */
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { accept, type Result, refuse } from "../result.ts";
import { newFile, type Written, writeAll } from "./incoming.ts";

export interface Content {
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface BlobStore {
  /** Keeps the bytes if they are what is expected. Two at once, or one twice, end with one content. */
  put(bytes: AsyncIterable<Uint8Array>, expected: Expected): Promise<Result<Kept, Mismatch>>;
  /** The size of a content, or undefined when there is none. */
  sizeOf(sha256: string): Promise<number | undefined>;
  /** For reading. Undefined when there is none; the caller closes it. */
  open(sha256: string): Promise<OpenContent | undefined>;
  /** Deletes what broken-off puts left behind and nobody has written to since. Answers how many. */
  sweep(untouchedSince: Date): Promise<number>;
}

interface Expected {
  readonly sha256: string;
  readonly sizeBytes?: number;
}

export interface Kept extends Content {
  /** False: it was there before. */
  readonly isNew: boolean;
}

export type Mismatch = { readonly reason: "size_mismatch" | "hash_mismatch" } & Written;

export interface OpenContent {
  readonly sizeBytes: number;
  /** Fills as much of the buffer as there is from a place on; answers how much. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

/** Holds nothing open: any number of stores, in any number of processes, may share a folder. */
export function openBlobStore(folder: string): BlobStore {
  const incoming = join(folder, "incoming");
  return {
    put: async (bytes, expected) => put(bytes, expected, { incoming, path: pathOf(folder, expected.sha256) }),
    sizeOf: async (sha256) => sizeAt(pathOf(folder, sha256)),
    open: async (sha256) => openAt(pathOf(folder, sha256)),
    sweep: (untouchedSince) => sweep(incoming, untouchedSince),
  };
}

function pathOf(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError("not a SHA-256");
  return join(folder, "sha256", sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function put(
  bytes: AsyncIterable<Uint8Array>,
  expected: Expected,
  { incoming, path }: { incoming: string; path: string },
): Promise<Result<Kept, Mismatch>> {
  const present = await sizeAt(path);
  if (present !== undefined && present === (expected.sizeBytes ?? present)) {
    return judge(await writeAll(bytes, null, present), { sizeBytes: present, ...expected }, false);
  }
  const { file, name } = await newFile(incoming);
  try {
    const decision = judge(await writeAll(bytes, file, expected.sizeBytes), expected, true);
    if (decision.ok) await giveName(name, path);
    return decision;
  } finally {
    await file.close();
    await rm(name, { force: true });
  }
}

function judge(written: Written, { sha256, sizeBytes }: Expected, isNew: boolean): Result<Kept, Mismatch> {
  if (sizeBytes !== undefined && written.sizeBytes !== sizeBytes)
    return refuse({ reason: "size_mismatch", ...written });
  if (written.sha256 !== sha256) return refuse({ reason: "hash_mismatch", ...written });
  return accept({ ...written, isNew });
}

/** The content is on disk already; now its name is, too. */
async function giveName(name: string, path: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o750 });
  await rename(name, path);
  for (const changed of [folder, dirname(folder), dirname(dirname(folder))]) await syncFolder(changed);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeAt(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(undefinedIfMissing);
  return found?.size;
}

async function openAt(path: string): Promise<OpenContent | undefined> {
  const handle = await open(path).catch(undefinedIfMissing);
  if (handle === undefined) return undefined;
  const { size } = await handle.stat();
  return {
    sizeBytes: size,
    read: async (buffer, position) => (await handle.read(buffer, 0, buffer.byteLength, position)).bytesRead,
    close: () => handle.close(),
  };
}

async function sweep(incoming: string, untouchedSince: Date): Promise<number> {
  const names = (await readdir(incoming).catch(undefinedIfMissing)) ?? [];
  let swept = 0;
  for (const name of names.map((file) => join(incoming, file))) {
    const found = await stat(name).catch(undefinedIfMissing);
    if (found === undefined || found.mtime >= untouchedSince) continue;
    await rm(name, { force: true });
    swept += 1;
  }
  return swept;
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
