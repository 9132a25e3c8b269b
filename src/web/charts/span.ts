import { addDays, type LocalDate } from "../../platform/dates.ts";
import type { Tone } from "../tag.tsx";

/** A stretch of days, both ends inclusive. */
export interface Span {
  from: LocalDate;
  through: LocalDate;
  tone: Tone;
  /** Its state in words: "Active". */
  state: string;
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
}

/** Days between one span and the next; spans that touch leave none. */
export function gapsOf(spans: readonly Span[]): { from: LocalDate; until: LocalDate }[] {
  return spans.flatMap((span, index) => {
    const from = addDays(span.through, 1);
    const until = spans[index + 1]?.from;
    return until !== undefined && from < until ? [{ from, until }] : [];
  });
}
