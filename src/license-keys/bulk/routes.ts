/** The API of lists of key actions: a file in, a report out. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import type { Language } from "../../platform/language.ts";
import { Problem } from "../../platform/problem.ts";
import { sendArchive } from "../moves/archive/send.routes.ts";
import { readKeyRoom } from "../pages/site.operations.ts";
import { ACTIONS, MOST_BYTES } from "./list.rules.ts";
import { type BulkReport, importKeys } from "./operations.ts";
import { readImportArchive } from "./read.operations.ts";
import { faultText } from "./texts.ts";

const tags = ["license keys"];
const SitePath = z.strictObject({ siteId: PathText });
const ImportPath = z.strictObject({ siteId: PathText, importId: PathText });

const ReportReply = z
  .object({
    id: z.string().nullable().describe("Null: a dry run; nothing was changed"),
    isApplied: z.boolean(),
    counts: z.object({ get: z.int(), return: z.int(), move: z.int() }),
    outcomes: z.array(
      z.object({
        line: z.int(),
        action: z.enum(ACTIONS),
        productName: z.string(),
        quantity: z.int(),
        host: z.string(),
        to: z.string().nullable(),
        keyIds: z.array(z.string()).describe("Old and new; in a dry run as they would be"),
      }),
    ),
    faults: z.array(
      z.object({
        line: z.int().describe("Counted from 1, the head being the first"),
        field: z.string().nullable().describe("Null: the whole row or file"),
        code: z.string(),
        message: z.string().describe("In the caller's language"),
      }),
    ),
    hosts: z.array(z.object({ hostId: z.string(), name: z.string(), sequence: z.int() })),
    archive: z.string().nullable().describe("Address of a zip with the files of all hosts"),
  })
  .meta({ id: "KeyImport" });

const post = {
  summary: "Get, return and move keys by a list: text/csv, or a form with one file",
  description:
    "Columns: action (get, return, move), product, order, line, quantity, host_kind, host_value, host_name, to_kind, " +
    "to_value, to_name. Up to 1,000 rows, 1 MB, UTF-8. All of it is applied or nothing; returns go first, then moves. " +
    "With faults the answer is 422, and a dry run's is 200.",
  tags,
  params: SitePath,
  querystring: z.strictObject({ dryRun: z.enum(["true", "false"]).default("false") }),
  response: { 200: ReportReply, ...problems(400, 401, 403, 404, 413, 415, 422, 429, 503) },
};

const archive = {
  summary: "The newest files of all hosts that a list has touched",
  tags,
  params: ImportPath,
  response: {
    200: { description: "A zip archive", content: { "application/zip": { schema: z.string() } } },
    ...problems(400, 401, 403, 404),
  },
};

export const keyImportRoutes: Routes = async (app) => {
  const uploads: Routes = async (scoped) => {
    const raw = { parseAs: "buffer", bodyLimit: MOST_BYTES } as const;
    scoped.addContentTypeParser("text/csv", raw, (_request, body, done) => done(null, body));
    scoped.post(
      "/v1/sites/:siteId/license-keys/imports",
      { schema: post, config: { needs: "license-key.move" } },
      async (request) => {
        const { context, params, query } = request;
        await readKeyRoom(context, params.siteId); // before a byte is read
        const isDryRun = query.dryRun === "true";
        const report = await importKeys(context, params.siteId, { bytes: await bytesOf(request), isDryRun });
        const told = reportReply(params.siteId, report, context.language);
        if (!report.isApplied && !isDryRun)
          throw new Problem(422, "key_import_refused", { count: report.faults.length, faults: told.faults });
        return told;
      },
    );
  };
  await app.register(uploads);

  for (const start of ["/v1", ""]) {
    app.get(
      `${start}/sites/:siteId/license-keys/imports/:importId/archive.zip`,
      { schema: { ...archive, hide: start === "" }, config: { needs: "license-key.read" } },
      async ({ context, params: { siteId, importId } }, reply) =>
        sendArchive(reply, await readImportArchive(context, siteId, importId)),
    );
  }
};

async function bytesOf(request: FastifyRequest): Promise<Uint8Array> {
  if (request.isMultipart()) return (await fileOf(request)) ?? new Uint8Array();
  if (!Buffer.isBuffer(request.body)) throw new Problem(415, "media_type_not_supported");
  return request.body;
}

/** The file of a form; undefined when none was chosen. */
export async function fileOf(request: FastifyRequest): Promise<Buffer | undefined> {
  if (!request.isMultipart()) throw new Problem(415, "media_type_not_supported");
  const part = await request.file({ limits: { fileSize: MOST_BYTES } });
  if (part === undefined) return undefined;
  const bytes = await part.toBuffer();
  return part.filename === "" ? undefined : bytes;
}

function reportReply(
  siteId: string,
  { id, faults, outcomes, hosts, ...report }: BulkReport,
  language: Language,
) {
  return {
    ...report,
    id,
    outcomes: outcomes.map((done) => ({ ...done, keyIds: [...done.keyIds] })),
    faults: faults.map((fault) => {
      const { line, field, code } = fault;
      return { line, field, code, message: faultText(language, fault) };
    }),
    hosts: [...hosts],
    archive: id === null ? null : `/v1/sites/${siteId}/license-keys/imports/${id}/archive.zip`,
  };
}
