/** The page of what is registered of a site, and its change form; the form is in the API too. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { printChangeForm, readSeenRegistration } from "./registration.operations.ts";
import { RegistrationPage } from "./registration.parts.tsx";

const params = z.strictObject({ siteId: PathText });
const page = { schema: { hide: true, params }, config: { needs: "registration.read" } };
const form = {
  schema: {
    summary: "Print the change form of a PA site with what is registered",
    tags: ["contacts"],
    params,
    response: {
      200: z.any().meta({ type: "string", format: "binary" }),
      ...problems(400, 401, 403, 404, 409),
    },
  },
  config: { needs: "registration.read" },
};

export const siteRegistrationPages: Routes = async (app) => {
  app.get("/sites/:siteId/registration", page, async ({ context, params, frame }, reply) => {
    const registration = await readSeenRegistration(context, params.siteId);
    const chrome = await frame.chrome(registration.site.siteId);
    const { config } = context.portal;
    return sendPage(reply, <RegistrationPage chrome={chrome} registration={registration} config={config} />);
  });

  app.get("/sites/:siteId/registration/change-form.pdf", page, (request, reply) =>
    sendForm(request, reply, request.params.siteId),
  );
  app.get("/v1/sites/:siteId/registration/change-form.pdf", form, (request, reply) =>
    sendForm(request, reply, request.params.siteId),
  );
};

async function sendForm({ context }: FastifyRequest, reply: FastifyReply, siteId: string) {
  const pdf = await printChangeForm(context, siteId);
  return reply
    .type("application/pdf")
    .header("cache-control", "no-store")
    .header("content-disposition", 'inline; filename="change-form.pdf"')
    .send(Buffer.from(pdf));
}
