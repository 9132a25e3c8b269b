/** The pages of the customer-care desk. They call the API's own operations: the same permission, the same refusals. */
import { z } from "zod";
import { orBlank, SearchText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import type { CareDecider } from "./deciders.documents.ts";
import { readQueue } from "./desk/desk.operations.ts";
import { CARE_PATH, QueuePage } from "./desk/queue.parts.tsx";
import { careRequestPages } from "./desk/request.pages.tsx";
import { careLookPages } from "./looks/pages.tsx";
import { CARE_KINDS, desksOf, TEAMS } from "./queue.rules.ts";
import { staffRoleOf } from "./rights.operations.ts";
import { careSearchPages } from "./search/pages.tsx";

const Question = z.strictObject({
  team: orBlank(z.enum(TEAMS).optional()),
  kind: orBlank(z.enum(CARE_KINDS).optional()),
  state: z.enum(["open", "decided", "withdrawn", "all"]).default("open"),
  claimed: orBlank(z.enum(["me", "nobody", "others"]).optional()),
  q: SearchText,
  sort: z.enum(["dueAt", "-dueAt", "openedAt", "-openedAt"]).default("dueAt"),
  after: z.string().max(2000).optional(),
});

const list = { hide: true, querystring: Question };
export const carePages =
  (deciders: () => readonly CareDecider[]): Routes =>
  async (app) => {
    await app.register(careRequestPages(deciders));
    await app.register(careSearchPages);
    await app.register(careLookPages);

    app.get(CARE_PATH, { schema: list, config: { needs: "care.read" } }, async (request, reply) => {
      const { context, query, frame } = request;
      const page = await readQueue(context, { ...query, limit: 50 });
      const teams = desksOf(staffRoleOf(context)).sees;
      const chrome = await frame.chrome(null);
      return sendPage(
        reply,
        <QueuePage chrome={chrome} question={query} page={page} teams={teams} now={context.now} />,
      );
    });
  };
