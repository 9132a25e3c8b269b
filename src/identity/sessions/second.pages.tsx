/** The page after the password, where there is a second factor; and where a passkey is taken in place of both. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { formOf, type Values } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { PlainPage, sendPage } from "../../web/page.tsx";
import { PasskeySignIn } from "../factors/passkey.parts.tsx";
import { siteOf } from "../factors/passkeys.authorize.ts";
import { assertionIn } from "../factors/posted.parts.ts";
import { type Refused, refusedBy } from "../form.parts.tsx";
import { sayIn } from "../security/texts.ts";
import { browserOf, forgetStep, keepSession, stepOf } from "./cookies.operations.ts";
import { showSignIn } from "./pages.tsx";
import { safePath } from "./rules.ts";
import { finishSignIn, readStep, signInByPasskey } from "./second.operations.ts";

const open = { schema: { hide: true }, config: { needs: "anyone" } };

export const secondPages: Routes = async (app) => {
  app.get("/sign-in/second", open, (request, reply) =>
    showSecond(request, reply, { values: formOf(request.query) }),
  );
  app.post("/sign-in/second", open, async (request, reply) => {
    const values = formOf(request.body);
    const { code = "", next } = values;
    try {
      const given = {
        stepToken: stepOf(request) ?? "",
        code: code.slice(0, 100),
        browser: browserOf(request),
      };
      keepSession(reply, await finishSignIn(request.context, given));
    } catch (error) {
      return showSecond(request, reply, { values, refused: refusedBy(error, request.context.language) });
    }
    forgetStep(reply);
    return reply.redirect(safePath(next), 303);
  });
  app.post("/sign-in/passkey", open, async (request, reply) => {
    const { context, headers } = request;
    const values = formOf(request.body);
    try {
      const assertion = assertionIn(values["credential"]);
      if (assertion === undefined) throw new Problem(401, "passkey_refused");
      const given = { assertion, site: siteOf(context, headers.host), browser: browserOf(request) };
      keepSession(reply, await signInByPasskey(context, given));
    } catch (error) {
      return showSignIn(request, reply, { values, passkey: refusedBy(error, context.language) });
    }
    forgetStep(reply);
    return reply.redirect(safePath(values["next"]), 303);
  });
};

interface Shown {
  readonly values: Values;
  readonly refused?: Refused;
}

/** Whose step is over begins again with the password. */
async function showSecond(request: FastifyRequest, reply: FastifyReply, { values, refused }: Shown) {
  const { context, frame } = request;
  const stepToken = stepOf(request);
  const factors = stepToken === undefined ? undefined : await readStep(context, stepToken);
  const next = safePath(values["next"]);
  if (factors === undefined) return reply.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303);
  const { language } = context;
  const say = sayIn(language);
  const page = (
    <PlainPage visit={frame.visit()} title={say("second")} lead={say("secondLead")}>
      <Form action="/sign-in/second" errors={refused?.errors ?? {}} hidden={next === "/" ? {} : { next }}>
        <Field
          name="code"
          label={say("code")}
          hint={say(factors.hasAuthenticator ? "codeHint" : "recoveryHint")}
          autocomplete="one-time-code"
          maxLength={60}
          isCode
        />
        <SubmitButton>{say("signIn")}</SubmitButton>
      </Form>
      {factors.passkeys > 0 && <PasskeySignIn language={language} next={next} />}
      <p>{say("lostFactor", { email: context.portal.config.careEmail })}</p>
      <p class="actions">
        <a href="/sign-in">{say("backToSignIn")}</a>
      </p>
    </PlainPage>
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
