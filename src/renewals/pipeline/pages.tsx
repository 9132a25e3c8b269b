/** The operator's pages of renewals. They call the API's own operations: the same permission, the same refusals. */
import { z } from "zod";
import { isStaffRole, STAFF_PERMISSIONS } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { readPipeline, readPipelineSummary } from "./operations.ts";
import { PipelinePage } from "./pipeline.parts.tsx";
import { PIPELINE_PATH } from "./quotes.parts.tsx";
import { PipelineFilterShape, PipelineSort } from "./routes.ts";

const ROWS = 50;

const schema = {
  hide: true,
  querystring: z.strictObject({
    ...PipelineFilterShape,
    sort: PipelineSort,
    after: z.string().max(2000).optional(),
  }),
};

export const pipelinePages: Routes = async (app) => {
  app.get(
    PIPELINE_PATH,
    { schema, config: { needs: "renewal.watch" } },
    async ({ context, query, frame }, reply) => {
      const { sort, after, ...filter } = query;
      const page = await readPipeline(context, { ...filter, sort, after, limit: ROWS });
      const summary = await readPipelineSummary(context, filter);
      const chrome = await frame.chrome(null);
      const mayRehearse = mayRun(context);
      return sendPage(reply, <PipelinePage {...{ chrome, question: query, summary, page, mayRehearse }} />);
    },
  );
};

function mayRun({ actor }: Context): boolean {
  const role = actor.kind === "person" ? actor.staffRole : null;
  return isStaffRole(role) && STAFF_PERMISSIONS[role].includes("renewal.run");
}
