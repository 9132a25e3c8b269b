/** The page behind an invitation. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { COUNTRIES, faultText } from "../identity/index.ts";
import { formOf, pick, type Values } from "../platform/http/forms.ts";
import type { Routes } from "../platform/http/server.ts";
import { type Language, tagOf } from "../platform/language.ts";
import { Problem } from "../platform/problem.ts";
import { Field, Form, SelectField, SubmitButton } from "../web/form.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { PlainPage, sendPage } from "../web/page.tsx";
import { acceptInvitation, readInvitation } from "./operators.operations.ts";
import { roleText, sayIn } from "./texts.ts";

const schema = { hide: true, params: z.object({ token: z.string().max(200) }) };
const FIELDS = ["givenName", "familyName", "password", "country"];

export const staffPages: Routes = async (app) => {
  app.get("/invitations/:token", { schema, config: { needs: "anyone" } }, (request, reply) =>
    showInvitation(request, reply, { token: request.params.token, values: {}, errors: {} }),
  );
  app.post("/invitations/:token", { schema, config: { needs: "anyone" } }, async (request, reply) => {
    const { context, params } = request;
    const values = formOf(request.body);
    try {
      const entered = { ...pick(values, FIELDS), language: context.language };
      const { email } = await acceptInvitation(context, params.token, entered);
      return reply.redirect(`/sign-in?news=confirmed&email=${encodeURIComponent(email)}`, 303);
    } catch (error) {
      const errors = errorsOf(error, context.language);
      return showInvitation(request, reply, { token: params.token, values, errors });
    }
  });
};

/** By field; what is not about a field has a page of its own. */
function errorsOf(error: unknown, language: Language): FormErrors {
  if (!(error instanceof Problem) || error.code !== "invalid_request") throw error;
  const { fields } = error.facts as { fields: Readonly<Record<string, readonly string[]>> };
  const told = Object.entries(fields).map(([name, codes]) => [
    name,
    faultText(language, name, codes[0] ?? ""),
  ]);
  return Object.fromEntries(told);
}

interface Shown {
  readonly token: string;
  readonly values: Values;
  readonly errors: FormErrors;
}

async function showInvitation(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, values, errors }: Shown,
) {
  const { context, frame } = request;
  const say = sayIn(context.language);
  const { email, role, hasId } = await readInvitation(context, token);
  const lead = say(hasId ? "invitationKnown" : "invitationNew", {
    email,
    role: roleText(context.language, role),
  });
  const page = (
    <PlainPage visit={frame.visit()} title={say("invitation")} lead={lead}>
      <Form errors={errors}>
        {!hasId && <PersonFields language={context.language} values={values} />}
        <SubmitButton>{say("accept")}</SubmitButton>
      </Form>
    </PlainPage>
  );
  return sendPage(reply, page, Object.keys(errors).length > 0 ? 400 : 200);
}

function PersonFields({ language, values }: { language: Language; values: Values }) {
  const say = sayIn(language);
  const names = new Intl.DisplayNames([tagOf(language)], { type: "region" });
  const options = COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value }));
  return (
    <>
      <Field
        name="givenName"
        label={say("givenName")}
        value={values["givenName"]}
        autocomplete="given-name"
      />
      <Field
        name="familyName"
        label={say("familyName")}
        value={values["familyName"]}
        autocomplete="family-name"
      />
      <Field
        name="password"
        type="password"
        label={say("password")}
        hint={say("passwordHint")}
        autocomplete="new-password"
      />
      <SelectField
        name="country"
        label={say("country")}
        options={options}
        prompt={say("countryPrompt")}
        value={values["country"] ?? ""}
        autocomplete="country"
      />
    </>
  );
}
