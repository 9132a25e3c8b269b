/** The page on which somebody of a company says that a contact has left. What was typed stays when it comes back. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { personOf } from "../../access/index.ts";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { sendPage } from "../../web/page.tsx";
import { faultText } from "../texts.ts";
import { requestTakeOver } from "./ask.operations.ts";
import { LeftPage, SentPage } from "./left.parts.tsx";

const PATH = "/help/primary-left";
const FIELDS = [
  "company",
  "siteNumber",
  "customerNumber",
  "country",
  "contactType",
  "romanizedName",
  "email",
  "phone",
  "statement",
];
const Question = z.object({ site: z.string().max(40).optional(), sent: z.string().max(10).optional() });

export const leftPages: Routes = async (app) => {
  app.get(
    PATH,
    { schema: { hide: true, querystring: Question }, config: { needs: "person" } },
    async (request, reply) => {
      personOf(request.context);
      const { site = "", sent } = request.query;
      if (sent !== undefined) return showSent(request, reply);
      const { person } = request.context;
      return show(request, reply, { values: { siteNumber: site, country: person?.country ?? "" } });
    },
  );
  app.post(PATH, { schema: { hide: true }, config: { needs: "person" } }, async (request, reply) => {
    const values = formOf(request.body);
    try {
      await requestTakeOver(request.context, pick(values, FIELDS));
    } catch (error) {
      return show(request, reply, { values, ...refusedBy(error, request) });
    }
    return reply.redirect(`${PATH}?sent=yes`, 303);
  });
};

interface Asked {
  readonly values: Values;
  readonly errors?: FormErrors;
  readonly rule?: string | undefined;
}

async function show(request: FastifyRequest, reply: FastifyReply, { values, errors = {}, rule }: Asked) {
  const chrome = await request.frame.chrome(null);
  const page = <LeftPage chrome={chrome} values={values} errors={errors} rule={rule} />;
  return sendPage(reply, page, Object.keys(errors).length > 0 ? 400 : 200);
}

async function showSent(request: FastifyRequest, reply: FastifyReply) {
  const chrome = await request.frame.chrome(null);
  return sendPage(reply, <SentPage chrome={chrome} email={request.context.person?.email ?? ""} />);
}

/** By field, and the rule when something is missing. */
function refusedBy(error: unknown, { context }: FastifyRequest): Omit<Asked, "values"> {
  if (!(error instanceof Problem) || error.code !== "invalid_request") throw error;
  const { fields, rule } = error.facts as { fields: Record<string, string[]>; rule?: string };
  const told = Object.entries(fields).map(([name, codes]) => [
    name,
    faultText(context.language, codes[0] ?? ""),
  ]);
  const isMissing = Object.values(fields).some((codes) => codes.includes("required"));
  return { errors: Object.fromEntries(told), rule: isMissing ? rule : undefined };
}
