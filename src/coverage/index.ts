export { coverOrders } from "./feed.operations.ts";
export { coverageStaging, mergeCoverage } from "./feed.store.ts";
