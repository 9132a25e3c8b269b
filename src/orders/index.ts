export { hasMovedLines } from "./feed/feed.moved.store.ts";
export { mergeOrders } from "./feed/feed.operations.ts";
export { type ChainFacts, listChains } from "./feed/feed.renewal.store.ts";
export { hasProofsDue, ordersStaging } from "./feed/feed.store.ts";
export {
  insertBroughtLines,
  insertMovedLines,
  listLinesThatLeft,
  updateProofsDue,
} from "./moved/moved.store.ts";
export { listNumberedOrders } from "./numbers.store.ts";
export {
  type Channel,
  findLatestPlaced,
  insertOrder,
  insertOrderLines,
  insertPlacement,
  type PlacedLine,
  shareBooks,
} from "./placed.store.ts";
export { moneyOf, ordersHref } from "./rules.ts";
export {
  listOrders,
  listSitesDueForProofs,
  lockOrdersDueForProof,
  type Order,
  type OrderSummary,
  updateProofsMade,
} from "./store.ts";
