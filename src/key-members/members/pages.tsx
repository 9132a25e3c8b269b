/** The page of who is in a site's Key Center, and the one choice about it. It calls the API's own operations. */
import { z } from "zod";
import { formOf } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { keyMembersHref } from "../rules.ts";
import { readCircle } from "./list.operations.ts";
import { CirclePage } from "./members.parts.tsx";
import { setNotices } from "./operations.ts";

const SitePath = z.strictObject({ siteId: PathText });
const NEWS = ["added", "changed", "removed", "decided", "settings"] as const;
const Question = z.object({ news: z.enum(NEWS).optional().catch(undefined) });

export const keyMemberPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/key-members",
    {
      schema: { hide: true, params: SitePath, querystring: Question },
      config: { needs: "key-member.read" },
    },
    async ({ context, params: { siteId }, query, frame }, reply) => {
      const circle = await readCircle(context, siteId);
      const chrome = await frame.chrome(siteId);
      return sendPage(reply, <CirclePage chrome={chrome} {...circle} news={query.news} />);
    },
  );

  app.post(
    "/sites/:siteId/key-members/notices",
    { schema: { hide: true, params: SitePath }, config: { needs: "key-member.manage" } },
    async ({ context, params: { siteId }, body }, reply) => {
      await setNotices(context, siteId, formOf(body)["notify"] === "on");
      return reply.redirect(`${keyMembersHref(siteId)}?news=settings`, 303);
    },
  );
};
