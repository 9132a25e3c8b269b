/** Renewal quotes as the site's people read them. Source: DOMAIN §3.18, D-12, D-13. */
import { authorize } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import type { QuoteSummary } from "./quote.data.ts";
import { type ShownQuote, showQuote } from "./shown.documents.ts";
import { listQuoteSummaries } from "./store.ts";

export interface QuotesAsked {
  readonly siteId: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The latest renewal date first, each in its newest version. */
export async function readQuotes(context: Context, asked: QuotesAsked): Promise<Listed<QuoteSummary>> {
  const { secrets } = context.portal;
  const list = `renewal-quotes ${asked.siteId}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "renewal.read", asked.siteId, async (scope) => {
    const rows = await listQuoteSummaries(scope, { after, limit: asked.limit });
    const { items, end } = pageOf(rows, asked.limit, ({ renewalOn, quoteId }) => ({
      value: renewalOn,
      id: quoteId,
    }));
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit: asked.limit };
  });
}

export interface QuoteAsked {
  readonly siteId: string;
  readonly quoteId: string;
  readonly version?: number | undefined;
}

export async function readQuote(context: Context, { siteId, ...asked }: QuoteAsked): Promise<ShownQuote> {
  return authorize(context, "renewal.read", siteId, (scope) => showQuote(scope, context, asked));
}
