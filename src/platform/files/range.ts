/**
 * Which bytes of a content answer a request. Pure. Source: RFC 9110 §13, §14.
 *
 * One range is answered as asked. Several, or one that makes no sense (`5-2`), are ignored, as the RFC allows: the
 * answer is the whole. Nothing is dated here, so an If-Range with a date never holds.
 */
export interface Conditions {
  readonly method: string;
  readonly range?: string | undefined;
  readonly ifRange?: string | undefined;
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/** `start` and `end` are both inclusive, as in Content-Range; a whole empty content ends at -1. */
export type RangeAnswer =
  | { readonly status: 200 | 206; readonly start: number; readonly end: number }
  | { readonly status: 304 | 412 | 416 };

/** Strong: the bytes are their hash, so other bytes have another tag. */
export function etagOf({ sha256 }: { readonly sha256: string }): string {
  return `"sha256-${sha256}"`;
}

export function decideRange(asked: Conditions, content: { sha256: string; sizeBytes: number }): RangeAnswer {
  const { sizeBytes } = content;
  const etag = etagOf(content);
  if (asked.ifMatch !== undefined && !namesTag(asked.ifMatch, etag)) return { status: 412 };
  if (asked.ifNoneMatch !== undefined && namesTag(asked.ifNoneMatch.replaceAll(/\bW\//g, ""), etag))
    return { status: 304 };
  const whole = { status: 200, start: 0, end: sizeBytes - 1 } as const;
  if (asked.method !== "GET" || asked.range === undefined) return whole;
  if (asked.ifRange !== undefined && asked.ifRange.trim() !== etag) return whole;
  return partOf(asked.range, sizeBytes) ?? whole;
}

function partOf(range: string, sizeBytes: number): RangeAnswer | undefined {
  const [, from = "", to = ""] = /^bytes=[ \t]*(\d{0,30})-(\d{0,30})[ \t]*$/i.exec(range) ?? [];
  if (from === "" && to === "") return undefined;
  if (from === "") {
    const start = Math.max(0, sizeBytes - Number(to));
    return Number(to) === 0 || sizeBytes === 0 ? { status: 416 } : { status: 206, start, end: sizeBytes - 1 };
  }
  const start = Number(from);
  const end = to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (to !== "" && Number(to) < start) return undefined;
  return start >= sizeBytes ? { status: 416 } : { status: 206, start, end };
}

function namesTag(header: string, etag: string): boolean {
  return header.split(",").some((tag) => tag.trim() === etag || tag.trim() === "*");
}
