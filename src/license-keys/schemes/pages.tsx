/** The vendor's pages of how keys are made. The API's own operations: the same permission, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { HOST_KINDS, LOCKS } from "../key.data.ts";
import { readScheme, readSchemes, updateScheme } from "./operations.ts";
import { schemeFields } from "./routes.ts";
import { schemesHref } from "./rules.ts";
import { SchemePage, SchemesPage, type SchemeValues } from "./schemes.parts.tsx";

const config = { needs: "key-scheme.update" };
const one = { hide: true, params: z.strictObject({ productCode: PathText }) };
const Question = z.object({ saved: z.literal("1").optional().catch(undefined) });

export const schemePages: Routes = async (app) => {
  app.get("/operator/key-schemes", { schema: { hide: true }, config }, async ({ context, frame }, reply) => {
    const schemes = await readSchemes(context);
    const days = context.portal.config.licenseFileDays;
    return sendPage(
      reply,
      <SchemesPage chrome={await frame.chrome(null)} schemes={schemes} usualDays={days} />,
    );
  });

  app.get(
    "/operator/key-schemes/:productCode",
    { schema: { ...one, querystring: Question }, config },
    (request, reply) => show(request, reply, { isSaved: request.query.saved !== undefined }),
  );

  app.post("/operator/key-schemes/:productCode", { schema: one, config }, async (request, reply) => {
    const { productCode } = request.params;
    const values = valuesOf(formOf(request.body));
    try {
      await updateScheme(request.context, productCode, parsed(z.object(schemeFields), changeOf(values)));
      return await reply.redirect(`${schemesHref(productCode)}?saved=1`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 400) throw error;
      return show(request, reply, { values, problem: error });
    }
  });
};

type One = FastifyRequest & { params: { productCode: string } };

async function show(
  { context, params, frame }: One,
  reply: FastifyReply,
  { values, problem, isSaved = false }: { values?: SchemeValues; problem?: Problem; isSaved?: boolean },
) {
  const read = await readScheme(context, params.productCode);
  const page = (
    <SchemePage
      chrome={await frame.chrome(null)}
      read={read}
      usualDays={context.portal.config.licenseFileDays}
      values={values}
      fields={fieldsOf(problem)}
      isSaved={isSaved}
    />
  );
  return sendPage(reply, page, problem?.status ?? 200);
}

function fieldsOf(problem: Problem | undefined): string[] {
  const { fields = {} } = (problem?.facts ?? {}) as { fields?: Readonly<Record<string, unknown>> };
  return Object.keys(fields);
}

/** A box that is not ticked is not sent. */
function valuesOf(form: Values): SchemeValues {
  const isTicked = (name: string) => form[name] === "on";
  return {
    isLasting: isTicked("isLasting"),
    isOnline: isTicked("isOnline"),
    hasFiles: isTicked("hasFiles"),
    fileDays: form["fileDays"] ?? "",
    leaseSeconds: form["leaseSeconds"] ?? "",
    borrowDays: form["borrowDays"] ?? "",
    emergencyPerYear: form["emergencyPerYear"] ?? "",
    locks: LOCKS.filter((lock) => isTicked(`lock.${lock}`)),
    hostKinds: HOST_KINDS.filter((kind) => isTicked(`kind.${kind}`)),
  };
}

function changeOf(values: SchemeValues) {
  const number = (text: string) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : text);
  return {
    ...values,
    fileDays: values.fileDays.trim() === "" ? null : number(values.fileDays),
    leaseSeconds: number(values.leaseSeconds),
    borrowDays: number(values.borrowDays),
    emergencyPerYear: number(values.emergencyPerYear),
  };
}
