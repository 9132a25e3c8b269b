/** The page of what a site owns. It calls the API's own operations: the same permission, the same refusals. */
import { z } from "zod";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { LinesPage } from "./lines.parts.tsx";
import { readLines, readOwnedProducts } from "./operations.ts";
import { LineQuestion, LinesPath } from "./routes.ts";

const querystring = z.strictObject({ ...LineQuestion, after: z.string().max(2000).optional() });
const schema = { hide: true, params: LinesPath, querystring };

const ROWS = 50;

export const entitlementPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/entitlements",
    { schema, config: { needs: "entitlement.read" } },
    async (request, reply) => {
      const { siteId } = request.params;
      const question = request.query;
      const page = await readLines(request.context, { siteId, ...question, limit: ROWS });
      const products = await readOwnedProducts(request.context, siteId);
      const chrome = await request.frame.chrome(siteId);
      return sendPage(
        reply,
        <LinesPage chrome={chrome} siteId={siteId} question={question} page={page} products={products} />,
      );
    },
  );
};
