/** What the caller may do at the desk, asked before it is offered or shown; `authorizeVendor` decides. */
import { isStaffRole, STAFF_PERMISSIONS, type StaffRole, type VendorPermission } from "../access/index.ts";
import type { Context } from "../platform/context.ts";

/** The role in which somebody works here; null for a program. */
export function staffRoleOf({ actor }: Context): StaffRole | null {
  return actor.kind === "person" && isStaffRole(actor.staffRole) ? actor.staffRole : null;
}

export function mayAtDesk(context: Context, permission: VendorPermission): boolean {
  const { actor } = context;
  if (actor.kind === "program") return actor.scopes.includes(permission);
  const role = staffRoleOf(context);
  return role !== null && STAFF_PERMISSIONS[role].includes(permission);
}

/** Whether the caller may know more of a site than its number and name. Source: DOMAIN §1.6, BR-54. */
export function mayDisclose(context: Context): boolean {
  return mayAtDesk(context, "contact.disclose");
}
