/** Licence support's desk: sites found, and what a site has out. Each look is in the site's history. */
import { authorizeVendor, type SiteScope, siteScopeOf, type VendorScope } from "../../access/index.ts";
import {
  findSiteFacts,
  parseCustomerNumber,
  parseSiteNumber,
  recordLooks,
  type SiteFacts,
} from "../../agreements/index.ts";
import type { Context } from "../../platform/context.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import type { KeyPool, LicenseKey } from "../key.data.ts";
import { poolsOf } from "../pools.store.ts";
import { listOpenEverywhere, type OpenRescue } from "../rescue/due/store.ts";
import { listRescues, type Rescue } from "../rescue/store.ts";
import { listKeys } from "../store.ts";
import { type KeySite, listKeySites } from "./store.ts";

export const NEED = "license-key.administer";

export interface SitesAsked {
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readKeySites(
  context: Context,
  { q = "", limit, ...asked }: SitesAsked,
): Promise<Listed<KeySite>> {
  const { secrets } = context.portal;
  const list = `key-sites ${q}`;
  const after = readPlace(secrets, list, asked.after);
  const numbers = [parseSiteNumber(q), parseCustomerNumber(q)].filter((number) => number !== undefined);
  return authorizeVendor(context, NEED, async (scope) => {
    const rows = await listKeySites(scope, { q, numbers, after, limit });
    const { items, end } = pageOf(rows, limit, ({ number }) => ({ value: number, id: number }));
    return { items, limit, next: end === null ? null : writePlace(secrets, list, end) };
  });
}

/** Emergencies that wait for an answer, the oldest first. */
export async function readOpenRescues(context: Context): Promise<OpenRescue[]> {
  return authorizeVendor(context, NEED, (scope) => listOpenEverywhere(scope, 50));
}

export interface SiteKeys {
  readonly site: SiteFacts;
  readonly pools: readonly KeyPool[];
  readonly keys: readonly LicenseKey[];
  readonly rescues: readonly Rescue[];
}

/** As many as a page shows; all of them are in the sheet. */
const MOST_KEYS = 500;

export async function readSiteKeys(context: Context, siteId: string): Promise<SiteKeys> {
  return authorizeVendor(context, NEED, async (vendor) => {
    const { scope, site } = await siteOf(vendor, siteId);
    const pools = await poolsOf(scope);
    const keys = await listKeys(scope, { limit: MOST_KEYS });
    const rescues = await listRescues(scope, { after: null, limit: 20, isOpen: true });
    await recordLooks(vendor, context, [{ siteId, looked: ["keys"], request: null }]);
    return { site, pools, keys: keys.slice(0, MOST_KEYS), rescues };
  });
}

/** The site from the vendor's side, or the 404. */
export async function siteOf(
  vendor: VendorScope,
  siteId: string,
): Promise<{ scope: SiteScope; site: SiteFacts }> {
  const scope = siteScopeOf(vendor, siteId);
  return { scope, site: found(await findSiteFacts(scope), "site") };
}
