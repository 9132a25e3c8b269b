/** The API of hosts and their license files. */
import { z } from "zod";
import { ListQuery, listReply, orBlank, PathText, SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { hostSheet } from "../keys/sheet.documents.ts";
import {
  FileReply,
  fileReply,
  HostFactsReply,
  HostReply,
  hostFactsReply,
  hostReply,
  ShownKeyReply,
  shownKeyReply,
} from "../replies.routes.ts";
import { HOST_SORTS, type HostSort } from "./list.store.ts";
import { exportHosts, readHostFile, readHostInFull, readHosts, renameHost } from "./operations.ts";

const tags = ["license keys"];
const SitePath = z.strictObject({ siteId: PathText });
const HostPath = z.strictObject({ siteId: PathText, hostId: PathText });

export const HostQuestion = {
  q: SearchText.describe("Part of a host's name or identity"),
  product: orBlank(PathText.optional()).describe("With keys in force of this product"),
  state: z.enum(["used", "empty", "all"]).default("all").describe("`used`: with a key in force"),
  sort: z.enum(HOST_SORTS.flatMap((name): HostSort[] => [name, `-${name}`])).default("name"),
};

const list = {
  summary: "List the hosts that a site's keys are, or were, bound to",
  tags,
  params: SitePath,
  querystring: z.strictObject({ ...HostQuestion, ...ListQuery }),
  response: { 200: listReply(HostReply), ...problems(400, 401, 403, 404) },
};

const one = {
  summary: "Read one host with its keys in force",
  tags,
  params: HostPath,
  response: {
    200: z.object({
      host: HostFactsReply,
      keys: z.array(ShownKeyReply),
      file: FileReply.nullable().describe("Its newest file, as it was written"),
    }),
    ...problems(400, 401, 403, 404),
  },
};

const rename = {
  summary: "Give a host another name; what it is bound to stays",
  tags,
  params: HostPath,
  body: z.strictObject({ name: z.string().max(200) }),
  response: { 200: HostFactsReply, ...problems(400, 401, 403, 404, 409) },
};

const file = {
  summary: "The host's newest license file, with all its keys; written again in the second half of its life",
  tags,
  params: HostPath,
  querystring: z.strictObject({
    sequence: z.coerce.number().int().min(1).optional().describe("Refuse when another one is the newest"),
  }),
  response: {
    200: { description: "The signed file", content: { "text/plain": { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 409),
  },
};

export const hostRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/hosts",
    { schema: list, config: { needs: "license-key.read" } },
    async ({ context, params, query }) => {
      const { items, next, limit } = await readHosts(context, { ...params, ...query });
      return { items: items.map(hostReply), next, limit };
    },
  );

  app.get(
    "/v1/sites/:siteId/hosts/:hostId",
    { schema: one, config: { needs: "license-key.read" } },
    async ({ context, params }) => {
      const { host, keys, file: newest } = await readHostInFull(context, params.siteId, params.hostId);
      return { host: hostFactsReply(host), keys: keys.map(shownKeyReply), file: fileReply(newest) };
    },
  );

  app.patch(
    "/v1/sites/:siteId/hosts/:hostId",
    { schema: rename, config: { needs: "license-key.issue" } },
    async ({ context, params, body }) => hostFactsReply(await renameHost(context, { ...params, ...body })),
  );

  for (const start of ["/v1", ""]) {
    app.get(
      `${start}/sites/:siteId/hosts/:hostId/license-file`,
      { schema: { ...file, hide: start === "" }, config: { needs: "license-key.read" } },
      async ({ context, params, query }, reply) => {
        const { text, fileName } = await readHostFile(context, { ...params, ...query });
        return reply
          .header("content-type", "text/plain; charset=utf-8")
          .header("content-disposition", `attachment; filename="${fileName}"`)
          .header("cache-control", "no-store")
          .send(text);
      },
    );
  }

  for (const format of ["csv", "xlsx"] as const) {
    for (const start of ["/v1", ""]) {
      const schema = {
        summary: `Export a site's hosts as ${format.toUpperCase()}`,
        tags,
        hide: start === "",
        params: SitePath,
        querystring: z.strictObject(HostQuestion),
        response: {
          200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
          ...problems(400, 401, 403, 404, 409, 429, 503),
        },
      };
      app.get(
        `${start}/sites/:siteId/hosts.${format}`,
        { schema, config: { needs: "license-key.read" } },
        async ({ context, params, query }, reply) => {
          const pages = await exportHosts(context, { ...params, ...query }, format);
          return sendSheet(reply, format, { ...hostSheet(context.language), plainName: "hosts", pages });
        },
      );
    }
  }
};
