/** The API of the catalog: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, orBlank, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { type ListOwned, readLifecycle } from "./lifecycle/operations.ts";
import {
  CatalogQuestion,
  detailReply,
  PartReply,
  PricesReply,
  ProductDetailReply,
  ProductReply,
  partReply,
  pricesReply,
  productReply,
  VersionReply,
} from "./replies.routes.ts";
import { readParts, readProduct, readProducts } from "./search/operations.ts";
import { PART_SORTS } from "./search/parts.store.ts";
import { PRODUCT_SORTS } from "./search/store.ts";

const tags = ["catalog"];
const refusals = problems(400, 401, 404);

const products = {
  summary: "Find products by description, group, part number or kind of part",
  tags,
  querystring: z.strictObject({
    ...CatalogQuestion,
    sort: z.enum(PRODUCT_SORTS).default("name"),
    ...ListQuery,
  }),
  response: { 200: listReply(ProductReply), ...refusals },
};

const product = {
  summary: "Read one product with its versions and parts, priced for a site where you may buy",
  tags,
  params: z.strictObject({ code: PathText }),
  querystring: z.strictObject({ siteId: CatalogQuestion.siteId }),
  response: { 200: ProductDetailReply, ...refusals },
};

const parts = {
  summary: "Find parts, priced for a site where you may buy",
  tags,
  querystring: z.strictObject({
    ...CatalogQuestion,
    product: orBlank(PathText.optional()).describe("A product's code"),
    sort: z.enum(PART_SORTS).default("number"),
    ...ListQuery,
  }),
  response: { 200: listReply(PartReply).extend(PricesReply), ...refusals },
};

const LifeReply = VersionReply.extend({
  productCode: z.string(),
  productName: z.string(),
  brand: z.string(),
  isYours: z.boolean().nullable().describe("Whether the site has licenses of it; null when you may not know"),
}).meta({ id: "VersionLife" });

/** What the list and its page are asked alike. */
export const LifecycleQuestion = {
  siteId: CatalogQuestion.siteId.describe(
    "Whose products are marked, and whose calendar says which day it is",
  ),
  brand: CatalogQuestion.brand,
  show: z.enum(["eos", "old", "all"]).default("old").describe("Marked as ending; that or superseded; all"),
  own: orBlank(z.enum(["true", "false"]).default("false")).describe("Only products of the site"),
};

const lifecycle = {
  summary: "List versions that come to their end, with what replaces them",
  tags,
  querystring: z.strictObject({ ...LifecycleQuestion, ...ListQuery }),
  response: { 200: listReply(LifeReply), ...refusals },
};

const config = { needs: "person" };

export function catalogRoutes(listOwned: ListOwned): Routes {
  return async (app) => {
    app.get("/v1/catalog/products", { schema: products, config }, async ({ context, query }) => {
      const { items, next, limit } = await readProducts(context, query);
      return { items: items.map(productReply), next, limit };
    });

    app.get("/v1/catalog/products/:code", { schema: product, config }, async ({ context, params, query }) =>
      detailReply(await readProduct(context, params.code, query.siteId)),
    );

    app.get("/v1/catalog/parts", { schema: parts, config }, async ({ context, query }) => {
      const { items, next, limit, reader } = await readParts(context, query);
      return { items: items.map(partReply), next, limit, ...pricesReply(reader) };
    });

    app.get("/v1/catalog/lifecycle", { schema: lifecycle, config }, async ({ context, query }) => {
      const { own, ...asked } = query;
      const page = await readLifecycle(context, { ...asked, isOwn: own === "true" }, listOwned);
      return { items: [...page.items], next: page.next, limit: page.limit };
    });
  };
}
