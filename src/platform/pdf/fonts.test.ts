import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";
import { fontFiles, unpackWoff } from "./fonts.ts";

const FILES = ["JP-Regular", "JP-Bold", "KR-Regular", "KR-Bold", "TC-Regular", "TC-Bold"].map(
  (name) => `IBMPlexSans${name}.ttf`,
);
const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "fonts-test-"));
  folders.push(made);
  return made;
}

after(() => {
  for (const made of folders) rmSync(made, { recursive: true });
});

describe("the fonts of printed documents", () => {
  test("are unpacked into the folder, each table with its checksum", () => {
    const paths = fontFiles([folder()]);
    assert.deepEqual(
      paths.map((path) => basename(path)),
      FILES,
    );
    for (const path of paths) assert.deepEqual(wrongTables(readFileSync(path)), [], path);
  });

  test("go to the next folder when the first cannot be written", () => {
    const file = join(folder(), "a-file");
    writeFileSync(file, "");
    const second = folder();
    assert.equal(dirname(fontFiles([join(file, "fonts"), second])[0] ?? ""), second);
  });

  test("name every folder when none can be written", () => {
    const file = join(folder(), "a-file");
    writeFileSync(file, "");
    assert.throws(
      () => fontFiles([join(file, "fonts")]),
      /no folder for fonts can be written: .*a-file\/fonts/,
    );
  });

  test("are unpacked again when a file is not whole", () => {
    const own = folder();
    const [path = ""] = fontFiles([own]);
    const whole = readFileSync(path);
    truncateSync(path, 1000);
    fontFiles([own]);
    assert.ok(readFileSync(path).equals(whole));
  });

  test("are whole when two processes unpack them at once", async () => {
    const own = folder();
    const module = new URL("./fonts.ts", import.meta.url).href;
    const script = `import { fontFiles } from ${JSON.stringify(module)}; fontFiles([${JSON.stringify(own)}]);`;
    const unpack = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
    await Promise.all([unpack(), unpack()]);
    assert.deepEqual(readdirSync(own).sort(), [...FILES].sort());
    for (const name of FILES) assert.deepEqual(wrongTables(readFileSync(join(own, name))), [], name);
  });

  test("come from WOFF 1 only", () => {
    assert.throws(() => unpackWoff(Buffer.from("wOF2 and more")), /not a WOFF 1 file/);
  });
});

/** The tags of the tables whose sum is not the one in the directory. `head` holds a sum of the whole file: left out. */
function wrongTables(font: Buffer): string[] {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + i * 16);
  return tables
    .filter((entry) => font.toString("latin1", entry, entry + 4) !== "head")
    .filter(
      (entry) =>
        sumOf(font, font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 12)) !==
        font.readUInt32BE(entry + 4),
    )
    .map((entry) => font.toString("latin1", entry, entry + 4));
}

function sumOf(font: Buffer, start: number, length: number): number {
  const words = Array.from({ length: Math.ceil(length / 4) }, (_, i) => font.readUInt32BE(start + i * 4));
  return words.reduce((sum, word) => (sum + word) >>> 0, 0);
}
