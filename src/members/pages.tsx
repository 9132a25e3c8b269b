/** The pages of managing access. They call the API's own operations: the same permission, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { holds, ROLES } from "../access/index.ts";
import { type Context, today } from "../platform/context.ts";
import { parsed } from "../platform/http/errors.ts";
import { formOf, type Values } from "../platform/http/forms.ts";
import { Day, orBlank, PathText, SearchText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { LANGUAGES } from "../platform/language.ts";
import { invalid, Problem } from "../platform/problem.ts";
import { sendPage } from "../web/page.tsx";
import { type Refused, refusedBy } from "./form.documents.ts";
import { type MemberInFull, readMember, readMembers, readRoom } from "./list.operations.ts";
import { AddPage, EndPage, MemberPage } from "./member.parts.tsx";
import { labelOf, membersHref } from "./member.rules.ts";
import { MembersPage, type MembersQuestion } from "./members.parts.tsx";
import { addMember, changeMember, readOwnPlace, removeMember } from "./operations.ts";
import { GivenPrivileges, MANAGING, privilegesIn } from "./rights.rules.ts";
import { MemberSort } from "./routes.ts";
import { memberSay } from "./texts.ts";

const Counted = z.coerce.number().int().min(0).optional();
const Question = z.strictObject({
  role: orBlank(z.enum(ROLES).optional()),
  q: SearchText,
  sort: MemberSort,
  after: z.string().max(2000).optional(),
  news: z.enum(["added", "removed", "imported"]).optional(),
  added: Counted,
  changed: Counted,
  removed: Counted,
});

const SitePath = z.strictObject({ siteId: PathText });
const MemberPath = z.strictObject({ siteId: PathText, personId: PathText });
const list = { hide: true, params: SitePath, querystring: Question };
const site = { hide: true, params: SitePath };
const one = { hide: true, params: MemberPath };

const ROWS = 50;

export const memberPages: Routes = async (app) => {
  app.get("/sites/:siteId/members", { schema: list, config: { needs: "member.read" } }, showMembers);

  app.get(
    "/sites/:siteId/members/new",
    { schema: site, config: { needs: "member.manage" } },
    (request, reply) => showAdd(request, reply, request.params.siteId, {}),
  );

  app.post(
    "/sites/:siteId/members/new",
    { schema: site, config: { needs: "member.manage" } },
    async (request, reply) => {
      const { siteId } = request.params;
      const values = formOf(request.body);
      try {
        await addMember(request.context, siteId, enteredIn(values));
      } catch (error) {
        return showAdd(request, reply, siteId, {
          values,
          refused: refusedBy(error, request.context.language),
        });
      }
      return reply.redirect(`${membersHref(siteId)}?news=added`, 303);
    },
  );

  app.get(
    "/sites/:siteId/members/:personId",
    { schema: one, config: { needs: "member.read" } },
    (request, reply) => showMember(request, reply, request.params, {}),
  );

  app.post(
    "/sites/:siteId/members/:personId",
    { schema: one, config: { needs: "member.manage" } },
    async (request, reply) => {
      const { siteId, personId } = request.params;
      const values = formOf(request.body);
      try {
        await changeMember(request.context, siteId, { personId, ...rightsIn(values) });
      } catch (error) {
        const refused = refusedBy(error, request.context.language);
        return showMember(request, reply, request.params, { values, refused });
      }
      return reply.redirect(`${membersHref(siteId, personId)}?news=changed`, 303);
    },
  );

  app.get(
    "/sites/:siteId/members/:personId/removal",
    { schema: one, config: { needs: "member.manage" } },
    (request, reply) => showRemoval(request, reply, request.params),
  );

  app.post(
    "/sites/:siteId/members/:personId/removal",
    { schema: one, config: { needs: "member.manage" } },
    async (request, reply) => {
      const { siteId, personId } = request.params;
      if (formOf(request.body)["confirm"] !== "yes") throw invalid({ confirm: ["required"] });
      await removeMember(request.context, siteId, personId);
      return reply.redirect(`${membersHref(siteId)}?news=removed`, 303);
    },
  );

  app.get("/sites/:siteId/leave", { schema: site, config: { needs: "membership.end" } }, showLeave);

  app.post(
    "/sites/:siteId/leave",
    { schema: site, config: { needs: "membership.end" } },
    async (request, reply) => {
      const { siteId } = request.params;
      const { personId } = await readOwnPlace(request.context, siteId);
      if (formOf(request.body)["confirm"] !== "yes") throw invalid({ confirm: ["required"] });
      await removeMember(request.context, siteId, personId);
      return reply.redirect("/", 303);
    },
  );
};

type ListRequest = FastifyRequest<{ Params: { siteId: string }; Querystring: MembersQuestion & NewsAsked }>;
interface NewsAsked {
  readonly news?: "added" | "removed" | "imported" | undefined;
  readonly added?: number | undefined;
  readonly changed?: number | undefined;
  readonly removed?: number | undefined;
}

async function showMembers({ context, params, query, frame }: FastifyRequest, reply: FastifyReply) {
  const { siteId } = params as ListRequest["params"];
  const { news, added = 0, changed = 0, removed = 0, ...question } = query as ListRequest["query"];
  const say = memberSay(context.language);
  const { own, ...page } = await readMembers(context, { siteId, ...question, limit: ROWS });
  const sentences = {
    added: say("newsAdded"),
    removed: say("newsRemoved"),
    imported: say("newsImported", { added, changed, removed }),
  };
  const shown = (
    <MembersPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      question={question}
      page={page}
      today={today(context)}
      news={news && sentences[news]}
      mayManage={mayManage(context, own)}
    />
  );
  return sendPage(reply, shown);
}

function mayManage({ actor }: Context, own: MemberInFull["own"]): boolean {
  return holds(own, "manageAccess", "update") && actor.kind === "person" && actor.view === undefined;
}

interface Shown {
  readonly values?: Values;
  readonly refused?: Refused;
}

async function showAdd(request: FastifyRequest, reply: FastifyReply, siteId: string, shown: Shown) {
  const room = await readRoom(request.context, siteId);
  const chrome = await request.frame.chrome(siteId);
  const { values = {}, refused } = shown;
  const page = (
    <AddPage chrome={chrome} siteId={siteId} values={values} errors={refused?.errors ?? {}} {...room} />
  );
  return sendPage(reply, page, refused?.status ?? 200);
}

interface OfMember {
  readonly siteId: string;
  readonly personId: string;
}

async function showMember(
  request: FastifyRequest,
  reply: FastifyReply,
  { siteId, personId }: OfMember,
  shown: Shown,
) {
  const { context, frame } = request;
  const read = await readMember(context, siteId, personId);
  const { refused } = shown;
  const isNews = formOf(request.query)["news"] === "changed";
  const page = (
    <MemberPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      {...read}
      today={today(context)}
      mayManage={mayManage(context, read.own)}
      values={shown.values ?? valuesOf(read)}
      errors={refused?.errors ?? {}}
      news={isNews ? memberSay(context.language)("newsChanged") : undefined}
    />
  );
  return sendPage(reply, page, refused?.status ?? 200);
}

function valuesOf({ member }: MemberInFull): Values {
  const privileges = Object.entries(member.privileges).map(([name, value]) => [`privileges.${name}`, value]);
  return { role: member.role, validThrough: member.validThrough ?? "", ...Object.fromEntries(privileges) };
}

async function showRemoval(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { siteId, personId }: OfMember,
) {
  const { member } = await readMember(context, siteId, personId);
  if (member.role === "primary")
    throw new Problem(409, "primary_by_hand_over", { where: `/sites/${siteId}/primary` });
  const say = memberSay(context.language);
  const person = labelOf(member);
  const page = (
    <EndPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      title={say("removeTitle", { person })}
      text={say("removeText")}
      errors={{}}
      back={{ href: membersHref(siteId, personId), label: person }}
    />
  );
  return sendPage(reply, page);
}

async function showLeave({ context, frame, params }: FastifyRequest, reply: FastifyReply) {
  const { siteId } = params as OfMember;
  const { isPrimary } = await readOwnPlace(context, siteId);
  if (isPrimary) throw new Problem(409, "primary_by_hand_over", { where: `/sites/${siteId}/primary` });
  const say = memberSay(context.language);
  const page = (
    <EndPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      title={say("leaveTitle")}
      text={say("leaveText")}
      errors={{}}
      back={{ href: `/sites/${siteId}`, label: say("site") }}
    />
  );
  return sendPage(reply, page);
}

const Entered = z.object({
  email: z.string("required").trim().min(1).max(400),
  language: orBlank(z.enum(LANGUAGES, "language_unknown").optional()),
});

function enteredIn(values: Values) {
  return { ...parsed(Entered, values), ...rightsIn(values) };
}

const EnteredRights = z.object({
  role: z.enum(ROLES, "role_unknown"),
  validThrough: z.union([z.literal("").transform(() => null), Day]),
});

/** A user's fields of managing are sent along by the form, and say nothing. */
function rightsIn(values: Values) {
  const { validThrough = "", role = "user" } = values;
  const rights = parsed(EnteredRights, { role, validThrough });
  const given = Object.entries(privilegesIn(values)).filter(
    ([name]) => rights.role !== "user" || !MANAGING.some((each) => each === name),
  );
  return { ...rights, privileges: parsed(GivenPrivileges, Object.fromEntries(given)) };
}
