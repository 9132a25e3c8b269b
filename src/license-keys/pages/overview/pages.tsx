/** The Key Center's first page. */
import { z } from "zod";
import { PathText } from "../../../platform/http/lists.ts";
import type { Routes } from "../../../platform/http/server.ts";
import { sendPage } from "../../../web/page.tsx";
import { readKeyRoom } from "../site.operations.ts";
import { OverviewPage } from "./overview.parts.tsx";

const schema = { hide: true, params: z.strictObject({ siteId: PathText }) };

export const keyOverviewPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/license-keys",
    { schema, config: { needs: "license-key.read" } },
    async ({ context, params: { siteId }, frame }, reply) => {
      const room = await readKeyRoom(context, siteId);
      return sendPage(
        reply,
        <OverviewPage chrome={await frame.chrome(siteId)} room={room} today={room.today} />,
      );
    },
  );
};
