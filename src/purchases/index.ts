export { type Booked, type BookedPurchaseLine, bookPurchase, holdLines } from "./book.documents.ts";
export type { Purchase, PurchaseLine } from "./rules.ts";
