/**
 * The priced list: a statement, the parties, facts, lines of which some are marked, a total, terms, and where it can be
 * answered, with a QR code. Every text comes from the caller, in the document's language; in a cell, the lines after the
 * first are set small.
 */
import type { Column } from "./certificate.ts";
import { type Check, type Fact, type Print, printedCheck } from "./letter.ts";
import { renderPdf } from "./pdf.ts";

export interface PricedList {
  issuer: { name: string };
  title: string;
  number: Fact;
  /** What the document says in one sentence. */
  statement: string;
  /** Two or three, side by side; the first line of each is set bold. */
  parties: readonly { label: string; lines: readonly string[] }[];
  facts: readonly Fact[];
  table: {
    columns: readonly Column[];
    /** A marked row stands on a tint; it says in its own words why. */
    rows: readonly { cells: readonly string[]; isMarked: boolean }[];
  };
  total: Fact & { note: string };
  terms: { title: string; items: readonly string[] };
  /** Where the reader goes with it; `code` is what to name. */
  answer: Check;
  /** Such as "Page {page} of {pages}": both are put in when the pages are known. */
  pageLabel: string;
}

export function pricedListPdf(list: PricedList, print: Print): Promise<Uint8Array> {
  const data = { ...list, answer: printedCheck(list.answer) };
  return renderPdf({
    ...print,
    data,
    template: '#import "/priced-list.typ": priced-list\n#priced-list(data)',
  });
}
