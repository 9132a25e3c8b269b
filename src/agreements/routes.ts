/** The API of sites and first access: shapes in, one operation, shapes out. */
import { z } from "zod";
import { renewSession } from "../identity/index.ts";
import { ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { enterPasscode, type OnClaimed } from "./first-access/first-access.operations.ts";
import { listMySites, type MySiteInFull, readRegistration, readSite } from "./operations.ts";
import {
  derivedOf,
  MySiteReply,
  RegistrationReply,
  registrationReply,
  SiteReply,
} from "./replies.documents.ts";
import { SITE_ORDERS } from "./session.rules.ts";

const tags = ["agreements"];
const SitePath = z.strictObject({ siteId: PathText });

export const FirstAccessBody = z.strictObject({
  siteNumber: z.string().max(40),
  passcode: z.string().max(100),
});

const firstAccess = {
  summary:
    "Open a site, once, as its registered contact with the temporary passcode; the session gets a new cookie",
  tags,
  body: FirstAccessBody,
  response: { 200: z.object({ siteId: z.string() }), ...problems(400, 401, 404, 409, 410, 429) },
};

const mine = {
  summary: "List the sites of the signed-in person",
  tags,
  querystring: z.strictObject({ ...ListQuery, sort: z.enum(SITE_ORDERS).default("number") }),
  response: { 200: listReply(MySiteReply), ...problems(400, 401) },
};

const one = {
  summary: "Read a site: what its program offers and what the person may do there, each no with its reason",
  tags,
  params: SitePath,
  response: { 200: SiteReply, ...problems(400, 401, 404) },
};

const registration = {
  summary: "Read what is registered of a site",
  tags,
  params: SitePath,
  response: { 200: RegistrationReply, ...problems(400, 401, 403, 404) },
};

export const agreementsRoutes =
  (onClaimed: OnClaimed): Routes =>
  async (app) => {
    app.post(
      "/v1/first-access",
      { schema: firstAccess, config: { needs: "person" } },
      async (request, reply) => {
        const opened = await enterPasscode(request.context, request.body, onClaimed);
        await renewSession(request, reply);
        return opened;
      },
    );

    app.get("/v1/sites", { schema: mine, config: { needs: "person" } }, async ({ context, query }) => {
      const page = await listMySites(context, query);
      return { ...page, items: page.items.map((site) => ({ ...site, ...derivedOf(site) })) };
    });

    app.get(
      "/v1/sites/:siteId",
      { schema: one, config: { needs: "site.read" } },
      async ({ context, params }) => siteReply(await readSite(context, params.siteId)),
    );

    app.get(
      "/v1/sites/:siteId/registration",
      { schema: registration, config: { needs: "registration.read" } },
      async ({ context, params }) => registrationReply(await readRegistration(context, params.siteId)),
    );
  };

function siteReply({ site, role, services, permissions, helpers }: MySiteInFull): z.input<typeof SiteReply> {
  const { siteId, number, name, program, country } = site;
  return {
    siteId,
    number,
    name,
    program,
    country,
    ...derivedOf(site),
    role,
    services: services.map((service) => ({ ...service, ...(service.isOffered ? OFFERED : NOT_OFFERED) })),
    permissions: [...permissions],
    helpers: [...helpers],
  };
}

const OFFERED = { reason: null, rule: null } as const;
const NOT_OFFERED = { reason: "program_not_eligible", rule: "BR-55" } as const;
