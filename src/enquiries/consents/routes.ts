/** The API of consents: the primary's, and support's. */
import { z } from "zod";
import { Day, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { giveConsent, readConsents, type ShownConsent, takeBack } from "./consents.operations.ts";
import { PURPOSES } from "./consents.rules.ts";
import { addMemberFor, disclose } from "./disclosures.operations.ts";

const tags = ["consents"];
const params = z.strictObject({ siteId: PathText });

const ConsentReply = z
  .object({
    id: z.string(),
    purpose: z.enum(PURPOSES),
    state: z.enum(["in-force", "over", "taken-back"]),
    validThrough: z.iso.date().describe("The last day, inclusive"),
    givenBy: z.string(),
    giver: z.string(),
    givenAt: z.iso.datetime(),
    takenBackAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Consent" });

export const ConsentBody = z.strictObject({ purpose: z.enum(PURPOSES, "choice_unknown"), validThrough: Day });

const list = {
  summary: "List what the vendor's support may know and do at the site",
  tags,
  params,
  response: { 200: z.object({ items: z.array(ConsentReply) }), ...problems(400, 401, 403, 404) },
};

const give = {
  summary: "Allow the vendor's support to know or to do something, for ninety days at most",
  tags,
  params,
  body: ConsentBody,
  response: { 201: ConsentReply, ...problems(400, 401, 403, 404) },
};

const remove = {
  summary: "Take a consent back",
  tags,
  params: params.extend({ id: PathText }),
  response: { 204: z.null(), ...problems(400, 401, 403, 404) },
};

const Meant = {
  siteId: PathText.optional(),
  siteNumber: z.string().max(40).optional(),
};

export const DisclosureBody = z.strictObject({
  ...Meant,
  email: z.string().max(320).optional().describe("Of somebody who is known at the site"),
  purpose: z.enum(["disclose-site-number", "disclose-contacts"], "choice_unknown"),
});

const disclosure = {
  summary: "Learn a site's numbers or contacts, if its primary allows it today",
  tags,
  body: DisclosureBody,
  response: {
    200: z.object({
      siteId: z.string(),
      siteName: z.string(),
      siteNumber: z.string().nullable(),
      customerNumber: z.string().nullable(),
      contacts: z.array(
        z.object({
          name: z.string(),
          email: z.string(),
          role: z.enum(["primary", "secondary", "user", "contact"]),
        }),
      ),
    }),
    ...problems(400, 401, 403, 404),
  },
};

export const MemberBody = z.strictObject({
  ...Meant,
  email: z.string().max(320),
  role: z.enum(["user", "secondary"]).default("user"),
});

const member = {
  summary: "Add a member to a site, if its primary allows it today",
  tags,
  body: MemberBody,
  response: {
    201: z.object({
      siteId: z.string(),
      personId: z.string(),
      email: z.string(),
      role: z.enum(["user", "secondary"]),
    }),
    ...problems(400, 401, 403, 404, 409),
  },
};

export const consentRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/consents",
    { schema: list, config: { needs: "consent.read" } },
    async ({ context, params: { siteId } }) => ({
      items: (await readConsents(context, siteId)).items.map(replyOf),
    }),
  );

  app.post(
    "/v1/sites/:siteId/consents",
    { schema: give, config: { needs: "consent.give" } },
    async ({ context, params: { siteId }, body }, reply) =>
      reply.code(201).send(replyOf(await giveConsent(context, siteId, body))),
  );

  app.delete(
    "/v1/sites/:siteId/consents/:id",
    { schema: remove, config: { needs: "consent.give" } },
    async ({ context, params: { siteId, id } }, reply) => {
      await takeBack(context, siteId, id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/care/disclosures",
    { schema: disclosure, config: { needs: "consented.disclose" } },
    async ({ context, body }) => {
      const { contacts, ...disclosed } = await disclose(context, body);
      return { ...disclosed, contacts: [...contacts] };
    },
  );

  app.post(
    "/v1/care/members",
    { schema: member, config: { needs: "consented.add-member" } },
    async ({ context, body }, reply) => reply.code(201).send(await addMemberFor(context, body)),
  );
};

function replyOf(consent: ShownConsent) {
  return { ...consent };
}
