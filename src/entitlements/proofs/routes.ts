/** The API of proofs of entitlement: as JSON, as the exact signed bytes, as paper; and the check that needs no sign-in. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { personOf } from "../../access/index.ts";
import { spend } from "../../platform/http/limits.ts";
import { ListQuery, listReply, orBlank, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { LANGUAGES, type Language } from "../../platform/language.ts";
import { found } from "../../platform/problem.ts";
import { dispositionOf } from "../../platform/sheets/sheet.ts";
import { proofPdf } from "./certificate.documents.ts";
import { printedCheckCode } from "./code.rules.ts";
import { checkProof, readProof, readProofs } from "./operations.ts";
import { DocumentReply, STATES } from "./rules.ts";
import type { ProofSummary } from "./store.ts";
import { proofSay } from "./texts.ts";

const SummaryReply = z
  .object({
    id: z.string(),
    orderNumber: z.string(),
    orderedOn: z.iso.date(),
    version: z.int().describe("Of this order's proofs, counted from 1"),
    state: z.enum(STATES),
    checkCode: z.string().describe("As printed, in groups of four"),
    issuedAt: z.iso.datetime(),
  })
  .meta({ id: "Proof" });

const AddresseeReply = z
  .object({ name: z.string(), email: z.string(), isFallback: z.boolean() })
  .nullable()
  .describe("To whom new proofs are mailed: the contact for proofs, else the primary contact");

const ProofReply = SummaryReply.extend({
  supersededBy: z.int().nullable().describe("The version that took its place"),
  isGenuine: z.boolean().describe("Whether the signature is ours over these very bytes"),
  keyId: z.string(),
  content: DocumentReply,
}).meta({ id: "ProofDetail" });

const SignedReply = z
  .object({
    document: z.string().describe("The exact text whose UTF-8 bytes are signed"),
    signature: z.string().describe("Base64; detached"),
    keyId: z.string(),
    algorithm: z.literal("Ed25519"),
  })
  .meta({ id: "SignedProof" });

const sitePath = z.strictObject({ siteId: PathText });
const proofPath = z.strictObject({ siteId: PathText, proofId: PathText });
const paper = z.strictObject({ language: orBlank(z.enum(LANGUAGES).optional()) });
const pdf = { description: "The certificate", content: { "application/pdf": { schema: z.string() } } };

const refusals = problems(400, 401, 403, 404);

const schemas = {
  list: {
    summary: "List a site's proofs of entitlement, those of the newest order first",
    tags: ["proofs"],
    params: sitePath,
    querystring: z.strictObject({ order: PathText.optional().describe("Only this order's"), ...ListQuery }),
    response: { 200: listReply(SummaryReply).extend({ addressee: AddresseeReply }), ...refusals },
  },
  detail: {
    summary: "Read one proof of entitlement",
    tags: ["proofs"],
    params: proofPath,
    response: { 200: ProofReply, ...refusals, ...problems(409) },
  },
  signed: {
    summary: "The signed document of a proof with its detached signature",
    tags: ["proofs"],
    params: proofPath,
    response: { 200: SignedReply, ...refusals, ...problems(409) },
  },
  pdf: {
    summary: "The certificate of a proof as PDF, in the site's language unless another is asked for",
    tags: ["proofs"],
    params: proofPath,
    querystring: paper,
    response: { 200: pdf, ...refusals, ...problems(409, 429, 503) },
  },
};

export const proofRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/proofs",
    { schema: schemas.list, config: { needs: "proof.read" } },
    async (request) => {
      const page = await readProofs(request.context, { ...request.params, ...request.query });
      return { ...page, items: page.items.map(summaryReply) };
    },
  );

  app.get(
    "/v1/sites/:siteId/proofs/:proofId",
    { schema: schemas.detail, config: { needs: "proof.read" } },
    async (request) => {
      const { siteId, proofId } = request.params;
      const { isGenuine, supersededBy, keyId, content, ...summary } = await readProof(
        request.context,
        siteId,
        proofId,
      );
      return { ...summaryReply(summary), supersededBy, isGenuine, keyId, content };
    },
  );

  for (const path of ["/v1/sites/:siteId/proofs/:proofId", "/sites/:siteId/proofs/:proofId"]) {
    const hide = !path.startsWith("/v1/");
    app.get(
      `${path}.json`,
      { schema: { ...schemas.signed, hide }, config: { needs: "proof.read" } },
      async (request, reply) => {
        const { siteId, proofId } = request.params;
        const { document, signature, keyId, ...proof } = await readProof(request.context, siteId, proofId);
        reply.header("content-disposition", dispositionOf(fileName(proof, request.context.language), "json"));
        return { document, signature: signature.toString("base64"), keyId, algorithm: "Ed25519" as const };
      },
    );
    app.get(
      `${path}.pdf`,
      { schema: { ...schemas.pdf, hide }, config: { needs: "proof.read" } },
      (request, reply) => sendPaper(request, reply, { ...request.params, ...request.query }),
    );
  }
};

function summaryReply({ id, orderNumber, orderedOn, version, state, checkCode, issuedAt }: ProofSummary) {
  return { id, orderNumber, orderedOn, version, state, checkCode: printedCheckCode(checkCode), issuedAt };
}

/** Setting a page costs what a dozen lists cost. */
const PAPERS = { most: 120, seconds: 60 };

