export { type BookedLine, insertBookedLines, lockLines, updateCoverage } from "./booked/booked.store.ts";
export {
  type CoverageCount,
  type CoveredProduct,
  countCoverage,
  countEndingByMonth,
  type EndingLine,
  listCoveredProducts,
  listEndingNext,
} from "./counts.store.ts";
export {
  type CoverageEnd,
  listCoverageEnds,
  listOwnedProducts,
  listSitesWithActiveCoverage,
} from "./ends/store.ts";
export { mergeEntitlements } from "./feed.store.ts";
export type { EntitlementLine } from "./line.data.ts";
export { deleteLines } from "./moved/moved.store.ts";
export { PROOFS_JOB, type ProofState } from "./proofs/rules.ts";
export { listLatestProofs, listProofs, type ProofSummary } from "./proofs/store.ts";
export { type LineStatus, statusOf } from "./rules.ts";
export { listOwnedCodes } from "./search/store.ts";
export {
  countLines,
  findLine,
  type LinePage,
  listLines,
  listLinesById,
  listLinesOfSites,
  placeOf,
} from "./store.ts";
