/**
 * Cuts a stream of bytes into lines, in memory that does not grow with the file.
 *
 * A line ends with LF or CRLF; the last one may go without. A byte order mark at the start is dropped. A line longer
 * than a mebibyte is told once and skipped, and the next one is read as if nothing had been.
 */
export const LONGEST_LINE_BYTES = 1_048_576;

const LF = 10;
const CR = 13;

export interface LineReader {
  /** Not empty, without its end. The bytes are good only during the call. */
  readonly onLine: (bytes: Buffer, line: number) => void;
  readonly onTooLong: (line: number) => void;
}

export class LineSplitter {
  readonly #reader: LineReader;
  #line = 0;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #isSkipping = false;

  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  /** How many lines were begun. */
  get lines(): number {
    return this.#line + (this.#restBytes > 0 ? 1 : 0);
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      this.#finish(chunk.subarray(from, end));
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
  }

  end(): void {
    if (this.#restBytes > 0) this.#finish(Buffer.alloc(0));
  }

  /** The beginning of a line whose end has not come yet. Copied: the stream uses its buffer again. */
  #keep(part: Buffer): void {
    this.#restBytes += part.length;
    if (this.#restBytes > LONGEST_LINE_BYTES) this.#skip();
    else this.#rest.push(Buffer.from(part));
  }

  #skip(): void {
    if (!this.#isSkipping) this.#reader.onTooLong(this.#line + 1);
    this.#isSkipping = true;
    this.#rest = [];
  }

  #finish(end: Buffer): void {
    const bytes = this.#restBytes + end.length;
    if (bytes > LONGEST_LINE_BYTES) this.#skip();
    this.#line += 1;
    if (!this.#isSkipping) this.#tell(this.#rest.length === 0 ? end : Buffer.concat([...this.#rest, end]));
    this.#rest = [];
    this.#restBytes = 0;
    this.#isSkipping = false;
  }

  #tell(whole: Buffer): void {
    const unmarked = this.#line === 1 ? withoutMark(whole) : whole;
    const bytes = unmarked.at(-1) === CR ? unmarked.subarray(0, -1) : unmarked;
    if (bytes.length > 0) this.#reader.onLine(bytes, this.#line);
  }
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** The encoding that a file's first bytes give away, when it is not UTF-8. */
export function foreignEncoding(start: Buffer): "UTF-16" | "UTF-32" | "gzip" | undefined {
  const [a, b, c, d] = start;
  if (a === 0x1f && b === 0x8b) return "gzip";
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return "UTF-32";
  const hasMark = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  return hasMark || (a === 0 && b === 0x7b) || (a === 0x7b && b === 0) ? "UTF-16" : undefined;
}
