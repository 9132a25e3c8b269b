export {
  type DeferredEnd,
  listDeferredEnds,
  listQuoteDates,
  type QuoteDate,
} from "./pipeline/dates.store.ts";
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
export { type ShownLine, type ShownQuote, showQuote } from "./quotes/shown.documents.ts";
export { findQuote, type LockedOffer, listOpenQuotes, listQuotes, lockOffers } from "./quotes/store.ts";
export { type Outcome, type Running, runRenewals } from "./run/operations.ts";
export { settleFromCoverage } from "./settle.documents.ts";
export { type Settlement, settleOffers, withdrawOffers } from "./settle.store.ts";
