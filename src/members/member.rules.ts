/** A member as the site's people see one. Pure. */
import type { Grant, Privileges, Role } from "../access/index.ts";
import { fullName } from "../identity/index.ts";
import type { Instant, LocalDate } from "../platform/dates.ts";
import { PRIVILEGE_NAMES } from "./rights/rights.rules.ts";

export interface Member {
  readonly personId: string;
  /** Null until the person has used this site: whoever adds an address learns nobody's name by it. */
  readonly name: string | null;
  readonly romanizedName: string | null;
  readonly email: string;
  readonly role: Role;
  readonly privileges: Privileges;
  readonly validThrough: LocalDate | null;
  readonly grantedAt: Instant;
  /** Null: not by one of the customer's people. */
  readonly grantedBy: string | null;
  readonly lastSeenOn: LocalDate | null;
  readonly state: "active" | "invited" | "disabled";
  readonly isMe: boolean;
}

interface Named {
  readonly givenName: string;
  readonly familyName: string;
  readonly romanizedName: string | null;
  readonly language: Parameters<typeof fullName>[0]["language"];
}

interface Row extends Grant, Named {
  readonly personId: string;
  readonly email: string;
  readonly grantedAt: Instant;
  readonly giver: Named | null;
  readonly lastSeenOn: LocalDate | null;
  readonly state: Member["state"];
}

export function memberOf(row: Row, readerId: string): Member {
  const isMe = row.personId === readerId;
  const isKnown = isMe || isNameKnown(row);
  return {
    personId: row.personId,
    name: (isKnown && fullName(row)) || null,
    romanizedName: isKnown ? row.romanizedName : null,
    email: row.email,
    role: row.role,
    privileges: privilegesOf(row),
    validThrough: row.validThrough,
    grantedAt: row.grantedAt,
    grantedBy: (row.giver && fullName(row.giver)) || null,
    lastSeenOn: row.lastSeenOn,
    state: row.state,
    isMe,
  };
}

/** Whoever only had an address added has told nobody a name. A primary came in by an own act. */
function isNameKnown({ lastSeenOn, role }: Pick<Row, "lastSeenOn" | "role">): boolean {
  return lastSeenOn !== null || role === "primary";
}

/** The name, if it may be shown. */
export function shownName(row: Named & Pick<Row, "lastSeenOn" | "role">): string | null {
  return (isNameKnown(row) && fullName(row)) || null;
}

/** The seven, and nothing else of what holds them. */
export function privilegesOf(held: Privileges): Privileges {
  return Object.fromEntries(PRIVILEGE_NAMES.map((name) => [name, held[name]])) as unknown as Privileges;
}

/** What to call a member: the name, or the address while the name is not known. */
export function labelOf({ name, email }: Pick<Member, "name" | "email">): string {
  return name ?? email;
}

export function membersHref(siteId: string, personId?: string): string {
  return `/sites/${siteId}/members${personId === undefined ? "" : `/${personId}`}`;
}
