import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { Sheet } from "./columns.ts";
import { csvOf } from "./csv.ts";
import { dispositionOf } from "./sheet.ts";

function sheetOf(pages: readonly (readonly string[])[]): Sheet<string> {
  return {
    name: "List",
    plainName: "list",
    columns: [{ header: "Name", kind: "text", width: 10, value: (row) => row }],
    pages: (async function* () {
      yield* pages;
    })(),
  };
}

async function chunksOf(pages: readonly (readonly string[])[]): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of csvOf(sheetOf(pages))) chunks.push(chunk);
  return chunks;
}

describe("a CSV sheet", () => {
  test("gives back any text, but for the apostrophe before what a spreadsheet would run", async () => {
    const start = fc.constantFrom("", "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", '"', " ");
    const end = fc.string({ unit: "grapheme", maxLength: 20 });
    const text = fc.tuple(start, end).map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 5 }).map((rows) => [...rows, "last"]),
        async (rows) => {
          const read: string[][] = parse(Buffer.concat(await chunksOf([rows])), {
            bom: true,
            from: 2,
            record_delimiter: "\r\n",
          });
          assert.deepEqual(
            read.map(([cell]) => cell),
            rows.map((row) => (/^[=+\-@\t\r＝＋－＠]/.test(row) ? `'${row}` : row)),
          );
        },
      ),
    );
  });

  test("comes page by page, the header first", async () => {
    const chunks = await chunksOf([["a", "b"], ["c"]]);
    assert.deepEqual(chunks.map(String), ["\ufeffName\r\n", "a\r\nb\r\n", "c\r\n"]);
  });
});

describe("a file's name", () => {
  test("is told in plain letters and in full, whatever is in it", () => {
    assert.equal(
      dispositionOf({ name: `証書 "v1" (a'b)*!;/`, plainName: "proof SO/1 v1" }, "pdf"),
      `attachment; filename="proof-SO-1-v1.pdf"; filename*=UTF-8''${encodeURIComponent("証書")}%20%22v1%22%20%28a%27b%29%2A%21%3B%2F.pdf`,
    );
  });
});
