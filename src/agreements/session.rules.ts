/** Where a person goes after sign-in, and their sites in order. Pure. Source: DOMAIN §3.3. */
import type { Place } from "../platform/http/place.ts";

export type NextStep = "choose-site" | "home" | "first-access" | "key-center" | "request-access";

/**
 * A person of several sites chooses, of one goes there; of none proves to be a site's contact, goes to the keys of a site,
 * or asks for access.
 */
export function decideNextStep({
  siteCount,
  claimableCount,
  keySiteCount,
}: {
  siteCount: number;
  claimableCount: number;
  /** Sites in whose Key Center the person is. */
  keySiteCount: number;
}): NextStep {
  if (siteCount > 1) return "choose-site";
  if (siteCount === 1) return "home";
  if (claimableCount > 0) return "first-access";
  return keySiteCount > 0 ? "key-center" : "request-access";
}

export const SITE_ORDERS = ["number", "-number", "name", "-name"] as const;
export type SiteOrder = (typeof SITE_ORDERS)[number];

interface Numbered {
  readonly number: string;
  readonly name: string;
}

/** Where a page ends: by code point, so that it goes on at the same site on every machine. */
export function placeOf({ number, name }: Numbered, order: SiteOrder): Place {
  return { value: order.endsWith("name") ? name : number, id: number };
}

/** The sites after a place, in order; the number decides between equals. */
export function sitesFrom<Site extends Numbered>(
  sites: readonly Site[],
  order: SiteOrder,
  after: Place | null,
): Site[] {
  const turn = order.startsWith("-") ? -1 : 1;
  const compare = (a: Place, b: Place) => turn * (compareTexts(a.value, b.value) || compareTexts(a.id, b.id));
  const sorted = sites.toSorted((a, b) => compare(placeOf(a, order), placeOf(b, order)));
  return after === null ? sorted : sorted.filter((site) => compare(placeOf(site, order), after) > 0);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
