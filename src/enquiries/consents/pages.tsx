/** The pages of consents: the primary's, and support's. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { sendPage } from "../../web/page.tsx";
import { enquiryFault, enquirySay } from "../texts.ts";
import { ConsentedPage } from "./consented.parts.tsx";
import { giveConsent, readConsents, takeBack } from "./consents.operations.ts";
import { ConsentsPage } from "./consents.parts.tsx";
import { addMemberFor, disclose, openConsented } from "./disclosures.operations.ts";
import { ConsentBody, DisclosureBody, MemberBody } from "./routes.ts";

const SitePath = z.strictObject({ siteId: PathText });
const OnePath = SitePath.extend({ id: PathText });

export const consentPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/consents",
    { schema: { hide: true, params: SitePath }, config: { needs: "consent.read" } },
    (request, reply) => showConsents(request, reply, { siteId: request.params.siteId }),
  );

  app.post(
    "/sites/:siteId/consents",
    { schema: { hide: true, params: SitePath }, config: { needs: "consent.give" } },
    async (request, reply) => {
      const { siteId } = request.params;
      const values = formOf(request.body);
      try {
        const body = parsed(ConsentBody, pick(values, ["purpose", "validThrough"]));
        await giveConsent(request.context, siteId, body);
        return await reply.redirect(`/sites/${siteId}/consents`, 303);
      } catch (error) {
        return showConsents(request, reply, { siteId, values, error });
      }
    },
  );

  app.post(
    "/sites/:siteId/consents/:id/taking-back",
    { schema: { hide: true, params: OnePath }, config: { needs: "consent.give" } },
    async ({ context, params }, reply) => {
      await takeBack(context, params.siteId, params.id);
      return reply.redirect(`/sites/${params.siteId}/consents`, 303);
    },
  );

  app.get(
    "/care/consented",
    { schema: { hide: true }, config: { needs: "consented.disclose" } },
    showConsented,
  );

  app.post(
    "/care/consented/members",
    { schema: { hide: true }, config: { needs: "consented.add-member" } },
    async (request, reply) => {
      const values = formOf(request.body);
      const { addTo, addEmail, role } = values;
      await openConsented(request.context, "consented.add-member");
      try {
        const body = parsed(MemberBody, { siteNumber: addTo, email: addEmail, role });
        const { email } = await addMemberFor(request.context, body);
        return await reply.redirect(`/care/consented?added=${encodeURIComponent(email)}`, 303);
      } catch (error) {
        const chrome = await request.frame.chrome(null);
        const { refusal, errors } = toldOf(error, request);
        const { email: faultOfEmail, siteNumber: faultOfNumber, ...rest } = errors;
        const page = (
          <ConsentedPage
            chrome={chrome}
            values={values}
            refusal={refusal}
            addErrors={{ ...rest, addEmail: faultOfEmail, addTo: faultOfNumber }}
          />
        );
        return sendPage(reply, page, refusal === undefined ? 400 : 403);
      }
    },
  );
};

interface Shown {
  readonly siteId: string;
  readonly values?: Values;
  readonly error?: unknown;
}

async function showConsents(request: FastifyRequest, reply: FastifyReply, shown: Shown) {
  const { siteId, values = {}, error } = shown;
  const errors = error === undefined ? {} : toldOf(error, request).errors;
  const consents = await readConsents(request.context, siteId);
  const chrome = await request.frame.chrome(siteId);
  const page = (
    <ConsentsPage chrome={chrome} siteId={siteId} consents={consents} values={values} errors={errors} />
  );
  return sendPage(reply, page, error === undefined ? 200 : 400);
}

/** Shows what is asked for; each look is in the site's history, and each that is refused. */
async function showConsented(request: FastifyRequest, reply: FastifyReply) {
  const values = formOf(request.query);
  if (values["purpose"] === undefined) await openConsented(request.context, "consented.disclose");
  const chrome = await request.frame.chrome(null);
  if (values["purpose"] === undefined) {
    return sendPage(reply, <ConsentedPage chrome={chrome} values={values} />);
  }
  try {
    const asked = pick(values, ["purpose", "siteNumber", "email"], ["siteNumber", "email"]);
    const disclosed = await disclose(request.context, parsed(DisclosureBody, asked));
    return await sendPage(reply, <ConsentedPage chrome={chrome} values={values} disclosed={disclosed} />);
  } catch (error) {
    const { refusal } = toldOf(error, request);
    return sendPage(reply, <ConsentedPage chrome={chrome} values={values} refusal={refusal} />, 403);
  }
}

/** What a form shows of an error; what is not about it is thrown on. */
function toldOf(error: unknown, { context: { language } }: FastifyRequest) {
  if (!(error instanceof Problem)) throw error;
  if (error.code === "consent_required") {
    return { refusal: enquirySay(language)("problem.consent_required"), errors: {} as FormErrors };
  }
  if (error.code !== "invalid_request") throw error;
  const { fields } = error.facts as { fields: Readonly<Record<string, readonly string[]>> };
  const told = Object.entries(fields).map(([name, codes]) => [name, enquiryFault(language, codes[0] ?? "")]);
  return { refusal: undefined, errors: Object.fromEntries(told) as FormErrors };
}
