/** The API of license support: members of a Key Center, by the primary's consent. */
import { z } from "zod";
import { KEY_ROLES } from "../../access/index.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { addFor, removeFor } from "./operations.ts";

const tags = ["key center"];

const Asked = {
  siteNumber: z.string().max(40),
  email: z.string().max(400),
  ticket: z.string().max(100).describe("Of your own records: why it is done"),
};

const DoneReply = z
  .object({ siteId: z.string(), personId: z.string(), email: z.string() })
  .meta({ id: "SupportedKeyMember" });

const add = {
  summary: "Add a member to a site's Key Center, if its primary contact allows it today",
  tags,
  body: z.strictObject({ ...Asked, role: z.enum(KEY_ROLES).default("user") }),
  response: { 201: DoneReply, ...problems(400, 401, 403, 404, 409) },
};

const remove = {
  summary: "Take a member out of a site's Key Center, if its primary contact allows it today",
  tags,
  body: z.strictObject(Asked),
  response: { 200: DoneReply, ...problems(400, 401, 403, 404, 409) },
};

const administering = { config: { needs: "license-key.administer" } };

export const keySupportRoutes: Routes = async (app) => {
  app.post("/v1/operator/key-members", { schema: add, ...administering }, async ({ context, body }, reply) =>
    reply.code(201).send(await addFor(context, body)),
  );

  app.post(
    "/v1/operator/key-members/removals",
    { schema: remove, ...administering },
    async ({ context, body }) => removeFor(context, body),
  );
};
