/** The page of one entitlement line. It calls the API's own operation: the same permission, the same refusals. */
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { ActionLink, Page, sendPage } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { Benefits, Coverage } from "./coverage.parts.tsx";
import { EndedVersions, Lapsed, LineFacts } from "./line.parts.tsx";
import { type CoveredLine, readLine } from "./operations.ts";
import { coverageSay } from "./texts.ts";

const schema = { hide: true, params: z.strictObject({ siteId: PathText, lineId: PathText }) };

export const coveragePages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/entitlements/:lineId",
    { schema, config: { needs: "entitlement.read" } },
    async (request, reply) => {
      const { siteId, lineId } = request.params;
      const line = await readLine(request.context, siteId, lineId);
      const chrome = await request.frame.chrome(siteId);
      const care = request.context.portal.config.careEmail;
      return sendPage(reply, <LinePage chrome={chrome} siteId={siteId} line={line} care={care} />);
    },
  );
};

function LinePage(props: { chrome: Chrome; siteId: string; line: CoveredLine; care: string }) {
  const { chrome, siteId, line, care } = props;
  const say = coverageSay(chrome.language);
  const site = `/sites/${siteId}`;
  const actions = (
    <>
      {line.status === "active" && (
        <ActionLink href={`${site}/downloads?q=${encodeURIComponent(line.productName)}`} isMain>
          {say("downloads")}
        </ActionLink>
      )}
      {line.proofId !== null && (
        <ActionLink href={`${site}/proofs/${line.proofId}`}>{say("proof")}</ActionLink>
      )}
      {line.part?.kind === "license" && (
        <ActionLink href={`${site}/license-keys/list?lineId=${line.id}`}>{say("keys")}</ActionLink>
      )}
    </>
  );
  return (
    <Page
      chrome={chrome}
      title={line.productName}
      back={{ href: `${site}/entitlements`, label: say("back") }}
      actions={actions}
    >
      {line.status === "lapsed" && (
        <Lapsed say={say} siteId={siteId} line={line} language={chrome.language} care={care} />
      )}
      <EndedVersions line={line} siteId={siteId} />
      <LineFacts say={say} line={line} />
      <Coverage say={say} siteId={siteId} line={line} />
      <Benefits say={say} isActive={line.status === "active"} />
    </Page>
  );
}
