/**
 * What the customer-care desk works on: the kinds of request, whose desk each is, and by when each is due.
 *
 * Pure. Source: DOMAIN §1.6, §3.6, §3.8, §3.9, §3.24.
 */
import type { Program, StaffRole, VendorPermission } from "../access/index.ts";

export const CARE_KINDS = [
  "nomination",
  "passcode",
  "primary-change",
  "registration-change",
  "contact-enquiry",
  "forgotten-id",
  "unattended-site",
] as const;
export type CareKind = (typeof CARE_KINDS)[number];

export const TEAMS = ["care", "sales", "support", "license-support"] as const;
export type Team = (typeof TEAMS)[number];

/** What deciding a request of each kind needs. A change of registration is the sales desk's for FCT and OEM. */
export const DECIDING: Record<CareKind, VendorPermission> = {
  nomination: "nomination.decide",
  passcode: "passcode.resend",
  "primary-change": "primary.replace",
  "registration-change": "registration.change",
  "contact-enquiry": "contact.disclose",
  "forgotten-id": "id.recover",
  "unattended-site": "primary.replace",
};

/** Two working days for somebody who cannot get in, five for the rest; weekends are no working days. */
const DUE_WORKING_DAYS: Record<CareKind, number> = {
  nomination: 2,
  passcode: 2,
  "primary-change": 2,
  "registration-change": 5,
  "contact-enquiry": 2,
  "forgotten-id": 2,
  "unattended-site": 5,
};

export function decidingPermission(kind: CareKind, team: Team): VendorPermission {
  return kind === "registration-change" && team === "sales" ? "registration.change-sales" : DECIDING[kind];
}

export function dueAt(kind: CareKind, openedAt: Date): Date {
  const due = new Date(openedAt);
  for (let left = DUE_WORKING_DAYS[kind]; left > 0; ) {
    due.setUTCDate(due.getUTCDate() + 1);
    if (due.getUTCDay() !== 0 && due.getUTCDay() !== 6) left -= 1;
  }
  return due;
}

/** Whose requests the people of a role see, and whose they work on. Care answers the customer, so it sees every desk's. */
const DESKS: Record<StaffRole, { readonly sees: readonly Team[]; readonly works: readonly Team[] }> = {
  operator: { sees: TEAMS, works: TEAMS },
  care: { sees: TEAMS, works: ["care"] },
  sales: { sees: ["sales"], works: ["sales"] },
  support: { sees: ["support"], works: ["support"] },
  "license-support": { sees: ["license-support"], works: ["license-support"] },
};

/** Null is a program of the vendor's: it sees what its scope says, and works on nothing. */
export function desksOf(role: StaffRole | null): (typeof DESKS)[StaffRole] {
  return role === null ? { sees: TEAMS, works: [] } : DESKS[role];
}

/** The desk of a role's people; the operator has none of his own. */
export function deskOf(role: StaffRole): Team | null {
  return role === "operator" ? null : role;
}

/**
 * The desks that a request may be handed to. A change of registration stays with those who may decide it for the site's
 * program, so that no hand-over makes a right. Null: a number that is no site's.
 */
export function desksThatTake(kind: CareKind, program: Program | null): readonly Team[] {
  if (kind !== "registration-change") return TEAMS;
  if (program === null) return ["care", "sales"];
  return program === "FCT" || program === "OEM" ? ["sales"] : ["care"];
}

/** Whose people a desk's requests can be handed to: its own, and the operator. */
export function rolesAt(teams: readonly Team[]): StaffRole[] {
  return ["operator", ...teams];
}

export type Due = { readonly isOver: boolean; readonly unit: "hour" | "day"; readonly count: number };

const HOUR = 3_600_000;

/** How long there is, or since when it is over: whole hours within two days, whole days beyond. */
export function dueIn(now: Date, due: Date): Due {
  const left = due.getTime() - now.getTime();
  const hours = Math.floor(Math.abs(left) / HOUR);
  const isShort = hours < 48;
  return {
    isOver: left < 0,
    unit: isShort ? "hour" : "day",
    count: isShort ? hours : Math.floor(hours / 24),
  };
}

/** As names and addresses are compared: full-width and half-width alike, capitals and small letters alike. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

/** The words of what was typed, each to be found somewhere: parts of a name in any order. */
export function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[\s,、，]+/u)
    .filter((word) => word !== "")
    .slice(0, 8);
}
