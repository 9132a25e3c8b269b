/** The help pages: an index, and one form for each kind of enquiry. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../platform/http/errors.ts";
import { formOf, pick, type Values } from "../platform/http/forms.ts";
import type { Routes } from "../platform/http/server.ts";
import { Problem } from "../platform/problem.ts";
import type { FormErrors } from "../web/forms/errors.tsx";
import { sendPage } from "../web/page.tsx";
import { EnquiryPage, HelpIndexPage, SentPage } from "./help.parts.tsx";
import { sendEnquiry } from "./operations.ts";
import { EnquiryBody } from "./routes.ts";
import { CHANGE_FIELDS, type EnquiryKind } from "./rules.ts";
import { enquiryFault } from "./texts.ts";

const anyone = { config: { needs: "anyone" } };

const FORMS: readonly (readonly [path: string, kind: EnquiryKind])[] = [
  ["/help/forgotten-id", "forgotten-id"],
  ["/help/contact", "contact-enquiry"],
  ["/help/registration", "registration-change"],
];

export const enquiryPages: Routes = async (app) => {
  app.get("/help", { schema: { hide: true }, ...anyone }, ({ context, frame }, reply) =>
    sendPage(reply, <HelpIndexPage visit={frame.visit()} care={context.portal.config.careEmail} />),
  );

  const Sent = z.object({ number: z.string().max(60).optional() });
  app.get("/help/sent", { schema: { hide: true, querystring: Sent }, ...anyone }, ({ query, frame }, reply) =>
    sendPage(reply, <SentPage visit={frame.visit()} id={query.number} />),
  );

  for (const [path, kind] of FORMS) {
    app.get(path, { schema: { hide: true }, ...anyone }, (request, reply) =>
      show(request, reply, { kind, values: prefilled(request) }),
    );
    app.post(path, { schema: { hide: true }, ...anyone }, async (request, reply) => {
      const values = formOf(request.body);
      try {
        const { id } = await sendEnquiry(request.context, parsed(EnquiryBody, bodyOf(kind, values)));
        return await reply.redirect(`/help/sent?number=${id}`, 303);
      } catch (error) {
        return show(request, reply, { kind, values, error });
      }
    });
  }
};

/** What is known of the reader, and the site number that the link named. */
function prefilled({ context: { person }, query }: FastifyRequest): Values {
  const { site = "" } = formOf(query);
  return {
    siteNumber: site.slice(0, 40),
    ...(person === null ? {} : { name: person.name, email: person.email, country: person.country }),
  };
}

function bodyOf(kind: EnquiryKind, values: Values) {
  const fields = ["siteNumber", "name", "email", "company", "country", "message"];
  const given = CHANGE_FIELDS.filter((field) => (values[`changes.${field}`] ?? "").trim() !== "");
  const changes = Object.fromEntries(given.map((field) => [field, values[`changes.${field}`]]));
  return {
    ...pick(values, fields, ["company", "message"]),
    kind,
    ...(kind === "registration-change" ? { changes } : {}),
  };
}

interface Shown {
  readonly kind: EnquiryKind;
  readonly values: Values;
  readonly error?: unknown;
}

function show({ context, frame }: FastifyRequest, reply: FastifyReply, { kind, values, error }: Shown) {
  const errors: FormErrors = error === undefined ? {} : errorsOf(error, context.language);
  const page = <EnquiryPage visit={frame.visit()} kind={kind} values={values} errors={errors} />;
  return sendPage(reply, page, error === undefined ? 200 : 400);
}

/** By field; what is not about the form has a page of its own. */
function errorsOf(error: unknown, language: Parameters<typeof enquiryFault>[0]): FormErrors {
  if (!(error instanceof Problem) || error.code !== "invalid_request") throw error;
  const { fields } = error.facts as { fields: Readonly<Record<string, readonly string[]>> };
  const told = Object.entries(fields).map(([name, codes]) => [
    name === "changes" ? "form" : name,
    enquiryFault(language, codes[0] ?? ""),
  ]);
  return Object.fromEntries(told);
}
