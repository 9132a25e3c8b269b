/** The site that waits for the signed-in person: who is its registered contact, and has a passcode to enter. */
import { siteScopeOf, type VendorScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { findSiteFacts, type SiteFacts } from "../store.ts";
import { emailKeyOf } from "./passcode.authorize.ts";
import { listClaimableSites } from "./passcode.store.ts";

/** Undefined for every other number, so that nobody learns which sites there are. */
export async function findAwaitedSite(
  vendor: VendorScope,
  context: Context,
  number: string,
): Promise<SiteFacts | undefined> {
  const waiting = await listClaimableSites(vendor, { emailKey: emailKeyOf(context), now: context.now });
  const site = waiting.find((each) => each.number === number);
  return site && findSiteFacts(siteScopeOf(vendor, site.siteId));
}
