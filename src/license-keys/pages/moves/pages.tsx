/** The pages of a move: what and where to, both hosts before and after, done, undone. */
import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../../platform/http/errors.ts";
import { formOf, type Values } from "../../../platform/http/forms.ts";
import { PathText } from "../../../platform/http/lists.ts";
import type { Routes } from "../../../platform/http/server.ts";
import { Problem } from "../../../platform/problem.ts";
import { sendPage } from "../../../web/page.tsx";
import { HOST_KINDS } from "../../key.data.ts";
import { type MoveAsked, moveKeys, previewMove } from "../../moves/move.operations.ts";
import { readMove, undoMove } from "../../moves/undo.operations.ts";
import { errorsOf, isOurs, refusalText } from "../errors.documents.ts";
import { moveHref } from "../links.rules.ts";
import { type KeyRoom, readKeyRoom } from "../site.operations.ts";
import { ChooseMovePage, SourcePage } from "./choose.parts.tsx";
import { MovePage } from "./done.parts.tsx";
import { readMovable } from "./operations.ts";
import { MovePreviewPage } from "./preview.parts.tsx";

const params = z.strictObject({ siteId: PathText });
const moveParams = z.strictObject({ siteId: PathText, moveId: PathText });
const Query = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const News = z.object({ news: z.literal("1").optional().catch(undefined) });
const MOVE = { needs: "license-key.move" };
const PATH = "/sites/:siteId/license-keys/move";
const FIELDS = ["step", "from", "keys", "hostId", "kind", "value", "name"];

export const keyMovePages: Routes = async (app) => {
  app.get(
    PATH,
    { schema: { hide: true, params, querystring: Query }, config: MOVE },
    async (request, reply) => {
      const { context, frame, query } = request;
      const values = valuesOf(query);
      const room = await readKeyRoom(context, request.params.siteId);
      const chrome = await frame.chrome(room.site.siteId);
      if (values["from"] === undefined && values["keys"] === undefined && values["step"] === undefined)
        return sendPage(reply, <SourcePage chrome={chrome} room={room} />);
      if (values["step"] !== "check") return choose(request, reply, { room, values });
      try {
        const report = await previewMove(context, askedIn(room, values));
        const { site } = room;
        return await sendPage(
          reply,
          <MovePreviewPage {...{ chrome, site, report, values }} attempt={randomUUID()} />,
        );
      } catch (error) {
        return refused(request, reply, { room, values, error });
      }
    },
  );

  app.post(PATH, { schema: { hide: true, params }, config: MOVE }, async (request, reply) => {
    const form = formOf(request.body);
    const values = valuesOf(form);
    const { siteId } = request.params;
    const room = await readKeyRoom(request.context, siteId);
    try {
      const { attempt } = parsed(z.object({ attempt: z.uuid() }), { attempt: form["attempt"] });
      const { id } = await moveKeys(request.context, { ...askedIn(room, values), attempt });
      return await reply.redirect(moveHref(siteId, id, "?news=1"), 303);
    } catch (error) {
      return refused(request, reply, { room, values, error });
    }
  });

  app.get(
    "/sites/:siteId/license-keys/moves/:moveId",
    { schema: { hide: true, params: moveParams, querystring: News }, config: { needs: "license-key.read" } },
    (request, reply) => showMove(request, reply, { isNews: request.query.news !== undefined }),
  );

  app.post(
    "/sites/:siteId/license-keys/moves/:moveId/undo",
    { schema: { hide: true, params: moveParams }, config: MOVE },
    async (request, reply) => {
      const { siteId, moveId } = request.params;
      try {
        await undoMove(request.context, siteId, moveId);
      } catch (error) {
        if (!(error instanceof Problem) || !isOurs(error)) throw error;
        if (error.code !== "move_undone") return showMove(request, reply, { problem: error });
      }
      return reply.redirect(moveHref(siteId, moveId, "?news=1"), 303);
    },
  );
};

/** Several ticks of one name become one list; quantities keep their keys' names. */
function valuesOf(given: Readonly<Record<string, string | readonly string[] | undefined>>): Values {
  const entries = Object.entries(given).flatMap(([name, value = ""]): [string, string][] => {
    const text = typeof value === "string" ? value : name === "keys" ? value.join(",") : "";
    const isOurs = FIELDS.includes(name) || /^quantity-key_\w+$/.test(name);
    return isOurs && text !== "" && text.length <= 20_000 ? [[name, text]] : [];
  });
  return Object.fromEntries(entries);
}

const Quantity = z.coerce.number("required").int("required").min(1, "required").max(1_000_000, "required");
const To = z.object({
  kind: z.enum(HOST_KINDS, "required"),
  value: z.string().max(600).default(""),
  name: z.string().max(200).optional(),
});

function askedIn({ site, hosts }: KeyRoom, values: Values): MoveAsked {
  const keys = (values["keys"] ?? "").split(",").filter(Boolean);
  const quantities = keys.flatMap((id) => {
    const typed = values[`quantity-${id}`];
    return typed === undefined
      ? []
      : [[id, parsed(z.object({ [`quantity-${id}`]: Quantity }), values)[`quantity-${id}`] ?? 1] as const];
  });
  const known = hosts.find(({ id }) => id === values["hostId"]);
  const to = known === undefined ? parsed(To, values) : { hostId: known.id };
  return { siteId: site.siteId, keys, quantities: Object.fromEntries(quantities), to };
}

interface Shown {
  readonly room: KeyRoom;
  readonly values: Values;
  readonly problem?: Problem;
}

async function refused(
  request: FastifyRequest,
  reply: FastifyReply,
  { error, ...shown }: Shown & { error: unknown },
) {
  if (!(error instanceof Problem) || !isOurs(error)) throw error;
  return choose(request, reply, { ...shown, problem: error });
}

async function choose(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { room, values, problem }: Shown,
) {
  const { siteId } = room.site;
  const keys = await readMovable(context, siteId, {
    from: values["from"],
    keys: (values["keys"] ?? "").split(","),
  });
  const chrome = await frame.chrome(siteId);
  const errors = errorsOf(context.language, problem);
  const refusal = refusalText(context.language, problem);
  return sendPage(
    reply,
    <ChooseMovePage {...{ chrome, room, keys, values, errors, refusal }} />,
    problem?.status ?? 200,
  );
}

type OfMove = FastifyRequest & { params: z.output<typeof moveParams> };

async function showMove(
  { context, frame, params: { siteId, moveId } }: OfMove,
  reply: FastifyReply,
  { isNews = false, problem }: { isNews?: boolean; problem?: Problem },
) {
  const move = await readMove(context, siteId, moveId);
  const { site, timeZone } = await readKeyRoom(context, siteId);
  const refusal = refusalText(context.language, problem);
  const chrome = await frame.chrome(siteId);
  return sendPage(
    reply,
    <MovePage {...{ chrome, site, move, timeZone, isNews, refusal }} />,
    problem?.status ?? 200,
  );
}
