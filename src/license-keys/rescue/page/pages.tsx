/** The pages of emergency keys: one screen to take them, one to say how it went on. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../../platform/http/forms.ts";
import { PathText } from "../../../platform/http/lists.ts";
import type { Routes } from "../../../platform/http/server.ts";
import { Problem } from "../../../platform/problem.ts";
import { sendPage } from "../../../web/page.tsx";
import { HOST_KINDS } from "../../key.data.ts";
import { readRescue, readRescueDesk } from "../read.operations.ts";
import { Reason } from "../routes.ts";
import { OUTCOMES, rescueHref } from "../rules.ts";
import { settleRescue } from "../settle.operations.ts";
import { takeEmergencyKeys } from "../take.operations.ts";
import { errorsOf } from "./errors.documents.ts";
import { RescuePage } from "./one.parts.tsx";
import { TakePage } from "./take.parts.tsx";

const params = z.strictObject({ siteId: PathText });
const oneParams = z.strictObject({ siteId: PathText, rescueId: PathText });
const Question = z.object({ host: PathText.optional().catch(undefined) });
const TAKE = { needs: "license-key.rescue" };

const Taken = z.object({
  hostId: PathText.min(1),
  kind: z.enum(HOST_KINDS),
  value: z.string().max(600).default(""),
  name: z.string().max(200).optional(),
  reason: Reason,
});
const FIELDS = ["hostId", "kind", "value", "name", "reason"] as const;

export const rescuePages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/license-keys/rescue",
    { schema: { hide: true, params, querystring: Question }, config: TAKE },
    (request, reply) => {
      const { host } = request.query;
      return showForm(request, reply, { values: host === undefined ? {} : { hostId: host } });
    },
  );

  app.post(
    "/sites/:siteId/license-keys/rescue",
    { schema: { hide: true, params }, config: TAKE },
    async (request, reply) => {
      const { siteId } = request.params;
      const form = formOf(request.body);
      const values = pick(form, FIELDS);
      try {
        const { hostId, kind, value, name, reason } = parsed(Taken, pick(form, FIELDS, ["name"]));
        const asked = { siteId, hostId, reason, host: { kind, value, name } };
        const { rescue } = await takeEmergencyKeys(request.context, asked);
        return await reply.redirect(rescueHref(siteId, rescue.id), 303);
      } catch (error) {
        if (!(error instanceof Problem) || (error.status !== 400 && error.status !== 409)) throw error;
        return showForm(request, reply, { values, problem: error });
      }
    },
  );

  app.get(
    "/sites/:siteId/license-keys/rescues/:rescueId",
    { schema: { hide: true, params: oneParams }, config: { needs: "license-key.read" } },
    async ({ context, params: path, frame }, reply) => {
      const read = await readRescue(context, path.siteId, path.rescueId);
      const chrome = await frame.chrome(path.siteId);
      return sendPage(
        reply,
        <RescuePage chrome={chrome} siteId={path.siteId} read={read} now={context.now} />,
      );
    },
  );

  app.post(
    "/sites/:siteId/license-keys/rescues/:rescueId",
    { schema: { hide: true, params: oneParams }, config: TAKE },
    async ({ context, params: path, body }, reply) => {
      await readRescue(context, path.siteId, path.rescueId); // before what was sent is looked at
      const { outcome } = parsed(z.object({ outcome: z.enum(OUTCOMES) }), pick(formOf(body), ["outcome"]));
      await settleRescue(context, { ...path, outcome }).catch((error: unknown) => {
        if (!(error instanceof Problem) || error.code !== "rescue_settled") throw error; // the page says what was said
      });
      return reply.redirect(rescueHref(path.siteId, path.rescueId), 303);
    },
  );
};

type Site = FastifyRequest & { params: z.output<typeof params> };

async function showForm(
  { context, params: { siteId }, frame }: Site,
  reply: FastifyReply,
  { values, problem }: { values: Values; problem?: Problem },
) {
  const desk = await readRescueDesk(context, siteId);
  const { licenseSupportEmail: email, licenseSupportPhone: phone } = context.portal.config;
  const page = (
    <TakePage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      desk={desk}
      support={{ email, phone }}
      values={values}
      errors={errorsOf(context.language, problem)}
    />
  );
  return sendPage(reply, page, problem?.status ?? 200);
}
