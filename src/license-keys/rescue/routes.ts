/** The API of emergency keys: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import type { HostFile } from "../files/documents.ts";
import { HOST_KINDS } from "../key.data.ts";
import { FileReply } from "../replies.routes.ts";
import { readRescue, readRescues } from "./read.operations.ts";
import { OUTCOMES, placesLeft, type Quota, RESCUE_STATES } from "./rules.ts";
import { settleRescue } from "./settle.operations.ts";
import type { Rescue } from "./store.ts";
import { takeEmergencyKeys } from "./take.operations.ts";

/** What happened, in a few words: so that administrators understand the mail that they get. */
export const Reason = z.string().trim().min(1).max(500);

const tags = ["license keys"];
const SitePath = z.strictObject({ siteId: PathText });
const RescuePath = z.strictObject({ siteId: PathText, rescueId: PathText });

const HostName = z.object({ id: z.string(), kind: z.enum(HOST_KINDS), value: z.string(), name: z.string() });

const RescueReply = z
  .object({
    id: z.string(),
    state: z.enum(RESCUE_STATES).describe("`open` until somebody says how it went on"),
    reason: z.string(),
    takenAt: z.string(),
    takenBy: z.string(),
    expiresAt: z.string().describe("72 hours after it was taken"),
    askedAt: z.string().nullable().describe("When it was asked by mail how it went on: after 48 hours"),
    settledAt: z.string().nullable(),
    settledBy: z.string().nullable(),
    host: HostName,
    deadHost: HostName,
    keys: z.array(
      z.object({
        keyId: z.string().describe("The emergency key"),
        deadKeyId: z.string().describe("The key of the dead host: still issued"),
        productCode: z.string(),
        productName: z.string(),
        orderNumber: z.string(),
        quantity: z.int(),
        isInForce: z.boolean(),
      }),
    ),
  })
  .meta({ id: "Rescue" });

const QuotaReply = z.object({
  productCode: z.string(),
  productName: z.string(),
  perYear: z.int(),
  used: z.int(),
  left: z.int(),
});

const take = {
  summary: "Take 72-hour emergency keys for another host, because one has died",
  description: "No approval. Over and above the pool; the key administrators and licence support are told.",
  tags,
  params: SitePath,
  body: z.strictObject({
    hostId: PathText.optional().describe("The host that died: all its keys. Either this or `keyIds`"),
    keyIds: z.array(PathText).min(1).max(200).optional().describe("Some keys of the host that died"),
    host: z.strictObject({
      kind: z.enum(HOST_KINDS),
      value: z.string().max(600).optional(),
      name: z.string().max(200).optional(),
    }),
    reason: Reason,
  }),
  response: {
    201: z.object({ rescue: RescueReply, file: FileReply, quotas: z.array(QuotaReply) }),
    ...problems(400, 401, 403, 404, 409),
  },
};

const list = {
  summary: "List a site's emergencies, the newest first",
  tags,
  params: SitePath,
  querystring: z.strictObject(ListQuery),
  response: { 200: listReply(RescueReply), ...problems(400, 401, 403, 404) },
};

const one = {
  summary: "Read one emergency",
  tags,
  params: RescuePath,
  response: { 200: RescueReply, ...problems(400, 401, 403, 404) },
};

const settle = {
  summary:
    "Say how it went on: the host is dead (its keys move over for good) or back (the emergency keys end)",
  tags,
  params: RescuePath,
  body: z.strictObject({ outcome: z.enum(OUTCOMES) }),
  response: {
    200: z.object({
      rescue: RescueReply,
      moved: z.array(z.object({ keyId: z.string(), formerKeyId: z.string(), quantity: z.int() })),
      files: z.array(FileReply),
    }),
    ...problems(400, 401, 403, 404, 409),
  },
};

const PATH = "/v1/sites/:siteId/license-keys/rescues";

export const rescueRoutes: Routes = async (app) => {
  app.post(
    PATH,
    { schema: take, config: { needs: "license-key.rescue" } },
    async ({ context, params, body }, reply) => {
      const { rescue, file, quotas } = await takeEmergencyKeys(context, { ...params, ...body });
      return reply
        .code(201)
        .header("location", `/v1/sites/${params.siteId}/license-keys/rescues/${rescue.id}`)
        .send({ rescue: rescueReply(rescue), file: fileReply(file), quotas: quotas.map(quotaReply) });
    },
  );

  app.get(
    PATH,
    { schema: list, config: { needs: "license-key.read" } },
    async ({ context, params, query }) => {
      const { items, ...rest } = await readRescues(context, { ...params, ...query });
      return { ...rest, items: items.map(rescueReply) };
    },
  );

  app.get(
    `${PATH}/:rescueId`,
    { schema: one, config: { needs: "license-key.read" } },
    async ({ context, params }) =>
      rescueReply((await readRescue(context, params.siteId, params.rescueId)).rescue),
  );

  app.post(
    `${PATH}/:rescueId/outcome`,
    { schema: settle, config: { needs: "license-key.rescue" } },
    async ({ context, params, body }) => {
      const { rescue, moved, files } = await settleRescue(context, { ...params, ...body });
      return { rescue: rescueReply(rescue), moved: [...moved], files: files.map(fileReply) };
    },
  );
};

function rescueReply({ keys, ...rescue }: Rescue) {
  return { ...rescue, keys: [...keys] };
}

function fileReply({ fileId, sequence, fileName, issuedAt, text }: HostFile) {
  return { fileId, sequence, fileName, issuedAt, text };
}

function quotaReply(quota: Quota) {
  return { ...quota, left: placesLeft(quota) };
}
