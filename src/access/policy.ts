/**
 * Who may do what. The one place for permissions: roles, privileges, the services of each program, and what each verb
 * needs of them. Data first; `docs/permissions.md` is printed from it.
 *
 * Pure; authorize.ts makes the check. Source: DOMAIN §1.3–1.6, §5.1.
 */
import type { LocalDate } from "../platform/dates.ts";

export const PROGRAMS = ["PA", "PAE", "FCT", "OEM"] as const;
export type Program = (typeof PROGRAMS)[number];

export const ROLES = ["primary", "secondary", "user"] as const;
export type Role = (typeof ROLES)[number];

/** Each privilege's values, least first: a value holds all that the ones before it hold. Source: DOMAIN §1.3. */
export const PRIVILEGES = {
  softwareAndServices: ["none", "download", "download_media", "download_media_commerce"],
  reporting: ["none", "view"],
  entitlements: ["none", "view", "update"],
  entitlementAllocation: ["none", "view", "update"],
  manageAccess: ["none", "view", "update"],
  contactUpdate: ["none", "view", "update"],
  accountDocuments: ["none", "view"],
} as const;
export type Privilege = keyof typeof PRIVILEGES;
export type Privileges = { readonly [Name in Privilege]: (typeof PRIVILEGES)[Name][number] };

/** What a new member of each role starts with. The primary always has the most. Source: DOMAIN §1.3, [R]. */
export const DEFAULT_PRIVILEGES: Record<Role, Privileges> = {
  primary: {
    softwareAndServices: "download_media_commerce",
    reporting: "view",
    entitlements: "update",
    entitlementAllocation: "update",
    manageAccess: "update",
    contactUpdate: "update",
    accountDocuments: "view",
  },
  secondary: {
    softwareAndServices: "download_media_commerce",
    reporting: "view",
    entitlements: "view",
    entitlementAllocation: "view",
    manageAccess: "update",
    contactUpdate: "view",
    accountDocuments: "view",
  },
  user: {
    softwareAndServices: "download",
    reporting: "none",
    entitlements: "none",
    entitlementAllocation: "none",
    manageAccess: "none",
    contactUpdate: "none",
    accountDocuments: "none",
  },
};

/** What each program's customers are offered, exactly. Source: DOMAIN §5.1, BR-55. */
export const SERVICES = {
  registration: { PA: true, PAE: true, FCT: false, OEM: false },
  orderHistory: { PA: true, PAE: true, FCT: false, OEM: false },
  proofs: { PA: true, PAE: true, FCT: false, OEM: false },
  download: { PA: true, PAE: true, FCT: true, OEM: true },
  media: { PA: true, PAE: true, FCT: false, OEM: false },
  technicalEnquiry: { PA: false, PAE: false, FCT: false, OEM: false },
  // Not a row of §5.1: who buys through the portal. FCT and OEM sites have "part of the functions" and a sales desk.
  commerce: { PA: true, PAE: true, FCT: false, OEM: false },
} as const satisfies Record<string, Record<Program, boolean>>;
export type Service = keyof typeof SERVICES;

/** Services that presuppose subscription and support in force on the day. Source: DOMAIN §5.1, BR-56. */
export const SERVICES_NEEDING_COVERAGE: readonly Service[] = ["download", "media"];

/** Roles in a site's Key Center, least first: apart from the access to the site. Source: DOMAIN §1.5, §3.22. */
export const KEY_ROLES = ["user", "administrator"] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

interface Needs {
  /** Only the primary, whatever privileges others have. */
  readonly isPrimaryOnly?: boolean;
  /** The least value of one privilege; null: any member may. */
  readonly privilege: { [Name in Privilege]: readonly [Name, Privileges[Name]] }[Privilege] | null;
  /** The service that the site's program must offer; null: every program. */
  readonly service: Service | null;
  /** The least role in the site's Key Center; whoever is a member there may, with or without access to the site. */
  readonly keyRole?: KeyRole;
}

