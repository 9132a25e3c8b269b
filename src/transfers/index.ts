export { listOpenTransfers } from "./follow/open.documents.ts";
export { transfersHref } from "./rules.ts";
