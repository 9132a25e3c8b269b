/** The API of the customer-care desk. Later modules decide their own matters: the root hands their deciders in. */
import { z } from "zod";
import { ListQuery, listReply, PathText, SearchText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import type { CareDecider } from "./deciders.documents.ts";
import { decideRequest } from "./desk/decide.operations.ts";
import { readCareRequest, readQueue } from "./desk/desk.operations.ts";
import {
  CareRequestInFullReply,
  CareRequestReply,
  DecisionBody,
  HandOverBody,
  NoteReply,
  NoteText,
} from "./desk/replies.documents.ts";
import { requestInFullReply, requestReply } from "./desk/replies.operations.ts";
import { addNote, claimRequest, handOverRequest, releaseRequest } from "./desk/work.operations.ts";
import { careLookRoutes } from "./looks/routes.ts";
import { CARE_KINDS, TEAMS } from "./queue.rules.ts";
import { careSearchRoutes } from "./search/routes.ts";

const tags = ["care"];
const params = z.strictObject({ id: PathText });

const list = {
  summary: "List the requests on the desks that the caller sees, the one that is due first before the others",
  tags,
  querystring: z.strictObject({
    team: z.enum(TEAMS).optional(),
    kind: z.enum(CARE_KINDS).optional(),
    state: z.enum(["open", "decided", "withdrawn", "all"]).default("open"),
    claimed: z.enum(["me", "nobody", "others"]).optional(),
    q: SearchText.describe("A site number, a name or a part of one, an address, or a request's id"),
    sort: z.enum(["dueAt", "-dueAt", "openedAt", "-openedAt"]).default("dueAt"),
    ...ListQuery,
  }),
  response: { 200: listReply(CareRequestReply), ...problems(400, 401, 403, 404) },
};

const one = {
  summary: "Read a request, with what was stated beside what is registered, its notes and its history",
  tags,
  params,
  response: { 200: CareRequestInFullReply, ...problems(400, 401, 403, 404) },
};

const work = { tags, params, response: { 200: CareRequestReply, ...problems(400, 401, 403, 404, 409) } };

const note = {
  summary: "Note something for the vendor's people",
  tags,
  params,
  body: z.strictObject({ text: NoteText }),
  response: { 201: NoteReply, ...problems(400, 401, 403, 404) },
};

const READ = { needs: "care.read" };
const WORK = { needs: "care.work" };

export const careRoutes =
  (deciders: () => readonly CareDecider[]): Routes =>
  async (app) => {
    await app.register(careSearchRoutes);
    await app.register(careLookRoutes);

    app.get("/v1/care/requests", { schema: list, config: READ }, async ({ context, query }) => {
      const { items, ...page } = await readQueue(context, query);
      return { ...page, items: items.map((item) => requestReply(item, context.now)) };
    });

    app.get("/v1/care/requests/:id", { schema: one, config: READ }, async ({ context, params: { id } }) =>
      requestInFullReply(await readCareRequest(context, deciders(), id), context.now),
    );

    app.post(
      "/v1/care/requests/:id/claim",
      { schema: { ...work, summary: "Take a request; of many at once one gets it" }, config: WORK },
      async ({ context, params: { id } }) => requestReply(await claimRequest(context, id), context.now),
    );

    app.post(
      "/v1/care/requests/:id/release",
      { schema: { ...work, summary: "Give a request back to its desk" }, config: WORK },
      async ({ context, params: { id } }) => requestReply(await releaseRequest(context, id), context.now),
    );

    app.post(
      "/v1/care/requests/:id/hand-over",
      {
        schema: { ...work, summary: "Hand a request to another desk or another agent", body: HandOverBody },
        config: WORK,
      },
      async ({ context, params: { id }, body }) =>
        requestReply(await handOverRequest(context, id, body), context.now),
    );

    app.post(
      "/v1/care/requests/:id/notes",
      { schema: note, config: WORK },
      async ({ context, params: { id }, body }, reply) =>
        reply.code(201).send(await addNote(context, id, body.text)),
    );

    app.post(
      "/v1/care/requests/:id/decision",
      {
        schema: {
          ...work,
          summary: "Decide a request, whole or not at all; of many at once one decides",
          body: DecisionBody,
        },
        config: WORK,
      },
      async ({ context, params: { id }, body: { outcome, reason = null, fields = {} } }) => {
        const decided = await decideRequest(context, deciders(), id, { outcome, reason, fields });
        return requestReply(decided, context.now);
      },
    );
  };