/** What each verb at a site needs. A permission is `noun.verb` in the words of the glossary. */
export const PERMISSIONS = {
  "site.read": { privilege: null, service: null },
  "registration.read": { privilege: ["contactUpdate", "view"], service: "registration" },
  "order.read": { privilege: ["reporting", "view"], service: "orderHistory" },
  "entitlement.read": { privilege: ["entitlements", "view"], service: null },
  "proof.read": { privilege: ["accountDocuments", "view"], service: "proofs" },
  "download.read": { privilege: null, service: "download" },
  "download.start": { privilege: ["softwareAndServices", "download"], service: "download" },
  "history.read": { privilege: null, service: null },
  "member.read": { privilege: ["manageAccess", "view"], service: null },
  "member.manage": { privilege: ["manageAccess", "update"], service: null },
  "membership.end": { privilege: null, service: null },
  "access-request.read": { privilege: ["manageAccess", "view"], service: null },
  "access-request.decide": { privilege: ["manageAccess", "update"], service: null },
  "privilege.ask": { privilege: null, service: null },
  "contact.read": { privilege: ["contactUpdate", "view"], service: "registration" },
  "contact.update": { privilege: ["contactUpdate", "update"], service: "registration" },
  "primary.hand-over": { privilege: null, service: null, isPrimaryOnly: true },
  "hand-over.answer": { privilege: null, service: null },
  "succession.read": { privilege: ["manageAccess", "view"], service: null },
  "succession.update": { privilege: null, service: null, isPrimaryOnly: true },
  "consent.read": { privilege: ["manageAccess", "view"], service: null },
  "consent.give": { privilege: null, service: null, isPrimaryOnly: true },
  "identity-provider.read": { privilege: ["manageAccess", "view"], service: null },
  "identity-provider.manage": { privilege: null, service: null, isPrimaryOnly: true },
  "access-token.read": { privilege: null, service: null },
  "access-token.create": { privilege: null, service: null },
  "price.read": { privilege: ["softwareAndServices", "download_media_commerce"], service: "commerce" },
  "renewal.read": { privilege: ["softwareAndServices", "download_media_commerce"], service: "commerce" },
  "scenario.save": { privilege: ["softwareAndServices", "download_media_commerce"], service: "commerce" },
  "cart.read": { privilege: ["softwareAndServices", "download_media_commerce"], service: "commerce" },
  "cart.update": { privilege: ["softwareAndServices", "download_media_commerce"], service: "commerce" },
  "order.place": { privilege: ["softwareAndServices", "download_media_commerce"], service: "commerce" },
  "delivery.read": { privilege: ["reporting", "view"], service: "commerce" },
  "license-key.read": { privilege: null, service: null, keyRole: "user" },
  "license-key.issue": { privilege: null, service: null, keyRole: "user" },
  "license-key.return": { privilege: null, service: null, keyRole: "user" },
  "license-key.move": { privilege: null, service: null, keyRole: "user" },
  "license-key.rescue": { privilege: null, service: null, keyRole: "user" },
  "key-member.read": { privilege: null, service: null, keyRole: "user" },
  "key-member.manage": { privilege: null, service: null, keyRole: "administrator" },
  "key-membership.end": { privilege: null, service: null, keyRole: "user" },
  "transfer.read": { privilege: null, service: null, keyRole: "user" },
  "transfer.request": { privilege: null, service: null, keyRole: "administrator" },
  "transfer.consent": { privilege: null, service: null, isPrimaryOnly: true },
} as const satisfies Record<string, Needs>;
export type Permission = keyof typeof PERMISSIONS;

/** Verbs that change who may do what come one after the other at a site, each judged by what the one before left. */
export const IN_TURN: readonly Permission[] = [
  "member.manage",
  "membership.end",
  "access-request.decide",
  "primary.hand-over",
  "hand-over.answer",
  "succession.update",
  "key-member.manage",
  "key-membership.end",
  "transfer.consent",
];

