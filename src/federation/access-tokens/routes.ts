/** The API of access tokens: shapes in, one operation, shapes out. */
import { z } from "zod";
import type { Permission } from "../../access/index.ts";
import { Day, ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { createAccessToken, endAccessToken, readAccessTokens } from "./operations.ts";
import { SCOPES } from "./scopes.rules.ts";

const tags = ["access-tokens"];
const SitePath = z.strictObject({ siteId: PathText });
const refusals = problems(400, 401, 403, 404);

const TokenReply = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()).describe("Permissions of docs/permissions.md"),
    createdAt: z.string(),
    expiresOn: z.iso.date().describe("The last day on which it works, in UTC"),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    isOver: z.boolean(),
    isMine: z.boolean(),
    personId: z.string(),
    personName: z.string(),
    email: z.string(),
  })
  .meta({ id: "AccessToken" });

export const TokenBody = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed"),
  scopes: z
    .array(z.enum(SCOPES as [Permission, ...Permission[]], "scope_unknown"))
    .min(1, "scopes_required")
    .max(50),
  expiresOn: Day.describe("The last day on which it works, in UTC; at most a year from today"),
});

const schemas = {
  list: {
    summary: "List one's own access tokens at a site, the newest first; who manages access sees the site's",
    tags,
    params: SitePath,
    querystring: z.strictObject(ListQuery),
    response: { 200: listReply(TokenReply), ...refusals },
  },
  create: {
    summary: "Make an access token for a program; the token itself is in this answer and nowhere else",
    tags,
    params: SitePath,
    body: TokenBody,
    response: { 201: z.object({ id: z.string(), token: z.string() }), ...refusals, ...problems(429) },
  },
  revoke: {
    summary: "Revoke an access token; felt by the next request",
    tags,
    params: z.strictObject({ siteId: PathText, tokenId: PathText }),
    response: { 204: z.null(), ...refusals },
  },
};

export const accessTokenRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/access-tokens",
    { schema: schemas.list, config: { needs: "access-token.read" } },
    async ({ context, params, query }) => {
      const { items, next, limit } = await readAccessTokens(context, params.siteId, query);
      return { items: items.map((token) => ({ ...token, scopes: [...token.scopes] })), next, limit };
    },
  );

  app.post(
    "/v1/sites/:siteId/access-tokens",
    { schema: schemas.create, config: { needs: "access-token.create" } },
    async ({ context, params, body }, reply) =>
      reply.code(201).send(await createAccessToken(context, params.siteId, body)),
  );

  app.delete(
    "/v1/sites/:siteId/access-tokens/:tokenId",
    { schema: schemas.revoke, config: { needs: "access-token.create" } },
    async ({ context, params }, reply) => {
      await endAccessToken(context, params.siteId, params.tokenId);
      return reply.code(204).send(null);
    },
  );
};
