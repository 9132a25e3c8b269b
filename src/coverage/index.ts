export { type ContinuedLine, continueLines, coverLicenses, type NewLicense } from "./extend.documents.ts";
export { coverOrders } from "./feed.operations.ts";
export { coverageStaging, mergeCoverage } from "./feed.store.ts";
export { monthsOf, type Prorated, prorated } from "./proration.rules.ts";
export { licenseCoverage, type Rhythm, renewalCoverage, type Term } from "./rules.ts";
export { renewableFrom } from "./sale.rules.ts";
export { listSiteCoverage } from "./site.store.ts";
export { type CoveragePeriod, listPeriodsOf, type SiteLine } from "./store.ts";
