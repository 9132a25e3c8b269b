/**
 * What the customer-care desk works on: the kinds of request, whose desk each is, and by when each is due.
 *
 * Pure. Source: DOMAIN §1.6, §3.6, §3.8, §3.9, §3.24.
 */
import type { VendorPermission } from "../access/index.ts";

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
