/** Which ranges of which downloads this process is sending now. Kept in memory: it ends with the process. */
import { Problem } from "../../platform/problem.ts";
import { MOST_AT_ONCE, type Span } from "./rules.ts";

const running = new Map<string, Set<{ readonly span: Span }>>();

/** A 429 when one download asks for too much at once. */
export function checkRunning(downloadId: string): void {
  if ((running.get(downloadId)?.size ?? 0) >= MOST_AT_ONCE) {
    throw new Problem(429, "too_many_requests", { retryAfterSeconds: 5 });
  }
}

/** Enters a range; what is returned takes it out again and answers whether it was the last one. */
export function enter(downloadId: string, span: Span): () => boolean {
  const spans = running.get(downloadId) ?? new Set();
  const mine = { span };
  running.set(downloadId, spans.add(mine));
  return () => {
    spans.delete(mine);
    if (spans.size === 0) running.delete(downloadId);
    return spans.size === 0;
  };
}
