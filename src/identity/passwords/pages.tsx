/** The pages of a forgotten password. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf, type Values } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { PlainPage, sendPage } from "../../web/page.tsx";
import { type Refused, refusedBy } from "../form.parts.tsx";
import { sayIn } from "../texts.ts";
import { checkReset, requestReset, resetPassword } from "./operations.ts";

const schema = { hide: true };
const withToken = { hide: true, params: z.object({ token: z.string().max(200) }) };

export const passwordPages: Routes = async (app) => {
  app.get("/reset", { schema, config: { needs: "anyone" } }, (request, reply) =>
    showRequest(request, reply, {}),
  );
  app.post("/reset", { schema, config: { needs: "anyone" } }, async (request, reply) => {
    const values = formOf(request.body);
    try {
      await requestReset(request.context, values["email"]?.trim() ?? "");
    } catch (error) {
      return showRequest(request, reply, values, refusedBy(error, request.context.language));
    }
    return reply.redirect("/reset/sent", 303);
  });
  app.get("/reset/sent", { schema, config: { needs: "anyone" } }, showSent);
  app.get("/reset/:token", { schema: withToken, config: { needs: "anyone" } }, async (request, reply) => {
    await checkReset(request.context, request.params.token);
    return showNewPassword(request, reply);
  });
  app.post("/reset/:token", { schema: withToken, config: { needs: "anyone" } }, async (request, reply) => {
    const { password = "" } = formOf(request.body);
    try {
      const { email } = await resetPassword(request.context, { ...request.params, password });
      return reply.redirect(`/sign-in?news=reset&email=${encodeURIComponent(email)}`, 303);
    } catch (error) {
      const refused = refusedBy(error, request.context.language);
      if (refused.errors["form"] !== undefined) throw error; // the link itself is at fault: no form helps
      return showNewPassword(request, reply, refused);
    }
  });
};

function showSent({ context, frame }: FastifyRequest, reply: FastifyReply) {
  const say = sayIn(context.language);
  const page = (
    <PlainPage visit={frame.visit()} title={say("sent")} lead={say("resetSent")}>
      <p>{say("nothingCame")}</p>
      <p>{say("forgotId", { email: context.portal.config.careEmail })}</p>
      <p class="actions">
        <a href="/sign-in">{say("signIn")}</a>
      </p>
    </PlainPage>
  );
  return sendPage(reply, page);
}

function showRequest(request: FastifyRequest, reply: FastifyReply, values: Values, refused?: Refused) {
  const say = sayIn(request.context.language);
  const { careEmail } = request.context.portal.config;
  const page = (
    <PlainPage visit={request.frame.visit()} title={say("reset")} lead={say("resetLead")}>
      <Form action="/reset" errors={refused?.errors ?? {}}>
        <Field
          name="email"
          type="email"
          label={say("email")}
          value={values["email"]}
          autocomplete="username"
        />
        <SubmitButton>{say("resetButton")}</SubmitButton>
      </Form>
      <p>{say("forgotId", { email: careEmail })}</p>
    </PlainPage>
  );
  return sendPage(reply, page, refused?.status ?? 200);
}

function showNewPassword(request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const say = sayIn(request.context.language);
  const isSeed = request.context.portal.config.registrationProfile === "seed";
  const page = (
    <PlainPage visit={request.frame.visit()} title={say("newPassword")} lead={say("newPasswordLead")}>
      <Form errors={refused?.errors ?? {}}>
        <Field
          name="password"
          type="password"
          label={say("newPassword")}
          hint={say(isSeed ? "passwordHintSeed" : "passwordHint")}
          autocomplete="new-password"
        />
        <SubmitButton>{say("setPassword")}</SubmitButton>
      </Form>
    </PlainPage>
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
