/** The pages of one member: adding, changing, removing; and of leaving. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ROLES } from "../../access/index.ts";
import { today } from "../../platform/context.ts";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, type Values } from "../../platform/http/forms.ts";
import { Day, orBlank, PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { type Refused, refusedBy } from "../form.documents.ts";
import { type MemberInFull, mayManage, readMember, readRoom } from "../list.operations.ts";
import { labelOf, membersHref } from "../member.rules.ts";
import { addMember, changeMember, readOwnPlace, removeMember } from "../operations.ts";
import { GivenPrivileges, MANAGING, privilegesIn } from "../rights/rights.rules.ts";
import { memberSay } from "../texts.ts";
import { AddPage, EndPage, MemberPage } from "./member.parts.tsx";

const site = { hide: true, params: z.strictObject({ siteId: PathText }) };
const one = { hide: true, params: z.strictObject({ siteId: PathText, personId: PathText }) };
const managing = { needs: "member.manage" };
const leaving = { needs: "membership.end" };

const NEW = "/sites/:siteId/members/new";
const ONE = "/sites/:siteId/members/:personId";
const LEAVE = "/sites/:siteId/leave";

export const oneMemberPages: Routes = async (app) => {
  app.get(NEW, { schema: site, config: managing }, (request, reply) =>
    showAdd(request, reply, request.params.siteId, {}),
  );

  app.post(NEW, { schema: site, config: managing }, async (request, reply) => {
    const { siteId } = request.params;
    const values = formOf(request.body);
    try {
      await addMember(request.context, siteId, enteredIn(values));
    } catch (error) {
      return showAdd(request, reply, siteId, { values, refused: refusedBy(error, request.context.language) });
    }
    return reply.redirect(`${membersHref(siteId)}?news=added`, 303);
  });

  app.get(ONE, { schema: one, config: { needs: "member.read" } }, (request, reply) =>
    showMember(request, reply, request.params, {}),
  );

  app.post(ONE, { schema: one, config: managing }, async (request, reply) => {
    const { siteId, personId } = request.params;
    const values = formOf(request.body);
    try {
      await changeMember(request.context, siteId, { personId, ...rightsIn(values) });
    } catch (error) {
      const refused = refusedBy(error, request.context.language);
      return showMember(request, reply, request.params, { values, refused });
    }
    return reply.redirect(`${membersHref(siteId, personId)}?news=changed`, 303);
  });

  app.get(`${ONE}/removal`, { schema: one, config: managing }, (request, reply) =>
    showRemoval(request, reply, request.params),
  );

  app.post(`${ONE}/removal`, { schema: one, config: managing }, async (request, reply) => {
    const { siteId, personId } = request.params;
    await readRoom(request.context, siteId);
    checkConfirmed(request);
    await removeMember(request.context, siteId, personId);
    return reply.redirect(`${membersHref(siteId)}?news=removed`, 303);
  });

  app.get(LEAVE, { schema: site, config: leaving }, (request, reply) =>
    showLeave(request, reply, request.params.siteId),
  );

  app.post(LEAVE, { schema: site, config: leaving }, async (request, reply) => {
    const { siteId } = request.params;
    const { personId } = await readOwnPlace(request.context, siteId);
    checkConfirmed(request);
    await removeMember(request.context, siteId, personId);
    return reply.redirect("/", 303);
  });
};

function checkConfirmed({ body }: FastifyRequest): void {
  if (formOf(body)["confirm"] !== "yes") throw invalid({ confirm: ["required"] });
}

interface Shown {
  readonly values?: Values;
  readonly refused?: Refused;
}

async function showAdd(request: FastifyRequest, reply: FastifyReply, siteId: string, shown: Shown) {
  const room = await readRoom(request.context, siteId);
  const chrome = await request.frame.chrome(siteId);
  const { values = {}, refused } = shown;
  const errors = refused?.errors ?? {};
  const page = <AddPage chrome={chrome} siteId={siteId} values={values} errors={errors} {...room} />;
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
  { values, refused }: Shown,
) {
  const { context, frame } = request;
  const read = await readMember(context, siteId, personId);
  const isNews = formOf(request.query)["news"] === "changed";
  const page = (
    <MemberPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      {...read}
      today={today(context)}
      mayManage={mayManage(context, read.own)}
      values={values ?? valuesOf(read)}
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
  await readRoom(context, siteId);
  const { member } = await readMember(context, siteId, personId);
  if (member.role === "primary") throw primaryElsewhere(siteId);
  const say = memberSay(context.language);
  const person = labelOf(member);
  const page = (
    <EndPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      title={say("removeTitle", { person })}
      text={say("removeText")}
      isPossible
      back={{ href: membersHref(siteId, personId), label: person }}
    />
  );
  return sendPage(reply, page);
}

async function showLeave({ context, frame }: FastifyRequest, reply: FastifyReply, siteId: string) {
  const { isPrimary } = await readOwnPlace(context, siteId);
  const say = memberSay(context.language);
  const page = (
    <EndPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      title={say("leaveTitle")}
      text={say(isPrimary ? "leavePrimary" : "leaveText")}
      isPossible={!isPrimary}
      back={{ href: `/sites/${siteId}`, label: say("site") }}
    />
  );
  return sendPage(reply, page);
}

function primaryElsewhere(siteId: string): Problem {
  return new Problem(409, "primary_by_hand_over", { rule: "BR-39", where: `/sites/${siteId}/primary` });
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
