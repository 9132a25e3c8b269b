export {
  type ChangedRegistration,
  changeRegistration,
  type RegistrationChange,
} from "./changes/registration.operations.ts";
export {
  type Channel,
  channelsOf,
  printReissue,
  type Reissue,
  type Reissued,
  readReissues,
  reissuePasscode,
} from "./documents/reissue.operations.ts";
export { agreementsStaging, hasSitesDue, mergeParties, settleSites } from "./feed/feed.store.ts";
export { findAwaitedSite } from "./first-access/awaited.operations.ts";
export { enterPasscode } from "./first-access/first-access.operations.ts";
export {
  describeSession,
  findKeySite,
  type MySite,
  type MySiteInFull,
  readClaimableSites,
  readMySites,
  readSite,
  readSitesWithoutPasscode,
} from "./operations.ts";
export { LooksTable } from "./operator/looks.documents.tsx";
export { type Look, type NamedLook, readLooks, recordLooks } from "./operator/looks.operations.ts";
export { RegistrationFacts } from "./registration.documents.tsx";
export { RegistrationReply, registrationReply } from "./replies.documents.ts";
export {
  addressLines,
  anniversaryOf,
  longSiteNumber,
  parseCustomerNumber,
  parseSiteNumber,
  timeZoneOf,
} from "./rules.ts";
export {
  findSiteByNumber,
  findSiteFacts,
  listOrderingSites,
  listSiteFacts,
  type PrimaryState,
  type SiteFacts,
  updateFirstOrder,
} from "./store.ts";
