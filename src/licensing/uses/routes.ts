/** The API of a key's uses, for the members of the Key Center. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { endUse, readUses } from "./operations.ts";

const tags = ["license keys"];
const KeyPath = z.strictObject({ siteId: PathText, keyId: PathText });

const list = {
  summary: "Who uses an online key now: machines, seats that are lent or borrowed, and who waits",
  tags,
  params: KeyPath,
  response: {
    200: z.object({
      keyId: z.string(),
      quantity: z.int(),
      used: z.int(),
      uses: z.array(
        z.object({
          useId: z.string(),
          kind: z.enum(["activation", "floating", "borrowed"]),
          machine: z.string(),
          name: z.string(),
          since: z.string(),
          until: z.string().nullable().describe("Null: until it is taken off"),
          isContested: z
            .boolean()
            .describe("Two programs renewed it: neither may, until one checks out anew"),
        }),
      ),
      waiting: z.array(z.object({ machine: z.string(), since: z.string(), position: z.int() })),
      borrowedUntil: z.string().nullable(),
    }),
    ...problems(400, 401, 403, 404),
  },
};

const end = {
  summary: "Free the seat of a machine that died, or of one that nobody brings back",
  tags,
  params: z.strictObject({ siteId: PathText, keyId: PathText, useId: PathText }),
  response: {
    200: z.object({
      ended: z.literal(true),
      offlineUntil: z
        .string()
        .nullable()
        .describe("Until then the machine may go on without network; null: its next question is refused"),
    }),
    ...problems(400, 401, 403, 404, 409),
  },
};

export const useRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/license-keys/:keyId/uses",
    { schema: list, config: { needs: "license-key.read" } },
    async ({ context, params }) => {
      const { uses, waiting, ...key } = await readUses(context, params);
      return { ...key, uses: [...uses], waiting: [...waiting] };
    },
  );

  app.post(
    "/v1/sites/:siteId/license-keys/:keyId/uses/:useId/end",
    { schema: end, config: { needs: "license-key.return" } },
    ({ context, params }) => endUse(context, params),
  );
};
