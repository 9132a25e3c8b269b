/** The pages of downloads. They call the API's own operations: the same permission, the same refusals. */
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { readHistory } from "./content/history.operations.ts";
import { makeLink } from "./content/links.operations.ts";
import { HistoryPage } from "./history.parts.tsx";
import { FilePage } from "./offers/file.parts.tsx";
import { OffersPage } from "./offers/offers.parts.tsx";
import { readFacets, readOffer, readOffers } from "./offers/operations.ts";
import { OfferQuestion } from "./offers/routes.ts";

const After = z.string().max(2000).optional();
const SitePath = z.strictObject({ siteId: PathText });
const FilePath = z.strictObject({ siteId: PathText, fileId: PathText });
const ROWS = 100;

const list = {
  hide: true,
  params: SitePath,
  querystring: z.strictObject({ ...OfferQuestion, after: After }),
};
const history = { hide: true, params: SitePath, querystring: z.strictObject({ after: After }) };
const detail = { hide: true, params: FilePath };
const fetching = { hide: true, params: FilePath, body: z.strictObject({ as: z.enum(["file", "link"]) }) };

export const downloadPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/downloads",
    { schema: list, config: { needs: "download.read" } },
    async (request, reply) => {
      const { context, query } = request;
      const { siteId } = request.params;
      const page = await readOffers(context, { siteId, ...query, sort: "product", limit: ROWS });
      const facets = await readFacets(context, siteId);
      const chrome = await request.frame.chrome(siteId);
      return sendPage(
        reply,
        <OffersPage
          chrome={chrome}
          siteId={siteId}
          question={query}
          page={page}
          facets={facets}
          care={context.portal.config.careEmail}
        />,
      );
    },
  );

  app.get(
    "/sites/:siteId/downloads/history",
    { schema: history, config: { needs: "download.read" } },
    async (request, reply) => {
      const { siteId } = request.params;
      const { after } = request.query;
      const page = await readHistory(request.context, { siteId, after, limit: ROWS });
      const chrome = await request.frame.chrome(siteId);
      return sendPage(
        reply,
        <HistoryPage chrome={chrome} siteId={siteId} page={page} isFirst={after === undefined} />,
      );
    },
  );

  app.get(
    "/sites/:siteId/downloads/:fileId",
    { schema: detail, config: { needs: "download.read" } },
    (request, reply) => sendFilePage(reply, request.params, null),
  );

  /** `file` goes on to the file itself; `link` shows a link to take elsewhere, once: only its hash is kept. */
  app.post(
    "/sites/:siteId/downloads/:fileId",
    { schema: fetching, config: { needs: "download.start" } },
    async (request, reply) => {
      const { siteId, fileId } = request.params;
      const link = await makeLink(request.context, siteId, fileId);
      if (request.body.as === "file") return reply.redirect(new URL(link.href).pathname, 303);
      return sendFilePage(reply, request.params, link);
    },
  );
};

async function sendFilePage(
  reply: FastifyReply,
  { siteId, fileId }: { siteId: string; fileId: string },
  link: Awaited<ReturnType<typeof makeLink>> | null,
): Promise<FastifyReply> {
  const { context, frame } = reply.request;
  const offer = await readOffer(context, siteId, fileId);
  const chrome = await frame.chrome(siteId);
  const { baseUrl, careEmail: care } = context.portal.config;
  return sendPage(
    reply,
    <FilePage chrome={chrome} siteId={siteId} offer={offer} baseUrl={baseUrl} link={link} care={care} />,
  );
}
