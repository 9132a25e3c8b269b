/** The pages of views: begin one, see who had them, end one. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { sendPage } from "../../web/page.tsx";
import { enquiryFault, enquirySay } from "../texts.ts";
import { ViewBody } from "./routes.ts";
import { endCurrentView, readViewable, readViews, startView } from "./views.operations.ts";
import { NewViewPage, ViewsPage } from "./views.parts.tsx";

const Wanted = z.object({ site: PathText.default(""), person: PathText.optional() });
const Listing = z.object({ siteId: PathText.optional(), after: z.string().max(2000).optional() });

export const viewPages: Routes = async (app) => {
  const vendor = { config: { needs: "site.view" } };
  app.get(
    "/care/views",
    { schema: { hide: true, querystring: Listing }, ...vendor },
    async ({ context, query, frame }, reply) => {
      const page = await readViews(context, { ...query, limit: 50 });
      const chrome = await frame.chrome(null);
      return sendPage(reply, <ViewsPage chrome={chrome} page={page} {...query} />);
    },
  );

  app.get("/care/views/new", { schema: { hide: true, querystring: Wanted }, ...vendor }, (request, reply) => {
    const { site, person = "" } = request.query;
    return showNew(request, reply, { values: { siteId: site, personId: person } });
  });

  app.post("/care/views", { schema: { hide: true }, ...vendor }, async (request, reply) => {
    const values = formOf(request.body);
    try {
      const body = parsed(ViewBody, pick(values, ["siteId", "personId", "reason", "ticket"]));
      const { siteId } = await startView(request.context, body);
      return await reply.redirect(`/sites/${siteId}`, 303);
    } catch (error) {
      return showNew(request, reply, { values, error });
    }
  });

  app.post(
    "/views/current/end",
    { schema: { hide: true }, config: { needs: "person" } },
    async ({ context }, reply) => {
      await endCurrentView(context);
      return reply.redirect("/care/views", 303);
    },
  );
};

interface Shown {
  readonly values: Values;
  readonly error?: unknown;
}

async function showNew(request: FastifyRequest, reply: FastifyReply, { values, error }: Shown) {
  const { context, frame } = request;
  const errors = error === undefined ? {} : errorsOf(error, context.language);
  const viewable = await readViewable(context, values["siteId"] ?? "");
  const chrome = await frame.chrome(null);
  const page = <NewViewPage chrome={chrome} viewable={viewable} values={values} errors={errors} />;
  return sendPage(reply, page, error === undefined ? 200 : 400);
}

function errorsOf(error: unknown, language: Parameters<typeof enquiryFault>[0]): FormErrors {
  if (!(error instanceof Problem)) throw error;
  if (error.code === "view_running") return { form: enquirySay(language)("problem.view_running") };
  if (error.code !== "invalid_request") throw error;
  const { fields } = error.facts as { fields: Readonly<Record<string, readonly string[]>> };
  const told = Object.entries(fields).map(([name, codes]) => [name, enquiryFault(language, codes[0] ?? "")]);
  return Object.fromEntries(told);
}
