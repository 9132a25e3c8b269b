export {
  asPortal,
  authorize,
  authorizeVendor,
  type MemberScope,
  personOf,
  type SiteScope,
  siteScopeOf,
  type VendorScope,
} from "./authorize.ts";
export {
  DEFAULT_PRIVILEGES,
  decideAccess,
  holds,
  PERMISSIONS,
  type Permission,
  type Program,
  type Role,
  SERVICES,
  SERVICES_NEEDING_COVERAGE,
  type Service,
  VENDOR_PERMISSIONS,
  type VendorPermission,
} from "./policy.ts";
export { findGrant, insertPrimary, listGrantorIds, listMemberships } from "./store.ts";
