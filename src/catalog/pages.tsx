/** The pages of the catalog. They call the API's own operations: the same permission, the same refusals. */
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { LifecyclePage } from "./lifecycle/lifecycle.parts.tsx";
import { type ListOwned, readLifecycle } from "./lifecycle/operations.ts";
import { CatalogQuestion } from "./replies.routes.ts";
import { LifecycleQuestion } from "./routes.ts";
import { readFacets, readParts, readProduct, readProducts } from "./search/operations.ts";
import { PART_SORTS } from "./search/parts.store.ts";
import { ProductPage } from "./search/product.parts.tsx";
import { PartsPage, ProductsPage } from "./search/products.parts.tsx";
import { PRODUCT_SORTS } from "./search/store.ts";

const After = { after: z.string().max(2000).optional() };
const config = { needs: "person" };
const ROWS = 50;

const products = {
  hide: true,
  querystring: z.strictObject({ ...CatalogQuestion, sort: z.enum(PRODUCT_SORTS).default("name"), ...After }),
};
const parts = {
  hide: true,
  querystring: z.strictObject({
    ...CatalogQuestion,
    product: CatalogQuestion.group,
    sort: z.enum(PART_SORTS).default("number"),
    ...After,
  }),
};
const product = {
  hide: true,
  params: z.strictObject({ code: PathText }),
  querystring: z.strictObject({ siteId: CatalogQuestion.siteId }),
};
const lifecycle = { hide: true, querystring: z.strictObject({ ...LifecycleQuestion, ...After }) };

export function catalogPages(listOwned: ListOwned): Routes {
  return async (app) => {
    app.get("/catalog/products", { schema: products, config }, async ({ context, query, frame }, reply) => {
      const page = await readProducts(context, { ...query, limit: ROWS });
      const facets = await readFacets(context);
      const chrome = await frame.chrome(query.siteId ?? null);
      const sales = context.portal.config.salesEmail;
      return sendPage(
        reply,
        <ProductsPage chrome={chrome} question={query} page={page} facets={facets} sales={sales} />,
      );
    });

    app.get("/catalog/parts", { schema: parts, config }, async ({ context, query, frame }, reply) => {
      const page = await readParts(context, { ...query, limit: ROWS });
      const facets = await readFacets(context);
      const chrome = await frame.chrome(query.siteId ?? null);
      const sales = context.portal.config.salesEmail;
      return sendPage(
        reply,
        <PartsPage chrome={chrome} question={query} page={page} facets={facets} sales={sales} />,
      );
    });

    app.get("/catalog/products/:code", { schema: product, config }, async (request, reply) => {
      const { context, params, query, frame } = request;
      const read = await readProduct(context, params.code, query.siteId);
      const chrome = await frame.chrome(query.siteId ?? null);
      const sales = context.portal.config.salesEmail;
      return sendPage(
        reply,
        <ProductPage chrome={chrome} product={read} siteId={query.siteId} sales={sales} />,
      );
    });

    app.get("/catalog/lifecycle", { schema: lifecycle, config }, async (request, reply) => {
      const { context, query, frame } = request;
      const { own, ...asked } = query;
      const page = await readLifecycle(context, { ...asked, isOwn: own === "true", limit: ROWS }, listOwned);
      const { brands } = await readFacets(context);
      const chrome = await frame.chrome(query.siteId ?? null);
      return sendPage(reply, <LifecyclePage chrome={chrome} question={query} page={page} brands={brands} />);
    });
  };
}
