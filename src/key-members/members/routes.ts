/** The API of who is in a site's Key Center: shapes in, one operation, shapes out. */
import { z } from "zod";
import { KEY_ROLES } from "../../access/index.ts";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { ADVICE, WAYS } from "../rules.ts";
import { exportKeyMembers, readKeyAccount, readKeyMembers, SORTS } from "./list.operations.ts";
import { addKeyMember, type Changed, changeKeyMember, removeKeyMember, setNotices } from "./operations.ts";
import { keyMembersSheet } from "./sheet.documents.ts";

const tags = ["key center"];
const SitePath = z.strictObject({ siteId: PathText });
const MemberPath = z.strictObject({ siteId: PathText, personId: PathText });
const KeySort = z.enum(SORTS).default("role").describe("`role`: administrators first, then who came first");

const MemberReply = z
  .object({
    personId: z.string(),
    name: z.string().describe("The address until the person has been here"),
    romanizedName: z.string().nullable(),
    email: z.string(),
    role: z.enum(KEY_ROLES),
    because: z.enum(WAYS).describe("How the role came about"),
    since: z.iso.datetime(),
    isAutomatic: z.boolean().describe("A member also by what the person is at the site"),
    hasId: z.boolean(),
    isMe: z.boolean(),
  })
  .meta({ id: "KeyMember" });

const Advices = z.array(z.enum(ADVICE)).describe("Warnings about the circle as it is now: never an error");
const ChangedReply = MemberReply.omit({ isMe: true })
  .extend({ advice: Advices })
  .meta({ id: "ChangedKeyMember" });

const AccountReply = z
  .object({
    siteId: z.string(),
    siteNumber: z.string(),
    longNumber: z.string().describe("Nine digits"),
    siteName: z.string(),
    members: z.int(),
    administrators: z.int(),
    advice: Advices,
    notifyAdminsOnRegistration: z.boolean(),
    role: z.enum(KEY_ROLES).describe("The reader's own"),
  })
  .meta({ id: "KeyCenterOfSite" });

const list = {
  summary: "List who may get, return and move a site's license keys",
  tags,
  params: SitePath,
  querystring: z.strictObject({ ...ListQuery, sort: KeySort }),
  response: { 200: listReply(MemberReply), ...problems(400, 401, 403, 404) },
};

const add = {
  summary: "Add somebody; whoever has no ID is invited",
  tags,
  params: SitePath,
  body: z.strictObject({
    email: z.string().max(400),
    role: z.enum(KEY_ROLES).default("user"),
    language: z.enum(LANGUAGES).optional().describe("Of the mail to somebody without an ID"),
  }),
  response: { 201: ChangedReply, ...problems(400, 401, 403, 404, 409, 429) },
};

const change = {
  summary: "Make a member an administrator, or a user",
  tags,
  params: MemberPath,
  body: z.strictObject({ role: z.enum(KEY_ROLES) }),
  response: { 200: ChangedReply, ...problems(400, 401, 403, 404, 409) },
};

const remove = {
  summary: "Take a member out, or leave oneself: it ends with the next request",
  tags,
  params: MemberPath,
  response: { 204: z.null(), ...problems(400, 401, 403, 404, 409) },
};

const account = {
  summary: "Read a site's Key Center account: its number, how many are in it, what is advised",
  tags,
  params: SitePath,
  response: { 200: AccountReply, ...problems(400, 401, 403, 404) },
};

const settings = {
  summary: "Choose whether the administrators are mailed about each new member",
  tags,
  params: SitePath,
  body: z.strictObject({ notifyAdminsOnRegistration: z.boolean() }),
  response: { 204: z.null(), ...problems(400, 401, 403, 404) },
};

const sheet = {
  params: SitePath,
  querystring: z.strictObject({ sort: KeySort }),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 429, 503),
  },
};

const reading = { config: { needs: "key-member.read" } };
const managing = { config: { needs: "key-member.manage" } };

export const keyMemberRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/key-members",
    { schema: list, ...reading },
    async ({ context, params, query }) => {
      const page = await readKeyMembers(context, params.siteId, query);
      return { ...page, items: page.items.map((member) => ({ ...member })) };
    },
  );

  app.post(
    "/v1/sites/:siteId/key-members",
    { schema: add, ...managing },
    async ({ context, params, body }, reply) =>
      reply.code(201).send(changedReply(await addKeyMember(context, params.siteId, body))),
  );

  app.patch(
    "/v1/sites/:siteId/key-members/:personId",
    { schema: change, ...managing },
    async ({ context, params: { siteId, personId }, body }) =>
      changedReply(await changeKeyMember(context, siteId, { personId, ...body })),
  );

  app.delete(
    "/v1/sites/:siteId/key-members/:personId",
    { schema: remove, ...managing },
    async ({ context, params: { siteId, personId } }, reply) => {
      await removeKeyMember(context, siteId, personId);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/v1/sites/:siteId/key-center",
    { schema: account, ...reading },
    async ({ context, params: { siteId } }) => {
      const { advice, ...read } = await readKeyAccount(context, siteId);
      return { ...read, advice: [...advice] };
    },
  );

  for (const format of ["csv", "xlsx"] as const) {
    for (const start of ["/v1", ""]) {
      const about = { summary: `Export the members as ${format.toUpperCase()}`, tags, hide: start === "" };
      app.get(
        `${start}/sites/:siteId/key-members.${format}`,
        { schema: { ...sheet, ...about }, ...reading },
        async ({ context, params: { siteId }, query }, reply) => {
          const rows = await exportKeyMembers(context, siteId, query.sort);
          return sendSheet(reply, format, keyMembersSheet(context.language, rows));
        },
      );
    }
  }

  app.patch(
    "/v1/sites/:siteId/key-center",
    { schema: settings, ...managing },
    async ({ context, params: { siteId }, body }, reply) => {
      await setNotices(context, siteId, body.notifyAdminsOnRegistration);
      return reply.code(204).send(null);
    },
  );
};

function changedReply({ member, advice }: Changed) {
  return { ...member, advice: [...advice] };
}
