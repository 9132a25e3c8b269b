/** What roles, privileges and their values are called, for every page and mail. The source of the keys. */
export const en = {
  "role.primary": "Primary contact",
  "role.secondary": "Secondary contact",
  "role.user": "User",
  "privilege.softwareAndServices": "Software and services",
  "privilege.reporting": "Reports and order history",
  "privilege.entitlements": "Entitlements",
  "privilege.entitlementAllocation": "Allocation of entitlements",
  "privilege.manageAccess": "Manage access",
  "privilege.contactUpdate": "Contact update",
  "privilege.accountDocuments": "Account documents",
  "value.none": "None",
  "value.view": "View",
  "value.update": "Update",
  "value.download": "Download",
  "value.download_media": "Download and media orders",
  "value.download_media_commerce": "Download, media orders, catalog and renewals",
} as const;
