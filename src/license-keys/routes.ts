/** The API of license keys: shapes in, one operation, shapes out. Hosts: hosts/routes.ts; moves and lists of keys: their own. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { getKey, readSecret } from "./issue/operations.ts";
import { returnKey } from "./issue/return.operations.ts";
import { DELIVERIES, HOST_KINDS, LOCKS } from "./key.data.ts";
import { historyText } from "./keys/history.texts.ts";
import { readKey, readKeyHistory, readKeys, readPools } from "./keys/operations.ts";
import { KeyQuestion, sheetRoutes } from "./keys/sheets.routes.ts";
import { renewKey } from "./renewal/operations.ts";
import {
  FileReply,
  fileReply,
  KeyReply,
  keyReply,
  PoolReply,
  ShownKeyReply,
  shownKeyReply,
} from "./replies.routes.ts";

const tags = ["license keys"];
const SitePath = z.strictObject({ siteId: PathText });
const KeyPath = z.strictObject({ siteId: PathText, keyId: PathText });
const answers = problems(400, 401, 403, 404, 409);

/** As it is typed: the rules of its kind say what is wrong with it. */
export const HostBody = z.strictObject({
  kind: z.enum(HOST_KINDS),
  value: z.string().max(600).optional().describe("In any usual spelling; not for `any`"),
  name: z
    .string()
    .max(200)
    .optional()
    .describe("The value, when it is left out; a known host keeps its name"),
});

const Quantity = z.int().min(1).max(1_000_000);
const mailMe = z.boolean().optional().describe("Send me the file by mail, too");

const get = {
  summary: "Get a key of an entitlement line: a file for a host, or an online key",
  tags,
  params: SitePath,
  body: z.strictObject({
    lineId: PathText,
    quantity: Quantity,
    delivery: z.enum(DELIVERIES).default("file"),
    lock: z.enum(LOCKS).optional().describe("The first that the product offers, when it is left out"),
    host: HostBody.optional().describe("For a file"),
    version: z.string().max(40).optional().describe("Version-based products: none newer than this one"),
    mailMe,
  }),
  response: {
    201: z.object({
      key: KeyReply,
      file: FileReply.nullable().describe("The host's new file, with all its keys"),
      secret: z.string().nullable().describe("Of an online key: what the program says"),
      available: z.int().describe("What is left of the line"),
    }),
    ...answers,
  },
};

const giveBack = {
  summary: "Return a key, whole or in part",
  tags,
  params: KeyPath,
  body: z.strictObject({ quantity: Quantity.optional().describe("All of it, when it is left out"), mailMe }),
  response: {
    200: z.object({
      keyId: z.string(),
      quantity: z.int().describe("Back in the line"),
      kept: KeyReply.nullable().describe("What stays on the host, as a key of its own"),
      file: FileReply.nullable().describe("Put it in place; it may be empty"),
    }),
    ...answers,
  },
};

const renew = {
  summary: "Get the renewal key: it opens all that the line covers by now, and takes the key's place",
  tags,
  params: KeyPath,
  body: z.strictObject({ mailMe }).optional(),
  response: {
    201: z.object({
      key: KeyReply.describe("A new key for a file; an online key stays itself"),
      before: z.object({ version: z.string().nullable(), coveredThrough: z.iso.date().nullable() }),
      file: FileReply.nullable(),
    }),
    ...answers,
  },
};

const list = {
  summary: "List a site's keys: by product, host, person or line",
  tags,
  params: SitePath,
  querystring: z.strictObject({ ...KeyQuestion, ...ListQuery }),
  response: { 200: listReply(ShownKeyReply), ...problems(400, 401, 403, 404) },
};

const one = {
  summary: "Read one key",
  tags,
  params: KeyPath,
  response: { 200: ShownKeyReply, ...problems(400, 401, 403, 404) },
};

const history = {
  summary: "What happened to a key, the newest first",
  tags,
  params: KeyPath,
  response: {
    200: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          at: z.string(),
          text: z.string().describe("In the reader's language"),
          actorName: z.string().nullable().describe("Null: the vendor, or the portal itself"),
          facts: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    ...problems(400, 401, 403, 404),
  },
};

const secret = {
  summary: "Read an online key again; each look is in the site's history",
  tags,
  params: KeyPath,
  response: { 200: z.object({ secret: z.string() }), ...problems(400, 401, 403, 404, 409, 429) },
};

const pools = {
  summary: "Of which lines keys can be got, how many are out and how many are left",
  tags,
  params: SitePath,
  response: { 200: z.object({ items: z.array(PoolReply) }), ...problems(400, 401, 403, 404) },
};

export const licenseKeyRoutes: Routes = async (app, portal) => {
  app.get(
    "/v1/sites/:siteId/license-pools",
    { schema: pools, config: { needs: "license-key.read" } },
    async ({ context, params }) => ({ items: await readPools(context, params.siteId) }),
  );

  app.get(
    "/v1/sites/:siteId/license-keys",
    { schema: list, config: { needs: "license-key.read" } },
    async ({ context, params, query }) => {
      const { items, next, limit } = await readKeys(context, { ...params, ...query });
      return { items: items.map(shownKeyReply), next, limit };
    },
  );

  app.post(
    "/v1/sites/:siteId/license-keys",
    { schema: get, config: { needs: "license-key.issue" } },
    async ({ context, params, body }, reply) => {
      const { key, file, ...got } = await getKey(context, { ...params, ...body });
      return reply
        .code(201)
        .header("location", `/v1/sites/${params.siteId}/license-keys/${key.id}`)
        .send({
          key: keyReply({ ...key, personName: context.person?.name ?? null }),
          file: fileReply(file),
          ...got,
        });
    },
  );

  app.get(
    "/v1/sites/:siteId/license-keys/:keyId",
    { schema: one, config: { needs: "license-key.read" } },
    async ({ context, params }) => shownKeyReply(await readKey(context, params.siteId, params.keyId)),
  );

  app.get(
    "/v1/sites/:siteId/license-keys/:keyId/history",
    { schema: history, config: { needs: "license-key.read" } },
    async ({ context, params }) => {
      const events = await readKeyHistory(context, params.siteId, params.keyId);
      return { items: events.map((event) => ({ ...event, text: historyText(context.language, event) })) };
    },
  );

  app.get(
    "/v1/sites/:siteId/license-keys/:keyId/secret",
    { schema: secret, config: { needs: "license-key.issue" } },
    async ({ context, params }) => readSecret(context, params.siteId, params.keyId),
  );

  app.post(
    "/v1/sites/:siteId/license-keys/:keyId/return",
    { schema: giveBack, config: { needs: "license-key.return" } },
    async ({ context, params, body }) => {
      const { key, quantity, kept, file } = await returnKey(context, { ...params, ...body });
      return { keyId: key.id, quantity, kept: kept === null ? null : keyReply(kept), file: fileReply(file) };
    },
  );

  app.post(
    "/v1/sites/:siteId/license-keys/:keyId/renewal",
    { schema: renew, config: { needs: "license-key.issue" } },
    async ({ context, params, body }, reply) => {
      const { key, before, file } = await renewKey(context, { ...params, ...body });
      return reply.code(201).send({ key: keyReply(key), before, file: fileReply(file) });
    },
  );

  await sheetRoutes(app, portal);
};
