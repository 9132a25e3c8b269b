/** The pages of a list: choose a file, see what it would do, apply it. The file is sent once. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { withQuery } from "../../web/filter.tsx";
import { sendPage } from "../../web/page.tsx";
import { readRoom } from "../list.operations.ts";
import { membersHref } from "../member.rules.ts";
import { faultText } from "../texts.ts";
import { PreviewPage, UploadPage } from "./import.parts.tsx";
import { templateText } from "./list.rules.ts";
import { applyList, keepList, previewList } from "./operations.ts";
import { fileOf } from "./routes.ts";

const schema = { hide: true, params: z.strictObject({ siteId: PathText }) };
const config = { needs: "member.manage" };
const PATH = "/sites/:siteId/members/import";

export const memberImportPages: Routes = async (app) => {
  app.get(PATH, { schema, config }, async (request, reply) => {
    await readRoom(request.context, request.params.siteId);
    return showUpload(request, reply, request.params.siteId);
  });

  app.get(`${PATH}/template.csv`, { schema, config }, async ({ context, params }, reply) => {
    await readRoom(context, params.siteId);
    reply.header("content-disposition", 'attachment; filename="members.csv"');
    return reply.type("text/csv; charset=utf-8; header=present").send(templateText());
  });

  app.post(PATH, { schema, config }, async (request, reply) => {
    const { siteId } = request.params;
    await readRoom(request.context, siteId); // before a byte is taken
    const bytes = await fileOf(request);
    if (bytes === undefined) return showUpload(request, reply, siteId, "file_required");
    await keepList(request.context, siteId, bytes);
    return reply.redirect(`${membersHref(siteId)}/import/preview`, 303);
  });

  app.get(`${PATH}/preview`, { schema, config }, (request, reply) =>
    showPreview(request, reply, request.params.siteId),
  );

  app.post(`${PATH}/preview`, { schema, config }, async (request, reply) => {
    const { siteId } = request.params;
    const { digest = "" } = formOf(request.body);
    const { isApplied, counts } = await applyList(request.context, siteId, digest);
    if (!isApplied) return showPreview(request, reply, siteId); // what was right has changed in the meantime
    const { added, changed, removed } = counts;
    return reply.redirect(withQuery(membersHref(siteId), { news: "imported", added, changed, removed }), 303);
  });
};

async function showUpload(request: FastifyRequest, reply: FastifyReply, siteId: string, fault?: string) {
  const { context, frame } = request;
  const errors = fault === undefined ? {} : { file: faultText(context.language, "file", fault) };
  const page = <UploadPage chrome={await frame.chrome(siteId)} siteId={siteId} errors={errors} />;
  return sendPage(reply, page, fault === undefined ? 200 : 400);
}

async function showPreview({ context, frame }: FastifyRequest, reply: FastifyReply, siteId: string) {
  const preview = await previewList(context, siteId);
  if (preview === undefined) return reply.redirect(`${membersHref(siteId)}/import`, 303);
  const page = <PreviewPage chrome={await frame.chrome(siteId)} siteId={siteId} preview={preview} />;
  return sendPage(reply, page, preview.faults.length > 0 ? 422 : 200);
}
