/** The page of a site's price level. It calls the API's own operation: the same permission, the same refusals. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { readPriceLevel } from "./level.operations.ts";
import { LevelPage } from "./level.parts.tsx";

const schema = { hide: true, params: z.strictObject({ siteId: PathText }) };

export const levelPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/price-level",
    { schema, config: { needs: "price.read" } },
    async ({ context, params, frame }, reply) => {
      const read = await readPriceLevel(context, params.siteId);
      const { levelPoints, salesEmail } = context.portal.config;
      const chrome = await frame.chrome(params.siteId);
      return sendPage(
        reply,
        <LevelPage chrome={chrome} read={read} thresholds={levelPoints} salesEmail={salesEmail} />,
      );
    },
  );
};
