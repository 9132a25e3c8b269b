/** The pages of whoever asks: the form, what they asked for, and each request. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { describeSession, readSitesWithoutPasscode } from "../../agreements/index.ts";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { invalid } from "../../platform/problem.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { sendPage } from "../../web/page.tsx";
import { type Refused, refusedBy } from "../refused.documents.ts";
import { MinePage, OnePage } from "./mine.parts.tsx";
import { NewPage } from "./new.parts.tsx";
import { askForAccess, readOwnRequest, readOwnRequests, withdrawRequest } from "./operations.ts";
import { Line, Lines } from "./replies.routes.ts";

const person = { config: { needs: "person" } };
const OnePath = z.strictObject({ id: PathText });
const ListQuestion = z.object({ after: z.string().max(2000).optional() });
const NewQuestion = z.object({ site: z.string().max(40).optional() });
const OneQuestion = z.object({ news: z.string().max(20).optional() });

const Texts = z.object({
  company: Line.optional(),
  department: Line.optional(),
  phone: Line.optional(),
  message: Lines.optional(),
});

export const requestPages: Routes = async (app) => {
  app.get(
    "/access-requests",
    { schema: { hide: true, querystring: ListQuestion }, ...person },
    async ({ context, query, frame }, reply) => {
      const { items, next } = await readOwnRequests(context, { ...query, limit: 50 });
      const { sites } = await describeSession(context);
      const props = {
        requests: items,
        next: next === null ? undefined : `/access-requests?after=${encodeURIComponent(next)}`,
        isFirst: query.after === undefined,
        hasSites: sites.length > 0,
      };
      return sendPage(reply, <MinePage chrome={await frame.chrome(null)} {...props} />);
    },
  );

  app.get(
    "/access-requests/new",
    { schema: { hide: true, querystring: NewQuestion }, ...person },
    (request, reply) => showNew(request, reply, { values: { siteNumber: request.query.site ?? "" } }),
  );

  app.post("/access-requests/new", { schema: { hide: true }, ...person }, async (request, reply) => {
    const values = formOf(request.body);
    try {
      const { id } = await askForAccess(request.context, askedIn(values));
      return await reply.redirect(`/access-requests/${id}?news=sent`, 303);
    } catch (error) {
      return showNew(request, reply, { values, refused: refusedBy(error, request.context.language) });
    }
  });

  const one = { schema: { hide: true, params: OnePath, querystring: OneQuestion }, ...person };
  app.get("/access-requests/:id", one, async ({ context, params, query, frame }, reply) => {
    const request = await readOwnRequest(context, params.id);
    const email = context.person?.email ?? "";
    const chrome = await frame.chrome(null);
    return sendPage(
      reply,
      <OnePage chrome={chrome} request={request} email={email} isNew={query.news !== undefined} />,
    );
  });

  const path = { schema: { hide: true, params: OnePath }, ...person };
  app.post("/access-requests/:id/withdrawal", path, async ({ context, params }, reply) => {
    const { id } = await withdrawRequest(context, params.id);
    return reply.redirect(`/access-requests/${id}?news=withdrawn`, 303);
  });
};

/** The form as the operation takes it; the question must be answered. */
function askedIn(values: Values) {
  const { siteNumber = "", isPrimaryContact = "" } = values;
  if (isPrimaryContact !== "yes" && isPrimaryContact !== "no") {
    const number = siteNumber.trim() === "" ? { siteNumber: ["site_number_malformed"] } : {};
    throw invalid({ ...number, isPrimaryContact: ["required"] });
  }
  const { company, department, phone, message } = parsed(Texts, values);
  return {
    siteNumber: siteNumber.slice(0, 40),
    isPrimaryContact: isPrimaryContact === "yes",
    company,
    department,
    phone,
    message,
  };
}

async function showNew(
  request: FastifyRequest,
  reply: FastifyReply,
  { values, refused }: { values: Values; refused?: Refused },
) {
  const { context, frame } = request;
  const errors: FormErrors = refused?.errors ?? {};
  const { sites: mine } = await describeSession(context);
  const page = (
    <NewPage
      chrome={await frame.chrome(null)}
      email={context.person?.email ?? ""}
      careEmail={context.portal.config.careEmail}
      hasSites={mine.length > 0}
      sites={await readSitesWithoutPasscode(context)}
      values={values}
      errors={errors}
    />
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
