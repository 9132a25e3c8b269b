/** Keys as sheets, by the API and by their pages' addresses; and what all lists of keys are asked alike. */
import { z } from "zod";
import { orBlank, PathText, SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { KEY_STATES } from "../key.data.ts";
import { KEY_SORTS, type KeySort } from "../store.ts";
import { exportKeys } from "./operations.ts";
import { keySheet } from "./sheet.documents.ts";

const Name = orBlank(PathText.optional());

export const KeyQuestion = {
  q: SearchText.describe("Part of a product, host, order number or person"),
  product: Name.describe("A product's code"),
  hostId: Name,
  personId: Name.describe("Who got it"),
  lineId: Name,
  state: z
    .enum([...KEY_STATES, "over", "all"])
    .default("issued")
    .describe("`issued`: in force; `over`: no longer, however it ended"),
  sort: z.enum(KEY_SORTS.flatMap((name): KeySort[] => [name, `-${name}`])).default("product"),
};

export const sheetRoutes: Routes = async (app) => {
  for (const format of ["csv", "xlsx"] as const) {
    for (const start of ["/v1", ""]) {
      const schema = {
        summary: `Export a site's keys as ${format.toUpperCase()}`,
        tags: ["license keys"],
        hide: start === "",
        params: z.strictObject({ siteId: PathText }),
        querystring: z.strictObject(KeyQuestion),
        response: {
          200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
          ...problems(400, 401, 403, 404, 409, 429, 503),
        },
      };
      app.get(
        `${start}/sites/:siteId/license-keys.${format}`,
        { schema, config: { needs: "license-key.read" } },
        async ({ context, params, query }, reply) => {
          const pages = await exportKeys(context, { ...params, ...query }, format);
          return sendSheet(reply, format, {
            ...keySheet(context.language),
            plainName: "license-keys",
            pages,
          });
        },
      );
    }
  }
};
