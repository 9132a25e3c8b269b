/** What the vendor's operator sees of sites: all of them, what their contacts were sent, and the letters to print. */
import { authorizeVendor, siteScopeOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import { findDocument, listDocuments, type SiteDocument } from "../documents/documents.store.ts";
import { LetterFacts, noticePdf } from "../documents/letter.documents.ts";
import { parseCustomerNumber, parseSiteNumber } from "../rules.ts";
import { findSiteFacts, type SiteFacts } from "../store.ts";
import { readLooks, recordLooks } from "./looks.operations.ts";
import type { NamedLook } from "./looks.store.ts";
import { findPasscodeFacts, listSites, type PasscodeFacts, type SiteLine } from "./sites.store.ts";

export interface SitesAsked {
  readonly q?: string | undefined;
  readonly sort: "number" | "-number";
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readSites(context: Context, asked: SitesAsked): Promise<Listed<SiteLine>> {
  const { secrets } = context.portal;
  const list = `vendor-sites ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  const { q = "", limit } = asked;
  const numbers = [parseSiteNumber(q), parseCustomerNumber(q)].filter((number) => number !== undefined);
  const question = { q, numbers, limit, after, isDescending: asked.sort === "-number" };
  return authorizeVendor(context, "site.administer", async (scope) => {
    const place = ({ number }: SiteLine) => ({ value: number, id: number });
    const { items, end } = pageOf(await listSites(scope, question), limit, place);
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit };
  });
}

export interface AdministeredSite {
  readonly site: SiteFacts;
  readonly documents: readonly Omit<SiteDocument, "sealedFacts">[];
  readonly passcode: PasscodeFacts | null;
  /** Who of the vendor looked at the site before, the newest first. */
  readonly looks: readonly NamedLook[];
}

export async function readAdministeredSite(context: Context, siteId: string): Promise<AdministeredSite> {
  return authorizeVendor(context, "site.administer", async (vendor) => {
    const scope = siteScopeOf(vendor, siteId);
    const site = found(await findSiteFacts(scope), "site");
    const passcode = (await findPasscodeFacts(scope, context.now)) ?? null;
    const documents = await listDocuments(scope);
    const looks = await readLooks(vendor, siteId);
    await recordLooks(vendor, context, [{ siteId, looked: ["registration"], request: null }]);
    return { site, documents, passcode, looks };
  });
}

/** A letter as a PDF. It may hold a passcode, so the site's history tells who printed it. */
export async function printLetter(
  context: Context,
  { siteId, documentId }: { siteId: string; documentId: string },
): Promise<{ kind: string; pdf: Uint8Array }> {
  const { secrets, config } = context.portal;
  const letter = await authorizeVendor(context, "site.administer", async (vendor) => {
    const scope = siteScopeOf(vendor, siteId);
    const document = found(await findDocument(scope, documentId), "document");
    const isLetter = document.channel !== "e-mail";
    const { kind } = found(isLetter ? document : undefined, "document");
    await emit(scope.query, context, { name: "site.letter-printed", siteId, facts: { kind } });
    return document;
  });
  const facts = LetterFacts.parse(secrets.unseal(letter.sealedFacts));
  return { kind: letter.kind, pdf: await noticePdf(facts, config) };
}
