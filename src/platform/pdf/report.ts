/**
 * The report: facts, then sections, each on a page of its own (A4 across), with lanes drawn over days and with tables
 * that break across pages under their repeated head. Every text comes from the caller, in the document's language.
 */
import type { Column } from "./certificate.ts";
import type { Fact, Print } from "./letter.ts";
import { renderPdf } from "./pdf.ts";

export interface Report {
  issuer: string;
  title: string;
  facts: readonly Fact[];
  sections: readonly ReportSection[];
  /** Such as "Page {page} of {pages}". */
  pageLabel: string;
}

export interface ReportSection {
  title: string;
  lead: string | null;
  drawing: Drawing | null;
  tables: readonly ReportTable[];
  notes: readonly string[];
}

export interface ReportTable {
  title: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
}

type Tone = "plain" | "ok" | "info" | "warn" | "bad";

/** Places and shares are per cent of the width. */
export interface Drawing {
  ticks: readonly { at: number; label: string }[];
  today: number;
  legend: readonly { label: string; tone: Tone; isGhost: boolean }[];
  lanes: readonly {
    label: string;
    spans: readonly { from: number; share: number; tone: Tone; isGhost: boolean }[];
  }[];
}

export function reportPdf(report: Report, print: Print): Promise<Uint8Array> {
  return renderPdf({ ...print, data: report, template: '#import "/report.typ": report\n#report(data)' });
}
