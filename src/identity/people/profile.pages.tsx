/** A person's own page: data and password. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section, sendPage } from "../../web/page.tsx";
import { NameFields, PlaceFields, type Refused, refusedBy } from "../form.parts.tsx";
import { changePassword } from "../passwords/operations.ts";
import { sayIn as saySecurity } from "../security/texts.ts";
import { browserOf } from "../sessions/cookies.operations.ts";
import { sayIn } from "../texts.ts";
import { changePerson, hasBouncingMail, readPerson } from "./operations.ts";

const schema = { hide: true };

export const profilePages: Routes = async (app) => {
  app.get("/profile", { schema, config: { needs: "person" } }, (request, reply) =>
    showProfile(request, reply, {}),
  );
  app.post("/profile", { schema, config: { needs: "person" } }, async (request, reply) => {
    const values = formOf(request.body);
    const names = ["givenName", "familyName", "country", "language"];
    const romanizedName = values["romanizedName"]?.trim() || null;
    try {
      await changePerson(request.context, { ...pick(values, names), romanizedName });
    } catch (error) {
      return showProfile(request, reply, { values, data: refusedBy(error, request.context.language) });
    }
    return reply.redirect("/profile?news=saved", 303);
  });
  app.post("/profile/password", { schema, config: { needs: "person" } }, async (request, reply) => {
    const { currentPassword = "", newPassword = "" } = formOf(request.body);
    const token = browserOf(request).oldToken;
    const current = currentPassword.slice(0, 2000);
    try {
      await changePassword(request.context, { currentPassword: current, newPassword, token });
    } catch (error) {
      return showProfile(request, reply, { password: refusedBy(error, request.context.language) });
    }
    return reply.redirect("/profile?news=password", 303);
  });
};

interface Shown {
  readonly values?: Values;
  readonly data?: Refused;
  readonly password?: Refused;
}

async function showProfile(request: FastifyRequest, reply: FastifyReply, shown: Shown) {
  const { context } = request;
  const say = sayIn(context.language);
  const { email, romanizedName, ...person } = await readPerson(context);
  const isRefused = await hasBouncingMail(context, email);
  const values = shown.values ?? { ...person, romanizedName: romanizedName ?? "" };
  const { news } = formOf(request.query);
  const page = (
    <Page
      chrome={await request.frame.chrome(null)}
      title={say("profile")}
      lead={say("profileLead")}
      actions={<ActionLink href="/profile/security">{saySecurity(context.language)("security")}</ActionLink>}
    >
      {(news === "saved" || news === "password") && (
        <Notice tone="ok" isNews>
          {say(news === "saved" ? "savedNews" : "passwordNews")}
        </Notice>
      )}
      {isRefused && <Notice tone="warn">{say("bouncing", { email })}</Notice>}
      <DataSection request={request} email={email} values={values} refused={shown.data} />
      <PasswordSection request={request} email={email} refused={shown.password} />
    </Page>
  );
  return sendPage(reply, page, shown.data?.status ?? shown.password?.status ?? 200);
}

interface SectionProps {
  readonly request: FastifyRequest;
  readonly email: string;
  readonly refused: Refused | undefined;
}

function DataSection({ request: { context }, email, values, refused }: SectionProps & { values: Values }) {
  const { language, portal } = context;
  const say = sayIn(language);
  const isSeed = portal.config.registrationProfile === "seed";
  return (
    <Section title={say("yourData")}>
      <Form action="/profile" errors={refused?.errors ?? {}}>
        <Field name="id" type="email" label={say("email")} value={email} readonly autocomplete="username" />
        <NameFields language={language} values={values} isLatinOnly={isSeed} />
        <PlaceFields language={language} values={values} />
        <SubmitButton>{say("save")}</SubmitButton>
      </Form>
    </Section>
  );
}

function PasswordSection({ request: { context }, refused }: SectionProps) {
  const say = sayIn(context.language);
  const isSeed = context.portal.config.registrationProfile === "seed";
  return (
    <Section title={say("changePassword")}>
      <Form action="/profile/password" errors={refused?.errors ?? {}}>
        <Field
          name="currentPassword"
          type="password"
          label={say("currentPassword")}
          autocomplete="current-password"
        />
        <Field
          name="newPassword"
          type="password"
          label={say("newPassword")}
          hint={say(isSeed ? "passwordHintSeed" : "passwordHint")}
          autocomplete="new-password"
        />
        <SubmitButton>{say("changePassword")}</SubmitButton>
      </Form>
    </Section>
  );
}
