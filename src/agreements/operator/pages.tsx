/** The operator's pages of sites, and the letters to print. */
import { z } from "zod";
import { fullName } from "../../identity/index.ts";
import { PathText, SearchText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { SitePage } from "./site.parts.tsx";
import { printLetter, readAdministeredSite, readSites } from "./sites.operations.ts";
import { SitesPage } from "./sites.parts.tsx";
import { LetterPath, sendPdf } from "./sites.routes.ts";

const Question = z.strictObject({
  q: SearchText,
  sort: z.enum(["number", "-number"]).default("number"),
  after: z.string().max(2000).optional(),
});

export const vendorSitePages: Routes = async (app) => {
  app.get(
    "/operator/sites",
    { schema: { hide: true, querystring: Question }, config: { needs: "site.administer" } },
    async (request, reply) => {
      const question = request.query;
      const page = await readSites(request.context, { ...question, limit: 50 });
      const chrome = await request.frame.chrome(null);
      return sendPage(reply, <SitesPage chrome={chrome} question={question} page={page} />);
    },
  );

  const one = { hide: true, params: z.strictObject({ siteId: PathText }) };
  app.get(
    "/operator/sites/:siteId",
    { schema: one, config: { needs: "site.administer" } },
    async ({ context, params, frame }, reply) => {
      const administered = await readAdministeredSite(context, params.siteId);
      const { contact, language } = administered.site;
      const contactName = fullName({ ...contact, language });
      const chrome = await frame.chrome(null);
      return sendPage(
        reply,
        <SitePage chrome={chrome} administered={administered} contactName={contactName} />,
      );
    },
  );

  const letter = { hide: true, params: LetterPath };
  app.get(
    "/operator/sites/:siteId/documents/:documentId.pdf",
    { schema: letter, config: { needs: "site.administer" } },
    async (request, reply) => {
      const { kind, pdf } = await printLetter(request.context, request.params);
      return sendPdf(reply, kind, pdf);
    },
  );
};
