/** The pages of a site's transfers. They call the API's own operations: the same permission, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf, type Values } from "../platform/http/forms.ts";
import { PathText, SearchText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { askSupport, cancelTransfer, decideTransfer, requestTransfer } from "./operations.ts";
import { type Refused, refusedBy } from "./refused.documents.ts";
import { transfersHref } from "./rules.ts";
import { RequestPage, TransfersPage } from "./shown/list.parts.tsx";
import { type News, TransferPage } from "./shown/one.parts.tsx";
import { readMovable, readTransfer, readTransfers } from "./shown/read.operations.ts";

const ROWS = 50;
const LIST = "/sites/:siteId/transfers";
const SitePath = z.strictObject({ siteId: PathText });
const OnePath = z.strictObject({ siteId: PathText, id: PathText });
const ListQuestion = z.strictObject({ after: z.string().max(2000).optional() });
const FormQuestion = z.strictObject({ q: SearchText });
const NEWS = ["requested", "consented", "declined", "cancelled", "support"] as const;
const OneQuestion = z.object({ news: z.enum(NEWS).optional().catch(undefined) });
const reading = { config: { needs: "transfer.read" } };
const requesting = { config: { needs: "transfer.request" } };

export const transferPages: Routes = async (app) => {
  const list = { hide: true, params: SitePath, querystring: ListQuestion };
  app.get(
    LIST,
    { schema: list, ...reading },
    async ({ context, params: { siteId }, query, frame }, reply) => {
      const page = await readTransfers(context, siteId, { ...query, limit: ROWS });
      const chrome = await frame.chrome(siteId);
      return sendPage(reply, <TransfersPage {...{ chrome, siteId, page }} after={query.after} />);
    },
  );

  const form = { hide: true, params: SitePath, querystring: FormQuestion };
  app.get(`${LIST}/new`, { schema: form, ...requesting }, (request, reply) =>
    showForm(request, reply, { siteId: request.params.siteId, q: request.query.q ?? "" }),
  );

  app.post(
    `${LIST}/new`,
    { schema: { hide: true, params: SitePath }, ...requesting },
    async (request, reply) => {
      const { context, params } = request;
      const values = formOf(request.body);
      try {
        const lineIds = Object.keys(values).flatMap((name) =>
          name.startsWith("line.") ? [name.slice(5)] : [],
        );
        const { targetSiteNumber = "", reason = "" } = values;
        const { id } = await requestTransfer(context, { ...params, targetSiteNumber, lineIds, reason });
        return await reply.redirect(transfersHref(params.siteId, `/${id}?news=requested`), 303);
      } catch (error) {
        const refused = refusedBy(error, context.language);
        return showForm(request, reply, { siteId: params.siteId, q: "", values, refused });
      }
    },
  );

  const one = { hide: true, params: OnePath, querystring: OneQuestion };
  app.get(`${LIST}/:id`, { schema: one, ...reading }, (request, reply) =>
    showOne(request, reply, { ...request.params, news: request.query.news }),
  );

  const posting = { schema: { hide: true, params: OnePath } };
  app.post(`${LIST}/:id/consent`, { ...posting, config: { needs: "transfer.consent" } }, (request, reply) => {
    const { decision, declineReason } = formOf(request.body);
    const chosen = decision === "decline" ? "decline" : "consent";
    return act(
      request,
      reply,
      { news: chosen === "decline" ? "declined" : "consented", field: "declineReason" },
      () =>
        decideTransfer(request.context, {
          ...request.params,
          decision: chosen,
          ...(chosen === "decline" ? { reason: declineReason ?? "" } : {}),
        }),
    );
  });

  app.post(`${LIST}/:id/cancellation`, { ...posting, ...requesting }, (request, reply) =>
    act(request, reply, { news: "cancelled", field: "reason" }, () =>
      cancelTransfer(request.context, request.params),
    ),
  );

  app.post(`${LIST}/:id/support-case`, { ...posting, ...requesting }, (request, reply) =>
    act(request, reply, { news: "support", field: "supportReason" }, () =>
      askSupport(request.context, {
        ...request.params,
        reason: formOf(request.body)["supportReason"] ?? "",
      }),
    ),
  );
};

type OneRequest = FastifyRequest<{ Params: z.output<typeof OnePath> }>;

/** Does it and comes back; a refusal is told on the page of the transfer. */
async function act(
  request: Pick<OneRequest, "params" | "body"> & FastifyRequest,
  reply: FastifyReply,
  { news, field }: { news: News; field: string },
  work: () => Promise<unknown>,
) {
  const { siteId, id } = request.params;
  try {
    await work();
    return await reply.redirect(transfersHref(siteId, `/${id}?news=${news}`), 303);
  } catch (error) {
    const { status, errors } = refusedBy(error, request.context.language);
    const { reason, ...others } = errors;
    const told = reason === undefined ? others : { ...others, [field]: reason };
    const words = formOf(request.body)[field] ?? "";
    return showOne(request, reply, { siteId, id, refused: { status, errors: told }, reason: words });
  }
}

interface FormShown {
  readonly siteId: string;
  readonly q: string;
  readonly values?: Values;
  readonly refused?: Refused;
}

async function showForm(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { siteId, q, values = {}, refused }: FormShown,
) {
  const lines = await readMovable(context, siteId, q);
  const chrome = await frame.chrome(siteId);
  const page = <RequestPage {...{ chrome, siteId, lines, q, values }} errors={refused?.errors ?? {}} />;
  return sendPage(reply, page, refused?.status ?? 200);
}

interface OneShown {
  readonly siteId: string;
  readonly id: string;
  readonly news?: News | undefined;
  readonly refused?: Refused;
  readonly reason?: string;
}

async function showOne(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { siteId, id, news, refused, reason = "" }: OneShown,
) {
  const transfer = await readTransfer(context, { siteId, id });
  const chrome = await frame.chrome(siteId);
  const page = (
    <TransferPage {...{ chrome, siteId, transfer, news, reason }} errors={refused?.errors ?? {}} />
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
