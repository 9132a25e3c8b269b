/** The API of registrations as a site's administrators decide them: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { nameOf } from "../notices.documents.ts";
import { REQUEST_STATES } from "../rules.ts";
import { decide, type NamedRequest, readRequest, readRequests } from "./operations.ts";

const tags = ["key center"];
const SitePath = z.strictObject({ siteId: PathText });
const RequestPath = z.strictObject({ siteId: PathText, id: PathText });

const RegistrationReply = z
  .object({
    id: z.string(),
    requester: z.object({ personId: z.string(), name: z.string(), email: z.string(), country: z.string() }),
    state: z.enum(REQUEST_STATES),
    askedAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    decidedBy: z.string().nullable(),
  })
  .meta({ id: "KeyRegistrationOfSite" });

const registrations = {
  summary: "List who asks to come into a site's Key Center",
  tags,
  params: SitePath,
  querystring: z.strictObject({ ...ListQuery, state: z.enum(["pending", "all"]).default("pending") }),
  response: { 200: listReply(RegistrationReply), ...problems(400, 401, 403, 404) },
};

const registration = {
  summary: "Read one registration",
  tags,
  params: RequestPath,
  response: { 200: RegistrationReply, ...problems(400, 401, 403, 404) },
};

const decision = {
  summary: "Approve or deny a registration: once, and never one's own",
  tags,
  params: RequestPath,
  body: z.strictObject({ decision: z.enum(["approve", "deny"]) }),
  response: { 200: RegistrationReply, ...problems(400, 401, 403, 404, 409) },
};

const managing = { config: { needs: "key-member.manage" } };

export const keyRegistrationRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/key-registrations",
    { schema: registrations, ...managing },
    async ({ context, params: { siteId }, query: { state, ...query } }) => {
      const page = await readRequests(context, siteId, { ...query, only: state });
      return { ...page, items: page.items.map(registrationReply) };
    },
  );

  app.get(
    "/v1/sites/:siteId/key-registrations/:id",
    { schema: registration, ...managing },
    async ({ context, params: { siteId, id } }) =>
      registrationReply((await readRequest(context, siteId, id)).request),
  );

  app.post(
    "/v1/sites/:siteId/key-registrations/:id/decision",
    { schema: decision, ...managing },
    async ({ context, params, body }) => registrationReply(await decide(context, params, body.decision)),
  );
};

function registrationReply({ id, personId, requester, state, askedAt, decidedAt, decider }: NamedRequest) {
  const name = requester === undefined ? "" : nameOf(requester);
  const { email = "", country = "" } = requester ?? {};
  return { id, requester: { personId, name, email, country }, state, askedAt, decidedAt, decidedBy: decider };
}
