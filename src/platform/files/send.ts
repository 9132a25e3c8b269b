/**
 * Sends a content: whole, or the range that was asked for. Two buffers take turns, so that memory stays flat however
 * large the content and however slow the reader, and reading goes on while the last piece is on its way.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../problem.ts";
import type { Content, OpenContent } from "./blob-store.ts";
import { attachmentNamed } from "./disposition.ts";
import { type Conditions, etagOf, type RangeAnswer } from "./range.ts";

const PIECE_BYTES = 1024 * 1024;

/** A reader that takes nothing for so long is gone. */
const PATIENCE_MS = 60_000;

export function conditionsOf({ method, headers }: FastifyRequest): Conditions {
  const ifRange = headers["if-range"];
  return {
    method,
    range: headers.range,
    ifRange: Array.isArray(ifRange) ? ifRange.join(",") : ifRange,
    ifMatch: headers["if-match"],
    ifNoneMatch: headers["if-none-match"],
  };
}

/**
 * The status and headers of a content that a browser must only ever save; a 416 when there is no such range.
 * Source: BAR 25, 26; ASVS 5.3.1.
 */
export function describeContent(
  reply: FastifyReply,
  content: Content & { name: string },
  answer: RangeAnswer,
): void {
  const { sizeBytes, sha256, name } = content;
  reply.headers({ etag: etagOf(content), "accept-ranges": "bytes", "cache-control": "private, no-store" });
  if (answer.status === 416) {
    reply.header("content-range", `bytes */${sizeBytes}`);
    throw new Problem(416, "range_not_satisfiable", { sizeBytes });
  }
  reply.code(answer.status);
  if (answer.status !== 200 && answer.status !== 206) return;
  const { start, end } = answer;
  reply.headers({
    "content-type": "application/octet-stream",
    "content-length": end - start + 1,
    "content-disposition": attachmentNamed(name),
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "repr-digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
  });
  if (answer.status === 206) reply.header("content-range", `bytes ${start}-${end}/${sizeBytes}`);
}

/** Sends the bytes after the headers that the reply has. Answers how many went out: fewer when the reader left. */
export async function sendBytes(
  reply: FastifyReply,
  content: OpenContent,
  { start, end }: { start: number; end: number },
): Promise<number> {
  const { raw } = reply.hijack();
  let sent = 0;
  try {
    raw.setTimeout(PATIENCE_MS, () => raw.destroy());
    raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string | string[]>);
    const write = writerTo(raw);
    await pump(content, { start, end }, async (piece) => {
      await write(piece);
      sent += piece.byteLength;
    });
    raw.end();
  } catch {
    raw.destroy(); // the reader left, or the disk failed: a cut answer is seen as cut
  }
  return sent;
}

/** Writes one piece after the other; each is done when the system has taken it, and fails when the reader is gone. */
function writerTo(raw: FastifyReply["raw"]): (piece: Uint8Array) => Promise<void> {
  let leave = () => {};
  raw.once("close", () => leave());
  return (piece) =>
    new Promise((done, fail) => {
      leave = () => fail(new Error("the reader left"));
      if (raw.destroyed) leave();
      else raw.write(piece, (error) => (error ? fail(error) : done()));
    });
}

async function pump(
  content: OpenContent,
  { start, end }: { start: number; end: number },
  write: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  const length = Math.min(PIECE_BYTES, end - start + 1);
  const buffers = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)] as const;
  let writing: Promise<void> = Promise.resolve();
  for (let place = start, turn = 0; place <= end; turn++) {
    const buffer = (turn % 2 === 0 ? buffers[0] : buffers[1]).subarray(0, end - place + 1);
    const [size] = await Promise.all([content.read(buffer, place), writing]);
    if (size === 0) throw new Error("the content is shorter than it was");
    writing = write(buffer.subarray(0, size));
    place += size;
  }
  await writing;
}
