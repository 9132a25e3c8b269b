/** The API of key contacts: shapes in, one operation, shapes out. */
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { LANGUAGES } from "../platform/language.ts";
import {
  clearContact,
  readContacts,
  reviewContacts,
  type ShownContact,
  saveContact,
} from "./contacts.operations.ts";
import { CONTACT_TYPES, ContactBody, seenVersion } from "./rules.ts";

const tags = ["contacts"];
const SitePath = z.strictObject({ siteId: PathText });
const ContactPath = z.strictObject({ siteId: PathText, type: PathText });

const AssignedReply = z
  .object({
    name: z.string(),
    email: z.string(),
    phone: z.string(),
    street: z.string(),
    city: z.string(),
    region: z.string(),
    postalCode: z.string(),
    country: z.string(),
    language: z.enum(LANGUAGES),
    savedAt: z.string(),
    savedBy: z.string().nullable().describe("Who saved it, by name"),
  })
  .meta({ id: "AssignedContact" });

const ContactReply = z
  .object({
    type: z.enum(CONTACT_TYPES),
    assigned: AssignedReply.nullable().describe("Who is named; null where nobody is, and for PRIMARY"),
    effective: z
      .object({ name: z.string(), email: z.string(), isFallback: z.boolean() })
      .nullable()
      .describe("To whom documents of this type go now"),
    version: z.string().describe("Send it as If-Match to change exactly what was seen"),
  })
  .meta({ id: "KeyContact" });

const IfMatch = z.looseObject({
  "if-match": z.string().max(200).optional().describe("The version that was seen; absent: whatever is there"),
});

const list = {
  summary: "List the six key contacts of a site, each with who is named and to whom its documents go",
  tags,
  params: SitePath,
  response: {
    200: z.object({
      items: z.array(ContactReply),
      next: z.null(),
      reviewedAt: z.string().nullable().describe("When somebody last said that all are right"),
      isReviewDue: z.boolean(),
    }),
    ...problems(400, 401, 403, 404),
  },
};

const save = {
  summary:
    "Name a key contact; effective at once. All fields are needed, country and language default to the site's",
  tags,
  params: ContactPath,
  headers: IfMatch,
  body: ContactBody,
  response: { 200: ContactReply, ...problems(400, 401, 403, 404, 409, 429) },
};

const clear = {
  summary: "Name nobody as this key contact: it falls back to the primary contact",
  tags,
  params: ContactPath,
  headers: IfMatch,
  response: { 204: z.null(), ...problems(400, 401, 403, 404, 409) },
};

const review = {
  summary: "Say that all key contacts are right",
  tags,
  params: SitePath,
  response: { 200: z.object({ reviewedAt: z.string() }), ...problems(400, 401, 403, 404) },
};

export const contactRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/contacts",
    { schema: list, config: { needs: "contact.read" } },
    async ({ context, params }) => {
      const { items, reviewedAt, isReviewDue } = await readContacts(context, params.siteId);
      return { items: items.map(replyOf), next: null, reviewedAt, isReviewDue };
    },
  );

  app.put(
    "/v1/sites/:siteId/contacts/:type",
    { schema: save, config: { needs: "contact.update" } },
    async ({ context, params, body, headers }, reply) => {
      const seen = seenVersion(headers["if-match"]);
      const contact = await saveContact(context, { ...params, entered: body, seen });
      return withTag(reply, contact.version).send(replyOf(contact));
    },
  );

  app.delete(
    "/v1/sites/:siteId/contacts/:type",
    { schema: clear, config: { needs: "contact.update" } },
    async ({ context, params, headers }, reply) => {
      await clearContact(context, { ...params, seen: seenVersion(headers["if-match"]) });
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/sites/:siteId/contact-review",
    { schema: review, config: { needs: "contact.update" } },
    ({ context, params }) => reviewContacts(context, params.siteId),
  );
};

function withTag(reply: FastifyReply, version: string): FastifyReply {
  return reply.header("etag", `"${version}"`);
}

function replyOf({ type, assigned, effective, version }: ShownContact): z.input<typeof ContactReply> {
  if (assigned === null) return { type, assigned, effective, version };
  const { savedByName, ...contact } = assigned;
  return { type, assigned: { ...contact, savedBy: savedByName }, effective, version };
}
