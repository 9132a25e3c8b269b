/** How a person signs in and where they are signed in: /profile/security, and ending sessions from it. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Notice } from "../../web/notice.tsx";
import { Page, sendPage } from "../../web/page.tsx";
import { AuthenticatorSection, PasskeySection, RecoverySection } from "../factors/factors.parts.tsx";
import { readFactors } from "../factors/operations.ts";
import type { Refused } from "../form.parts.tsx";
import { endOtherSessions, endSession, readSessions } from "./own.operations.ts";
import { SessionsSection } from "./sessions.parts.tsx";
import { sayIn } from "./texts.ts";

const own = { schema: { hide: true }, config: { needs: "person" } };
const withId = { schema: { hide: true, params: z.object({ id: PathText }) }, config: { needs: "person" } };

export const securityPages: Routes = async (app) => {
  app.get("/profile/security", own, (request, reply) => showSecurity(request, reply));
  app.post("/profile/security/sessions/:id/end", withId, async (request, reply) => {
    await endSession(request.context, request.params.id);
    return reply.redirect("/profile/security?news=session-ended", 303);
  });
  app.post("/profile/security/sessions/end", own, async (request, reply) => {
    await endOtherSessions(request.context);
    return reply.redirect("/profile/security?news=sessions-ended", 303);
  });
};

const NEWS = [
  "passkey-added",
  "passkey-removed",
  "authenticator-added",
  "authenticator-removed",
  "session-ended",
  "sessions-ended",
] as const;

export async function showSecurity(request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const { context } = request;
  const { language, actor } = context;
  const say = sayIn(language);
  const factors = await readFactors(context);
  const sessions = await readSessions(context);
  const news = NEWS.find((each) => each === formOf(request.query)["news"]);
  const mustAdd = actor.kind === "person" && actor.staffRole !== null && actor.isStrong !== true;
  const hasFactor = factors.passkeys.length > 0 || factors.authenticatorAddedAt !== null;
  const page = (
    <Page
      chrome={await request.frame.chrome(null)}
      title={say("security")}
      lead={say("securityLead")}
      back={{ href: "/profile", label: say("profile") }}
    >
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {say(`news.${news}`)}
        </Notice>
      )}
      {mustAdd && <Notice tone="warn">{say("mustAdd")}</Notice>}
      <PasskeySection language={language} passkeys={factors.passkeys} errors={refused?.errors ?? {}} />
      <AuthenticatorSection language={language} addedAt={factors.authenticatorAddedAt} />
      {hasFactor && <RecoverySection language={language} left={factors.recoveryCodesLeft ?? 0} />}
      <SessionsSection language={language} sessions={sessions} />
    </Page>
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
