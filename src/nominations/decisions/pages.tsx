/** The pages of those who decide, and the button by which a member asks for a privilege. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { PERMISSIONS, type Permission, PRIVILEGES, type Privileges } from "../../access/index.ts";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { type Refused, refusedBy } from "../refused.documents.ts";
import { DecisionBody } from "../requests/replies.routes.ts";
import { type Decision, decideRequest, readSiteRequest, readSiteRequests } from "./operations.ts";
import { askForPrivilege } from "./privilege.operations.ts";
import { DecidePage, SiteListPage } from "./site.parts.tsx";

const SitePath = z.strictObject({ siteId: PathText });
const OnePath = z.strictObject({ siteId: PathText, id: PathText });
const ListQuestion = z.object({
  state: z.enum(["open", "all"]).default("open"),
  after: z.string().max(2000).optional(),
});
const OneQuestion = z.object({ news: z.string().max(20).optional() });

export const decisionPages: Routes = async (app) => {
  const list = { hide: true, params: SitePath, querystring: ListQuestion };
  app.get(
    "/sites/:siteId/access-requests",
    { schema: list, config: { needs: "access-request.read" } },
    async ({ context, params: { siteId }, query: { state, after }, frame }, reply) => {
      const { items, next } = await readSiteRequests(context, siteId, {
        only: state,
        after,
        sort: state === "open" ? "askedAt" : "-askedAt",
        limit: 50,
      });
      const more = `/sites/${siteId}/access-requests?state=${state}&after=`;
      const page = (
        <SiteListPage
          chrome={await frame.chrome(siteId)}
          siteId={siteId}
          requests={items}
          only={state}
          next={next === null ? undefined : more + encodeURIComponent(next)}
          isFirst={after === undefined}
        />
      );
      return sendPage(reply, page);
    },
  );

  const one = { hide: true, params: OnePath, querystring: OneQuestion };
  app.get(
    "/sites/:siteId/access-requests/:id",
    { schema: one, config: { needs: "access-request.read" } },
    (request, reply) => {
      const { params, query } = request;
      return showOne(request, reply, { ...params, values: {}, news: query.news !== undefined });
    },
  );

  app.post(
    "/sites/:siteId/access-requests/:id",
    { schema: { hide: true, params: OnePath }, config: { needs: "access-request.decide" } },
    async (request, reply) => {
      const { context, params } = request;
      const values = formOf(request.body);
      try {
        await decideRequest(context, params, decisionIn(values));
        return await reply.redirect(`/sites/${params.siteId}/access-requests/${params.id}?news=decided`, 303);
      } catch (error) {
        const refused = refusedBy(error, context.language);
        return showOne(request, reply, { ...params, values, refused, news: false });
      }
    },
  );

  app.post(
    "/sites/:siteId/privilege-requests",
    { schema: { hide: true, params: SitePath }, config: { needs: "privilege.ask" } },
    async ({ context, params, body }, reply) => {
      const asked = parsed(PrivilegeForm, pick(formOf(body), ["permission"]));
      const sent = await askForPrivilege(context, params.siteId, asked).catch(sameOpen);
      return reply.redirect(`/access-requests/${sent.id}?news=sent`, 303);
    },
  );
};

/** Asked once more, it leads to the request that is open. */
function sameOpen(error: unknown): { readonly id: string } {
  if (!(error instanceof Problem) || error.code !== "request_open") throw error;
  return { id: String(error.facts["accessRequestId"]) };
}

const NAMES = Object.keys(PERMISSIONS).filter((name): name is Permission => name in PERMISSIONS);
const PrivilegeForm = z.strictObject({ permission: z.enum(NAMES) });

/** A user holds neither of two privileges, whatever the form's other fields say. */
function decisionIn(values: Values): Decision {
  const optional = ["role", "validThrough", "reason"];
  const given = pick(values, ["decision", ...optional], optional);
  const isUser = (given["role"] ?? "user") === "user";
  const names = Object.keys(PRIVILEGES).filter(
    (name) => !(isUser && (name === "manageAccess" || name === "contactUpdate")),
  );
  const body = { ...given, ...(given["decision"] === "approve" && { privileges: pick(values, names) }) };
  const { privileges, ...decision } = parsed(DecisionBody, body);
  return { ...decision, privileges: privileges as Partial<Privileges> | undefined };
}

interface Shown {
  readonly siteId: string;
  readonly id: string;
  readonly values: Values;
  readonly refused?: Refused;
  readonly news: boolean;
}

async function showOne(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { siteId, id, values, refused, news }: Shown,
) {
  const { request, mayDecide } = await readSiteRequest(context, siteId, id);
  const page = (
    <DecidePage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      request={request}
      mayDecide={mayDecide}
      values={values}
      errors={refused?.errors ?? {}}
      news={news}
    />
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
