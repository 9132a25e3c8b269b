/** The pages of license support's desk. They call the API's own operations: the same permission, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { refusedBy } from "../refused.documents.ts";
import { DESK_PATH } from "../rules.ts";
import { DeskPage } from "./desk.parts.tsx";
import { type DeskAct, DeskTransferPage } from "./one.parts.tsx";
import { executeTransfer, normaliseTransfer, rejectTransfer } from "./operations.ts";
import { readDesk, readDeskTransfer } from "./read.operations.ts";
import { DeskFilter } from "./routes.ts";

const ROWS = 50;
const ACTS = ["normalisation", "execution", "rejection"] as const;
const OnePath = z.strictObject({ id: PathText });
const Question = z.strictObject({ ...DeskFilter, after: z.string().max(2000).optional() });
const OneQuestion = z.object({ news: z.enum(ACTS).optional().catch(undefined) });
const executing = { config: { needs: "transfer.execute" } };

export const transferDeskPages: Routes = async (app) => {
  app.get(
    DESK_PATH,
    { schema: { hide: true, querystring: Question }, ...executing },
    async ({ context, query, frame }, reply) => {
      const page = await readDesk(context, { ...query, limit: ROWS });
      return sendPage(reply, <DeskPage chrome={await frame.chrome(null)} question={query} page={page} />);
    },
  );

  const one = { hide: true, params: OnePath, querystring: OneQuestion };
  app.get(`${DESK_PATH}/:id`, { schema: one, ...executing }, (request, reply) =>
    show(request, reply, { ...request.params, news: request.query.news }),
  );

  for (const act of ACTS) {
    app.post(
      `${DESK_PATH}/:id/${act}`,
      { schema: { hide: true, params: OnePath }, ...executing },
      async (request, reply) => {
        const { id } = request.params;
        const values = formOf(request.body);
        try {
          await WORK[act](request, id, values);
          return await reply.redirect(`${DESK_PATH}/${id}?news=${act}`, 303);
        } catch (error) {
          const { status, errors } = refusedBy(error, request.context.language);
          const named = Object.entries(errors).map(([name, text]) => [
            name === "form" ? name : `${act}.${name}`,
            text,
          ]);
          const sent = { act, values, errors: Object.fromEntries(named) };
          return show(request, reply, { id, sent, status });
        }
      },
    );
  }
};

const WORK: Record<DeskAct, (request: FastifyRequest, id: string, values: Values) => Promise<void>> = {
  normalisation: ({ context }, id, values) =>
    normaliseTransfer(context, { id, ...wordsOf(values, "normalisation") }),
  rejection: ({ context }, id, values) => rejectTransfer(context, { id, ...wordsOf(values, "rejection") }),
  execution: ({ context }, id, values) => {
    const parts = Object.entries(values).flatMap(([name, partNumber]) => {
      const place = /^part\.(\d{1,4})$/.exec(name)?.[1];
      return place === undefined || partNumber.trim() === "" ? [] : [{ place: Number(place), partNumber }];
    });
    return executeTransfer(context, { id, ticket: values["execution.ticket"] ?? "", parts });
  },
};

function wordsOf(values: Values, act: DeskAct) {
  return { ticket: values[`${act}.ticket`] ?? "", note: values[`${act}.note`] ?? "" };
}

type Sent = Parameters<typeof DeskTransferPage>[0]["sent"];

async function show(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  shown: { id: string; news?: DeskAct | undefined; sent?: Sent; status?: number },
) {
  const transfer = await readDeskTransfer(context, shown.id);
  const chrome = await frame.chrome(null);
  const page = <DeskTransferPage {...{ chrome, transfer }} news={shown.news} sent={shown.sent} />;
  return sendPage(reply, page, shown.status ?? 200);
}
