/** The pages of a list: choose a file, see what it would do, apply it, install. The file is sent once. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf } from "../../../platform/http/forms.ts";
import { PathText } from "../../../platform/http/lists.ts";
import type { Routes } from "../../../platform/http/server.ts";
import { sendPage } from "../../../web/page.tsx";
import { exampleText } from "../../bulk/list.rules.ts";
import { applyList, keepList, previewList } from "../../bulk/operations.ts";
import { readApplied } from "../../bulk/read.operations.ts";
import { fileOf } from "../../bulk/routes.ts";
import { bulkSay } from "../../bulk/texts.ts";
import { keysHref } from "../links.rules.ts";
import { readKeyRoom } from "../site.operations.ts";
import { BulkDonePage, BulkPreviewPage, UploadPage } from "./bulk.parts.tsx";

const params = z.strictObject({ siteId: PathText });
const schema = { hide: true, params };
const doneSchema = { hide: true, params: z.strictObject({ siteId: PathText, importId: PathText }) };
const config = { needs: "license-key.move" };
const PATH = "/sites/:siteId/license-keys/import";

export const keyImportPages: Routes = async (app) => {
  app.get(PATH, { schema, config }, (request, reply) => showUpload(request, reply, request.params.siteId));

  app.get(`${PATH}/example.csv`, { schema, config }, async ({ context, params: { siteId } }, reply) => {
    await readKeyRoom(context, siteId);
    reply.header("content-disposition", 'attachment; filename="license-keys.csv"');
    return reply.type("text/csv; charset=utf-8; header=present").send(exampleText());
  });

  app.post(PATH, { schema, config }, async (request, reply) => {
    const { siteId } = request.params;
    await readKeyRoom(request.context, siteId); // before a byte is taken
    const bytes = await fileOf(request);
    if (bytes === undefined) return showUpload(request, reply, siteId, true);
    await keepList(request.context, siteId, bytes);
    return reply.redirect(keysHref(siteId, "/import/preview"), 303);
  });

  app.get(`${PATH}/preview`, { schema, config }, (request, reply) =>
    showPreview(request, reply, request.params.siteId),
  );

  app.post(`${PATH}/preview`, { schema, config }, async (request, reply) => {
    const { siteId } = request.params;
    const { listId = "" } = formOf(request.body);
    const { id } = await applyList(request.context, siteId, listId);
    if (id === null) return showPreview(request, reply, siteId); // what was right has changed in the meantime
    return reply.redirect(keysHref(siteId, `/imports/${id}`), 303);
  });

  app.get(
    "/sites/:siteId/license-keys/imports/:importId",
    { schema: doneSchema, config: { needs: "license-key.read" } },
    async ({ context, frame, params: { siteId, importId } }, reply) => {
      const applied = await readApplied(context, siteId, importId);
      const { site } = await readKeyRoom(context, siteId);
      return sendPage(reply, <BulkDonePage chrome={await frame.chrome(siteId)} {...{ site, applied }} />);
    },
  );
};

async function showUpload(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  siteId: string,
  isMissing = false,
) {
  const { site } = await readKeyRoom(context, siteId);
  const errors = isMissing ? { file: bulkSay(context.language)("fileRequired") } : {};
  const chrome = await frame.chrome(siteId);
  return sendPage(reply, <UploadPage {...{ chrome, site, errors }} />, isMissing ? 400 : 200);
}

async function showPreview({ context, frame }: FastifyRequest, reply: FastifyReply, siteId: string) {
  const preview = await previewList(context, siteId);
  if (preview === undefined) return reply.redirect(keysHref(siteId, "/import"), 303);
  const { site } = await readKeyRoom(context, siteId);
  const chrome = await frame.chrome(siteId);
  return sendPage(
    reply,
    <BulkPreviewPage {...{ chrome, site, preview }} />,
    preview.faults.length > 0 ? 422 : 200,
  );
}
