/** The API of views. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { endCurrentView, readViews, startView } from "./views.operations.ts";
import { LONGEST_MINUTES } from "./views.rules.ts";

const tags = ["views"];

const Text = (most: number) => z.string().trim().min(1).max(most);

export const ViewBody = z.strictObject({
  siteId: PathText,
  personId: PathText.describe("A member of the site: as whom it is seen"),
  reason: Text(500),
  ticket: Text(60),
  minutes: z.int().min(1).max(LONGEST_MINUTES).optional(),
});

const StartedReply = z.object({
  id: z.string(),
  siteId: z.string(),
  personId: z.string(),
  startedAt: z.iso.datetime(),
  until: z.iso.datetime(),
});

const ViewReply = StartedReply.extend({
  siteNumber: z.string(),
  siteName: z.string(),
  as: z.string().describe("The member's address"),
  staffPersonId: z.string(),
  by: z.string().describe("The address of the vendor's person"),
  reason: z.string(),
  ticket: z.string(),
  endedAt: z.iso.datetime().nullable(),
  paths: z.array(z.string()).describe("What was looked at"),
}).meta({ id: "View" });

const start = {
  summary: "See a site as one of its people does, reading only, for half an hour at most",
  tags,
  body: ViewBody,
  response: { 201: StartedReply, ...problems(400, 401, 403, 404, 409) },
};

const list = {
  summary: "List the views, the newest first",
  tags,
  querystring: z.strictObject({
    siteId: PathText.optional(),
    sort: z.enum(["-startedAt"]).default("-startedAt"),
    ...ListQuery,
  }),
  response: { 200: listReply(ViewReply), ...problems(400, 401, 403, 404) },
};

const end = {
  summary: "End the view that the session is in",
  tags,
  response: { 204: z.null(), ...problems(401, 404) },
};

export const viewRoutes: Routes = async (app) => {
  app.post("/v1/views", { schema: start, config: { needs: "site.view" } }, async ({ context, body }, reply) =>
    reply.code(201).send(await startView(context, body)),
  );

  app.get("/v1/views", { schema: list, config: { needs: "site.view" } }, async ({ context, query }) => {
    const page = await readViews(context, query);
    return { ...page, items: [...page.items] };
  });

  app.delete(
    "/v1/views/current",
    { schema: end, config: { needs: "person" } },
    async ({ context }, reply) => {
      await endCurrentView(context);
      return reply.code(204).send(null);
    },
  );
};
