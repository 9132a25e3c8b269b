export { listOpenTransfers } from "./open.documents.ts";
export { transfersHref } from "./rules.ts";
