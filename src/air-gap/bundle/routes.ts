/** The offline bundle, streamed. */
import { z } from "zod";
import { attachmentNamed } from "../../platform/files/disposition.ts";
import { orBlank, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { makeBundle } from "./operations.ts";

const bundle = {
  summary:
    "Take the offline bundle: software, license file, public keys, sums and scripts that check them, as one zip",
  description: "For members of the Key Center who may download. As large as the files of the version.",
  tags: ["air gap"],
  params: z.strictObject({ siteId: PathText }),
  querystring: z.strictObject({
    hostId: PathText.default(""),
    product: PathText.default("").describe("Its code"),
    version: PathText.default(""),
    platform: orBlank(PathText).optional().describe("All of them, when it is left out"),
  }),
  response: {
    200: { description: "The archive", content: { "application/zip": { schema: z.any() } } },
    ...problems(400, 401, 403, 404, 409, 503),
  },
};

export const bundleRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/air-gap/bundle.zip",
    { schema: bundle, config: { needs: "license-key.read" } },
    async ({ context, params, query }, reply) => {
      const { name, stream } = await makeBundle(context, { ...params, ...query });
      stream.once("error", () => reply.raw.destroy()); // a cut archive is seen as cut
      return reply
        .type("application/zip")
        .headers({ "content-disposition": attachmentNamed(name), "cache-control": "private, no-store" })
        .send(stream);
    },
  );
};
