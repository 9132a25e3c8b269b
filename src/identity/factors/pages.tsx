/** Changing one's second factors by the pages. Recovery codes are shown in the answer that made them, and only there. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { qrCode } from "../../platform/pdf/qr.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import { CodeBlock } from "../../web/code.tsx";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { ActionLink, Page, Section, sendPage } from "../../web/page.tsx";
import { type Refused, refusedBy } from "../form.parts.tsx";
import { requireProof } from "../security/own.operations.ts";
import { showSecurity } from "../security/pages.tsx";
import { sayIn } from "../security/texts.ts";
import { keepToken } from "../sessions/cookies.operations.ts";
import { inGroups } from "./codes.rules.ts";
import * as factors from "./operations.ts";
import { siteOf } from "./passkeys.authorize.ts";
import { attestationIn } from "./posted.parts.ts";
import { PasskeyName } from "./replies.documents.ts";

const SECURITY = "/profile/security";
const own = { schema: { hide: true }, config: { needs: "person" } };
const withId = { schema: { hide: true, params: z.object({ id: PathText }) }, config: { needs: "person" } };

export const factorPages: Routes = async (app) => {
  app.post(`${SECURITY}/passkeys`, own, addPasskeyByPage);
  app.post(`${SECURITY}/passkeys/:id/removal`, withId, async (request, reply) => {
    const { token } = await factors.removePasskey(request.context, request.params.id);
    return goOn(reply, token, "passkey-removed");
  });
  app.post(`${SECURITY}/authenticator`, own, async ({ context }, reply) => {
    await factors.offerAuthenticator(context);
    return reply.redirect(`${SECURITY}/authenticator`, 303);
  });
  app.get(`${SECURITY}/authenticator`, own, (request, reply) => showSetUp(request, reply));
  app.post(`${SECURITY}/authenticator/confirmation`, own, async (request, reply) => {
    const { code = "" } = formOf(request.body);
    try {
      const { token, recoveryCodes } = await factors.confirmAuthenticator(
        request.context,
        code.slice(0, 100),
      );
      return await shownCodes(request, reply, { token, recoveryCodes, news: "authenticator-added" });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "code_wrong") throw error;
      return showSetUp(request, reply, refusedBy(error, request.context.language));
    }
  });
  app.post(`${SECURITY}/authenticator/removal`, own, async ({ context }, reply) => {
    const { token } = await factors.removeAuthenticator(context);
    return goOn(reply, token, "authenticator-removed");
  });
  app.post(`${SECURITY}/recovery-codes`, own, async (request, reply) => {
    const made = await factors.renewRecoveryCodes(request.context);
    return shownCodes(request, reply, { ...made, news: "" });
  });
};

async function addPasskeyByPage(request: FastifyRequest, reply: FastifyReply) {
  const { context, headers } = request;
  const { name: typed = "", credential } = formOf(request.body);
  await requireProof(context);
  try {
    const attestation = attestationIn(credential);
    if (attestation === undefined) throw new Problem(400, "passkey_not_accepted");
    const name = PasskeyName.safeParse(typed);
    if (!name.success) throw invalid({ name: [typed.trim() === "" ? "required" : "text_not_allowed"] });
    const site = siteOf(context, headers.host);
    const added = await factors.addPasskey(context, { name: name.data, attestation, site });
    return await shownCodes(request, reply, { ...added, news: "passkey-added" });
  } catch (error) {
    return showSecurity(request, reply, refusedBy(error, context.language));
  }
}

function goOn(reply: FastifyReply, token: string, news: string) {
  keepToken(reply, token);
  return reply.redirect(`${SECURITY}?news=${news}`, 303);
}

interface Made {
  readonly token: string;
  readonly recoveryCodes: readonly string[] | null;
  readonly news: string;
}

async function shownCodes(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, recoveryCodes, news }: Made,
) {
  if (recoveryCodes === null) return goOn(reply, token, news);
  keepToken(reply, token);
  const say = sayIn(request.context.language);
  const href = news === "" ? SECURITY : `${SECURITY}?news=${news}`;
  const page = (
    <Page chrome={await request.frame.chrome(null)} title={say("codesTitle")} lead={say("codesLead")}>
      <Section title={say("recoveryCodes")}>
        <ul class="codes">
          {recoveryCodes.map((code) => (
            <li key={code}>
              <code translate={false}>{code}</code>
            </li>
          ))}
        </ul>
        <p class="actions">
          <ActionLink href={href} isMain>
            {say("toSecurity")}
          </ActionLink>
        </p>
      </Section>
    </Page>
  );
  return sendPage(reply, page);
}

/** Only while a secret is offered and not yet in use. */
async function showSetUp(request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const say = sayIn(request.context.language);
  const offered = await factors.readOffer(request.context);
  if (offered === undefined) return reply.redirect(SECURITY, 303);
  const { size, path } = qrCode(offered.uri);
  const page = (
    <Page
      chrome={await request.frame.chrome(null)}
      title={say("setUp")}
      lead={say("setUpLead")}
      back={{ href: SECURITY, label: say("security") }}
    >
      <Section title={say("authenticator")}>
        <svg class="qr" role="img" aria-label={say("qrLabel")} viewBox={`0 0 ${size} ${size}`} width="220">
          <path d={path} fill="currentColor" />
        </svg>
        <CodeBlock label={say("keyLabel")} value={inGroups(offered.key)} />
        <Form action={`${SECURITY}/authenticator/confirmation`} errors={refused?.errors ?? {}}>
          <Field
            name="code"
            label={say("code")}
            hint={say("appCodeHint")}
            autocomplete="one-time-code"
            inputMode="numeric"
            maxLength={20}
            isCode
          />
          <SubmitButton>{say("confirmApp")}</SubmitButton>
        </Form>
      </Section>
    </Page>
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
