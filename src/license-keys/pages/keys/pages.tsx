/** The pages of one key, and what is to be done with its file. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../../platform/http/errors.ts";
import { formOf, pick } from "../../../platform/http/forms.ts";
import { PathText } from "../../../platform/http/lists.ts";
import type { Routes } from "../../../platform/http/server.ts";
import { Problem } from "../../../platform/problem.ts";
import { sendPage } from "../../../web/page.tsx";
import { readHostInFull } from "../../hosts/operations.ts";
import { readSecret } from "../../issue/operations.ts";
import { returnKey } from "../../issue/return.operations.ts";
import { readKey, readKeyHistory } from "../../keys/operations.ts";
import { renewKey } from "../../renewal/operations.ts";
import { errorsOf, isOurs, refusalText } from "../errors.documents.ts";
import { keyHref } from "../links.rules.ts";
import { readKeyRoom } from "../site.operations.ts";
import { AFTER, InstallPage } from "./install.parts.tsx";
import { OneKeyPage } from "./key.parts.tsx";
import { OnlinePage } from "./online.parts.tsx";

const keyParams = z.strictObject({ siteId: PathText, keyId: PathText });
const keySchema = { hide: true, params: keyParams };
const READ = { needs: "license-key.read" };
const PATH = "/sites/:siteId/license-keys";

const After = z.object({ after: z.enum(AFTER).optional().catch(undefined) });
const Returned = z.object({
  quantity: z.coerce
    .number("required")
    .int("required")
    .min(1, "required")
    .max(1_000_000, "required")
    .optional(),
});

export const licenseKeyPages: Routes = async (app) => {
  app.get(`${PATH}/:keyId`, { schema: keySchema, config: READ }, (request, reply) => showKey(request, reply));

  app.get(
    `${PATH}/:keyId/install`,
    { schema: { ...keySchema, querystring: After }, config: READ },
    async ({ context, frame, params: { siteId, keyId }, query }, reply) => {
      const { hostId } = await readKey(context, siteId, keyId);
      if (hostId === null) return reply.redirect(keyHref(siteId, keyId), 303);
      const { site } = await readKeyRoom(context, siteId);
      const held = await readHostInFull(context, siteId, hostId);
      return sendPage(
        reply,
        <InstallPage chrome={await frame.chrome(siteId)} {...{ site, held }} after={query.after} />,
      );
    },
  );

  app.post(
    `${PATH}/:keyId/return`,
    { schema: keySchema, config: { needs: "license-key.return" } },
    (request, reply) =>
      act(request, reply, "returned", async () => {
        const asked = parsed(Returned, pick(formOf(request.body), ["quantity"], ["quantity"]));
        await returnKey(request.context, { ...request.params, ...asked });
      }),
  );

  app.post(
    `${PATH}/:keyId/renewal`,
    { schema: keySchema, config: { needs: "license-key.issue" } },
    (request, reply) => act(request, reply, "renewed", () => renewKey(request.context, request.params)),
  );

  app.post(
    `${PATH}/:keyId/secret`,
    { schema: keySchema, config: { needs: "license-key.issue" } },
    async ({ context, frame, params: { siteId, keyId } }, reply) => {
      const { secret } = await readSecret(context, siteId, keyId);
      const { productName } = await readKey(context, siteId, keyId);
      const { site } = await readKeyRoom(context, siteId);
      reply.header("cache-control", "no-store");
      const chrome = await frame.chrome(siteId);
      return sendPage(reply, <OnlinePage {...{ chrome, site, keyId, secret }} product={productName} />);
    },
  );
};

type OfKey = FastifyRequest & { params: z.output<typeof keyParams> };

/** A second click finds the key over, as the first one left it: it leads to the same page. */
async function act(
  request: OfKey,
  reply: FastifyReply,
  after: "returned" | "renewed",
  work: () => Promise<unknown>,
) {
  const { siteId, keyId } = request.params;
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem) || !isOurs(error)) throw error;
    const isDone = error.code === "license_key_over" && (await isMine(request));
    if (!isDone) return showKey(request, reply, error);
  }
  return reply.redirect(keyHref(siteId, keyId, `/install?after=${after}`), 303);
}

/** Ended by the one who asks, a moment ago. */
async function isMine({ context, params: { siteId, keyId } }: OfKey): Promise<boolean> {
  const { endedBy, endedAt } = await readKey(context, siteId, keyId);
  const { actor, now } = context;
  const age = now.getTime() - Date.parse(endedAt ?? "");
  return actor.kind === "person" && endedBy === actor.personId && age < 600_000;
}

async function showKey(request: OfKey, reply: FastifyReply, problem?: Problem) {
  const { context, frame } = request;
  const { siteId, keyId } = request.params;
  const held = await readKey(context, siteId, keyId);
  const events = await readKeyHistory(context, siteId, keyId);
  const { site } = await readKeyRoom(context, siteId);
  const errors = errorsOf(context.language, problem);
  const refusal = refusalText(context.language, problem);
  const chrome = await frame.chrome(siteId);
  return sendPage(
    reply,
    <OneKeyPage {...{ chrome, site, held, events, errors, refusal }} />,
    problem?.status ?? 200,
  );
}
