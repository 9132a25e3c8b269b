/** The API of moves: many products from host to host in one step, seen first, undone within a day. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { FileReply, fileReply, HostFactsReply, hostFactsReply } from "../replies.routes.ts";
import { HostBody } from "../routes.ts";
import { readMoveArchive } from "./archive/operations.ts";
import { sendArchive } from "./archive/send.routes.ts";
import type { MovedSide, MoveReport } from "./move.data.ts";
import { moveKeys, previewMove } from "./move.operations.ts";
import { readMove, undoMove } from "./undo.operations.ts";

const tags = ["license keys"];
const SitePath = z.strictObject({ siteId: PathText });
const MovePath = z.strictObject({ siteId: PathText, moveId: PathText });
const answers = problems(400, 401, 403, 404, 409);

export const MoveBody = z.strictObject({
  from: PathText.optional().describe("A host: everything of it but its emergency keys"),
  keys: z.array(PathText).min(1).max(500).optional().describe("Or these keys, of whatever hosts"),
  to: z
    .union([z.strictObject({ hostId: PathText }), HostBody])
    .describe("A known host, or one that is typed"),
  quantities: z
    .record(PathText, z.int().min(1).max(1_000_000))
    .optional()
    .describe(
      "By key, how much of it goes; the rest stays as a key of its own. Whole keys when it is left out",
    ),
});

const Held = z.object({
  id: z.string(),
  product: z.string(),
  productName: z.string(),
  scheme: z.enum(["date-based", "version-based"]),
  version: z.string().nullable(),
  coveredThrough: z.iso.date().nullable(),
  quantity: z.int(),
  lock: z.enum(["node-locked", "floating"]),
  kind: z.enum(["permanent", "emergency", "borrowed"]),
});

const Side = z.object({
  host: HostFactsReply,
  before: z.array(Held),
  after: z.array(Held),
  file: FileReply.nullable().describe("Install it; null in a preview"),
});

const Refused = z.object({
  keyId: z.string(),
  productName: z.string(),
  quantity: z.int(),
  reason: z.string(),
  offered: z.array(z.string()).describe("What the vendor offers for the product instead"),
});

const Moved = z.object({
  keyId: z.string(),
  newKeyId: z.string(),
  keptKeyId: z.string().nullable().describe("What stays on the old host, of a key that goes in part"),
  productName: z.string(),
  quantity: z.int(),
  kept: z.int(),
});

const ReportReply = z
  .object({
    id: z.string().nullable().describe("Null: a preview; nothing was changed"),
    movedAt: z.string().nullable(),
    undoUntil: z.string().nullable(),
    from: z.array(Side),
    to: Side,
    isNewHost: z.boolean(),
    moved: z.array(Moved),
    refused: z.array(Refused).describe("Only in a preview: with one of them nothing moves"),
    stays: z.array(Refused).describe("On the old host; ends by itself"),
    archive: z.string().nullable().describe("Address of a zip with all the files"),
  })
  .meta({ id: "KeyMove" });

const move = {
  summary: "Move keys of any number of products to another host, in one step; a preview changes nothing",
  tags,
  params: SitePath,
  querystring: z.strictObject({ preview: z.enum(["true", "false"]).default("false") }),
  body: MoveBody,
  response: { 200: ReportReply.describe("A preview"), 201: ReportReply, ...answers },
};

const one = {
  summary: "Read a move, and whether it can be undone",
  tags,
  params: MovePath,
  response: {
    200: z.object({
      id: z.string(),
      movedAt: z.string(),
      undoUntil: z.string(),
      undoneAt: z.string().nullable(),
      from: z.array(HostFactsReply),
      to: HostFactsReply,
      moved: z.array(Moved),
      canUndo: z.boolean(),
      obstacle: z.string().nullable().describe("Why it cannot be undone"),
    }),
    ...problems(400, 401, 403, 404),
  },
};

const undo = {
  summary: "Undo a move within 24 hours: its exact inverse, while its keys are as it left them",
  tags,
  params: MovePath,
  response: { 200: z.object({ undoneAt: z.string(), hosts: z.array(Side) }), ...answers },
};

const archive = {
  summary: "The newest files of all hosts of a move, with a README in the caller's language",
  tags,
  params: MovePath,
  response: {
    200: { description: "A zip archive", content: { "application/zip": { schema: z.string() } } },
    ...problems(400, 401, 403, 404),
  },
};

export const keyMoveRoutes: Routes = async (app) => {
  app.post(
    "/v1/sites/:siteId/license-keys/moves",
    { schema: move, config: { needs: "license-key.move" } },
    async ({ context, params, query, body }, reply) => {
      const asked = { ...params, ...body };
      if (query.preview === "true") return reportReply(params.siteId, await previewMove(context, asked));
      const { id, report } = await moveKeys(context, asked);
      if (report === null) throw new Error("a move without a form was made before");
      const address = `/v1/sites/${params.siteId}/license-keys/moves/${id}`;
      return reply.code(201).header("location", address).send(reportReply(params.siteId, report));
    },
  );

  app.get(
    "/v1/sites/:siteId/license-keys/moves/:moveId",
    { schema: one, config: { needs: "license-key.read" } },
    async ({ context, params }) => {
      const { id, movedAt, undoUntil, undoneAt, ...found } = await readMove(
        context,
        params.siteId,
        params.moveId,
      );
      const { from, to, moved, obstacle } = found;
      return {
        ...{ id, movedAt, undoUntil, undoneAt },
        from: from.map(hostFactsReply),
        to: hostFactsReply(to),
        moved: [...moved],
        canUndo: obstacle === undefined,
        obstacle: obstacle ?? null,
      };
    },
  );

  app.post(
    "/v1/sites/:siteId/license-keys/moves/:moveId/undo",
    { schema: undo, config: { needs: "license-key.move" } },
    async ({ context, params }) => {
      const { undoneAt, sides } = await undoMove(context, params.siteId, params.moveId);
      return { undoneAt, hosts: sides.map(sideReply) };
    },
  );

  for (const start of ["/v1", ""]) {
    app.get(
      `${start}/sites/:siteId/license-keys/moves/:moveId/archive.zip`,
      { schema: { ...archive, hide: start === "" }, config: { needs: "license-key.read" } },
      async ({ context, params }, reply) => {
        const { siteId, moveId } = params;
        return sendArchive(reply, await readMoveArchive(context, siteId, moveId));
      },
    );
  }
};

function reportReply(siteId: string, { id, from, to, moved, refused, stays, ...rest }: MoveReport) {
  const told = ({ offered, ...refusal }: MoveReport["refused"][number]) => ({
    ...refusal,
    offered: [...offered],
  });
  return {
    ...rest,
    id,
    from: from.map(sideReply),
    to: sideReply(to),
    moved: [...moved],
    refused: refused.map(told),
    stays: stays.map(told),
    archive: id === null ? null : `/v1/sites/${siteId}/license-keys/moves/${id}/archive.zip`,
  };
}

function sideReply({ host, before, after, file }: MovedSide) {
  return {
    host: hostFactsReply(host),
    before: [...before],
    after: [...after],
    file: file === null ? null : fileReply(file),
  };
}
