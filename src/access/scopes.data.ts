/** What a checked permission looks like in code. Types alone; `authorize` makes the only values. */
import type { Query } from "../platform/database.ts";
import type { Grant, KeyRole, Program } from "./policy.ts";

declare const authorized: unique symbol;

/**
 * Proof that a permission was checked, and the transaction in which it holds. Only `authorize` makes one; every store
 * function of site data asks for one and puts `siteId` first in its `where`.
 */
export interface SiteScope {
  readonly siteId: string;
  readonly query: Query;
  readonly [authorized]: "site";
}

/** The scope of one of the site's people. */
export interface MemberScope extends SiteScope {
  readonly personId: string;
  /** Who is in the site's Key Center alone has one without any privilege. */
  readonly grant: Grant;
  /** In the site's Key Center; null: not a member of it, or the permission does not ask. */
  readonly keyRole: KeyRole | null;
  /** The site's: it decides the zone in which the site's days are counted. */
  readonly country: string;
  /** The site's: it decides which services there are. */
  readonly program: Program;
}

/** The vendor's own side: feeds, jobs and staff. Reaches every site. */
export interface VendorScope {
  readonly query: Query;
  readonly [authorized]: "vendor";
}
