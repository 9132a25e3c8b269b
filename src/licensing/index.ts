export { closeDesk } from "./desk/desk.documents.ts";
export { type Ended, endUse } from "./uses/operations.ts";
export type { Queued, Use } from "./uses/store.ts";
export { type KeyUses, usesOf } from "./uses/uses.documents.ts";