export interface Grant extends Privileges {
  readonly role: Role;
  /** Last day of the grant, inclusive. Null: until taken back. */
  readonly validThrough: LocalDate | null;
}

/** `hidden` must look to the caller exactly like a site that does not exist. */
export type Access =
  | { readonly kind: "allowed" }
  | { readonly kind: "hidden" }
  | {
      readonly kind: "refused";
      readonly reason: "program_not_eligible";
      readonly program: Program;
      readonly service: Service;
    }
  | {
      readonly kind: "refused";
      readonly reason: "permission_required";
      readonly privilege: Privilege;
      readonly needed: string;
    }
  | { readonly kind: "refused"; readonly reason: "primary_required" }
  | { readonly kind: "refused"; readonly reason: "key_membership_required"; readonly needed: KeyRole };

export interface Asked {
  readonly grant: Grant | undefined;
  /** In the site's Key Center; null: not a member of it. */
  readonly keyRole?: KeyRole | null;
  readonly program: Program;
  readonly permission: Permission;
  readonly today: LocalDate;
}

/** The program speaks before the privilege: nobody can grant what the program does not offer. */
export function decideAccess({ grant, keyRole = null, program, permission, today }: Asked): Access {
  const { privilege, service, isPrimaryOnly = false, keyRole: leastKeyRole }: Needs = PERMISSIONS[permission];
  const isMember = grant !== undefined && isCurrent(grant, today);
  if (leastKeyRole !== undefined) return decideKeyAccess(isMember, keyRole, leastKeyRole);
  if (!isMember) return { kind: "hidden" };
  if (service !== null && !SERVICES[service][program]) {
    return { kind: "refused", reason: "program_not_eligible", program, service };
  }
  if (isPrimaryOnly && grant.role !== "primary") return { kind: "refused", reason: "primary_required" };
  if (privilege !== null && !holds(grant, privilege[0], privilege[1])) {
    return { kind: "refused", reason: "permission_required", privilege: privilege[0], needed: privilege[1] };
  }
  return { kind: "allowed" };
}

/** The Key Center asks for its own membership: the site's people learn that they lack it, strangers learn nothing. */
function decideKeyAccess(isMember: boolean, held: KeyRole | null, needed: KeyRole): Access {
  if (held !== null && KEY_ROLES.indexOf(held) >= KEY_ROLES.indexOf(needed)) return { kind: "allowed" };
  if (held === null && !isMember) return { kind: "hidden" };
  return { kind: "refused", reason: "key_membership_required", needed };
}

/** Whether a permission is one of the Key Center. */
export function isOfKeys(permission: Permission): boolean {
  const needs: Needs = PERMISSIONS[permission];
  return needs.keyRole !== undefined;
}

export function isCurrent(grant: Grant, today: LocalDate): boolean {
  return grant.validThrough === null || today <= grant.validThrough;
}

/** Whether the grant's value of a privilege is at least the one that is needed. */
export function holds(grant: Privileges, privilege: Privilege, needed: string): boolean {
  const values: readonly string[] = PRIVILEGES[privilege];
  return values.indexOf(grant[privilege]) >= values.indexOf(needed);
}

/** Privileges as they are kept for a role: a user manages nothing, a primary has the most. Source: DOMAIN §1.3. */
export function privilegesFor(role: Role, asked: Partial<Privileges> = {}): Privileges {
  if (role === "primary") return DEFAULT_PRIVILEGES.primary;
  const chosen = { ...DEFAULT_PRIVILEGES[role], ...asked };
  return role === "user" ? { ...chosen, manageAccess: "none", contactUpdate: "none" } : chosen;
}

/** Whether somebody in this role can be given a privilege at all: a user manages neither access nor contacts. */
export function mayHold(role: Role, privilege: Privilege): boolean {
  return role !== "user" || (privilege !== "manageAccess" && privilege !== "contactUpdate");
}
