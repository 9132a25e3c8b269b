/** The pages of one request. Plain forms: POST, then back to the request with the news or with what was refused. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import type { CareDecider } from "../deciders.documents.ts";
import { desksOf } from "../queue.rules.ts";
import { mayDisclose, staffRoleOf } from "../rights.operations.ts";
import { decideRequest } from "./decide.operations.ts";
import { decisionOf, withTemplate } from "./decision.parts.tsx";
import { readCareRequest } from "./desk.operations.ts";
import { handOverOf } from "./hand-over.parts.tsx";
import { CARE_PATH } from "./queue.parts.tsx";
import { refusalText } from "./refusals.parts.ts";
import { DecisionBody, HandOverBody, NoteText } from "./replies.documents.ts";
import { RequestPage, type RequestShown } from "./request.parts.tsx";
import { addNote, claimRequest, handOverRequest, releaseRequest, worksOn } from "./work.operations.ts";

const params = z.strictObject({ id: PathText });
const one = { hide: true, params, querystring: z.strictObject({ news: z.string().max(20).optional() }) };
const act = { schema: { hide: true, params }, config: { needs: "care.work" } };

type Request = FastifyRequest<{ Params: { id: string } }>;

export const careRequestPages =
  (deciders: () => readonly CareDecider[]): Routes =>
  async (app) => {
    app.get(
      `${CARE_PATH}/requests/:id`,
      { schema: one, config: { needs: "care.read" } },
      async (request, reply) => {
        const shown = { news: request.query.news, values: {}, errors: {} };
        return show(request, reply, deciders(), shown);
      },
    );

    app.post(`${CARE_PATH}/requests/:id/claim`, act, (request, reply) =>
      acted(request, reply, "claimed", () => claimRequest(request.context, request.params.id)),
    );

    app.post(`${CARE_PATH}/requests/:id/release`, act, (request, reply) =>
      acted(request, reply, "released", () => releaseRequest(request.context, request.params.id)),
    );

    app.post(`${CARE_PATH}/requests/:id/notes`, act, (request, reply) =>
      acted(request, reply, "noted", (values) =>
        addNote(
          request.context,
          request.params.id,
          parsed(z.object({ text: NoteText }), { text: values["text"] ?? "" }).text,
        ),
      ),
    );

    app.post(`${CARE_PATH}/requests/:id/hand-over`, act, (request, reply) =>
      acted(request, reply, "reassigned", (values) => {
        const body = parsed(HandOverBody, { ...handOverOf(values), note: values["note"] ?? "" });
        return handOverRequest(request.context, request.params.id, body);
      }),
    );

    app.post(`${CARE_PATH}/requests/:id/decision`, act, async (request, reply) => {
      const values = formOf(request.body);
      if (values["use"] !== undefined) return show(request, reply, deciders(), { values, errors: {} }, true);
      return acted(request, reply, "decided", async () => {
        const { outcome, reason = null, fields = {} } = parsed(DecisionBody, decisionOf(values));
        const { id } = request.params;
        return decideRequest(request.context, deciders(), id, { outcome, reason, fields });
      });
    });

    /** Does it and leads back to the request; what is refused is told there. */
    async function acted(
      request: Request,
      reply: FastifyReply,
      news: string,
      work: (values: Values) => Promise<object>,
    ) {
      const values = formOf(request.body);
      try {
        const done = await work(values);
        const isOpen = news === "decided" && "state" in done && done.state === "open";
        const told = isOpen ? "verified" : news;
        const isGone = news === "reassigned" && "team" in done && !sees(request, done.team);
        const path = isGone ? CARE_PATH : `${CARE_PATH}/requests/${request.params.id}?news=${told}`;
        return reply.redirect(path, 303);
      } catch (error) {
        const refusal = refusalText(error, request.context.language, values["outcome"]);
        return show(request, reply, deciders(), { values, ...refusal }, false, statusOf(error));
      }
    }
  };

function sees({ context }: Request, team: unknown): boolean {
  return desksOf(staffRoleOf(context)).sees.some((each) => each === team);
}

function statusOf(error: unknown): number {
  return error instanceof Problem ? error.status : 500;
}

async function show(
  request: Request,
  reply: FastifyReply,
  deciders: readonly CareDecider[],
  shown: RequestShown,
  isPicked = false,
  status = 200,
) {
  const { context, params: path, frame } = request;
  const full = await readCareRequest(context, deciders, path.id);
  const role = staffRoleOf(context);
  const reader = {
    personId: context.actor.kind === "person" ? context.actor.personId : null,
    works: worksOn(context).includes(full.request.team),
    isOperator: role === "operator",
    mayDisclose: mayDisclose(context),
  };
  const values = isPicked ? withTemplate(shown.values, full) : shown.values;
  const page = (
    <RequestPage
      chrome={await frame.chrome(null)}
      full={full}
      reader={reader}
      now={context.now}
      shown={{ ...shown, values }}
    />
  );
  return sendPage(reply, page, status);
}
