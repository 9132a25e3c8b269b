/** The page of a site's people. It calls the API's own operation: the same permission, the same refusals. */
import { z } from "zod";
import { ROLES } from "../access/index.ts";
import { today } from "../platform/context.ts";
import { orBlank, PathText, SearchText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import type { Language } from "../platform/language.ts";
import { sendPage } from "../web/page.tsx";
import { mayManage, readMembers } from "./list.operations.ts";
import { MembersPage } from "./members.parts.tsx";
import { MemberSort } from "./routes.ts";
import { memberSay } from "./texts.ts";

const Counted = z.coerce.number().int().min(0).optional();
const Question = z.strictObject({
  role: orBlank(z.enum(ROLES).optional()),
  q: SearchText,
  sort: MemberSort,
  after: z.string().max(2000).optional(),
  /** What was just done. */
  news: z.enum(["added", "removed", "imported"]).optional(),
  added: Counted,
  changed: Counted,
  removed: Counted,
});

const list = { hide: true, params: z.strictObject({ siteId: PathText }), querystring: Question };

const ROWS = 50;

export const memberPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/members",
    { schema: list, config: { needs: "member.read" } },
    async ({ context, params, query, frame }, reply) => {
      const { siteId } = params;
      const { role, q, sort, after } = query;
      const question = { role, q, sort, after };
      const { own, ...page } = await readMembers(context, { siteId, ...question, limit: ROWS });
      const shown = (
        <MembersPage
          chrome={await frame.chrome(siteId)}
          siteId={siteId}
          question={question}
          page={page}
          today={today(context)}
          news={newsOf(query, context.language)}
          mayManage={mayManage(context, own)}
        />
      );
      return sendPage(reply, shown);
    },
  );
};

function newsOf(
  { news, added = 0, changed = 0, removed = 0 }: z.output<typeof Question>,
  language: Language,
): string | undefined {
  const say = memberSay(language);
  if (news === "added") return say("newsAdded");
  if (news === "removed") return say("newsRemoved");
  return news === "imported" ? say("newsImported", { added, changed, removed }) : undefined;
}