type PaperAsked = { siteId: string; proofId: string; language?: Language | undefined };

async function sendPaper(
  { context }: FastifyRequest,
  reply: FastifyReply,
  { siteId, proofId, language }: PaperAsked,
) {
  await spend(context.db, `paper ${personOf(context)}`, PAPERS);
  const { siteLanguage, ...proof } = await readProof(context, siteId, proofId);
  const printing = { language: language ?? siteLanguage, baseUrl: context.portal.config.baseUrl };
  const bytes = await proofPdf(proof.content, printing);
  return reply
    .type("application/pdf")
    .header(
      "content-disposition",
      dispositionOf(fileName(proof, printing.language), "pdf").replace("attachment", "inline"),
    )
    .send(Buffer.from(bytes));
}

/** Told apart by order and version, in a folder of many. */
function fileName({ orderNumber, version }: { orderNumber: string; version: number }, language: Language) {
  const end = `${orderNumber} v${version}`;
  return { name: `${proofSay(language)("paperTitle")} ${end}`, plainName: `proof-${end}` };
}

const CheckReply = z
  .object({
    state: z.enum(STATES),
    supersededBy: z.int().nullable().describe("The version that took its place"),
    isGenuine: z.boolean().describe("Whether the signature is ours over these very words"),
    content: DocumentReply.describe("What the certificate says, and nothing else"),
  })
  .meta({ id: "ProofCheck" });

const check = {
  summary: "Check a printed proof of entitlement by its code",
  tags: ["proofs"],
  security: [],
  params: z.strictObject({ code: PathText.describe("As printed; case, dashes and spaces do not matter") }),
  response: { 200: CheckReply, ...problems(400, 404, 409, 429) },
};

const key = {
  summary: "The public key that verifies proofs, as PEM",
  tags: ["proofs"],
  security: [],
  params: z.strictObject({ keyId: PathText }),
  response: {
    200: { description: "SPKI, PEM", content: { "application/x-pem-file": { schema: z.string() } } },
    ...problems(400, 404),
  },
};

export const proofCheckRoutes: Routes = async (app) => {
  app.get(
    "/v1/proofs/check/:code",
    { schema: check, config: { needs: "anyone" } },
    async ({ context, params }) => {
      await spend(context.db, `proof-check ${context.address}`, { most: 60, seconds: 60 });
      const { state, supersededBy, isGenuine, content } = await checkProof(context, params.code);
      return {
        state,
        supersededBy,
        isGenuine,
        content: { ...content, checkCode: printedCheckCode(content.checkCode) },
      };
    },
  );

  app.get(
    "/v1/proofs/keys/:keyId",
    { schema: key, config: { needs: "anyone" } },
    async ({ context, params }, reply) => {
      const pem = found(context.portal.secrets.signer.publicKey(params.keyId), "proof_key");
      return reply.type("application/x-pem-file").header("cache-control", "public, max-age=3600").send(pem);
    },
  );
};
