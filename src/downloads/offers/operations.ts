/** What a site's people may download, and for the rest why not and who can help. Source: DOMAIN §3.14. */
import { authorize, type MemberScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { listLifecycle, listParts } from "../../catalog/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { holdingsOf, judge, type Offer, offerOf } from "./offer.authorize.ts";
import { findFacets, listOffers, type OfferFilter, type OfferSort } from "./store.ts";

export interface OffersAsked extends Omit<OfferFilter, "products"> {
  readonly siteId: string;
  readonly sort: OfferSort;
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readOffers(context: Context, asked: OffersAsked): Promise<Listed<Offer>> {
  const { secrets } = context.portal;
  const list = `downloads ${asked.siteId} ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "download.read", asked.siteId, async (scope) => {
    const holdings = await holdingsOf(context, scope);
    const products = await productsOfPart(scope, asked.q);
    const rows = await listOffers(scope, holdings.versions, { ...asked, products, after });
    const { items, end } = pageOf(rows, asked.limit, ({ sortKey, id }) => ({ value: sortKey, id }));
    const next = end === null ? null : writePlace(secrets, list, end);
    const judged = await judge(context, scope, { holdings, files: items });
    return { items: await withEnds(context, scope, judged), next, limit: asked.limit };
  });
}

export async function readOffer(context: Context, siteId: string, fileId: string): Promise<Offer> {
  return authorize(context, "download.read", siteId, async (scope) => {
    const offer = await offerOf(context, scope, fileId);
    const [shown = offer] = await withEnds(context, scope, [offer]);
    return shown;
  });
}

/** Files of a version whose service has ended say so; coverage does not prolong it. Source: BR-78f. */
async function withEnds(context: Context, { query, country }: MemberScope, offers: readonly Offer[]) {
  const codes = [...new Set(offers.map(({ productCode }) => productCode))];
  const lives = await listLifecycle(query, codes, today(context, timeZoneOf(country)));
  const ended = new Map(
    lives.flatMap((life) => (life.isAtEnd ? [[`${life.productCode} ${life.version}`, life] as const] : [])),
  );
  return offers.map((offer) => ({
    ...offer,
    ended: ended.get(`${offer.productCode} ${offer.version}`) ?? null,
  }));
}

/** The choices of the list's filter. */
export async function readFacets(context: Context, siteId: string) {
  return authorize(context, "download.read", siteId, async (scope) =>
    findFacets(scope, (await holdingsOf(context, scope)).versions),
  );
}

/** Someone who has a part's number before him finds the product's files by it. */
async function productsOfPart({ query }: MemberScope, q: string | undefined): Promise<string[]> {
  if (q === undefined || q === "") return [];
  return (await listParts(query, [q.toUpperCase()])).map(({ productCode }) => productCode);
}
