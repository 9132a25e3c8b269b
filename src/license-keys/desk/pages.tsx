/** The pages of licence support's desk. The API's own operations: the same permission, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import { orBlank, PathText, SearchText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { HOST_KINDS } from "../key.data.ts";
import { DeskPage } from "./desk.parts.tsx";
import { issueOnBehalf, returnOnBehalf } from "./help.operations.ts";
import { readKeySites, readOpenRescues, readSiteKeys } from "./operations.ts";
import { Ticket } from "./routes.ts";
import { SitePage } from "./site.parts.tsx";
import { deskErrors } from "./texts.ts";

const PATH = "/operator/license-keys";
const config = { needs: "license-key.administer" };
const Question = z.object({ q: SearchText, after: z.string().max(2000).optional() });
const one = { hide: true, params: z.strictObject({ siteId: PathText }) };
const Done = z.object({ done: z.enum(["issued", "returned"]).optional().catch(undefined) });

const Quantity = z.coerce.number().int().min(1).max(1_000_000);
const Issue = z.object({
  lineId: PathText.min(1),
  quantity: Quantity,
  kind: z.enum(HOST_KINDS),
  value: z.string().max(600).default(""),
  name: z.string().max(200).default(""),
  ticket: Ticket,
});
const Return = z.object({
  keyId: PathText.min(1),
  returnQuantity: orBlank(Quantity).optional(),
  returnTicket: Ticket,
});

export const deskPages: Routes = async (app) => {
  app.get(
    PATH,
    { schema: { hide: true, querystring: Question }, config },
    async ({ context, query, frame }, reply) => {
      const page = await readKeySites(context, { ...query, limit: 50 });
      const rescues = await readOpenRescues(context);
      const chrome = await frame.chrome(null);
      return sendPage(
        reply,
        <DeskPage chrome={chrome} question={query} page={page} rescues={rescues} now={context.now} />,
      );
    },
  );

  app.get(`${PATH}/:siteId`, { schema: { ...one, querystring: Done }, config }, (request, reply) =>
    show(request, reply, { done: request.query.done }),
  );

  app.post(`${PATH}/:siteId/keys`, { schema: one, config }, (request, reply) =>
    act(request, reply, "issued", async (form) => {
      const { kind, value, name, ...asked } = parsed(Issue, form);
      const { siteId } = request.params;
      await issueOnBehalf(request.context, {
        siteId,
        ...asked,
        delivery: "file",
        host: { kind, value, name },
      });
    }),
  );

  app.post(`${PATH}/:siteId/returns`, { schema: one, config }, (request, reply) =>
    act(request, reply, "returned", async (form) => {
      const { keyId, returnQuantity: quantity, returnTicket: ticket } = parsed(Return, form);
      await returnOnBehalf(request.context, { siteId: request.params.siteId, keyId, quantity, ticket });
    }),
  );
};

type One = FastifyRequest & { params: { siteId: string } };

async function act(
  request: One,
  reply: FastifyReply,
  what: "issued" | "returned",
  work: (form: Values) => Promise<void>,
) {
  const names =
    what === "issued"
      ? ["lineId", "quantity", "kind", "value", "name", "ticket"]
      : ["keyId", "returnQuantity", "returnTicket"];
  const values = pick(formOf(request.body), names);
  try {
    await work(values);
    return await reply.redirect(`${PATH}/${request.params.siteId}?done=${what}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 400 && error.status !== 409)) throw error;
    return show(request, reply, { what, values, problem: error });
  }
}

interface Shown {
  readonly done?: "issued" | "returned" | undefined;
  readonly what?: "issued" | "returned";
  readonly values?: Values;
  readonly problem?: Problem;
}

async function show(
  { context, params, frame }: One,
  reply: FastifyReply,
  { done, what, values, problem }: Shown,
) {
  const read = await readSiteKeys(context, params.siteId);
  const errors = deskErrors(context.language, problem);
  const page = (
    <SitePage
      chrome={await frame.chrome(null)}
      read={read}
      done={done}
      wrong={what === undefined ? null : { what, values: values ?? {}, errors }}
      now={context.now}
    />
  );
  return sendPage(reply, page, problem?.status ?? 200);
}
