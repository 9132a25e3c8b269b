/** The API of sites for the vendor's operator and programs. */
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { ListQuery, listReply, PathText, SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { AdministeredSiteReply, registrationReply, SiteLineReply } from "../replies.documents.ts";
import { printLetter, readAdministeredSite, readSites } from "./sites.operations.ts";

const tags = ["agreements"];
const SitePath = z.strictObject({ siteId: PathText });
export const LetterPath = z.strictObject({ siteId: PathText, documentId: PathText });

const all = {
  summary: "List all sites, for the vendor",
  tags,
  querystring: z.strictObject({
    q: SearchText.describe("A site, customer or agreement number, a name, or the contact's address"),
    sort: z.enum(["number", "-number"]).default("number"),
    ...ListQuery,
  }),
  response: { 200: listReply(SiteLineReply), ...problems(400, 401, 403, 404) },
};

const administered = {
  summary: "Read a site, what its contact was sent, and the state of its passcode, for the vendor",
  tags,
  params: SitePath,
  response: { 200: AdministeredSiteReply, ...problems(400, 401, 403, 404) },
};

const letter = {
  summary: "Print a letter to a site's contact, for the vendor",
  tags,
  params: LetterPath,
  response: { 200: z.any().meta({ type: "string", format: "binary" }), ...problems(400, 401, 403, 404) },
};

export const vendorSiteRoutes: Routes = async (app) => {
  app.get(
    "/v1/vendor/sites",
    { schema: all, config: { needs: "site.administer" } },
    async ({ context, query }) => {
      const page = await readSites(context, query);
      return { ...page, items: [...page.items] };
    },
  );

  app.get(
    "/v1/vendor/sites/:siteId",
    { schema: administered, config: { needs: "site.administer" } },
    async ({ context, params }) => {
      const { site, ...rest } = await readAdministeredSite(context, params.siteId);
      return {
        ...registrationReply(site),
        passcode: rest.passcode,
        documents: [...rest.documents],
        looks: rest.looks.map((look) => ({ ...look, looked: [...look.looked] })),
      };
    },
  );

  app.get(
    "/v1/vendor/sites/:siteId/documents/:documentId.pdf",
    { schema: letter, config: { needs: "site.administer" } },
    async (request, reply) => {
      const { kind, pdf } = await printLetter(request.context, request.params);
      return sendPdf(reply, kind, pdf);
    },
  );
};

/** Shown in the browser; kept under a name that says what it is. */
export function sendPdf(reply: FastifyReply, name: string, pdf: Uint8Array): FastifyReply {
  return reply
    .type("application/pdf")
    .header("cache-control", "no-store")
    .header("content-disposition", `inline; filename="${name}.pdf"`)
    .send(Buffer.from(pdf));
}
