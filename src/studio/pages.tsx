/** The page of the studio. All its state is in its address, so that it works without a script and can be sent on. */
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { type Query, viewOf } from "./address.rules.ts";
import { sendReport, sendRows } from "./export/send.documents.ts";
import { StudioPage } from "./studio.parts.tsx";
import { readStudio } from "./view.operations.ts";

const schema = {
  hide: true,
  params: z.strictObject({ siteId: PathText }),
  querystring: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
};
const config = { needs: "renewal.read" };

const STUDIO = "/sites/:siteId/studio";

export const studioPages: Routes = async (app) => {
  app.get(STUDIO, { schema, config }, async ({ context, params, query, frame }, reply) => {
    const studio = await readStudio(context, params.siteId, viewOf(query as Query));
    const news = query["news"] === "saved" ? "saved" : undefined;
    const chrome = await frame.chrome(params.siteId);
    const sales = context.portal.config.salesEmail;
    return sendPage(reply, <StudioPage chrome={chrome} studio={studio} sales={sales} news={news} />);
  });

  app.get(`${STUDIO}.pdf`, { schema, config }, async ({ context, params, query }, reply) =>
    sendReport(context, reply, await readStudio(context, params.siteId, viewOf(query as Query)), 1),
  );

  for (const format of ["csv", "xlsx"] as const) {
    app.get(`${STUDIO}.${format}`, { schema, config }, async ({ context, params, query }, reply) =>
      sendRows(context, reply, await readStudio(context, params.siteId, viewOf(query as Query)), format),
    );
  }
};
