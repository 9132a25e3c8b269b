/**
 * The contact who lost the passcode: sees the registered data, and asks for another one or stops.
 *
 * To everybody but the registered contact of a site that waits for its first access, there is no such site: the answer
 * is that of first access. Source: DOMAIN §3.5, BR-19, BR-21.
 */
import { asPortal, personOf, siteScopeOf, type VendorScope } from "../access/index.ts";
import { findAwaitedSite, parseSiteNumber, type SiteFacts } from "../agreements/index.ts";
import { openCareRequest } from "../care/index.ts";
import { fullName } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import type { Instant } from "../platform/dates.ts";
import { emit } from "../platform/events.ts";
import { spend } from "../platform/http/limits.ts";
import { type Listed, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import { newId } from "../platform/id.ts";
import { invalid, Problem } from "../platform/problem.ts";
import { findOpenRequest, insertRequest, listRequestsOf, type PasscodeRequest } from "./store.ts";

const LIMIT = { most: 60, seconds: 600 };

export interface Confirmation {
  readonly site: SiteFacts;
  /** Since when a request waits already. */
  readonly openSince: Instant | null;
}

/** What is registered of the site, for its contact to check before anything is sent. */
export async function readConfirmation(context: Context, siteNumber: string): Promise<Confirmation> {
  return forContact(context, siteNumber, async (vendor, site) => {
    const open = await findOpenRequest(siteScopeOf(vendor, site.siteId));
    return { site, openSince: open?.askedAt ?? null };
  });
}

export interface Asked {
  readonly id: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly country: string;
  readonly askedAt: Instant;
  /** False: it was open already. */
  readonly isNew: boolean;
}

/** The data are right: care checks and sends another one. A second click finds the open request. */
export async function askPasscode(context: Context, siteNumber: string): Promise<Asked> {
  const personId = personOf(context);
  return forContact(context, siteNumber, async (vendor, site) => {
    const { siteId, number, name, country } = site;
    const id = newId("passcoderequest", context.now);
    const row = await insertRequest(siteScopeOf(vendor, siteId), { id, personId, askedAt: context.now });
    if (row === undefined) throw new Error("a request that is open was not found");
    const asked = { siteNumber: number, siteName: name, country, ...row };
    if (!row.isNew) return asked;
    await openCareRequest(vendor, context, {
      kind: "passcode",
      team: "care",
      subjectId: id,
      siteId,
      siteNumber: number,
      personId,
      requesterName: context.person?.name || fullName({ ...site.contact, language: site.language }),
      requesterEmail: context.person?.email ?? site.contact.email,
      country,
      language: context.language,
    });
    await emit(vendor.query, context, { name: "passcode-request.opened", siteId, facts: { id } });
    return asked;
  });
}

/** Decided within the transaction and thrown after it: the refusal is noted, and says nothing. */
async function forContact<Value>(
  context: Context,
  siteNumber: string,
  work: (vendor: VendorScope, site: SiteFacts) => Promise<Value>,
): Promise<Value> {
  const personId = personOf(context);
  const number = parseSiteNumber(siteNumber);
  if (number === undefined) throw invalid({ siteNumber: ["site_number_malformed"] });
  await spend(context.db, `passcode-request ${personId}`, LIMIT);
  const found = await asPortal(context, async (vendor) => {
    const site = await findAwaitedSite(vendor, context, number);
    if (site !== undefined) return { value: await work(vendor, site) };
    await emit(vendor.query, context, { name: "passcode-request.refused", personId });
    return undefined;
  });
  if (found === undefined) throw new Problem(404, "first_access_not_open");
  return found.value;
}

export async function listMyRequests(
  context: Context,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Listed<PasscodeRequest>> {
  const personId = personOf(context);
  const { secrets } = context.portal;
  const list = `passcode-requests ${personId}`;
  const place = readPlace(secrets, list, after);
  const rows = await asPortal(context, (vendor) => listRequestsOf(vendor, { personId, after: place, limit }));
  const { items, end } = pageOf(rows, limit, ({ askedAt, id }) => ({ value: askedAt, id }));
  return { items, next: end === null ? null : writePlace(secrets, list, end), limit };
}
