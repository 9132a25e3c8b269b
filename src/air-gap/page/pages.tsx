/** The pages of machines without a network: the entry for everybody, and a site's requests and answers. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { keyCenterHref } from "../../key-members/index.ts";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { readBundleChoices } from "../bundle/operations.ts";
import { answerRequest, readAnswer, readAnswers, readQuestion } from "../operations.ts";
import { LONGEST_REQUEST } from "../request.rules.ts";
import { AnswerPage } from "./answer.parts.tsx";
import { readEntry } from "./entry.operations.ts";
import { EntryPage } from "./entry.parts.tsx";
import { faultsOf } from "./faults.documents.ts";
import { airGapHref } from "./hrefs.rules.ts";
import { QuestionPage } from "./question.parts.tsx";
import { SitePage } from "./site.parts.tsx";

const Asked = z.string().max(LONGEST_REQUEST).optional().catch(undefined);
const Entry = z.object({ request: Asked, site: PathText.optional().catch(undefined) });
const List = z.object({ request: Asked, after: z.string().max(2000).optional() });
const params = z.strictObject({ siteId: PathText });
const oneParams = z.strictObject({ siteId: PathText, requestId: PathText });
const ROWS = 20;

const Given = z.object({
  request: z.string().max(LONGEST_REQUEST),
  lineId: PathText,
  quantity: z.coerce.number().int().min(1).max(1_000_000),
  value: z.string().max(600).optional(),
  name: z.string().max(200).optional(),
});

export const airGapPages: Routes = async (app) => {
  app.get(
    "/air-gap",
    { schema: { hide: true, querystring: Entry }, config: { needs: "person" } },
    async ({ context, query, frame }, reply) => {
      const sites = await readEntry(context);
      const site = sites.find(({ siteId }) => siteId === query.site);
      if (site !== undefined)
        return reply.redirect(airGapHref(site.siteId, { request: query.request ?? "" }), 303);
      const chrome = await frame.chrome(null);
      return sendPage(reply, <EntryPage chrome={chrome} sites={sites} request={query.request ?? ""} />);
    },
  );

  app.get(
    "/sites/:siteId/air-gap",
    { schema: { hide: true, params, querystring: List }, config: { needs: "license-key.issue" } },
    async (request, reply) => {
      const { request: text } = request.query;
      return text === undefined
        ? showSite(request, reply, {})
        : showQuestion(request, reply, { request: text });
    },
  );

  app.post(
    "/sites/:siteId/air-gap/file",
    { schema: { hide: true, params }, config: { needs: "license-key.issue" } },
    async (request, reply) => {
      const part = request.isMultipart()
        ? await request.file({ limits: { fileSize: LONGEST_REQUEST } })
        : undefined;
      const text = (await part?.toBuffer())?.toString("latin1") ?? "";
      return showQuestion(request, reply, { request: text });
    },
  );

  app.post(
    "/sites/:siteId/air-gap",
    { schema: { hide: true, params }, config: { needs: "license-key.issue" } },
    async (request, reply) => {
      const { siteId } = request.params;
      const values = pick(formOf(request.body), ["request", "lineId", "quantity", "value", "name"]);
      try {
        const asked = parsed(Given, values);
        const { answer } = await answerRequest(request.context, { siteId, ...asked });
        return await reply.redirect(airGapHref(siteId, { id: answer.id }), 303);
      } catch (error) {
        if (!(error instanceof Problem) || (error.status !== 400 && error.status !== 409)) throw error;
        return showQuestion(request, reply, values, error);
      }
    },
  );

  app.get(
    "/sites/:siteId/air-gap/:requestId",
    { schema: { hide: true, params: oneParams }, config: { needs: "license-key.read" } },
    async ({ context, params: { siteId, requestId }, frame }, reply) => {
      const answer = await readAnswer(context, siteId, requestId);
      const versions = await readBundleChoices(context, siteId, answer.productCode);
      const chrome = await frame.chrome(siteId);
      return sendPage(
        reply,
        <AnswerPage chrome={chrome} siteId={siteId} answer={answer} versions={versions} />,
      );
    },
  );
};

type Site = FastifyRequest & { params: z.output<typeof params> };

async function showSite(
  request: Site,
  reply: FastifyReply,
  { values = {}, problem }: { values?: Values; problem?: Problem },
) {
  const { context, frame, params: path } = request;
  const { after } = List.parse(request.query ?? {});
  const page = await readAnswers(context, { siteId: path.siteId, limit: ROWS, after });
  const chrome = await frame.chrome(path.siteId);
  const body = (
    <SitePage
      chrome={chrome}
      siteId={path.siteId}
      keys={keyCenterHref(path.siteId)}
      page={page}
      values={values}
      errors={faultsOf(context.language, problem)}
    />
  );
  return sendPage(reply, body, problem?.status ?? 200);
}

/** What is asked, and the form of the answer; the first form again when it cannot be read; the answer if there is one. */
async function showQuestion(request: Site, reply: FastifyReply, values: Values, problem?: Problem) {
  const { context, frame, params: path } = request;
  try {
    const question = await readQuestion(context, path.siteId, values["request"] ?? "");
    if (question.answer !== null)
      return await reply.redirect(airGapHref(path.siteId, { id: question.answer.id }), 303);
    const chrome = await frame.chrome(path.siteId);
    const errors = faultsOf(context.language, problem);
    const page = (
      <QuestionPage
        chrome={chrome}
        siteId={path.siteId}
        question={question}
        values={values}
        errors={errors}
      />
    );
    return await sendPage(reply, page, problem?.status ?? 200);
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 400 && error.status !== 409)) throw error;
    return showSite(request, reply, { values, problem: error });
  }
}
