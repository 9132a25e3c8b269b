/** The pages of access tokens. The token itself is shown once, by the answer to the form that makes it. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../platform/http/errors.ts";
import { formOf } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { createAccessToken, endAccessToken, readAccessTokens } from "./operations.ts";
import { TokenBody } from "./routes.ts";
import { tokenFault } from "./texts.ts";
import { type Entered, MadePage, TokensPage, tokensHref } from "./tokens.parts.tsx";

const ROWS = 50;
const SitePath = z.strictObject({ siteId: PathText });
const TokenPath = z.strictObject({ siteId: PathText, tokenId: PathText });
const Question = z.object({
  news: z.enum(["revoked"]).optional().catch(undefined),
  after: z.string().min(1).max(2000).optional(),
});

const read = {
  schema: { hide: true, params: SitePath, querystring: Question },
  config: { needs: "access-token.read" },
};
const make = { schema: { hide: true, params: SitePath }, config: { needs: "access-token.create" } };
const revoke = { schema: { hide: true, params: TokenPath }, config: { needs: "access-token.create" } };

export const accessTokenPages: Routes = async (app) => {
  app.get("/sites/:siteId/access-tokens", read, (request, reply) => show(request, reply, {}));

  app.post("/sites/:siteId/access-tokens", make, async (request, reply) => {
    const { context, params, frame } = request;
    const entered = enteredIn(request.body);
    try {
      const { token } = await createAccessToken(context, params.siteId, parsed(TokenBody, entered));
      const chrome = await frame.chrome(params.siteId);
      return sendPage(reply, <MadePage chrome={chrome} siteId={params.siteId} token={token} />);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "invalid_request") throw error;
      return show(request, reply, { entered, problem: error });
    }
  });

  app.post("/sites/:siteId/access-tokens/:tokenId/revocation", revoke, async ({ context, params }, reply) => {
    await endAccessToken(context, params.siteId, params.tokenId);
    return reply.redirect(`${tokensHref(params.siteId)}?news=revoked`, 303);
  });
};

/** Each right is a box of its own. */
function enteredIn(body: unknown): Entered {
  const values = formOf(body);
  const scopes = Object.keys(values).filter((name) => name.startsWith("scope."));
  const { name = "", expiresOn = "" } = values;
  return { name, scopes: scopes.map((scope) => scope.slice("scope.".length)), expiresOn };
}

interface Shown {
  readonly entered?: Entered;
  readonly problem?: Problem;
}

async function show(request: FastifyRequest, reply: FastifyReply, { entered, problem }: Shown) {
  const { context, frame } = request;
  const { siteId } = request.params as { siteId: string };
  const { news, after } = parsed(Question, request.query);
  const tokens = await readAccessTokens(context, siteId, { after, limit: ROWS });
  const { fields = {} } = (problem?.facts ?? {}) as { fields?: Record<string, string[]> };
  const errors = Object.fromEntries(
    Object.entries(fields).map(([name, [code = ""]]) => [
      name.split(".")[0] ?? name,
      tokenFault(context.language, code),
    ]),
  );
  const page = (
    <TokensPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      tokens={tokens}
      entered={entered}
      errors={errors}
      isRevoked={news === "revoked"}
      mayMake={context.actor.kind === "person" && context.actor.view === undefined}
    />
  );
  return sendPage(reply, page, problem?.status ?? 200);
}
