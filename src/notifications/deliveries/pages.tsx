/** The page of delivered mails. It calls the API's own operation: the same permission, the same refusals. */
import { z } from "zod";
import { orBlank, PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { DeliveriesPage } from "./deliveries.parts.tsx";
import { readDeliveries } from "./operations.ts";

const schema = {
  hide: true,
  params: z.strictObject({ siteId: PathText }),
  querystring: z.strictObject({
    quoteId: orBlank(PathText.optional()),
    after: z.string().max(2000).optional(),
  }),
};

const ROWS = 50;

export const deliveryPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/deliveries",
    { schema, config: { needs: "delivery.read" } },
    async ({ context, params, query, frame }, reply) => {
      const { siteId } = params;
      const page = await readDeliveries(context, { siteId, ...query, limit: ROWS });
      const isDemo = context.portal.config.mode === "demo";
      const chrome = await frame.chrome(siteId);
      const { quoteId, after } = query;
      return sendPage(reply, <DeliveriesPage {...{ chrome, siteId, quoteId, after, page, isDemo }} />);
    },
  );
};
