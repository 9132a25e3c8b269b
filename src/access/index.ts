export {
  asPortal,
  authorize,
  authorizeVendor,
  listHelpers,
  listKeyHelpers,
  lookAsPortal,
  personOf,
  siteScopeOf,
} from "./authorize.ts";
export {
  deleteEndedGrant,
  deleteGrant,
  type HeldGrant,
  insertGrant,
  insertPrimary,
  listSiteGrants,
  lockSite,
  swapPrimary,
  updateGrant,
} from "./grants.store.ts";
export { privilegeText, roleText, valueText } from "./labels/texts.ts";
export {
  DEFAULT_PRIVILEGES,
  decideAccess,
  type Grant,
  holds,
  KEY_ROLES,
  type KeyRole,
  mayHold,
  PERMISSIONS,
  type Permission,
  PRIVILEGES,
  PROGRAMS,
  type Privilege,
  type Privileges,
  type Program,
  privilegesFor,
  ROLES,
  type Role,
  SERVICES,
  SERVICES_NEEDING_COVERAGE,
  type Service,
} from "./policy.ts";
export type { MemberScope, SiteScope, VendorScope } from "./scopes.data.ts";
export {
  isStaffRole,
  STAFF_PERMISSIONS,
  STAFF_ROLES,
  type StaffRole,
  VENDOR_PERMISSIONS,
  type VendorPermission,
} from "./staff.policy.ts";
export {
  findGrant,
  findKeyRole,
  listGrantors,
  listKeySites,
  listMemberships,
  listPrimaries,
} from "./store.ts";
