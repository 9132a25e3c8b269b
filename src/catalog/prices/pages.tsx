/** The operator's page of what has no price. It calls the API's own operation. */
import { z } from "zod";
import { orBlank, SearchText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { GAPS } from "./gaps.data.ts";
import { readPriceGaps } from "./gaps.operations.ts";
import { GapsPage } from "./gaps.parts.tsx";

const Question = z.strictObject({
  q: SearchText,
  what: orBlank(z.enum(GAPS).optional()),
  after: z.string().max(2000).optional(),
});

export const priceGapPages: Routes = async (app) => {
  app.get(
    "/operator/prices",
    { schema: { hide: true, querystring: Question }, config: { needs: "feed.write" } },
    async ({ context, query, frame }, reply) => {
      const page = await readPriceGaps(context, { ...query, limit: 50 });
      const chrome = await frame.chrome(null);
      const percent = context.portal.config.reinstatementPercent;
      return sendPage(reply, <GapsPage chrome={chrome} question={query} page={page} percent={percent} />);
    },
  );
};
