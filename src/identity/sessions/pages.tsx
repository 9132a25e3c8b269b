/** The pages of signing in and out. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { formOf, type Values } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { Notice } from "../../web/notice.tsx";
import { PlainPage, sendPage } from "../../web/page.tsx";
import { PasskeySignIn } from "../factors/passkey.parts.tsx";
import { type Refused, refusedBy } from "../form.parts.tsx";
import { sayIn } from "../texts.ts";
import { CompanySignIn } from "./company.parts.tsx";
import { browserOf, forgetSession, keepSession, keepStep } from "./cookies.operations.ts";
import { beginSignIn, signOut } from "./operations.ts";
import { safePath } from "./rules.ts";

const schema = { hide: true };

export const sessionPages: Routes = async (app) => {
  app.get("/sign-in", { schema, config: { needs: "anyone" } }, (request, reply) => {
    const values = formOf(request.query);
    if (request.context.actor.kind === "person") return reply.redirect(safePath(values["next"]), 303);
    return showSignIn(request, reply, { values });
  });
  app.post("/sign-in", { schema, config: { needs: "anyone" } }, async (request, reply) => {
    const values = formOf(request.body);
    const { email = "", password = "", next } = values;
    try {
      const input = { email: email.trim(), password: password.slice(0, 2000), ...browserOf(request) };
      const begun = await beginSignIn(request.context, input);
      if ("stepToken" in begun) {
        keepStep(reply, begun.stepToken);
        return reply.redirect(`/sign-in/second?next=${encodeURIComponent(safePath(next))}`, 303);
      }
      keepSession(reply, begun);
    } catch (error) {
      return showSignIn(request, reply, { values, refused: refusedBy(error, request.context.language) });
    }
    return reply.redirect(safePath(next), 303);
  });
  app.post("/sign-out", { schema, config: { needs: "anyone" } }, async (request, reply) => {
    await signOut(request.context, browserOf(request).oldToken);
    forgetSession(reply);
    return reply.redirect("/sign-in?news=signed-out", 303);
  });
};

interface Shown {
  readonly values: Values;
  readonly refused?: Refused;
  /** What was wrong with a passkey, which is a form of its own. */
  readonly passkey?: Refused;
}

const NEWS = {
  confirmed: "confirmedNews",
  reset: "resetNews",
  "signed-out": "signedOutNews",
} as const;

function isNews(text: string | undefined): text is keyof typeof NEWS {
  return text !== undefined && Object.hasOwn(NEWS, text);
}

export function showSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { values, refused, passkey }: Shown,
) {
  const { language } = request.context;
  const say = sayIn(language);
  const { news, email, next } = values;
  const path = safePath(next);
  const page = (
    <PlainPage visit={request.frame.visit()} title={say("signIn")} lead={say("signInLead")}>
      {isNews(news) && (
        <Notice tone="ok" isNews>
          {say(NEWS[news])}
        </Notice>
      )}
      <Form action="/sign-in" errors={refused?.errors ?? {}} hidden={path === "/" ? {} : { next: path }}>
        <Field name="email" type="email" label={say("email")} value={email} autocomplete="username" />
        <Field name="password" type="password" label={say("password")} autocomplete="current-password" />
        <SubmitButton>{say("signIn")}</SubmitButton>
      </Form>
      <PasskeySignIn language={language} next={path} errors={passkey?.errors ?? {}} />
      <CompanySignIn language={language} next={path} />
      <p class="actions">
        <a href="/reset">{say("forgot")}</a> <a href="/register">{say("registerLink")}</a>{" "}
        <a href="/help">{say("helpLink")}</a>
      </p>
      <DemoHint request={request} />
    </PlainPage>
  );
  return sendPage(reply, page, refused?.status ?? passkey?.status ?? 200);
}

/** Where the mails of a demo without a mail server are. */
function DemoHint({ request: { context } }: { request: FastifyRequest }) {
  const { config } = context.portal;
  const say = sayIn(context.language);
  if (config.mode !== "demo" || config.smtpUrl !== null) return null;
  return (
    <Notice>
      <p>{say("mailboxHint")}</p>
      <p>
        <a href="/mailbox">{say("mailboxLink")}</a>
      </p>
    </Notice>
  );
}
