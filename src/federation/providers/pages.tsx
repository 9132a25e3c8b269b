/** The page of a company's sign-in, and its forms. The same operations as the API, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import {
  addProvider,
  changeSecret,
  proveProvider,
  readProviders,
  removeProvider,
  switchProvider,
} from "./operations.ts";
import { identityProviderProblems } from "./problems.ts";
import { NEWS, type News, ProvidersPage, providersHref } from "./providers.parts.tsx";
import { ProviderBody, Secret } from "./routes.ts";
import { providerFault } from "./texts.ts";

const SitePath = z.strictObject({ siteId: PathText });
const ProviderPath = z.strictObject({ siteId: PathText, providerId: PathText });
const PATH = "/sites/:siteId/identity-providers";
const read = { schema: { hide: true, params: SitePath }, config: { needs: "identity-provider.read" } };
const manage = { needs: "identity-provider.manage" };
const FIELDS = ["domain", "issuer", "clientId", "clientSecret"];

type Request = FastifyRequest<{ Params: { siteId: string; providerId: string } }>;
type Act = (request: Request, values: Values) => Promise<News>;

/** One form each. */
const ACTS: Readonly<Record<string, Act>> = {
  proof: async ({ context, params }) => {
    await proveProvider(context, params.siteId, params.providerId);
    return "proved";
  },
  state: async ({ context, params }, { state }) => {
    const isOn = state === "on";
    await switchProvider(context, params.siteId, { id: params.providerId, isOn });
    return isOn ? "on" : "off";
  },
  secret: async ({ context, params }, { clientSecret: typed = "" }) => {
    const { clientSecret } = parsed(z.object({ clientSecret: Secret }), { clientSecret: typed });
    await changeSecret(context, params.siteId, { id: params.providerId, clientSecret });
    return "secret";
  },
  removal: async ({ context, params }) => {
    await removeProvider(context, params.siteId, params.providerId);
    return "removed";
  },
};

export const identityProviderPages: Routes = async (app) => {
  app.get(PATH, read, (request, reply) => show(request, reply, request.params.siteId, {}));

  app.post(PATH, { schema: { hide: true, params: SitePath }, config: manage }, async (request, reply) => {
    const { siteId } = request.params;
    const values = formOf(request.body);
    try {
      const body = parsed(ProviderBody, pick(values, FIELDS, ["clientSecret"]));
      await addProvider(request.context, siteId, body);
    } catch (error) {
      return show(request, reply, siteId, { values, problem: shownIn(error) });
    }
    return reply.redirect(`${providersHref(siteId)}?news=added`, 303);
  });

  for (const [step, act] of Object.entries(ACTS)) {
    app.post(
      `${PATH}/:providerId/${step}`,
      { schema: { hide: true, params: ProviderPath }, config: manage },
      async (request, reply) => {
        const { siteId } = request.params;
        try {
          const news = await act(request as Request, formOf(request.body));
          return reply.redirect(`${providersHref(siteId)}?news=${news}`, 303);
        } catch (error) {
          return show(request, reply, siteId, { problem: shownIn(error) });
        }
      },
    );
  }
};

/** What is about the form is told beside it; everything else has a page of its own. */
function shownIn(error: unknown): Problem {
  if (error instanceof Problem && [400, 409].includes(error.status)) return error;
  throw error;
}

interface Shown {
  readonly values?: Values;
  readonly problem?: Problem;
}

async function show(request: FastifyRequest, reply: FastifyReply, siteId: string, shown: Shown) {
  const { context, frame } = request;
  const { values = {}, problem } = shown;
  const providers = await readProviders(context, siteId);
  const asked = formOf(request.query)["news"];
  const page = (
    <ProvidersPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      providers={providers}
      values={values}
      errors={problem === undefined ? {} : errorsOf(problem, context.language)}
      news={NEWS.find((news) => news === asked)}
    />
  );
  return sendPage(reply, page, problem?.status ?? 200);
}

function errorsOf({ code, facts }: Problem, language: Parameters<typeof providerFault>[0]) {
  const { fields, issuer = "" } = facts as { fields?: Record<string, string[]>; issuer?: string };
  if (fields === undefined) {
    const text = identityProviderProblems.texts[language][`problem.${code}`] ?? code;
    return { form: text.replace("{issuer}", issuer) };
  }
  const told = Object.entries(fields).map(([name, [fault = ""]]) => [name, providerFault(language, fault)]);
  return Object.fromEntries(told);
}
