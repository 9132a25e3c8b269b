/** Licence support's desk: what a site has out, and getting and returning keys for it, with a ticket that it sees. */
import { authorizeVendor, type SiteScope, siteScopeOf, type VendorScope } from "../../access/index.ts";
import {
  findSiteFacts,
  parseCustomerNumber,
  parseSiteNumber,
  recordLooks,
  type SiteFacts,
  timeZoneOf,
} from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found, invalid } from "../../platform/problem.ts";
import { type FreshFile, writeHostFile } from "../files/documents.ts";
import { upsertHost } from "../hosts/documents.ts";
import type { TypedHost } from "../hosts/host.rules.ts";
import { lockHosts } from "../hosts/store.ts";
import { issueKey } from "../issue/issue.documents.ts";
import { factsOf, readHost } from "../issue/operations.ts";
import { returnWithin } from "../issue/return.operations.ts";
import type { Delivery, KeyPool, LicenseKey, Lock } from "../key.data.ts";
import { poolsOf } from "../pools.store.ts";
import { listOpenEverywhere, type OpenRescue } from "../rescue/due.store.ts";
import { listRescues, type Rescue } from "../rescue/store.ts";
import { listKeys } from "../store.ts";
import { tellOfHelp } from "./notices.documents.ts";
import { type KeySite, listKeySites } from "./store.ts";

const NEED = "license-key.administer";

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

async function siteOf(vendor: VendorScope, siteId: string): Promise<{ scope: SiteScope; site: SiteFacts }> {
  const scope = siteScopeOf(vendor, siteId);
  return { scope, site: found(await findSiteFacts(scope), "site") };
}

export interface HelpAsked {
  readonly siteId: string;
  readonly lineId: string;
  readonly quantity: number;
  readonly delivery: Delivery;
  readonly lock?: Lock | undefined;
  readonly host?: TypedHost | undefined;
  readonly version?: string | undefined;
  /** Of the call: the site sees it in its history and in the mail to its key administrators. Source: BAR 64. */
  readonly ticket: string;
}

export interface Helped {
  readonly keyId: string;
  readonly quantity: number;
  /** Null for an online key. Its secret is the site's alone: licence support never sees it. */
  readonly file: FreshFile | null;
}

/** The same pool, the same rules as for the site's own members. */
export async function issueOnBehalf(context: Context, asked: HelpAsked): Promise<Helped> {
  const { siteId, lineId, quantity, delivery, lock = null, version = null, ticket } = asked;
  if ((delivery === "file") === (asked.host === undefined))
    throw invalid({ host: [delivery === "file" ? "required" : "online_has_no_host"] });
  const typed = asked.host === undefined ? null : readHost(asked.host);
  return authorizeVendor(context, NEED, async (vendor) => {
    const { scope, site } = await siteOf(vendor, siteId);
    const host = typed === null ? null : await upsertHost(scope, context, typed);
    if (host !== null) await lockHosts(scope, [host.id]);
    const day = today(context, timeZoneOf(site.country));
    const { key } = await issueKey(scope, context, {
      lineId,
      quantity,
      host,
      lock,
      version,
      today: day,
      ticket,
    });
    const file = host === null ? null : await writeHostFile(scope, context, host.id);
    const facts = factsOf(key, host);
    await tellOfHelp(scope, context, { site, what: "issued", keyId: key.id, facts, ticket });
    await emit(vendor.query, context, { name: "license-key.issued-on-behalf", siteId, facts });
    return { keyId: key.id, quantity, file };
  });
}

export interface HelpReturn {
  readonly siteId: string;
  readonly keyId: string;
  readonly quantity?: number | undefined;
  readonly ticket: string;
}

export async function returnOnBehalf(context: Context, asked: HelpReturn): Promise<Helped> {
  const { siteId, ticket, keyId } = asked;
  return authorizeVendor(context, NEED, async (vendor) => {
    const { scope, site } = await siteOf(vendor, siteId);
    const { facts: told, quantity, file } = await returnWithin(scope, context, asked);
    const facts = { ...told, ticket };
    await tellOfHelp(scope, context, { site, what: "returned", keyId, facts, ticket });
    await emit(vendor.query, context, { name: "license-key.returned-on-behalf", siteId, facts });
    return { keyId, quantity, file };
  });
}
