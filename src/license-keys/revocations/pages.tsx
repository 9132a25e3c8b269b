/** Licence support's page of revocations. It calls the API's own operations: the same permission, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { readRevocations as readPublished } from "../../license-files/index.ts";
import { formOf, pick } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { chosenOf } from "./choice.documents.ts";
import { askForRevocation, confirmRevocation, readRevocations, withdrawRevocation } from "./operations.ts";
import {
  type Asked,
  QUESTION,
  REVOCATIONS_PATH,
  RevocationsPage,
  type RevocationsProps,
} from "./revocations.parts.tsx";
import { Why } from "./routes.ts";
import { revocationSay } from "./texts.ts";

const config = { needs: "license-key.revoke" };
const one = { hide: true, params: z.strictObject({ id: PathText }) };
const list = {
  hide: true,
  querystring: z.object({
    keyId: PathText.optional(),
    siteNumber: PathText.optional(),
    orderNumber: PathText.optional(),
    productCode: PathText.optional(),
    news: z.enum(["done", "asked", "withdrawn"]).optional().catch(undefined),
  }),
};

export const keyRevocationPages: Routes = async (app) => {
  app.get(REVOCATIONS_PATH, { schema: list, config }, (request, reply) =>
    show(request, reply, { said: request.query, news: request.query.news }),
  );
  app.post(REVOCATIONS_PATH, { schema: { hide: true }, config }, async (request, reply) => {
    const values = formOf(request.body);
    const why = z.object(Why).safeParse(values);
    if (!why.success) {
      const say = revocationSay(request.context.language);
      const names = why.error.issues.map(({ path }) => String(path[0]));
      const errors = Object.fromEntries(names.map((name) => [name, say("fault_required")]));
      return show(request, reply, { said: values, values, errors });
    }
    const { state } = await askForRevocation(request.context, { ...askedOf(values), ...why.data });
    return reply.redirect(`${REVOCATIONS_PATH}?news=${state === "done" ? "done" : "asked"}`, 303);
  });
  app.post(`${REVOCATIONS_PATH}/:id/confirmation`, { schema: one, config }, async (request, reply) => {
    await confirmRevocation(request.context, request.params.id);
    return reply.redirect(`${REVOCATIONS_PATH}?news=done`, 303);
  });
  app.post(`${REVOCATIONS_PATH}/:id/withdrawal`, { schema: one, config }, async (request, reply) => {
    await withdrawRevocation(request.context, request.params.id);
    return reply.redirect(`${REVOCATIONS_PATH}?news=withdrawn`, 303);
  });
};

type Said = Readonly<Record<string, string | undefined>>;

/** What was filled in; null when nothing was. */
function askedOf(said: Said): Asked | null {
  const given = Object.fromEntries(Object.entries(said).map(([name, text]) => [name, text?.trim() ?? ""]));
  const asked = pick(given, QUESTION, QUESTION);
  return Object.keys(asked).length === 0 ? null : asked;
}

interface Shown extends Pick<RevocationsProps, "values" | "errors"> {
  readonly said: Said;
  readonly news?: RevocationsProps["news"];
}

async function show({ context, frame }: FastifyRequest, reply: FastifyReply, { said, news, ...rest }: Shown) {
  const asked = askedOf(said);
  const faults = faultsOf(asked, revocationSay(context.language)("fault_chosen"));
  const read = await readRevocations(context, asked === null || faults ? null : chosenOf(asked));
  const { sequence, issuedAt, nextBy } = await readPublished(context);
  const errors = { ...rest.errors, ...faults };
  const page = (
    <RevocationsPage
      chrome={await frame.chrome(null)}
      read={read}
      asked={faults ? null : asked}
      news={news}
      published={{ sequence, issuedAt, nextBy }}
      address={`${context.portal.config.baseUrl}/v1/licensing/revocations`}
      values={rest.values ?? {}}
      errors={errors}
    />
  );
  return sendPage(reply, page, Object.keys(errors).length > 0 ? 400 : 200);
}

/** What was looked for that names nothing. */
function faultsOf(asked: Asked | null, told: string): Record<string, string> | undefined {
  if (asked === null) return undefined;
  try {
    chosenOf(asked);
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { fields } = error.facts as { fields: Readonly<Record<string, unknown>> };
    return Object.fromEntries(Object.keys(fields).map((name) => [name, told]));
  }
}
