/**
 * The certificate: a statement, the parties, facts, a table that breaks across pages under its repeated head, how it
 * is signed, and a check code with its QR code. Every text comes from the caller, in the document's language; in a
 * cell, the lines after the first are set small.
 */
import { type Check, type Fact, type Print, printedCheck } from "./letter.ts";
import { renderPdf } from "./pdf.ts";

export interface Certificate {
  issuer: { name: string };
  title: string;
  number: Fact;
  /** What the document says in one sentence. */
  statement: string;
  /** Two or three, side by side; the first line of each is set bold. */
  parties: readonly { label: string; lines: readonly string[] }[];
  facts: readonly Fact[];
  table: { columns: readonly Column[]; rows: readonly (readonly string[])[] };
  notes: readonly string[];
  signature: { heading: string; facts: readonly Fact[]; note: string };
  check: Check;
  /** Such as "Page {page} of {pages}": both are put in when the pages are known. */
  pageLabel: string;
}

/** Wide columns share the room that the others leave. Numbers stand at the end. */
export interface Column {
  label: string;
  isWide?: boolean;
  isNumber?: boolean;
}

export function certificatePdf(certificate: Certificate, print: Print): Promise<Uint8Array> {
  const data = { ...certificate, check: printedCheck(certificate.check) };
  return renderPdf({
    ...print,
    data,
    template: '#import "/certificate.typ": certificate\n#certificate(data)',
  });
}
