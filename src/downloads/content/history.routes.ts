/** The API of download history. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { readHistory } from "./history.operations.ts";

const DownloadReply = z
  .object({
    id: z.string(),
    fileId: z.string(),
    fileName: z.string(),
    sizeBytes: z.int(),
    sha256: z.string(),
    productCode: z.string(),
    productName: z.string(),
    version: z.string(),
    platform: z.string(),
    language: z.string(),
    personId: z.string(),
    personName: z.string().nullable(),
    startedAt: z.iso.datetime().describe("The first byte was asked for"),
    completedAt: z.iso.datetime().nullable().describe("Every byte of the file went out"),
    bytesSent: z.int().describe("All bytes that went out, those that were sent again included"),
  })
  .meta({ id: "Download" });

const history = {
  summary: "List who of a site downloaded what, the newest first",
  tags: ["downloads"],
  params: z.strictObject({ siteId: PathText }),
  querystring: z.strictObject(ListQuery),
  response: { 200: listReply(DownloadReply), ...problems(400, 401, 403, 404) },
};

export const historyRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/downloads/history",
    { schema: history, config: { needs: "download.read" } },
    async (request) => {
      const page = await readHistory(request.context, { ...request.params, ...request.query });
      return { ...page, items: [...page.items] };
    },
  );
};
