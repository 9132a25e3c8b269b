/** HTTP for API keys and operators. */
import { z } from "zod";
import { STAFF_ROLES, VENDOR_PERMISSIONS } from "../access/index.ts";
import { Day, ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { LANGUAGES } from "../platform/language.ts";
import { createApiKey, readApiKeys, revokeApiKey } from "./api-keys.operations.ts";
import { readStaff, removeStaffMember } from "./members.operations.ts";
import { inviteStaff } from "./operators.operations.ts";

const tags = ["staff"];

const ApiKeyReply = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    createdAt: z.string(),
    createdBy: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: "ApiKey" });

const Name = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed");

const create = {
  summary: "Make an API key; the key itself is in this answer and nowhere else",
  tags,
  body: z.strictObject({
    name: Name,
    scopes: z.array(z.enum(VENDOR_PERMISSIONS, "scope_unknown")).min(1).max(50),
    expiresOn: Day.optional().describe("The last day on which it works, in UTC"),
  }),
  response: { 201: ApiKeyReply.extend({ key: z.string() }), ...problems(400, 401, 403, 404) },
};

const list = {
  summary: "List the API keys, the newest first",
  tags,
  querystring: z.strictObject(ListQuery),
  response: { 200: listReply(ApiKeyReply), ...problems(400, 401, 403, 404) },
};

const revoke = {
  summary: "Revoke an API key",
  tags,
  params: z.strictObject({ id: PathText }),
  response: { 204: z.null(), ...problems(400, 401, 403, 404) },
};

const invite = {
  summary: "Invite somebody to work for the vendor: as an operator, or in the role that is named",
  tags,
  body: z.strictObject({
    email: z.string(),
    role: z.enum(STAFF_ROLES, "role_unknown").default("operator"),
    language: z.enum(LANGUAGES).optional(),
  }),
  response: {
    202: z.object({ email: z.string(), role: z.enum(STAFF_ROLES) }),
    ...problems(400, 401, 403, 404, 409),
  },
};

const StaffReply = z
  .object({
    personId: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(STAFF_ROLES),
    joinedAt: z.string(),
  })
  .meta({ id: "StaffMember" });

const InvitedReply = z
  .object({ id: z.string(), email: z.string(), role: z.enum(STAFF_ROLES), expiresAt: z.string() })
  .meta({ id: "StaffInvitation" });

const members = {
  summary: "List the people who work for the vendor, by address, and who is invited",
  tags,
  querystring: z.strictObject(ListQuery),
  response: {
    200: listReply(StaffReply).extend({
      invited: z.array(InvitedReply).describe("With the first page: who has not accepted yet"),
    }),
    ...problems(400, 401, 403, 404),
  },
};

const remove = {
  summary: "End somebody's work for the vendor; felt by the next request",
  tags,
  params: z.strictObject({ personId: PathText }),
  response: { 204: z.null(), ...problems(400, 401, 403, 404, 409) },
};

export const staffRoutes: Routes = async (app) => {
  app.post(
    "/v1/api-keys",
    { schema: create, config: { needs: "api-key.create" } },
    async ({ context, body }, reply) => reply.code(201).send(await createApiKey(context, body)),
  );
  app.get(
    "/v1/api-keys",
    { schema: list, config: { needs: "api-key.create" } },
    async ({ context, query }) => {
      const { items, ...page } = await readApiKeys(context, query);
      return { ...page, items: [...items] };
    },
  );
  app.delete(
    "/v1/api-keys/:id",
    { schema: revoke, config: { needs: "api-key.create" } },
    async ({ context, params }, reply) => {
      await revokeApiKey(context, params.id);
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/v1/operators",
    { schema: invite, config: { needs: "operator.invite" } },
    async ({ context, body }, reply) => reply.code(202).send(await inviteStaff(context, body)),
  );
  app.get(
    "/v1/staff",
    { schema: members, config: { needs: "operator.invite" } },
    async ({ context, query }) => {
      const { items, invited, ...page } = await readStaff(context, query);
      return { ...page, items: [...items], invited: [...invited] };
    },
  );
  app.delete(
    "/v1/staff/:personId",
    { schema: remove, config: { needs: "operator.invite" } },
    async ({ context, params }, reply) => {
      await removeStaffMember(context, params.personId);
      return reply.code(204).send(null);
    },
  );
};
