/** The API of the look whether pools and keys agree. */
import { z } from "zod";
import { problems, type Routes } from "../../platform/http/server.ts";
import { readUnevenPools } from "./operations.ts";

const verification = {
  summary: "Compare every pool with its keys in force and with its line: none may differ",
  tags: ["license keys"],
  response: {
    200: z.object({
      uneven: z.array(
        z.object({
          siteId: z.string(),
          lineId: z.string(),
          quantity: z.int().describe("What the pool says is out"),
          keys: z.int().describe("What the keys in force add up to"),
        }),
      ),
    }),
    ...problems(401, 403),
  },
};

export const reconcileRoutes: Routes = async (app) => {
  app.get(
    "/v1/license-pools/verification",
    { schema: verification, config: { needs: "license-key.administer" } },
    async ({ context }) => ({ uneven: await readUnevenPools(context) }),
  );
};
