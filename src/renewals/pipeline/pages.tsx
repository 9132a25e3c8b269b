/** The operator's pages of renewals. They call the API's own operations: the same permission, the same refusals. */
import { z } from "zod";
import { authorizeVendor, isStaffRole, STAFF_PERMISSIONS } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { formOf } from "../../platform/http/forms.ts";
import { Day } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { runFor } from "../run/rehearsal.operations.ts";
import { readPipeline, readPipelineSummary } from "./operations.ts";
import { PipelinePage } from "./pipeline.parts.tsx";
import { PIPELINE_PATH } from "./quotes.parts.tsx";
import { RehearsalPage } from "./rehearsal.parts.tsx";
import { PipelineFilterShape, PipelineSort } from "./routes.ts";
import { pipelineSay } from "./texts.ts";

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

  // A rehearsal changes nothing, but it is recorded that somebody asked: a form, not an address.
  app.post(
    `${PIPELINE_PATH}/rehearsal`,
    { schema: { hide: true }, config: { needs: "renewal.run" } },
    async ({ context, body, frame }, reply) => {
      await authorizeVendor(context, "renewal.run", async () => {}); // who may not is told so first
      const { on = "", siteNumber = "" } = formOf(body);
      const entered = {
        on,
        siteNumber: siteNumber
          .replaceAll(/\p{Cc}/gu, "")
          .trim()
          .slice(0, 20),
      };
      const say = pipelineSay(context.language);
      const day = Day.safeParse(on);
      const { report, field } = day.success
        ? await rehearsed(context, { on: day.data, siteNumber: entered.siteNumber })
        : { report: undefined, field: "on" as const };
      const errors = field === null ? {} : { [field]: say(`fault.${field}`) };
      const chrome = await frame.chrome(null);
      const page = <RehearsalPage {...{ chrome, entered, report, errors }} />;
      return sendPage(reply, page, field === null ? 200 : 400);
    },
  );
};

/** The report, or the field that names nothing. */
async function rehearsed(
  context: Context,
  { on, siteNumber }: { on: z.output<typeof Day>; siteNumber: string },
) {
  try {
    const one = siteNumber === "" ? {} : { siteNumber };
    return { report: await runFor(context, { on, isDryRun: true, ...one }), field: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === "invalid_request") return { report: undefined, field: "on" as const };
    if (error.code !== "site_not_found") throw error;
    return { report: undefined, field: "siteNumber" as const };
  }
}

function mayRun({ actor }: Context): boolean {
  const role = actor.kind === "person" ? actor.staffRole : null;
  return isStaffRole(role) && STAFF_PERMISSIONS[role].includes("renewal.run");
}
