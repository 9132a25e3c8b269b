/**
 * Who of the vendor may do what: the verbs, the roles, and what each role holds.
 *
 * Pure. Source: DOMAIN §1.6, BR-54.
 */

/** What the vendor's own people and programs may do. An API key holds these as its scopes. */
export const VENDOR_PERMISSIONS = [
  "feed.write",
  "file.write",
  "site.administer",
  "mail.read",
  "audit.verify",
  "operator.invite",
  "api-key.create",
  "clock.move",
  "care.read",
  "care.work",
  "nomination.decide",
  "passcode.resend",
  "contact.disclose",
  "registration.change",
  "registration.change-sales",
  "primary.replace",
  "id.recover",
  "lock.release",
  "consented.disclose",
  "consented.add-member",
  "site.view",
  "renewal.watch",
  "renewal.run",
  "license-key.administer",
  "license-key.revoke",
  "key-scheme.update",
  "signing-key.manage",
  "sharing.read",
  "transfer.execute",
] as const;
export type VendorPermission = (typeof VENDOR_PERMISSIONS)[number];

export const STAFF_ROLES = ["operator", "care", "sales", "support", "license-support"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/**
 * What each of the vendor's people may do. The operator runs the portal and may stand in for any desk, but never as the
 * second agent of a take-over that he verified himself. Support may disclose a site's numbers or add members only with
 * the primary's recorded consent. Source: DOMAIN §1.6, BR-54.
 */
export const STAFF_PERMISSIONS: Record<StaffRole, readonly VendorPermission[]> = {
  operator: VENDOR_PERMISSIONS,
  care: [
    "care.read",
    "care.work",
    "nomination.decide",
    "passcode.resend",
    "contact.disclose",
    "registration.change",
    "primary.replace",
    "id.recover",
    "lock.release",
    "site.view",
  ],
  sales: ["care.read", "care.work", "registration.change-sales", "renewal.watch"],
  support: ["care.read", "care.work", "consented.disclose", "consented.add-member"],
  "license-support": [
    "care.read",
    "care.work",
    "consented.disclose",
    "consented.add-member",
    "license-key.administer",
    "license-key.revoke",
    "sharing.read",
    "transfer.execute",
  ],
};

export function isStaffRole(text: unknown): text is StaffRole {
  return STAFF_ROLES.some((role) => role === text);
}

/** The roles whose people may do it: whom to turn to. */
export function rolesThatMay(permission: VendorPermission): StaffRole[] {
  return STAFF_ROLES.filter((role) => STAFF_PERMISSIONS[role].includes(permission));
}
