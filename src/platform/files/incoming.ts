/** Bytes on their way in: hashed while they are written, durable before they count. */
import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../problem.ts";

export interface Written {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A file of its own in the folder, which lies in the same file system as the contents. */
export async function newFile(folder: string): Promise<{ file: FileHandle; name: string }> {
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const name = join(folder, randomUUID());
  return { file: await open(name, "wx", 0o440).catch(throwFull), name };
}

/**
 * Writes all bytes into the file (or, with none, only hashes them) and makes them durable. Stops reading once there are
 * more than `atMost`: they are not what was expected. A 503 when the disk is full.
 */
export async function writeAll(
  bytes: AsyncIterable<Uint8Array>,
  file: FileHandle | null,
  atMost = Number.MAX_SAFE_INTEGER,
): Promise<Written> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > atMost) break;
    hash.update(chunk);
    if (file !== null) await writeChunk(file, chunk).catch(throwFull);
  }
  await file?.sync().catch(throwFull);
  return { sha256: hash.digest("hex"), sizeBytes };
}

async function writeChunk(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, done);
    done += bytesWritten;
  }
}

const FULL = ["ENOSPC", "EDQUOT", "EFBIG"];

function throwFull(error: unknown): never {
  const isFull = error instanceof Error && "code" in error && FULL.includes(String(error.code));
  throw isFull ? new Problem(503, "storage_full") : error;
}
