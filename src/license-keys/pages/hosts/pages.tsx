/** The pages of hosts. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf } from "../../../platform/http/forms.ts";
import { PathText } from "../../../platform/http/lists.ts";
import type { Routes } from "../../../platform/http/server.ts";
import { Problem } from "../../../platform/problem.ts";
import { sendPage } from "../../../web/page.tsx";
import { readHostInFull, readHosts, renameHost } from "../../hosts/operations.ts";
import { HostQuestion } from "../../hosts/routes.ts";
import { errorsOf, isOurs, refusalText } from "../errors.documents.ts";
import { hostHref } from "../links.rules.ts";
import { readKeyRoom } from "../site.operations.ts";
import { HOST_NEWS, HostPage, HostsPage } from "./host.parts.tsx";
import { mailFile, readHostPast } from "./operations.ts";

const params = z.strictObject({ siteId: PathText });
const hostParams = z.strictObject({ siteId: PathText, hostId: PathText });
const question = z.strictObject({ ...HostQuestion, after: z.string().max(2000).optional() });
const News = z.object({ news: z.enum(HOST_NEWS).optional().catch(undefined) });
const READ = { needs: "license-key.read" };
const ISSUE = { needs: "license-key.issue" };
const PATH = "/sites/:siteId/license-keys/hosts";
const ROWS = 50;

export const keyHostPages: Routes = async (app) => {
  app.get(
    PATH,
    { schema: { hide: true, params, querystring: question }, config: READ },
    async (request, reply) => {
      const { context, query, frame } = request;
      const { siteId } = request.params;
      const page = await readHosts(context, { siteId, ...query, limit: ROWS });
      const { site } = await readKeyRoom(context, siteId);
      return sendPage(
        reply,
        <HostsPage chrome={await frame.chrome(siteId)} {...{ site, page }} question={query} />,
      );
    },
  );

  app.get(
    `${PATH}/:hostId`,
    { schema: { hide: true, params: hostParams, querystring: News }, config: READ },
    (request, reply) => showHost(request, reply, { news: request.query.news }),
  );

  app.post(
    `${PATH}/:hostId/name`,
    { schema: { hide: true, params: hostParams }, config: ISSUE },
    async (request, reply) => {
      const { siteId, hostId } = request.params;
      const { name = "" } = formOf(request.body);
      try {
        await renameHost(request.context, { siteId, hostId, name });
      } catch (error) {
        if (!(error instanceof Problem) || !isOurs(error)) throw error;
        return showHost(request, reply, { problem: error });
      }
      return reply.redirect(hostHref(siteId, hostId, "?news=renamed"), 303);
    },
  );

  app.post(
    `${PATH}/:hostId/mail`,
    { schema: { hide: true, params: hostParams }, config: ISSUE },
    async (request, reply) => {
      const { siteId, hostId } = request.params;
      await mailFile(request.context, siteId, hostId);
      return reply.redirect(hostHref(siteId, hostId, "?news=mailed"), 303);
    },
  );
};

type OfHost = FastifyRequest & { params: z.output<typeof hostParams> };

async function showHost(
  { context, frame, params: { siteId, hostId } }: OfHost,
  reply: FastifyReply,
  { news, problem }: { news?: (typeof HOST_NEWS)[number] | undefined; problem?: Problem },
) {
  const held = await readHostInFull(context, siteId, hostId);
  const past = await readHostPast(context, siteId, hostId);
  const { site } = await readKeyRoom(context, siteId);
  const errors = errorsOf(context.language, problem);
  const refusal = refusalText(context.language, problem);
  const chrome = await frame.chrome(siteId);
  return sendPage(
    reply,
    <HostPage {...{ chrome, site, held, past, news, errors, refusal }} />,
    problem?.status ?? 200,
  );
}
