import { addDays, type LocalDate } from "../../platform/dates.ts";
import type { Tone } from "../tag.tsx";

/** A stretch of days, both ends inclusive. */
export interface Span {
  from: LocalDate;
  through: LocalDate;
  tone: Tone;
  /** Its state in words: "Active". */
  state: string;
  /** Not so, but as it would be: drawn in outline. */
  isGhost?: boolean;
}

/** A day of the whole chart, or a stretch of days: what it is, in words, is told in the legend. */
export interface Mark {
  from: LocalDate;
  through: LocalDate;
  label: string;
  kind: "day" | "stretch";
}

export interface TimelineRow {
  id: string;
  /** Never broken: a number or a short name. */
  label: string;
  /** Shortened where there is no room. */
  detail?: string;
  href?: string;
  /** In the order of their days. */
  spans: readonly Span[];
  /** Rows of one group stand together under its name. */
  group?: string;
  /** Days of this row alone, drawn as crosses. */
  crosses?: readonly { on: LocalDate; label: string }[];
  /** Until this day nothing follows the last span: drawn as a gap. */
  openUntil?: LocalDate;
}

/** Days between one span and the next, and after the last one; spans that touch leave none. */
export function gapsOf(
  spans: readonly Span[],
  openUntil?: LocalDate,
): { from: LocalDate; until: LocalDate }[] {
  return spans.flatMap((span, index) => {
    const from = addDays(span.through, 1);
    const until = spans[index + 1]?.from ?? openUntil;
    return until !== undefined && from < until ? [{ from, until }] : [];
  });
}
