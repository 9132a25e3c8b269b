export { type MadeQuote, queueQuoteNotices } from "./quotes/notices.documents.ts";
export {
  CHANNELS,
  type Channel,
  type OfferState,
  type Quote,
  type QuoteLine,
  type QuoteState,
  type QuoteSummary,
} from "./quotes/quote.data.ts";
export { findQuote, listQuotes } from "./quotes/store.ts";
