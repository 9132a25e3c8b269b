/** The page of a site's history. */
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { HistoryPage } from "./history.parts.tsx";
import { readHistory } from "./operations.ts";

const schema = {
  hide: true,
  params: z.strictObject({ siteId: PathText }),
  querystring: z.strictObject({ after: z.string().max(2000).optional() }),
};

export const statementPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/history",
    { schema, config: { needs: "history.read" } },
    async ({ context, params, query, frame }, reply) => {
      const { siteId } = params;
      const history = await readHistory(context, { siteId, after: query.after, limit: 50 });
      const chrome = await frame.chrome(siteId);
      const isFirst = query.after === undefined;
      return sendPage(
        reply,
        <HistoryPage chrome={chrome} siteId={siteId} history={history} isFirst={isFirst} />,
      );
    },
  );
};
