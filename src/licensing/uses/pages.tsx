/** The page of who uses an online key. It calls the API's own operations. */
import { z } from "zod";
import type { Context } from "../../platform/context.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { endUse, readUsesRoom, type UseAsked } from "./operations.ts";
import { UsesPage, usesHref } from "./uses.parts.tsx";

const PATH = "/sites/:siteId/license-keys/:keyId/uses";
const params = z.strictObject({ siteId: PathText, keyId: PathText });
const News = z.object({
  freed: z
    .union([z.enum(["now", "before"]), z.iso.datetime()])
    .optional()
    .catch(undefined),
});

export const usesPages: Routes = async (app) => {
  app.get(
    PATH,
    { schema: { hide: true, params, querystring: News }, config: { needs: "license-key.read" } },
    async ({ context, frame, params: asked, query: { freed } }, reply) => {
      const room = await readUsesRoom(context, asked);
      const chrome = await frame.chrome(asked.siteId);
      return sendPage(reply, <UsesPage {...{ chrome, room, freed }} />);
    },
  );

  app.post(
    `${PATH}/:useId/end`,
    {
      schema: { hide: true, params: params.extend({ useId: PathText }) },
      config: { needs: "license-key.return" },
    },
    async ({ context, params: asked }, reply) => {
      const freed = new URLSearchParams({ freed: await free(context, asked) });
      return reply.redirect(`${usesHref(asked.siteId, asked.keyId)}?${freed}`, 303);
    },
  );
};

/** Somebody was faster, or it came back by itself: what was wished for is so. */
async function free(context: Context, asked: UseAsked): Promise<string> {
  try {
    return (await endUse(context, asked)).offlineUntil ?? "now";
  } catch (error) {
    if (error instanceof Problem && error.code === "license_use_not_found") return "before";
    throw error;
  }
}
