/**
 * Which rights somebody may give to somebody, and what they come to be. Pure.
 *
 * Source: DOMAIN §1.2–1.4, BR-42, BR-43, BR-45. That nobody gives more than he holds is ours: [R].
 */
import { z } from "zod";
import {
  DEFAULT_PRIVILEGES,
  holds,
  PRIVILEGES,
  type Privilege,
  type Privileges,
  type Role,
} from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { accept, type Result, refuse } from "../../platform/result.ts";

/** Roles that are given here. The primary's place changes hands elsewhere. */
export type GivenRole = Exclude<Role, "primary">;

export const PRIVILEGE_NAMES = Object.keys(PRIVILEGES) as Privilege[];

/** Any of the privileges, each with one of its values; whatever is left out stays as it is, or as usual for the role. */
export const GivenPrivileges = z.strictObject({
  softwareAndServices: z.enum(PRIVILEGES.softwareAndServices, "value_unknown").optional(),
  reporting: z.enum(PRIVILEGES.reporting, "value_unknown").optional(),
  entitlements: z.enum(PRIVILEGES.entitlements, "value_unknown").optional(),
  entitlementAllocation: z.enum(PRIVILEGES.entitlementAllocation, "value_unknown").optional(),
  manageAccess: z.enum(PRIVILEGES.manageAccess, "value_unknown").optional(),
  contactUpdate: z.enum(PRIVILEGES.contactUpdate, "value_unknown").optional(),
  accountDocuments: z.enum(PRIVILEGES.accountDocuments, "value_unknown").optional(),
});
export type Given = z.output<typeof GivenPrivileges>;

export interface Rights extends Privileges {
  readonly role: GivenRole;
  /** The last day, inclusive; null until taken back. */
  readonly validThrough: LocalDate | null;
}

export interface RightsAsked {
  readonly role?: GivenRole | undefined;
  readonly privileges?: Given | undefined;
  readonly validThrough?: LocalDate | null | undefined;
}

export type RightsFault =
  | { readonly reason: "users_manage_nothing"; readonly field: string; readonly rule: "BR-43" }
  | { readonly reason: "day_over"; readonly field: "validThrough" }
  | { readonly reason: "beyond_own_rights"; readonly field: string; readonly rule: "BR-42" }
  | { readonly reason: "own_rights"; readonly field: string; readonly rule: "BR-42" };

interface Giving {
  /** What the giver holds. */
  readonly own: Privileges;
  /** What the member holds now; null for somebody new. */
  readonly before: Rights | null;
  readonly asked: RightsAsked;
  readonly isOneself: boolean;
  readonly today: LocalDate;
}

/** What the member will hold, or why not. */
export function decideRights({ own, before, asked, isOneself, today }: Giving): Result<Rights, RightsFault> {
  const role = asked.role ?? before?.role ?? "user";
  const validThrough = asked.validThrough === undefined ? (before?.validThrough ?? null) : asked.validThrough;
  if (validThrough !== null && validThrough < today && validThrough !== before?.validThrough)
    return refuse({ reason: "day_over", field: "validThrough" });
  const managing =
    role === "user" ? PRIVILEGE_NAMES.find((name) => isForbidden(name, asked.privileges)) : undefined;
  if (managing !== undefined)
    return refuse({ reason: "users_manage_nothing", field: `privileges.${managing}`, rule: "BR-43" });
  const rights: Rights = { ...baseFor(role, before, own), ...givenOf(asked.privileges), role, validThrough };
  if (isOneself && before !== null) {
    const field = raised(rights, before);
    return field === undefined ? accept(rights) : refuse({ reason: "own_rights", field, rule: "BR-42" });
  }
  const beyond = PRIVILEGE_NAMES.find(
    (name) => isRaised(rights, before, name) && !holds(own, name, rights[name]),
  );
  if (beyond !== undefined)
    return refuse({ reason: "beyond_own_rights", field: `privileges.${beyond}`, rule: "BR-42" });
  return accept(rights);
}

/** A user manages neither access nor contacts. Source: DOMAIN §1.3, BR-43. */
function isForbidden(name: Privilege, asked: Given = {}): boolean {
  return MANAGING.includes(name) && (asked[name] ?? "none") !== "none";
}

export const MANAGING: readonly Privilege[] = ["manageAccess", "contactUpdate"];

/** Before anything is asked for: what the member has, else what is usual for the role, but no more than the giver has. */
function baseFor(role: GivenRole, before: Rights | null, own: Privileges): Privileges {
  const usual = lowered(DEFAULT_PRIVILEGES[role], own);
  if (before === null) return usual;
  if (before.role === role) return before;
  const { manageAccess, contactUpdate } = usual;
  return { ...before, manageAccess, contactUpdate };
}

/** The privileges, each no higher than the other's. */
export function lowered(privileges: Privileges, most: Privileges): Privileges {
  const entries = PRIVILEGE_NAMES.map((name) => [
    name,
    holds(most, name, privileges[name]) ? privileges[name] : most[name],
  ]);
  return Object.fromEntries(entries);
}

/** What was given, without what was left out. */
function givenOf(given: Given = {}): Partial<Privileges> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function isRaised(rights: Privileges, before: Privileges | null, name: Privilege): boolean {
  return !holds(before ?? NOTHING, name, rights[name]);
}

const NOTHING = Object.fromEntries(PRIVILEGE_NAMES.map((name) => [name, "none"])) as unknown as Privileges;

/** The field in which the rights became more; undefined when none did. */
function raised(rights: Rights, before: Rights): string | undefined {
  if (before.role === "user" && rights.role === "secondary") return "role";
  if (before.validThrough !== null && (rights.validThrough ?? "9999") > before.validThrough)
    return "validThrough";
  const name = PRIVILEGE_NAMES.find((each) => isRaised(rights, before, each));
  return name === undefined ? undefined : `privileges.${name}`;
}

/** What is different, by field; empty when nothing is. */
export function changedFields(before: Rights, rights: Rights): string[] {
  const names = ["role", "validThrough", ...PRIVILEGE_NAMES] as const;
  return names.filter((name) => before[name] !== rights[name]);
}

/** What a form says of privileges: its fields are `privileges.…`; what was left empty says nothing. */
export function privilegesIn(form: Readonly<Record<string, string>>): Given {
  const entries = PRIVILEGE_NAMES.map((name) => [name, form[`privileges.${name}`]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== "")) as Given;
}
