/**
 * The fonts of printed documents: IBM Plex Sans for Japanese, Korean and Traditional Chinese, each with its Latin.
 *
 * Their packages hold WOFF 1, the compiler reads TTF: the six files are unpacked once (0.2 s) into `build/fonts/`, or
 * below the system's temporary folder where the project is read-only. Two processes may do it at once: each writes a
 * file of its own and renames it into place. Fonts are under the SIL Open Font License 1.1; documents may embed them.
 */
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const packages = createRequire(import.meta.url);

/** The paths of the six font files, unpacked into the first of the folders that can be written. */
export function fontFiles(folders: readonly string[] = fontFolders()): string[] {
  const failures: unknown[] = [];
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      refuseForeign(folder);
      return ["jp", "kr", "tc"].flatMap((script) =>
        ["Regular", "Bold"].map((weight) => fontFile(folder, script, weight)),
      );
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, `no folder for fonts can be written: ${folders.join(", ")}`);
}

function fontFolders(): string[] {
  return [join(PROJECT, "build", "fonts"), join(tmpdir(), `carnet-fonts-${process.getuid?.() ?? 0}`)];
}

/** A temporary folder's name can be guessed: one that another account made first is not trusted. */
function refuseForeign(folder: string): void {
  const found = lstatSync(folder);
  const mine = process.getuid === undefined || found.uid === process.getuid() || folder.startsWith(PROJECT);
  if (!found.isDirectory() || !mine) throw new Error(`${folder} belongs to someone else`);
}

function fontFile(folder: string, script: string, weight: string): string {
  const home = dirname(packages.resolve(`@ibm/plex-sans-${script}/package.json`));
  const source = join(
    home,
    "fonts/complete/woff/hinted",
    `IBMPlexSans${script.toUpperCase()}-${weight}.woff`,
  );
  const target = join(folder, `IBMPlexSans${script.toUpperCase()}-${weight}.ttf`);
  const woff = readFileSync(source);
  const isThere = statSync(target, { throwIfNoEntry: false })?.size === woff.readUInt32BE(16);
  if (!isThere) writeWhole(target, unpackWoff(woff));
  return target;
}

/** Whoever looks sees the whole file or none. */
function writeWhole(target: string, bytes: Uint8Array): void {
  const own = `${target}.${process.pid}`;
  try {
    writeFileSync(own, bytes, { flush: true });
    renameSync(own, target);
  } finally {
    rmSync(own, { force: true });
  }
}

interface Table {
  tag: Buffer;
  checksum: number;
  content: Buffer;
}

/** WOFF 1 to the TTF or OTF in it: each table is stored as it is, or deflated. Source: https://www.w3.org/TR/WOFF/ */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF 1 file");
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, i) => readTable(woff, 44 + i * 20));
  const font = Buffer.alloc(woff.readUInt32BE(16));
  writeHeader(font, woff.readUInt32BE(4), tables.length);
  let position = 12 + tables.length * 16;
  for (const [i, table] of tables.entries()) {
    const entry = 12 + i * 16;
    table.tag.copy(font, entry);
    font.writeUInt32BE(table.checksum, entry + 4);
    font.writeUInt32BE(position, entry + 8);
    font.writeUInt32BE(table.content.length, entry + 12);
    table.content.copy(font, position);
    position += Math.ceil(table.content.length / 4) * 4;
  }
  return font;
}

function readTable(woff: Buffer, entry: number): Table {
  const start = woff.readUInt32BE(entry + 4);
  const packed = woff.readUInt32BE(entry + 8);
  const stored = woff.subarray(start, start + packed);
  return {
    tag: woff.subarray(entry, entry + 4),
    checksum: woff.readUInt32BE(entry + 16),
    content: packed < woff.readUInt32BE(entry + 12) ? inflateSync(stored) : stored,
  };
}

function writeHeader(font: Buffer, flavor: number, tables: number): void {
  const power = Math.floor(Math.log2(tables));
  font.writeUInt32BE(flavor, 0);
  font.writeUInt16BE(tables, 4);
  font.writeUInt16BE(2 ** power * 16, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE((tables - 2 ** power) * 16, 10);
}
