/** The API of lists: a file in, a report out. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import type { Language } from "../../platform/language.ts";
import { Problem } from "../../platform/problem.ts";
import { readRoom } from "../list.operations.ts";
import { faultText } from "../texts.ts";
import { ACTIONS, type Fault, MOST_BYTES } from "./list.rules.ts";
import { type ImportReport, importMembers } from "./operations.ts";

const ReportReply = z
  .object({
    isApplied: z.boolean(),
    counts: z.object({ added: z.int(), changed: z.int(), removed: z.int(), unchanged: z.int() }),
    changes: z.array(
      z.object({
        line: z.int(),
        email: z.string(),
        action: z.enum([...ACTIONS, "keep"]),
        fields: z.array(z.string()),
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
  })
  .meta({ id: "MemberImport" });

const SitePath = z.strictObject({ siteId: PathText });

const post = {
  summary: "Add, change and remove people by a list: text/csv, or a form with one file",
  description:
    "Columns: email, action (add, change, remove), role, each privilege, validThrough. Up to 5,000 rows, 2 MB, UTF-8. " +
    "All of it is applied or nothing; with faults the answer is 422, and a dry run's is 200.",
  tags: ["members"],
  params: SitePath,
  querystring: z.strictObject({
    dryRun: z.enum(["true", "false"]).default("false").describe("The same report, and nothing is changed"),
  }),
  response: { 200: ReportReply, ...problems(400, 401, 403, 404, 413, 415, 422, 429, 503) },
};

export const memberImportRoutes: Routes = async (app) => {
  const uploads: Routes = async (scoped) => {
    scoped.addContentTypeParser(
      "text/csv",
      { parseAs: "buffer", bodyLimit: MOST_BYTES },
      (_request, body, done) => done(null, body),
    );
    scoped.post(
      "/v1/sites/:siteId/member-imports",
      { schema: post, config: { needs: "member.manage" } },
      async (request) => {
        const { context, params, query } = request;
        await readRoom(context, params.siteId); // before a byte is read
        const bytes = await bytesOf(request);
        const report = await importMembers(context, params.siteId, {
          bytes,
          isDryRun: query.dryRun === "true",
        });
        const told = reportReply(report, context.language);
        if (!report.isApplied && query.dryRun !== "true")
          throw new Problem(422, "member_import_refused", told);
        return told;
      },
    );
  };
  await app.register(uploads);
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

export function messageOf(fault: Fault, language: Language): string {
  return faultText(language, fault.field, fault.code);
}

function reportReply({ faults, changes, ...report }: ImportReport, language: Language) {
  return {
    ...report,
    changes: changes.map((change) => ({ ...change, fields: [...change.fields] })),
    faults: faults.map((fault) => ({ ...fault, message: messageOf(fault, language) })),
  };
}
