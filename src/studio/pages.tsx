/** The page of the studio. All its state is in its address, so that it works without a script and can be sent on. */
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { type Query, viewOf } from "./address.rules.ts";
import { StudioPage } from "./studio.parts.tsx";
import { readStudio } from "./view.operations.ts";

export const SitePath = z.strictObject({ siteId: PathText });
export const AnyQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const studio = {
  schema: { hide: true, params: SitePath, querystring: AnyQuery },
  config: { needs: "renewal.read" },
};

export const studioPages: Routes = async (app) => {
  app.get("/sites/:siteId/studio", studio, async ({ context, params, query, frame }, reply) => {
    const { siteId } = params;
    const found = await readStudio(context, siteId, viewOf(query as Query));
    const news = query["news"] === "saved" ? "saved" : undefined;
    const chrome = await frame.chrome(siteId);
    const sales = context.portal.config.salesEmail;
    return sendPage(reply, <StudioPage chrome={chrome} studio={found} sales={sales} news={news} />);
  });
};
