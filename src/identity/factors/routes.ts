/** HTTP for second factors. The answer to a change sets the session's new cookie; every other session has ended. */
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { keepToken } from "../sessions/cookies.operations.ts";
import {
  addPasskey,
  confirmAuthenticator,
  offerAuthenticator,
  offerPasskeyToAdd,
  readFactors,
  removeAuthenticator,
  removePasskey,
  renewRecoveryCodes,
} from "./operations.ts";
import { Attestation, siteOf } from "./passkeys.authorize.ts";
import { PasskeyName, PasskeyOptions, PasskeyReply, RecoveryCodes } from "./replies.documents.ts";

const tags = ["identity"];
const config = { needs: "person" };

const askToAdd = {
  summary: "Ask for the challenge with which a browser makes a passkey",
  tags,
  response: { 200: PasskeyOptions, ...problems(401, 403) },
};

const add = {
  summary: "Add a passkey; the first second factor brings recovery codes",
  tags,
  body: z.strictObject({ name: PasskeyName, passkey: Attestation }),
  response: {
    201: z.object({ id: z.string(), recoveryCodes: RecoveryCodes.nullable() }),
    ...problems(400, 401, 403, 409),
  },
};

const list = {
  summary: "List my passkeys",
  tags,
  response: { 200: z.object({ items: z.array(PasskeyReply), next: z.null() }), ...problems(401, 403) },
};

const remove = {
  summary: "Remove a passkey; it opens nothing from now on",
  tags,
  params: z.strictObject({ id: PathText }),
  response: { 204: z.null(), ...problems(401, 403, 404) },
};

const read = {
  summary: "My authenticator app and my recovery codes",
  tags,
  response: {
    200: z.object({
      addedAt: z.string().nullable().describe("Null: none is in use"),
      recoveryCodesLeft: z.int().nullable().describe("Null: none were made"),
    }),
    ...problems(401, 403),
  },
};

const offer = {
  summary: "Make a secret for an authenticator app; it counts from its first code on",
  tags,
  response: { 201: z.object({ key: z.string(), uri: z.string() }), ...problems(401, 403, 409) },
};

const confirm = {
  summary: "Take the authenticator app into use by its first code",
  tags,
  body: z.strictObject({ code: z.string().max(100) }),
  response: {
    200: z.object({ recoveryCodes: RecoveryCodes.nullable() }),
    ...problems(400, 401, 403, 404, 409),
  },
};

const removeApp = {
  summary: "Remove the authenticator app",
  tags,
  response: { 204: z.null(), ...problems(401, 403, 404) },
};

const renew = {
  summary: "Make new recovery codes; the old ones open nothing from now on",
  tags,
  response: { 201: z.object({ recoveryCodes: RecoveryCodes }), ...problems(401, 403, 409) },
};

export const factorRoutes: Routes = async (app) => {
  app.post("/v1/passkeys/options", { schema: askToAdd, config }, ({ context, headers }) =>
    offerPasskeyToAdd(context, siteOf(context, headers.host)),
  );
  app.post("/v1/passkeys", { schema: add, config }, async ({ context, headers, body }, reply) => {
    const given = { name: body.name, attestation: body.passkey, site: siteOf(context, headers.host) };
    const { id, recoveryCodes } = kept(reply, await addPasskey(context, given));
    return reply.code(201).send({ id, recoveryCodes });
  });
  app.get("/v1/passkeys", { schema: list, config }, async ({ context }) => {
    const { passkeys } = await readFactors(context);
    return { items: passkeys, next: null };
  });
  app.delete("/v1/passkeys/:id", { schema: remove, config }, async ({ context, params }, reply) => {
    kept(reply, await removePasskey(context, params.id));
    return reply.code(204).send(null);
  });
  app.get("/v1/authenticator", { schema: read, config }, async ({ context }) => {
    const { authenticatorAddedAt: addedAt, recoveryCodesLeft } = await readFactors(context);
    return { addedAt, recoveryCodesLeft };
  });
  app.post("/v1/authenticator", { schema: offer, config }, async ({ context }, reply) =>
    reply.code(201).send(await offerAuthenticator(context)),
  );
  app.post(
    "/v1/authenticator/confirmation",
    { schema: confirm, config },
    async ({ context, body }, reply) => {
      const { recoveryCodes } = kept(reply, await confirmAuthenticator(context, body.code));
      return { recoveryCodes };
    },
  );
  app.delete("/v1/authenticator", { schema: removeApp, config }, async ({ context }, reply) => {
    kept(reply, await removeAuthenticator(context));
    return reply.code(204).send(null);
  });
  app.post("/v1/recovery-codes", { schema: renew, config }, async ({ context }, reply) => {
    const { recoveryCodes } = kept(reply, await renewRecoveryCodes(context));
    return reply.code(201).send({ recoveryCodes });
  });
};

function kept<Done extends { readonly token: string }>(reply: FastifyReply, done: Done): Done {
  keepToken(reply, done.token);
  return done;
}
