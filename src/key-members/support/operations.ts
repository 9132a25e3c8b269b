/**
 * License support adds and takes out members only if the site's primary contact allows it today; what is done is in the
 * site's history, and what was tried too. A number that nobody has is answered as one without consent. The operator
 * stands in for care, which is not bound by it. Source: DOMAIN §1.5, §3.22.1, BR-54.
 */
import { authorizeVendor, type KeyRole, siteScopeOf, type VendorScope } from "../../access/index.ts";
import {
  findSiteByNumber,
  findSiteFacts,
  parseSiteNumber,
  type SiteFacts,
  timeZoneOf,
} from "../../agreements/index.ts";
import { holdConsent } from "../../enquiries/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emitAll, type Happening } from "../../platform/events.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { addIn, removeIn } from "../members/operations.ts";
import { listKeyMembers } from "../store.ts";

const PURPOSE = "license-key-members";

export interface Supported {
  readonly siteNumber: string;
  readonly email: string;
  /** Of the vendor's own records: why it is done. */
  readonly ticket: string;
}

export interface Done {
  readonly siteId: string;
  readonly personId: string;
  readonly email: string;
}

/** Whether the caller is one who may ask at all. */
export async function openSupport(context: Context): Promise<void> {
  await authorizeVendor(context, "license-key.administer", async () => undefined);
}

export async function addFor(context: Context, asked: Supported & { role: KeyRole }): Promise<Done> {
  const { email, role, ticket } = checked(asked);
  return withConsent(context, asked, async (vendor, site) => {
    const { actor, portal } = context;
    const by = { id: actor.kind === "person" ? actor.personId : "vendor", name: portal.config.vendorName };
    const scope = siteScopeOf(vendor, site.siteId);
    const added = await addIn(scope, context, { email, role, site, by, path: "support" });
    const facts = { ...added, role, ticket };
    return { done: added, event: { name: "key-member.added", siteId: site.siteId, facts } };
  });
}

export async function removeFor(context: Context, asked: Supported): Promise<Done> {
  const { email, ticket } = checked(asked);
  const key = parseAddress(email)?.key;
  return withConsent(context, asked, async (vendor, site) => {
    const scope = siteScopeOf(vendor, site.siteId);
    const members = await listKeyMembers(scope);
    const { personId } = found(
      members.find((each) => parseAddress(each.email)?.key === key),
      "member",
    );
    const removed = await removeIn(scope, context, { personId, by: context.portal.config.vendorName });
    const facts = { personId, email: removed.email, role: removed.role, ticket };
    return {
      done: { personId, email: removed.email },
      event: { name: "key-member.removed", siteId: site.siteId, facts },
    };
  });
}

function checked<Asked extends Supported>(asked: Asked): Asked {
  const ticket = asked.ticket.trim();
  const faults = {
    ...(parseSiteNumber(asked.siteNumber) === undefined ? { siteNumber: ["site_number_malformed"] } : {}),
    ...(parseAddress(asked.email) === undefined ? { email: ["email_malformed"] } : {}),
    ...(ticket === "" ? { ticket: ["required"] } : {}),
  };
  if (Object.keys(faults).length > 0) throw invalid(faults);
  return { ...asked, ticket };
}

interface Worked {
  readonly done: Omit<Done, "siteId">;
  readonly event: Happening;
}

/** Refused within the transaction, so that the try is noted; thrown after it. */
async function withConsent(
  context: Context,
  { siteNumber }: Supported,
  work: (vendor: VendorScope, site: SiteFacts) => Promise<Worked>,
): Promise<Done> {
  const done = await authorizeVendor(context, "license-key.administer", async (vendor) => {
    const known = await findSiteByNumber(vendor, parseSiteNumber(siteNumber) ?? "");
    if (known === undefined) return undefined;
    const scope = siteScopeOf(vendor, known.siteId);
    const site = found(await findSiteFacts(scope), "site");
    const day = today(context, timeZoneOf(site.country));
    const consent = isFree(context) ? null : await holdConsent(scope, { purpose: PURPOSE, today: day });
    const { siteId } = site;
    if (consent === undefined) {
      const facts = { purpose: PURPOSE };
      await emitAll(vendor.query, context, [{ name: "consent.lacked", siteId, facts }]);
      return undefined;
    }
    const worked = await work(vendor, site);
    const used = { name: "consent.used", siteId, facts: { purpose: PURPOSE, consent } };
    await emitAll(vendor.query, context, consent === null ? [worked.event] : [worked.event, used]);
    return { siteId, ...worked.done };
  });
  if (done === undefined) throw new Problem(403, "consent_required", { purpose: PURPOSE, rule: "BR-54" });
  return done;
}

function isFree({ actor }: Context): boolean {
  return actor.kind === "person" && actor.staffRole === "operator";
}
