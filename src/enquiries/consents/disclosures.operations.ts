/**
 * Support's side of consents: to learn a site's numbers or contacts, or to add somebody, only if the primary allows it
 * today. What is done is in the site's history, and what was tried too.
 *
 * The operator stands in for care, which is not bound by it; what he does is in the history all the same. An address or
 * number that nobody has is answered as one without consent. Source: DOMAIN §1.6, BR-54.
 */
import {
  authorizeVendor,
  insertGrant,
  privilegesFor,
  siteScopeOf,
  type VendorPermission,
  type VendorScope,
} from "../../access/index.ts";
import {
  findSiteByNumber,
  findSiteFacts,
  parseSiteNumber,
  type SiteFacts,
  timeZoneOf,
} from "../../agreements/index.ts";
import { invitePerson } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import { contactsAmong } from "../answers.operations.ts";
import { type Known, knownAt } from "../matters.operations.ts";
import type { Purpose } from "./consents.rules.ts";
import { holdConsent, listSitesKnowing } from "./consents.store.ts";

/** The site that is meant: by its id or number, or by the address of somebody who is known there. */
export interface Meant {
  readonly siteId?: string | undefined;
  readonly siteNumber?: string | undefined;
  readonly email?: string | undefined;
}

export interface Disclosed {
  readonly siteId: string;
  readonly siteName: string;
  readonly siteNumber: string | null;
  readonly customerNumber: string | null;
  readonly contacts: readonly Pick<Known, "name" | "email" | "role">[];
}

/** Whether the caller is one who may ask at all. */
export async function openConsented(
  context: Context,
  permission: "consented.disclose" | "consented.add-member",
): Promise<void> {
  await authorizeVendor(context, permission, async () => undefined);
}

export async function disclose(
  context: Context,
  { purpose, ...meant }: Meant & { purpose: "disclose-site-number" | "disclose-contacts" },
): Promise<Disclosed> {
  return withConsent(context, { permission: "consented.disclose", purpose, meant }, async (vendor, site) => {
    const { siteId, name, number, customer } = site;
    const isNumber = purpose === "disclose-site-number";
    const contacts = isNumber ? [] : contactsAmong(await knownAt(vendor, context, site));
    return {
      siteId,
      siteName: name,
      siteNumber: isNumber ? number : null,
      customerNumber: isNumber ? customer.number : null,
      contacts: contacts.map(({ role, email, ...contact }) => ({ name: contact.name, email, role })),
    };
  });
}

export interface Added {
  readonly siteId: string;
  readonly personId: string;
  readonly email: string;
  readonly role: "user" | "secondary";
}

/** As whoever manages access would, with the rights that are usual for the role. */
export async function addMemberFor(
  context: Context,
  { email, role, ...meant }: Pick<Meant, "siteId" | "siteNumber"> & Pick<Added, "email" | "role">,
): Promise<Added> {
  if (parseAddress(email) === undefined) throw invalid({ email: ["email_malformed"] });
  const asked = { permission: "consented.add-member", purpose: "add-member", meant } as const;
  return withConsent(context, asked, async (vendor, site) => {
    const { siteId, country, language, number, name } = site;
    const invited = await invitePerson(vendor.query, context, { email, country, language });
    if (invited === undefined) throw new Problem(409, "address_not_usable");
    const { personId, hasId } = invited;
    const granted = await insertGrant(siteScopeOf(vendor, siteId), {
      personId,
      role,
      privileges: privilegesFor(role),
      validThrough: null,
      grantedAt: context.now,
      grantedBy: context.actor.kind === "person" ? context.actor.personId : "vendor",
    });
    if (granted !== "granted") throw new Problem(409, granted);
    const by = context.portal.config.vendorName;
    const told = { siteId, siteNumber: number, siteName: name, role, by, email: invited.email, hasId };
    await queueMail(vendor.query, context, {
      to: invited.email,
      language: invited.language,
      template: "member.added",
      facts: { ...told, validThrough: null },
      dedupeKey: `member.added ${siteId} ${personId} ${context.now.toISOString()}`,
    });
    const facts = { personId, email: invited.email, role, validThrough: null };
    await emit(vendor.query, context, { name: "member.added", siteId, facts });
    return { siteId, personId, email: invited.email, role };
  });
}

interface Asked {
  readonly permission: VendorPermission;
  readonly purpose: Purpose;
  readonly meant: Meant;
}

/** Refused within the transaction, so that the try is noted; thrown after it. */
async function withConsent<Value>(
  context: Context,
  { permission, purpose, meant }: Asked,
  work: (vendor: VendorScope, site: SiteFacts) => Promise<Value>,
): Promise<Value> {
  const done = await authorizeVendor(context, permission, async (vendor) => {
    const sites = await sitesMeant(vendor, meant);
    for (const site of sites) {
      const scope = siteScopeOf(vendor, site.siteId);
      const day = today(context, timeZoneOf(site.country));
      const consent = isFree(context) ? null : await holdConsent(scope, { purpose, today: day });
      if (consent === undefined) continue;
      const value = await work(vendor, site);
      const facts = { purpose, consent };
      await emit(vendor.query, context, { name: "consent.used", siteId: site.siteId, facts });
      return { value };
    }
    for (const { siteId } of sites) {
      await emit(vendor.query, context, { name: "consent.lacked", siteId, facts: { purpose } });
    }
    return undefined;
  });
  if (done === undefined) throw new Problem(403, "consent_required", { purpose, rule: "BR-54" });
  return done.value;
}

/** In the order of their ids, so that no two who note at several sites wait for each other. */
async function sitesMeant(vendor: VendorScope, { siteId, siteNumber, email }: Meant): Promise<SiteFacts[]> {
  const number = siteNumber === undefined ? undefined : parseSiteNumber(siteNumber);
  const key = email === undefined ? undefined : parseAddress(email)?.key;
  const ids = [
    ...(siteId === undefined ? [] : [siteId]),
    ...(number === undefined ? [] : [(await findSiteByNumber(vendor, number))?.siteId ?? ""]),
    ...(key === undefined ? [] : await listSitesKnowing(vendor, key)),
  ];
  const sites: SiteFacts[] = [];
  for (const id of [...new Set(ids)].sort()) {
    const site = await findSiteFacts(siteScopeOf(vendor, id));
    if (site !== undefined) sites.push(site);
  }
  return sites;
}

function isFree({ actor }: Context): boolean {
  return actor.kind === "person" && actor.staffRole === "operator";
}
