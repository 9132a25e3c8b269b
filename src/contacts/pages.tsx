/** The pages of key contacts. A plain form; when somebody else was faster it comes back with both. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { timeZoneOf } from "../agreements/index.ts";
import { parsed } from "../platform/http/errors.ts";
import { formOf, pick, type Values } from "../platform/http/forms.ts";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import type { Language } from "../platform/language.ts";
import { Problem } from "../platform/problem.ts";
import type { FormErrors } from "../web/forms/errors.tsx";
import { sendPage } from "../web/page.tsx";
import { ContactPage } from "./contact.parts.tsx";
import {
  type ContactAsked,
  clearContact,
  readContact,
  readContacts,
  reviewContacts,
  saveContact,
} from "./contacts.operations.ts";
import { ContactsPage, contactsHref } from "./contacts.parts.tsx";
import { ContactBody, FIELDS, seenVersion } from "./rules.ts";
import { contactFaultText } from "./texts.ts";

const SitePath = z.strictObject({ siteId: PathText });
const News = z.object({ news: z.enum(["saved", "cleared", "reviewed"]).optional().catch(undefined) });
const all = {
  schema: { hide: true, params: SitePath, querystring: News },
  config: { needs: "contact.read" },
};
const one = {
  schema: { hide: true, params: z.strictObject({ siteId: PathText, type: PathText }) },
  config: { needs: "contact.update" },
};
const review = { schema: { hide: true, params: SitePath }, config: { needs: "contact.update" } };

export const contactPages: Routes = async (app) => {
  app.get("/sites/:siteId/contacts", all, async ({ context, params, query, frame }, reply) => {
    const contacts = await readContacts(context, params.siteId);
    const timeZone = timeZoneOf(contacts.site.country);
    const chrome = await frame.chrome(params.siteId);
    return sendPage(
      reply,
      <ContactsPage chrome={chrome} contacts={contacts} timeZone={timeZone} news={query.news} />,
    );
  });

  app.get("/sites/:siteId/contacts/:type", one, (request, reply) => show(request, reply, request.params));

  app.post("/sites/:siteId/contacts/:type", one, async (request, reply) => {
    const { context, params, body } = request;
    const form = formOf(body);
    try {
      const news = await change({ request, asked: params, form });
      return await reply.redirect(`${contactsHref(params.siteId)}?news=${news}`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || !["contact_changed", "invalid_request"].includes(error.code))
        throw error;
      const errors = error.code === "invalid_request" ? errorsOf(error, context.language) : {};
      return show(request, reply, params, { problem: error, errors, values: pick(form, FIELDS) });
    }
  });

  app.post("/sites/:siteId/contact-review", review, async ({ context, params }, reply) => {
    await reviewContacts(context, params.siteId);
    return reply.redirect(`${contactsHref(params.siteId)}?news=reviewed`, 303);
  });
};

interface Changing {
  readonly request: FastifyRequest;
  readonly asked: ContactAsked;
  readonly form: Values;
}

async function change({ request: { context }, asked, form }: Changing): Promise<"saved" | "cleared"> {
  const seen = seenVersion(form["version"]);
  if (form["action"] === "clear") {
    await clearContact(context, { ...asked, seen });
    return "cleared";
  }
  const blank = Object.fromEntries(FIELDS.map((field) => [field, ""]));
  const entered = parsed(ContactBody, { ...blank, ...pick(form, FIELDS) });
  await saveContact(context, { ...asked, entered, seen });
  return "saved";
}

function errorsOf({ facts }: Problem, language: Language): FormErrors {
  const { fields } = facts as { fields: Readonly<Record<string, readonly string[]>> };
  const told = Object.entries(fields).map(([name, codes]) => [
    name,
    contactFaultText(language, name, codes[0] ?? ""),
  ]);
  return Object.fromEntries(told);
}

interface Refused {
  readonly problem: Problem;
  readonly errors: FormErrors;
  readonly values: Values;
}

async function show(request: FastifyRequest, reply: FastifyReply, asked: ContactAsked, refused?: Refused) {
  const { context, frame } = request;
  const { site, contact } = await readContact(context, asked);
  const page = (
    <ContactPage
      chrome={await frame.chrome(asked.siteId)}
      site={site}
      contact={contact}
      timeZone={timeZoneOf(site.country)}
      values={isCleared(refused) ? undefined : refused?.values}
      errors={refused?.errors ?? {}}
      isConflict={refused?.problem.code === "contact_changed"}
    />
  );
  return sendPage(reply, page, refused?.problem.status ?? 200);
}

/** Who pressed "name nobody" typed nothing that ought to come back. */
function isCleared(refused: Refused | undefined): boolean {
  return refused !== undefined && Object.keys(refused.values).length === 0;
}
