export { type Booked, type BookedPurchaseLine, bookPurchase, holdLines } from "./book.documents.ts";
export { type Purchase, type PurchaseLine, refusalOf } from "./rules.ts";
export { amountTooLarge } from "./too-large.documents.ts";
