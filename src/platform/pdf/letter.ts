/**
 * The letter: an address for a window envelope, a heading, paragraphs, facts, at most one code in a box, and a check
 * code with its QR code. Every text comes from the caller, in the document's language; a line break in a text is kept.
 */
import { type PdfRequest, renderPdf } from "./pdf.ts";
import { qrSvg } from "./qr.ts";

export interface Fact {
  label: string;
  value: string;
}

/** How a reader finds out whether the paper is genuine: a code to type, and its address, drawn as a QR code too. */
export interface Check {
  label: string;
  code: string;
  url: string;
  note: string;
}

export interface Letter {
  /** `returnLine` is the small line above the address, seen through the window. */
  sender: { name: string; lines: readonly string[]; returnLine: string };
  /** The lines of the address as the post of its country wants them. At most seven lines are seen through the window. */
  recipient: readonly string[];
  /** To the right of the address: date, our reference. */
  particulars: readonly Fact[];
  heading: string;
  /** Paragraphs before the facts, the salutation first. */
  opening: readonly string[];
  facts: readonly Fact[];
  code?: { label: string; value: string; note: string };
  /** Paragraphs after the facts and the code. */
  closing: readonly string[];
  check?: Check;
  /** Such as "Page {page} of {pages}": both are put in when the pages are known. */
  pageLabel: string;
}

export type Print = Pick<PdfRequest, "language" | "title" | "madeAt">;

export function letterPdf(letter: Letter, print: Print): Promise<Uint8Array> {
  const data = {
    ...letter,
    code: letter.code ?? null,
    check: letter.check ? printedCheck(letter.check) : null,
  };
  return renderPdf({ ...print, data, template: '#import "/letter.typ": letter\n#letter(data)' });
}

/** The check as the layouts take it: with the drawing of its address. */
export function printedCheck(check: Check): Check & { qr: string } {
  return { ...check, qr: qrSvg(check.url) };
}
