/** Unpacks gzip as it comes, and stops what would grow beyond all measure. */
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** Below this anything goes; above it, so many bytes may come out of one. Data of ours reaches 40. */
const FREE_BYTES = 64 * 1024 * 1024;
const MOST_OUT_OF_ONE = 200;

/** `unsound` makes the error for what is damaged, cut off, or a bomb. */
export async function* gunzip(
  packed: AsyncIterable<Uint8Array>,
  unsound: () => Error,
): AsyncGenerator<Uint8Array> {
  let taken = 0;
  let given = 0;
  async function* counted() {
    for await (const chunk of packed) {
      taken += chunk.byteLength;
      yield chunk;
    }
  }
  const unpacking = createGunzip();
  pipeline(Readable.from(counted()), unpacking, () => {}); // its error comes out of the loop below
  try {
    for await (const chunk of unpacking) {
      given += chunk.byteLength;
      if (given > FREE_BYTES && given > taken * MOST_OUT_OF_ONE) throw unsound();
      yield chunk;
    }
  } catch (error) {
    const isPacking = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
    throw isPacking ? unsound() : error;
  }
}
