export { agreementsStaging, hasSitesDue, mergeParties, settleSites } from "./feed/feed.store.ts";
export { enterPasscode } from "./first-access/first-access.operations.ts";
export {
  describeSession,
  type MySite,
  type MySiteInFull,
  readClaimableSites,
  readSite,
  readSitesWithoutPasscode,
} from "./operations.ts";
export {
  anniversaryOf,
  parseCustomerNumber,
  parseSiteNumber,
  timeZoneOf,
} from "./rules.ts";
export { findSiteFacts, type SiteFacts } from "./store.ts";
