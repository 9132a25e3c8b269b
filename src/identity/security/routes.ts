/** HTTP for one's own sessions and for proving anew who one is. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { siteOf } from "../factors/passkeys.authorize.ts";
import { PasskeyOptions } from "../factors/replies.documents.ts";
import { browserOf, keepToken } from "../sessions/cookies.operations.ts";
import { endOtherSessions, endSession, readSessions } from "./own.operations.ts";
import { askPasskeyForProof, Proof, prove } from "./proof.operations.ts";

const tags = ["identity"];
const config = { needs: "person" };

const OwnSession = z
  .object({
    id: z.string(),
    startedAt: z.string(),
    lastSeenAt: z.string(),
    address: z.string().nullable(),
    agent: z.string().nullable().describe("Browser and system"),
    strength: z.enum(["password", "two-factor", "passkey", "sso"]),
    isCurrent: z.boolean(),
  })
  .meta({ id: "OwnSession" });

const list = {
  summary: "List my sessions, the one used last first",
  tags,
  response: { 200: z.object({ items: z.array(OwnSession), next: z.null() }), ...problems(401, 403) },
};

const endOne = {
  summary: "End one of my sessions",
  tags,
  params: z.strictObject({ id: PathText }),
  response: { 204: z.null(), ...problems(401, 403, 404) },
};

const endOthers = {
  summary: "End all my other sessions",
  tags,
  response: { 204: z.null(), ...problems(401, 403) },
};

const askProof = {
  summary: "Ask for a challenge that one of my passkeys answers",
  tags,
  response: { 200: PasskeyOptions, ...problems(401, 403) },
};

const giveProof = {
  summary: "Prove that it is me, for a quarter of an hour; the session gets a new cookie",
  tags,
  body: Proof,
  response: { 204: z.null(), ...problems(400, 401, 403, 503) },
};

export const securityRoutes: Routes = async (app) => {
  app.get("/v1/sessions", { schema: list, config }, async ({ context }) => ({
    items: await readSessions(context),
    next: null,
  }));
  app.delete("/v1/sessions/:id", { schema: endOne, config }, async ({ context, params }, reply) => {
    await endSession(context, params.id);
    return reply.code(204).send(null);
  });
  app.delete("/v1/sessions", { schema: endOthers, config }, async ({ context }, reply) => {
    await endOtherSessions(context);
    return reply.code(204).send(null);
  });
  app.post("/v1/session/proof/passkey-options", { schema: askProof, config }, ({ context, headers }) =>
    askPasskeyForProof(context, siteOf(context, headers.host)),
  );
  app.post("/v1/session/proof", { schema: giveProof, config }, async (request, reply) => {
    const { context, headers, body: proof } = request;
    const { device } = browserOf(request);
    keepToken(reply, await prove(context, { proof, site: siteOf(context, headers.host), device }));
    return reply.code(204).send(null);
  });
};
