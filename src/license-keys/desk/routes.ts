/** The API of licence support's desk. Everything that is done for a site carries a ticket. */
import { z } from "zod";
import { ListQuery, listReply, PathText, SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { DELIVERIES, HOST_KINDS, LOCKS } from "../key.data.ts";
import { FileReply, KeyReply, keyReply, PoolReply } from "../replies.routes.ts";
import { issueOnBehalf, returnOnBehalf } from "./help.operations.ts";
import { readKeySites, readSiteKeys } from "./operations.ts";
import { poolSheet, siteKeySheet } from "./sheet.documents.ts";

const tags = ["license keys"];
const SitePath = z.strictObject({ siteId: PathText });
const KeyPath = z.strictObject({ siteId: PathText, keyId: PathText });
const config = { needs: "license-key.administer" };

export const Ticket = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{N} ._#/-]+$/u);
const ticket = Ticket.describe("Of the call: the site sees it in its history and by mail");

const SiteReply = z
  .object({
    siteId: z.string(),
    number: z.string(),
    name: z.string(),
    program: z.string(),
    country: z.string(),
    customerName: z.string(),
    keys: z.int().describe("In force"),
    excess: z.int().describe("Out beyond what its lines have"),
    openRescues: z.int().describe("Emergencies of which nobody has said how they went on"),
  })
  .meta({ id: "KeySite" });

const sites = {
  summary: "Find sites by number, name or order and see what keys they have out, for the vendor",
  tags,
  querystring: z.strictObject({
    q: SearchText.describe("A site, customer or order number, or a name"),
    ...ListQuery,
  }),
  response: { 200: listReply(SiteReply), ...problems(400, 401, 403, 404) },
};

const one = {
  summary: "Read a site's pools and keys, for the vendor; the site sees that it was looked at",
  tags,
  params: SitePath,
  response: {
    200: z.object({ pools: z.array(PoolReply), keys: z.array(KeyReply), openRescues: z.int() }),
    ...problems(400, 401, 403, 404),
  },
};

const HelpReply = z.object({
  keyId: z.string(),
  quantity: z.int(),
  file: FileReply.nullable().describe("The host's new file; null for an online key"),
});

const issue = {
  summary: "Get a key for a site, on its behalf",
  description: "The same pool and rules as for its members. Its key administrators are mailed.",
  tags,
  params: SitePath,
  body: z.strictObject({
    lineId: PathText,
    quantity: z.int().min(1).max(1_000_000),
    delivery: z.enum(DELIVERIES).default("file"),
    lock: z.enum(LOCKS).optional(),
    host: z
      .strictObject({
        kind: z.enum(HOST_KINDS),
        value: z.string().max(600).optional(),
        name: z.string().max(200).optional(),
      })
      .optional(),
    version: z.string().max(40).optional(),
    ticket,
  }),
  response: { 201: HelpReply, ...problems(400, 401, 403, 404, 409) },
};

const giveBack = {
  summary: "Return a key for a site, on its behalf",
  tags,
  params: KeyPath,
  body: z.strictObject({ quantity: z.int().min(1).max(1_000_000).optional(), ticket }),
  response: { 200: HelpReply, ...problems(400, 401, 403, 404, 409) },
};

const PATH = "/v1/vendor/license-keys/sites";

export const deskRoutes: Routes = async (app) => {
  app.get(PATH, { schema: sites, config }, async ({ context, query }) => {
    const { items, ...rest } = await readKeySites(context, query);
    return { ...rest, items: [...items] };
  });

  app.get(`${PATH}/:siteId`, { schema: one, config }, async ({ context, params }) => {
    const { pools, keys, rescues } = await readSiteKeys(context, params.siteId);
    return { pools: [...pools], keys: keys.map((key) => keyReply(key)), openRescues: rescues.length };
  });

  app.post(`${PATH}/:siteId/keys`, { schema: issue, config }, async ({ context, params, body }, reply) => {
    const helped = await issueOnBehalf(context, { ...params, ...body });
    return reply.code(201).send(helped);
  });

  app.post(`${PATH}/:siteId/keys/:keyId/return`, { schema: giveBack, config }, ({ context, params, body }) =>
    returnOnBehalf(context, { ...params, ...body }),
  );

  for (const format of ["csv", "xlsx"] as const) {
    const sheet = (what: string) => ({
      summary: `Export a site's ${what} as ${format.toUpperCase()}, for the vendor`,
      tags,
      params: SitePath,
      response: {
        200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
        ...problems(400, 401, 403, 404),
      },
    });
    app.get(
      `${PATH}/:siteId/pools.${format}`,
      { schema: sheet("pools of keys"), config },
      async ({ context, params }, reply) => {
        const { pools } = await readSiteKeys(context, params.siteId);
        return sendSheet(reply, format, {
          ...poolSheet(context.language),
          plainName: "license-pools",
          pages: once(pools),
        });
      },
    );
    app.get(
      `${PATH}/:siteId/keys.${format}`,
      { schema: sheet("keys in force"), config },
      async ({ context, params }, reply) => {
        const { keys } = await readSiteKeys(context, params.siteId);
        return sendSheet(reply, format, {
          ...siteKeySheet(context.language),
          plainName: "license-keys",
          pages: once(keys),
        });
      },
    );
  }
};

async function* once<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
