/** The API of requests for access: shapes in, one operation, shapes out. */
import { z } from "zod";
import { PERMISSIONS, type Permission, type Privileges } from "../access/index.ts";
import { ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { decideRequest, readSiteRequest, readSiteRequests } from "./decisions/operations.ts";
import { askForPrivilege } from "./decisions/privilege.operations.ts";
import { askForAccess, readOwnRequest, readOwnRequests, withdrawRequest } from "./requests/operations.ts";
import {
  DecisionBody,
  Line,
  Lines,
  ownReply,
  RequestReply,
  SiteRequestReply,
  siteReply,
} from "./requests/replies.routes.ts";

const tags = ["nominations"];
const OnePath = z.strictObject({ id: PathText });
const SitePath = z.strictObject({ siteId: PathText });
const SiteOnePath = z.strictObject({ siteId: PathText, id: PathText });

const ask = {
  summary: "Ask for access to a site (self-nomination); an unknown number is answered like any other",
  tags,
  body: z.strictObject({
    siteNumber: z.string().max(40).describe("Seven digits, beginning with 7 or 3; leading zeros are dropped"),
    isPrimaryContact: z.boolean().describe("True: customer care decides. False: the site's contact does"),
    company: Line.optional(),
    department: Line.optional(),
    phone: Line.optional(),
    message: Lines.optional(),
  }),
  response: { 201: RequestReply, ...problems(400, 401, 403, 409, 429) },
};

const mine = {
  summary: "List my requests, the newest first",
  tags,
  querystring: z.strictObject({ ...ListQuery, sort: z.enum(["-askedAt"]).default("-askedAt") }),
  response: { 200: listReply(RequestReply), ...problems(400, 401) },
};

const own = {
  summary: "Read one of my requests",
  tags,
  params: OnePath,
  response: { 200: RequestReply, ...problems(400, 401, 404) },
};

const withdraw = {
  summary: "Withdraw my request",
  tags,
  params: OnePath,
  response: { 200: RequestReply, ...problems(400, 401, 403, 404, 409) },
};

export const SiteListQuery = z.strictObject({
  ...ListQuery,
  state: z.enum(["open", "all"]).default("open"),
  sort: z.enum(["askedAt", "-askedAt"]).default("askedAt"),
});

const ofSite = {
  summary: "List who asks for access to a site",
  tags,
  params: SitePath,
  querystring: SiteListQuery,
  response: { 200: listReply(SiteRequestReply), ...problems(400, 401, 403, 404) },
};

const oneOfSite = {
  summary: "Read one request for access to a site",
  tags,
  params: SiteOnePath,
  response: { 200: SiteRequestReply, ...problems(400, 401, 403, 404) },
};

const decide = {
  summary: "Approve or deny a request: once, and never one's own",
  tags,
  params: SiteOnePath,
  body: DecisionBody,
  response: { 200: SiteRequestReply, ...problems(400, 401, 403, 404, 409) },
};

const NAMES = Object.keys(PERMISSIONS).filter((name): name is Permission => name in PERMISSIONS);

const askPrivilege = {
  summary: "Ask those who can grant it for what was refused",
  tags,
  params: SitePath,
  body: z.strictObject({ permission: z.enum(NAMES), message: Lines.optional() }),
  response: { 201: RequestReply, ...problems(400, 401, 403, 404, 409, 429) },
};

const person = { config: { needs: "person" } };

export const nominationRoutes: Routes = async (app) => {
  app.post("/v1/access-requests", { schema: ask, ...person }, async ({ context, body }, reply) =>
    reply.code(201).send(ownReply(await askForAccess(context, body))),
  );

  app.get("/v1/access-requests", { schema: mine, ...person }, async ({ context, query }) => {
    const page = await readOwnRequests(context, query);
    return { ...page, items: page.items.map(ownReply) };
  });

  app.get("/v1/access-requests/:id", { schema: own, ...person }, async ({ context, params }) =>
    ownReply(await readOwnRequest(context, params.id)),
  );

  app.post(
    "/v1/access-requests/:id/withdrawal",
    { schema: withdraw, ...person },
    async ({ context, params }) => ownReply(await withdrawRequest(context, params.id)),
  );

  app.get(
    "/v1/sites/:siteId/access-requests",
    { schema: ofSite, config: { needs: "access-request.read" } },
    async ({ context, params, query: { state, ...query } }) => {
      const page = await readSiteRequests(context, params.siteId, { ...query, only: state });
      return { ...page, items: page.items.map(siteReply) };
    },
  );

  app.get(
    "/v1/sites/:siteId/access-requests/:id",
    { schema: oneOfSite, config: { needs: "access-request.read" } },
    async ({ context, params }) => {
      const { request } = await readSiteRequest(context, params.siteId, params.id);
      return siteReply(request);
    },
  );

  app.post(
    "/v1/sites/:siteId/access-requests/:id/decision",
    { schema: decide, config: { needs: "access-request.decide" } },
    async ({ context, params, body: { privileges, ...body } }) => {
      const decision = { ...body, privileges: privileges as Partial<Privileges> | undefined };
      return siteReply(await decideRequest(context, params, decision));
    },
  );

  app.post(
    "/v1/sites/:siteId/privilege-requests",
    { schema: askPrivilege, config: { needs: "privilege.ask" } },
    async ({ context, params, body }, reply) =>
      reply.code(201).send(ownReply(await askForPrivilege(context, params.siteId, body))),
  );
};
