/** The catalog as people read it: products, and parts with what they cost at a site. Source: DOMAIN §3.20, BR-63. */

import type { Context } from "../../platform/context.ts";
import type { Query } from "../../platform/database.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import { listLifecycle, type VersionLife } from "../lifecycle/store.ts";
import { type Part, type PartPage, searchParts } from "./parts.store.ts";
import { asReader, type Priced, priced, type Reader } from "./prices.authorize.ts";
import {
  type CatalogFilter,
  findFacets,
  findProduct,
  listProducts,
  type Product,
  type ProductPage,
} from "./store.ts";

export interface ProductsAsked extends CatalogFilter {
  readonly siteId?: string | undefined;
  readonly sort: ProductPage["sort"];
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface PartsAsked extends CatalogFilter {
  readonly siteId?: string | undefined;
  readonly product?: string | undefined;
  readonly sort: PartPage["sort"];
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A product with its versions, each with its state on the day. */
export interface LivingProduct extends Product {
  readonly versions: readonly VersionLife[];
}

export type ProductList = Listed<LivingProduct> & { readonly reader: Reader };
export type PartList = Listed<Priced<Part>> & { readonly reader: Reader };

export async function readProducts(context: Context, asked: ProductsAsked): Promise<ProductList> {
  const { secrets } = context.portal;
  const list = `catalog-products ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return asReader(context, asked.siteId, async (query, reader) => {
    const rows = await listProducts(query, { ...asked, after, language: context.language });
    const column = asked.sort.endsWith("name") ? "name" : "code";
    const { items, end } = pageOf(rows, asked.limit, (product) => ({
      value: product[column],
      id: product.code,
    }));
    const next = end === null ? null : writePlace(secrets, list, end);
    return { items: await withVersions(query, items, reader), next, limit: asked.limit, reader };
  });
}

async function withVersions(query: Query, products: readonly Product[], { today }: Reader) {
  const codes = products.map(({ code }) => code);
  const byProduct = Map.groupBy(await listLifecycle(query, codes, today), ({ productCode }) => productCode);
  return products.map((product) => ({ ...product, versions: byProduct.get(product.code) ?? [] }));
}

export async function readParts(context: Context, asked: PartsAsked): Promise<PartList> {
  const { secrets } = context.portal;
  const list = `catalog-parts ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return asReader(context, asked.siteId, async (query, reader) => {
    const rows = await searchParts(query, { ...asked, after, language: context.language });
    const { items, end } = pageOf(rows, asked.limit, ({ number }) => ({ value: number, id: number }));
    const next = end === null ? null : writePlace(secrets, list, end);
    return { items: await priced(query, reader, items), next, limit: asked.limit, reader };
  });
}

export interface ProductDetail extends LivingProduct {
  /** By kind, then by number; of all programs. */
  readonly parts: readonly Priced<Part>[];
  /** The product that takes this one's place. */
  readonly successor: Product | null;
  readonly reader: Reader;
}

/** As many parts as a product's page shows; the search shows the rest. */
export const MOST_PARTS = 200;

export async function readProduct(
  context: Context,
  code: string,
  siteId: string | undefined,
): Promise<ProductDetail> {
  const { language } = context;
  return asReader(context, siteId, async (query, reader) => {
    const product = found(await findProduct(query, code, language), "product");
    const page = { product: code, sort: "number", after: null, limit: MOST_PARTS, language } as const;
    const parts = await searchParts(query, page);
    const [living] = await withVersions(query, [product], reader);
    const successor =
      product.replacedBy === null ? undefined : await findProduct(query, product.replacedBy, language);
    return {
      ...product,
      versions: living?.versions ?? [],
      parts: await priced(query, reader, parts.slice(0, MOST_PARTS)),
      successor: successor ?? null,
      reader,
    };
  });
}

export async function readFacets(context: Context) {
  return asReader(context, undefined, (query) => findFacets(query));
}
