/** Archives whose bytes depend on nothing but their entries: no clock, no compressor, no machine. */
import { crc32 } from "node:zlib";

export interface Entry {
  readonly name: string;
  readonly content: Buffer;
  /** May be started. */
  readonly isProgram?: boolean;
}

/** 2009-09-09 12:00:00 UTC. */
const MODIFIED_SECONDS = 1_252_497_600;

/** A tar file within gzip, in its pieces: stored, not compressed. */
export function tarGz(entries: readonly Entry[]): Buffer[] {
  return gzip([...entries.flatMap(tarEntry), Buffer.alloc(1024)]);
}

/** ustar: a header of 512 bytes, the content, zeros up to the next 512. */
function tarEntry({ name, content, isProgram = false }: Entry): Buffer[] {
  const header = Buffer.alloc(512);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
  header.write(name, 0, 100);
  header.write(octal(isProgram ? 0o755 : 0o644, 8) + octal(0, 8) + octal(0, 8), 100);
  header.write(octal(content.length, 12) + octal(MODIFIED_SECONDS, 12), 124);
  header.write(`        0`, 148);
  header.write("ustar\x0000root", 257);
  header.write("root", 297);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}

/** RFC 1952 around stored blocks of RFC 1951; an empty last block ends them. */
function gzip(pieces: readonly Buffer[]): Buffer[] {
  const MOST = 65_535;
  const blocks: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])];
  for (const piece of pieces) {
    for (let place = 0; place < piece.length; place += MOST) {
      const block = piece.subarray(place, place + MOST);
      blocks.push(blockHead(block.length, false), block);
    }
  }
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(
    pieces.reduce((sum, piece) => crc32(piece, sum), 0),
    0,
  );
  tail.writeUInt32LE(
    pieces.reduce((total, piece) => total + piece.length, 0),
    4,
  );
  return [...blocks, blockHead(0, true), tail];
}

function blockHead(length: number, isLast: boolean): Buffer {
  const head = Buffer.alloc(5);
  head[0] = isLast ? 1 : 0;
  head.writeUInt16LE(length, 1);
  head.writeUInt16LE(length ^ 0xffff, 3);
  return head;
}

/** A ZIP file, in its pieces: stored, not compressed. */
export function zip(entries: readonly Entry[]): Buffer[] {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let place = 0;
  for (const { name, content } of entries) {
    const path = Buffer.from(name);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), facts(path, content), path]);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), facts(path, content), placed(place), path);
    files.push(local, content);
    place += local.length + content.length;
  }
  const size = directory.reduce((total, piece) => total + piece.length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(place, 16);
  return [...files, ...directory, end];
}

/** What a file's own header and its line of the directory have in common. */
function facts(path: Buffer, content: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(0x0800, 2); // names are UTF-8
  header.writeUInt16LE((12 << 11) | 0, 6);
  header.writeUInt16LE((29 << 9) | (9 << 5) | 9, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(content.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(path.length, 22);
  return header;
}

function placed(place: number): Buffer {
  const more = Buffer.alloc(14);
  more.writeUInt32LE(place, 10);
  return more;
}
