/** The vendor's page of key sharing. It calls the API's own operation. */
import { z } from "zod";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { REPORT_DAYS, readSharing } from "./operations.ts";
import { SharingFilterShape } from "./routes.ts";
import { SHARING_PATH, SharingPage } from "./sharing.parts.tsx";

const Question = z.strictObject({ ...SharingFilterShape, after: z.string().max(2000).optional() });

export const sharingPages: Routes = async (app) => {
  app.get(
    SHARING_PATH,
    { schema: { hide: true, querystring: Question }, config: { needs: "sharing.read" } },
    async ({ context, query, frame }, reply) => {
      const page = await readSharing(context, { ...query, limit: 50 });
      const chrome = await frame.chrome(null);
      const kept = context.portal.config.sightingDays;
      const days = Math.min(REPORT_DAYS, kept);
      return sendPage(reply, <SharingPage {...{ chrome, question: query, page, days, kept }} />);
    },
  );
};
