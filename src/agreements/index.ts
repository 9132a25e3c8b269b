export {
  type ChangedRegistration,
  changeRegistration,
  type RegistrationChange,
} from "./changes/registration.operations.ts";
export type { Channel } from "./documents/documents.rules.ts";
export {
  channelsOf,
  printReissue,
  type Reissued,
  reissuePasscode,
} from "./documents/reissue.operations.ts";
export { agreementsStaging, hasSitesDue, mergeParties, settleSites } from "./feed/feed.store.ts";
export { enterPasscode } from "./first-access/first-access.operations.ts";
export { type Look, type NamedLook, readLooks, recordLooks } from "./operator/looks.operations.ts";
export {
  describeSession,
  type MySite,
  type MySiteInFull,
  readClaimableSites,
  readRegistration,
  readSite,
  readSitesWithoutPasscode,
} from "./operations.ts";
export { RegistrationFacts } from "./registration.documents.tsx";
export {
  addressLines,
  anniversaryOf,
  monthAndDay,
  parseCustomerNumber,
  parseSiteNumber,
  timeZoneOf,
} from "./rules.ts";
export { findSiteFacts, listOrderingSites, type SiteFacts } from "./store.ts";
