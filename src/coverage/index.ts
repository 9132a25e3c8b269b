export { coverOrders } from "./feed/feed.operations.ts";
export { coverageStaging, mergeCoverage } from "./feed/feed.store.ts";
export { copyPeriods } from "./moved/moved.store.ts";
export { licenseCoverage, type Rhythm, renewalCoverage, type Term } from "./rules.ts";
export {
  type ContinuedLine,
  continueLines,
  coverLicenses,
  type NewLicense,
} from "./sale/extend.documents.ts";
export { amountOf, MOST_AMOUNT, monthsOf, type Prorated, prorated, sumOf } from "./sale/proration.rules.ts";
export { renewableFrom } from "./sale/sale.rules.ts";
export { listSiteCoverage } from "./site/site.store.ts";
export { type CoveragePeriod, listPeriodsOf, type SiteLine } from "./store.ts";
