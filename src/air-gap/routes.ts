/** The API of machines without a network: shapes in, one operation, shapes out. */
import { z } from "zod";
import { HOST_KINDS } from "../license-keys/index.ts";
import { ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { answerRequest, readAnswer, readAnswers, readQuestion } from "./operations.ts";
import { LONGEST_REQUEST } from "./request.rules.ts";
import type { Answer } from "./store.ts";

const tags = ["air gap"];
const SitePath = z.strictObject({ siteId: PathText });
const AnswerPath = z.strictObject({ siteId: PathText, requestId: PathText });
const RequestText = z
  .string()
  .max(LONGEST_REQUEST)
  .describe("The machine's file, its typed code (`CR1-…`), or what its QR code holds");

const Host = z.object({ kind: z.enum(HOST_KINDS), value: z.string(), name: z.string() });

const AnswerReply = z
  .object({
    id: z.string(),
    nonce: z.string().describe("The request's: the answer is good for it alone"),
    form: z.enum(["code", "file"]),
    productCode: z.string(),
    productName: z.string(),
    quantity: z.int(),
    keyId: z.string(),
    host: Host.extend({ id: z.string() }),
    fileName: z.string(),
    fileText: z.string().describe("The host's license file: docs/license-file.md"),
    answerCode: z
      .string()
      .nullable()
      .describe("The same to be typed, a check symbol a line; null: what the key opens needs the file"),
    answeredAt: z.string(),
    answeredBy: z.string(),
  })
  .meta({ id: "AirGapAnswer" });

const read = {
  summary: "Read what a machine without a network asks for",
  description: "A slip in a typed code is told by its group.",
  tags,
  params: SitePath,
  body: z.strictObject({ request: RequestText }),
  response: {
    200: z.object({
      form: z.enum(["code", "file"]),
      nonce: z.string(),
      productCode: z.string(),
      productName: z.string(),
      hostKind: z.enum(HOST_KINDS),
      host: Host.nullable().describe("Null: the code holds its hash only, and no host of the site has it"),
      lines: z.array(
        z.object({ lineId: z.string(), orderNumber: z.string(), orderLine: z.int(), available: z.int() }),
      ),
      answerId: z.string().nullable().describe("It was answered before"),
    }),
    ...problems(400, 401, 403, 404, 409),
  },
};

const answer = {
  summary: "Answer a machine without a network: a key of the pool, as a file and as a code to type",
  description: "Each request is answered once: asked again, 200 with the same answer.",
  tags,
  params: SitePath,
  body: z.strictObject({
    request: RequestText,
    lineId: PathText,
    quantity: z.int().min(1).max(1_000_000),
    value: z.string().max(600).optional().describe("Of a typed code: the host as the machine shows it"),
    name: z.string().max(200).optional(),
  }),
  response: { 200: AnswerReply, 201: AnswerReply, ...problems(400, 401, 403, 404, 409) },
};

const list = {
  summary: "List the requests that were answered, the newest first",
  tags,
  params: SitePath,
  querystring: z.strictObject(ListQuery),
  response: { 200: listReply(AnswerReply), ...problems(400, 401, 403, 404) },
};

const one = {
  summary: "Read an answer once more",
  tags,
  params: AnswerPath,
  response: { 200: AnswerReply, ...problems(400, 401, 403, 404) },
};

const PATH = "/v1/sites/:siteId/air-gap/requests";

export const airGapRoutes: Routes = async (app) => {
  app.post(
    "/v1/sites/:siteId/air-gap/readings",
    { schema: read, config: { needs: "license-key.issue" } },
    async ({ context, params, body }) => {
      const {
        request,
        productCode,
        productName,
        host,
        pools,
        answer: given,
      } = await readQuestion(context, params.siteId, body.request);
      const { form, nonce, hostKind } = request;
      return {
        ...{ form, nonce, hostKind, productCode, productName, host },
        lines: pools.map(({ lineId, orderNumber, orderLine, available }) => ({
          ...{ lineId, orderNumber, orderLine, available },
        })),
        answerId: given?.id ?? null,
      };
    },
  );

  app.post(
    PATH,
    { schema: answer, config: { needs: "license-key.issue" } },
    async ({ context, params, body }, reply) => {
      const { answer: given, isNew } = await answerRequest(context, { ...params, ...body });
      return reply.code(isNew ? 201 : 200).send(answerReply(given));
    },
  );

  app.get(
    PATH,
    { schema: list, config: { needs: "license-key.read" } },
    async ({ context, params, query }) => {
      const { items, ...rest } = await readAnswers(context, { ...params, ...query });
      return { ...rest, items: items.map(answerReply) };
    },
  );

  app.get(
    `${PATH}/:requestId`,
    { schema: one, config: { needs: "license-key.read" } },
    async ({ context, params }) => answerReply(await readAnswer(context, params.siteId, params.requestId)),
  );
};

function answerReply(answer: Answer) {
  return { ...answer, host: { ...answer.host } };
}
