/** The pages of a site's proofs of entitlement. They call the API's own operations: the same permission and refusals. */
import { z } from "zod";
import { orBlank, PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { ActionLink, Page, sendPage } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { checkUrl } from "./certificate.documents.ts";
import { readProof, readProofs, type SiteProof } from "./operations.ts";
import { Paper, SentTo, Signature, Verdict } from "./proof.parts.tsx";
import { ProofsPage } from "./proofs.parts.tsx";
import { proofSay } from "./texts.ts";

const Question = z.strictObject({
  order: orBlank(PathText.optional()),
  after: z.string().max(2000).optional(),
});
const list = { hide: true, params: z.strictObject({ siteId: PathText }), querystring: Question };
const detail = { hide: true, params: z.strictObject({ siteId: PathText, proofId: PathText }) };

const ROWS = 50;

export const proofPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/proofs",
    { schema: list, config: { needs: "proof.read" } },
    async (request, reply) => {
      const { siteId } = request.params;
      const page = await readProofs(request.context, { siteId, ...request.query, limit: ROWS });
      const chrome = await request.frame.chrome(siteId);
      return sendPage(
        reply,
        <ProofsPage chrome={chrome} siteId={siteId} question={request.query} page={page} />,
      );
    },
  );

  app.get(
    "/sites/:siteId/proofs/:proofId",
    { schema: detail, config: { needs: "proof.read" } },
    async (request, reply) => {
      const { siteId, proofId } = request.params;
      const proof = await readProof(request.context, siteId, proofId);
      const { baseUrl, careEmail } = request.context.portal.config;
      const chrome = await request.frame.chrome(siteId);
      return sendPage(reply, <ProofPage chrome={chrome} proof={proof} baseUrl={baseUrl} care={careEmail} />);
    },
  );
};

interface ProofProps {
  chrome: Chrome;
  proof: SiteProof;
  baseUrl: string;
  care: string;
}

function ProofPage({ chrome, proof, baseUrl, care }: ProofProps) {
  const say = proofSay(chrome.language);
  const list = `/sites/${proof.siteId}/proofs`;
  const file = `${list}/${proof.id}`;
  const files = (
    <>
      <ActionLink href={`${file}.pdf`} isMain>
        {say("pdf")}
      </ActionLink>
      <ActionLink href={`${file}.json`}>{say("json")}</ActionLink>
    </>
  );
  return (
    <Page
      chrome={chrome}
      title={say("proofOf", { number: proof.orderNumber })}
      back={{ href: list, label: say("back") }}
      actions={files}
    >
      <Verdict say={say} proof={proof} care={care} />
      <SentTo say={say} siteId={proof.siteId} to={proof.addressee} />
      <Paper say={say} content={proof.content} title={say("paperTitle")} />
      <Signature say={say} content={proof.content} url={checkUrl(baseUrl, proof.checkCode)} />
    </Page>
  );
}
