/** Who is in a site's Key Center, and how; what is advised about it. Pure. Source: DOMAIN §1.5, §3.22.1, BR-92 to BR-99, BR-107. */
import type { KeyRole } from "../access/index.ts";

/** Members by what they are at the site: nobody adds or removes them here. */
export const AUTOMATIC = ["primary", "technical"] as const;

/** How somebody came to be a member. */
export const WAYS = [...AUTOMATIC, "order-number", "approval", "added", "support"] as const;
export type Way = (typeof WAYS)[number];

export function isAutomatic(way: Way): boolean {
  return way === "primary" || way === "technical";
}

/** One administrator and one backup: more than two are warned of, and allowed. Source: BR-99. */
export const ADVISED_ADMINISTRATORS = 2;

/** Source: BR-107; no number is given there, and there is no hard limit. */
export const ADVISED_MEMBERS = 10;

export const ADVICE = ["name-a-backup", "many-administrators", "many-members"] as const;
export type Advice = (typeof ADVICE)[number];

export function adviceOn({ administrators, members }: { administrators: number; members: number }): Advice[] {
  return [
    ...(administrators === 1 ? (["name-a-backup"] as const) : []),
    ...(administrators > ADVISED_ADMINISTRATORS ? (["many-administrators"] as const) : []),
    ...(members > ADVISED_MEMBERS ? (["many-members"] as const) : []),
  ];
}

/** The site's keys: where a member begins. */
export function keyCenterHref(siteId: string): string {
  return `/sites/${siteId}/license-keys`;
}

export function keyMembersHref(siteId: string, end = ""): string {
  return `/sites/${siteId}/key-members${end}`;
}

export const REQUEST_STATES = ["pending", "approved", "denied", "withdrawn", "expired"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** An order number as it was typed, without what is for the eye; undefined when it is blank. */
export function tidyOrderNumber(text: string | undefined): string | undefined {
  return (text ?? "").normalize("NFKC").replaceAll(/\s/g, "") || undefined;
}

/** The ways in which the same number is kept: the vendor's numbers are in capitals, as a rule. */
export function orderNumberForms(number: string): string[] {
  return [...new Set([number, number.toUpperCase(), number.toLowerCase()])];
}

export interface KeyMember {
  readonly personId: string;
  /** The address, until the person has been here. */
  readonly name: string;
  readonly romanizedName: string | null;
  readonly email: string;
  readonly role: KeyRole;
  /** Of several ways the one that gives the role. */
  readonly because: Way;
  readonly since: string;
  /** Is a member also by what he or she is at the site. */
  readonly isAutomatic: boolean;
  /** False: the address has no ID yet. */
  readonly hasId: boolean;
}

export interface OwnedMember extends KeyMember {
  /** Whether it is the reader. */
  readonly isMe: boolean;
}
