/** The pages of registering an ID: the form, the word that a mail is on its way, the button that activates. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { PlainPage, sendPage } from "../../web/page.tsx";
import { NameFields, PlaceFields, type Refused, refusedBy } from "../form.parts.tsx";
import { sayIn } from "../texts.ts";
import { confirmRegistration, readRegistration, requestRegistration } from "./registration.operations.ts";

const FIELDS = ["givenName", "familyName", "romanizedName", "email", "password", "country", "language"];
const SEED_FIELDS = [...FIELDS, "question", "answer"];

const schema = { hide: true };
const withToken = { hide: true, params: z.object({ token: z.string().max(200) }) };

export const registrationPages: Routes = async (app) => {
  app.get("/register", { schema, config: { needs: "anyone" } }, (request, reply) =>
    showForm(request, reply, { values: { ...placeOf(request), ...pick(formOf(request.query), ["email"]) } }),
  );
  app.post("/register", { schema, config: { needs: "anyone" } }, async (request, reply) => {
    const { context } = request;
    const values = formOf(request.body);
    const isSeed = context.portal.config.registrationProfile === "seed";
    const entered = pick(values, isSeed ? SEED_FIELDS : FIELDS, ["romanizedName"]);
    try {
      await requestRegistration(context, { ...entered, email: entered["email"]?.trim() });
    } catch (error) {
      return showForm(request, reply, { values, refused: refusedBy(error, context.language) });
    }
    return reply.redirect("/register/sent", 303);
  });
  app.get("/register/sent", { schema, config: { needs: "anyone" } }, showSent);
  app.get("/confirm/:token", { schema: withToken, config: { needs: "anyone" } }, async (request, reply) => {
    const email = await readRegistration(request.context, request.params.token);
    const say = sayIn(request.context.language);
    const page = (
      <PlainPage visit={request.frame.visit()} title={say("confirm")} lead={say("confirmLead", { email })}>
        <Form>
          <SubmitButton>{say("confirmButton")}</SubmitButton>
        </Form>
      </PlainPage>
    );
    return sendPage(reply, page);
  });
  app.post("/confirm/:token", { schema: withToken, config: { needs: "anyone" } }, async (request, reply) => {
    const { email } = await confirmRegistration(request.context, request.params.token);
    return reply.redirect(`/sign-in?news=confirmed&email=${encodeURIComponent(email)}`, 303);
  });
};

function showSent({ context, frame }: FastifyRequest, reply: FastifyReply) {
  const say = sayIn(context.language);
  const page = (
    <PlainPage visit={frame.visit()} title={say("sent")} lead={say("registerSent")}>
      <p>{say("nothingCame")}</p>
      <p class="actions">
        <a href="/register">{say("register")}</a> <a href="/sign-in">{say("signIn")}</a>
      </p>
    </PlainPage>
  );
  return sendPage(reply, page);
}

/** What the browser chose before is not asked again. */
function placeOf({ cookies, context }: FastifyRequest): Values {
  const country = cookies["country"];
  return { language: context.language, ...(country === undefined ? {} : { country }) };
}

interface Shown {
  readonly values: Values;
  readonly refused?: Refused;
}

function showForm(request: FastifyRequest, reply: FastifyReply, { values, refused }: Shown) {
  const { language, portal } = request.context;
  const say = sayIn(language);
  const isSeed = portal.config.registrationProfile === "seed";
  const page = (
    <PlainPage visit={request.frame.visit()} title={say("register")} lead={say("registerLead")}>
      <Form action="/register" errors={refused?.errors ?? {}}>
        <NameFields language={language} values={values} isLatinOnly={isSeed} />
        <Field
          name="email"
          type="email"
          label={say("email")}
          value={values["email"]}
          autocomplete="username"
        />
        <Field
          name="password"
          type="password"
          label={say("password")}
          hint={say(isSeed ? "passwordHintSeed" : "passwordHint")}
          autocomplete="new-password"
        />
        {isSeed && <Field name="question" label={say("question")} value={values["question"]} />}
        {isSeed && <Field name="answer" label={say("answer")} autocomplete="off" />}
        <PlaceFields language={language} values={values} />
        <SubmitButton>{say("register")}</SubmitButton>
      </Form>
      <p>
        <a href="/sign-in">{say("haveId")}</a>
      </p>
    </PlainPage>
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
