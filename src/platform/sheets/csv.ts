/**
 * CSV as spreadsheets read it: UTF-8 with a byte order mark (else Excel garbles CJK), CRLF, quotes where needed. Text
 * that a spreadsheet would run as a formula gets an apostrophe. Source: RFC 4180; OWASP, CSV injection.
 */
import { stringify } from "csv-stringify/sync";
import type { Sheet } from "./columns.ts";

const BYTE_ORDER_MARK = "\ufeff";

/** One chunk a page. */
export async function* csvOf<Row>({ columns, pages }: Sheet<Row>): AsyncGenerator<Buffer> {
  yield linesOf([columns.map(({ header }) => header)], BYTE_ORDER_MARK);
  for await (const rows of pages) {
    yield linesOf(rows.map((row) => columns.map(({ value }) => value(row))));
  }
}

function linesOf(cells: unknown[][], start = ""): Buffer {
  const options = { record_delimiter: "windows", escape_formulas: true, quoted_match: /^\s|\s$/ } as const;
  return Buffer.from(start + stringify(cells, options));
}
