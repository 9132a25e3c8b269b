/** The API of a site's people: shapes in, one operation, shapes out. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { PRIVILEGES, ROLES } from "../access/index.ts";
import { Day, ListQuery, listReply, orBlank, PathText, SearchText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { LANGUAGES, type Language } from "../platform/language.ts";
import type { SheetColumn, SheetFormat } from "../platform/sheets/columns.ts";
import { sendSheet } from "../platform/sheets/sheet.ts";
import { exportMembers, type MembersAsked, readMember, readMembers } from "./list.operations.ts";
import type { Member } from "./member.rules.ts";
import { addMember, changeMember, removeMember } from "./operations.ts";
import { GivenPrivileges, PRIVILEGE_NAMES } from "./rights/rights.rules.ts";
import { privilegeText, rightsSay, roleText } from "./rights/rights.texts.ts";
import { SORTS, type Sort } from "./store.ts";
import { memberSay } from "./texts.ts";

const Privileges = z.object({
  softwareAndServices: z.enum(PRIVILEGES.softwareAndServices),
  reporting: z.enum(PRIVILEGES.reporting),
  entitlements: z.enum(PRIVILEGES.entitlements),
  entitlementAllocation: z.enum(PRIVILEGES.entitlementAllocation),
  manageAccess: z.enum(PRIVILEGES.manageAccess),
  contactUpdate: z.enum(PRIVILEGES.contactUpdate),
  accountDocuments: z.enum(PRIVILEGES.accountDocuments),
});

const MemberReply = z
  .object({
    personId: z.string(),
    name: z.string().nullable().describe("Null until the person has used this site"),
    romanizedName: z.string().nullable(),
    email: z.string(),
    role: z.enum(ROLES),
    privileges: Privileges,
    validThrough: z.iso.date().nullable().describe("The last day, inclusive; null until taken back"),
    grantedAt: z.string(),
    grantedBy: z.string().nullable().describe("Null when it was none of the site's people"),
    lastSeenOn: z.iso.date().nullable().describe("The day on which the person last used this site, in UTC"),
    state: z.enum(["active", "invited", "disabled"]).describe("`invited`: the address has no ID yet"),
    isMe: z.boolean(),
  })
  .meta({ id: "Member" });

export const MemberSort = z
  .enum(SORTS.flatMap((name): Sort[] => [name, `-${name}`]))
  .default("name")
  .describe("`name` sorts by the Latin form where there is one");

const Filter = { role: z.enum(ROLES).optional(), q: SearchText.describe("Part of a name or of an address") };

const SitePath = z.strictObject({ siteId: PathText });
const MemberPath = z.strictObject({ siteId: PathText, personId: PathText });

const tags = ["members"];

const list = {
  summary: "List a site's people",
  tags,
  params: SitePath,
  querystring: z.strictObject({ ...Filter, sort: MemberSort, ...ListQuery }),
  response: { 200: listReply(MemberReply), ...problems(400, 401, 403, 404) },
};

const one = {
  summary: "Read one of a site's people",
  tags,
  params: MemberPath,
  response: { 200: MemberReply, ...problems(400, 401, 403, 404) },
};

const Rights = {
  privileges: GivenPrivileges.optional().describe(
    "What is left out is as usual for the role, or stays as it is",
  ),
  validThrough: Day.nullable().optional().describe("The last day, inclusive; null takes the end away"),
};

const add = {
  summary: "Give somebody access; whoever has no ID is invited",
  tags,
  params: SitePath,
  body: z.strictObject({
    email: z.string().max(400),
    role: z.enum(ROLES, "role_unknown").default("user"),
    ...Rights,
    language: z
      .enum(LANGUAGES, "language_unknown")
      .optional()
      .describe("Of the mail to somebody without an ID"),
  }),
  response: { 201: MemberReply, ...problems(400, 401, 403, 404, 409, 429) },
};

const change = {
  summary: "Change somebody's role, privileges or last day",
  tags,
  params: MemberPath,
  body: z.strictObject({ role: z.enum(ROLES, "role_unknown").optional(), ...Rights }),
  response: { 200: MemberReply, ...problems(400, 401, 403, 404, 409) },
};

const remove = {
  summary: "End somebody's access, or one's own: it ends with the next request",
  tags,
  params: MemberPath,
  response: { 204: z.null(), ...problems(400, 401, 403, 404, 409) },
};

const sheet = {
  params: SitePath,
  querystring: z.strictObject({
    role: orBlank(Filter.role),
    q: SearchText,
    sort: MemberSort,
  }),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 409, 429, 503),
  },
};

export const memberRoutes: Routes = async (app) => {
  const members = "/v1/sites/:siteId/members";

  app.get(members, { schema: list, config: { needs: "member.read" } }, async ({ context, params, query }) => {
    const { items, next, limit } = await readMembers(context, { ...params, ...query });
    return { items: [...items], next, limit };
  });

  app.post(members, { schema: add, config: { needs: "member.manage" } }, async (request, reply) => {
    const { context, params, body } = request;
    const member = await addMember(context, params.siteId, body);
    return reply
      .code(201)
      .header("location", `/v1/sites/${params.siteId}/members/${member.personId}`)
      .send(member);
  });

  app.get(
    `${members}/:personId`,
    { schema: one, config: { needs: "member.read" } },
    async ({ context, params }) => (await readMember(context, params.siteId, params.personId)).member,
  );

  app.patch(
    `${members}/:personId`,
    { schema: change, config: { needs: "member.manage" } },
    ({ context, params, body }) =>
      changeMember(context, params.siteId, { ...body, personId: params.personId }),
  );

  app.delete(
    `${members}/:personId`,
    { schema: remove, config: { needs: "member.manage" } },
    async ({ context, params }, reply) => {
      await removeMember(context, params.siteId, params.personId);
      return reply.code(204).send(null);
    },
  );

  for (const format of ["csv", "xlsx"] as const) {
    for (const start of ["/v1", ""]) {
      const about = {
        summary: `Export a site's people as ${format.toUpperCase()}`,
        tags,
        hide: start === "",
      };
      app.get(
        `${start}/sites/:siteId/members.${format}`,
        { schema: { ...sheet, ...about }, config: { needs: "member.read" } },
        (request, reply) => sendRows(request, reply, { ...request.params, ...request.query, format }),
      );
    }
  }
};

type SheetAsked = Omit<MembersAsked, "limit"> & { format: SheetFormat };

async function sendRows({ context }: FastifyRequest, reply: FastifyReply, asked: SheetAsked) {
  const pages = await exportMembers(context, { ...asked, limit: 0 });
  return sendSheet(reply, asked.format, { ...sheetOf(context.language), plainName: "members", pages });
}

/** With the columns that the page shows, and each right in words. */
function sheetOf(language: Language): { name: string; columns: SheetColumn<Member>[] } {
  const say = memberSay(language);
  const rights = rightsSay(language);
  const state = { active: say("stateActive"), invited: say("stateInvited"), disabled: say("stateDisabled") };
  const text = (header: string, width: number, value: (member: Member) => string | null) =>
    ({ header, kind: "text", width, value }) as const;
  const columns: SheetColumn<Member>[] = [
    text(say("name"), 24, ({ name }) => name),
    text(say("romanizedName"), 24, ({ romanizedName }) => romanizedName),
    text(say("email"), 32, ({ email }) => email),
    text(say("role"), 20, ({ role }) => roleText(language, role)),
    text(say("state"), 12, (member) => state[member.state]),
    { header: say("validThrough"), kind: "day", width: 12, value: ({ validThrough }) => validThrough },
    { header: say("lastSeenOn"), kind: "day", width: 12, value: ({ lastSeenOn }) => lastSeenOn },
    { header: say("grantedAt"), kind: "day", width: 12, value: ({ grantedAt }) => grantedAt.slice(0, 10) },
    text(say("grantedBy"), 24, ({ grantedBy }) => grantedBy),
    ...PRIVILEGE_NAMES.map((name) =>
      text(rights(name), 30, ({ privileges }) => privilegeText(language, name, privileges[name])),
    ),
  ];
  return { name: say("title"), columns };
}
