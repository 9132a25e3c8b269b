/** The API that renews a host's file. */
import { z } from "zod";
import { problems, type Routes } from "../../platform/http/server.ts";
import { refreshFile } from "./operations.ts";

const schema = {
  summary: "A host's newest license file, for an older one of ours, expired or not",
  tags: ["licensing"],
  body: z.strictObject({
    file: z
      .string()
      .min(1)
      .max(1 << 20),
  }),
  response: {
    200: z.object({ file: z.string(), sequence: z.int() }),
    ...problems(400, 404, 413, 415, 429, 503),
  },
};

export const fileRefreshRoutes: Routes = async (app) => {
  app.post("/v1/licensing/files", { schema, config: { needs: "anyone" } }, ({ context, body }) =>
    refreshFile(context, body.file),
  );
};
