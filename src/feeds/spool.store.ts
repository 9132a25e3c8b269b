/**
 * Where a feed waits until it is applied: a file of its own, hashed while it is written, on the disk before it counts.
 *
 * It is named for its feed once that is known; a file whose upload broke off keeps a name of its own and is swept away.
 */
import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { newFile, type Written, writeAll } from "../platform/files/incoming.ts";
import { Problem } from "../platform/problem.ts";

const FOLDER = "spool";
const MOST_BYTES = 64 * 1024 ** 3;
const CHUNK_BYTES = 256 * 1024;
const DAY_MS = 24 * 3600 * 1000;

export interface Spooled extends Written {
  readonly file: string;
}

/** The bytes, durable in a file. Nothing is left of an upload that breaks off. */
export async function spool(dataFolder: string, bytes: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const { file: handle, name } = await newFile(join(dataFolder, FOLDER));
  try {
    const written = await writeAll(bytes, handle, MOST_BYTES);
    if (written.sizeBytes > MOST_BYTES) throw new Problem(413, "request_too_large");
    return { ...written, file: name };
  } catch (error) {
    await rm(name, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

export async function keepSpool(dataFolder: string, feedId: string, { file }: Spooled): Promise<void> {
  await rename(file, pathOf(dataFolder, feedId));
}

export async function dropSpool(dataFolder: string, feedId: string): Promise<void> {
  await rm(pathOf(dataFolder, feedId), { force: true });
}

export async function dropSpooled({ file }: Spooled): Promise<void> {
  await rm(file, { force: true });
}

/** The bytes, piece by piece, each in the same buffer: good until the next is asked for. Undefined when it is gone. */
export async function openSpool(
  dataFolder: string,
  feedId: string,
): Promise<AsyncIterable<Buffer> | undefined> {
  const path = pathOf(dataFolder, feedId);
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : piecesOf(path);
}

async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Takes away what nobody waits for any more: older than a day, and of no feed that is still to be applied. */
export async function sweepSpool(dataFolder: string, waiting: ReadonlySet<string>): Promise<number> {
  const folder = join(dataFolder, FOLDER);
  let swept = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (waiting.has(name) || mtimeMs > Date.now() - DAY_MS) continue;
    await rm(join(folder, name), { force: true });
    swept += 1;
  }
  return swept;
}

function pathOf(dataFolder: string, feedId: string): string {
  if (!/^feed_[0-9a-z]{24}$/.test(feedId)) throw new Error("not a feed's id");
  return join(dataFolder, FOLDER, feedId);
}
