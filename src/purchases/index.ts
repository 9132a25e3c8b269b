export { type Booked, type BookedPurchaseLine, bookPurchase } from "./book.documents.ts";
export type { Purchase, PurchaseLine } from "./rules.ts";
