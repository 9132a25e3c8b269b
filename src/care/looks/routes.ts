/** The API of what an agent sees of a customer. Every answer leaves its trace in the customer's history. */
import { z } from "zod";
import { RegistrationReply, registrationReply } from "../../agreements/index.ts";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { CareRequestReply } from "../desk/replies.documents.ts";
import { requestReply } from "../desk/replies.operations.ts";
import { lookAtPerson, lookAtSite, releaseSignInLock } from "./looks.operations.ts";

const tags = ["care"];
export const Why = z.strictObject({
  for: PathText.optional().describe("The care request that is the reason; the customer's history names it"),
});

const Role = z.enum(["primary", "secondary", "user"]);
const grant = { role: Role, validThrough: z.string().nullable(), lastSeenOn: z.string().nullable() };

const SiteSeenReply = RegistrationReply.extend({
  contacts: z
    .array(z.object({ type: z.string(), name: z.string(), email: z.string(), phone: z.string() }))
    .describe("The key contacts that are assigned; the others fall back to the registered contact"),
  members: z.array(z.object({ personId: z.string(), name: z.string(), email: z.string(), ...grant })),
  requests: z.array(CareRequestReply),
}).meta({ id: "SiteAtTheDesk" });

const PersonSeenReply = z
  .object({
    personId: z.string(),
    email: z.string(),
    name: z.string().describe("Empty for somebody who was invited and has not registered"),
    romanizedName: z.string().nullable(),
    country: z.string(),
    language: z.enum(LANGUAGES),
    state: z.enum(["invited", "active", "disabled"]),
    registeredAt: z.string(),
    sites: z.array(z.object({ siteId: z.string(), number: z.string(), name: z.string(), ...grant })),
  })
  .meta({ id: "PersonAtTheDesk" });

const site = {
  summary: "Look at a site as its agent: registration, contacts, people, open requests",
  tags,
  params: z.strictObject({ siteId: PathText }),
  querystring: Why,
  response: { 200: SiteSeenReply, ...problems(400, 401, 403, 404) },
};

const PersonPath = z.strictObject({ personId: PathText });

const person = {
  summary: "Look at a person as an agent: the ID, its state, the sites",
  tags,
  params: PersonPath,
  querystring: Why,
  response: { 200: PersonSeenReply, ...problems(400, 401, 403, 404) },
};

const unlock = {
  summary: "Release a person's sign-in lock, after making sure who asks",
  tags,
  params: PersonPath,
  response: { 200: z.object({ wasLocked: z.boolean() }), ...problems(400, 401, 403, 404) },
};

const DISCLOSE = { needs: "contact.disclose" };

export const careLookRoutes: Routes = async (app) => {
  app.get(
    "/v1/care/sites/:siteId",
    { schema: site, config: DISCLOSE },
    async ({ context, params, query }) => {
      const seen = await lookAtSite(context, params.siteId, query.for);
      return {
        ...registrationReply(seen.site),
        contacts: [...seen.contacts],
        members: [...seen.members],
        requests: seen.requests.map((item) => requestReply(item, context.now)),
      };
    },
  );

  app.get(
    "/v1/care/people/:personId",
    { schema: person, config: DISCLOSE },
    async ({ context, params, query }) => {
      const seen = await lookAtPerson(context, params.personId, query.for);
      return { ...seen.person, sites: [...seen.memberships] };
    },
  );

  app.post(
    "/v1/care/people/:personId/unlock",
    { schema: unlock, config: { needs: "lock.release" } },
    async ({ context, params }) => releaseSignInLock(context, params.personId),
  );
};
