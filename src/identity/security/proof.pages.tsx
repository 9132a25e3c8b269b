/** The page on which somebody who is signed in proves it once more, and goes on to where they were going. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { formOf, type Values } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { Page, Section, sendPage } from "../../web/page.tsx";
import { PasskeyForm } from "../factors/passkey.parts.tsx";
import { siteOf } from "../factors/passkeys.authorize.ts";
import { assertionIn } from "../factors/posted.parts.ts";
import { type Refused, refusedBy } from "../form.parts.tsx";
import { browserOf, keepToken } from "../sessions/cookies.operations.ts";
import { safePath } from "../sessions/rules.ts";
import { PROOF_MINUTES } from "./own.operations.ts";
import { type Proof, prove, readProofs } from "./proof.operations.ts";
import { sayIn } from "./texts.ts";

const own = { schema: { hide: true }, config: { needs: "person" } };

export const stepUpPages: Routes = async (app) => {
  app.get("/profile/proof", own, (request, reply) =>
    showProof(request, reply, { values: formOf(request.query) }),
  );
  app.post("/profile/proof", own, async (request, reply) => {
    const { context, headers } = request;
    const values = formOf(request.body);
    try {
      const site = siteOf(context, headers.host);
      const { device } = browserOf(request);
      keepToken(reply, await prove(context, { proof: proofIn(values), site, device }));
    } catch (error) {
      return showProof(request, reply, { values, refused: refusedBy(error, context.language) });
    }
    return reply.redirect(safePath(values["next"]), 303);
  });
};

function proofIn({ password, code, credential }: Values): Proof {
  if (password !== undefined) return { password: password.slice(0, 1024) };
  if (code !== undefined) return { code: code.slice(0, 100) };
  const passkey = assertionIn(credential);
  if (passkey === undefined) throw new Problem(403, "proof_refused");
  return { passkey };
}

interface Shown {
  readonly values: Values;
  readonly refused?: Refused;
}

async function showProof(request: FastifyRequest, reply: FastifyReply, { values, refused }: Shown) {
  const { context } = request;
  const { language } = context;
  const say = sayIn(language);
  const { isPasswordEnough, hasAuthenticator, passkeys } = await readProofs(context);
  const next = safePath(values["next"]);
  const errors = refused?.errors ?? {};
  const page = (
    <Page
      chrome={await request.frame.chrome(null)}
      title={say("proof")}
      lead={say("proofLead", { minutes: PROOF_MINUTES })}
    >
      <Section title={say(isPasswordEnough ? "password" : "code")}>
        <Form action="/profile/proof" errors={errors} hidden={{ next }}>
          {isPasswordEnough ? (
            <Field name="password" type="password" label={say("password")} autocomplete="current-password" />
          ) : (
            <Field
              name="code"
              label={say("code")}
              hint={say(hasAuthenticator ? "codeHint" : "recoveryHint")}
              autocomplete="one-time-code"
              maxLength={60}
              isCode
            />
          )}
          <SubmitButton>{say("prove")}</SubmitButton>
        </Form>
      </Section>
      {passkeys > 0 && (
        <Section title={say("passkey")}>
          <PasskeyForm
            language={language}
            action="/profile/proof"
            options="/v1/session/proof/passkey-options"
            label={say("proveByPasskey")}
            hidden={{ next }}
          />
        </Section>
      )}
    </Page>
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
