/** The pages of one member of a Key Center: adding, changing, taking out; and of leaving. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { KEY_ROLES } from "../../access/index.ts";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, type Values } from "../../platform/http/forms.ts";
import { orBlank, PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { invalid } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { type Refused, refusedBy } from "../refused.documents.ts";
import { keyMembersHref } from "../rules.ts";
import { keyMemberSay } from "../texts.ts";
import { readKeyMember, readOwnPlace, readRoom } from "./list.operations.ts";
import { AddPage, ChangePage, EndPage } from "./one.parts.tsx";
import { addKeyMember, changeKeyMember, removeKeyMember } from "./operations.ts";

const PATH = "/sites/:siteId/key-members";
const site = { hide: true, params: z.strictObject({ siteId: PathText }) };
const one = { hide: true, params: z.strictObject({ siteId: PathText, personId: PathText }) };
const managing = { config: { needs: "key-member.manage" } };
const leaving = { config: { needs: "key-membership.end" } };

const Added = z.object({
  email: z.string("required").trim().min(1, "required").max(400),
  role: z.enum(KEY_ROLES),
  language: orBlank(z.enum(LANGUAGES).optional()),
});
const Changed = z.object({ role: z.enum(KEY_ROLES) });

export const oneKeyMemberPages: Routes = async (app) => {
  app.get(`${PATH}/new`, { schema: site, ...managing }, (request, reply) =>
    showAdd(request, reply, request.params.siteId, {}),
  );

  app.post(`${PATH}/new`, { schema: site, ...managing }, async (request, reply) => {
    const { siteId } = request.params;
    const values = formOf(request.body);
    try {
      await addKeyMember(request.context, siteId, parsed(Added, values));
      return await reply.redirect(`${keyMembersHref(siteId)}?news=added`, 303);
    } catch (error) {
      return showAdd(request, reply, siteId, { values, refused: refusedBy(error, request.context.language) });
    }
  });

  app.get(`${PATH}/leave`, { schema: site, ...leaving }, async ({ context, params, frame }, reply) => {
    const { siteId } = params;
    const { isAutomatic, because } = await readOwnPlace(context, siteId);
    const say = keyMemberSay(context.language);
    const isPossible = because !== "primary" && because !== "technical";
    const page = (
      <EndPage
        chrome={await frame.chrome(siteId)}
        action={keyMembersHref(siteId, "/leave")}
        title={say("leaveTitle")}
        text={say(isPossible ? "leaveText" : "leaveAutomatic")}
        more={isPossible && isAutomatic ? say("removeAutomatic") : null}
        button={isPossible ? say("confirmLeave") : null}
        back={{ href: keyMembersHref(siteId), label: say("membersTitle") }}
      />
    );
    return sendPage(reply, page);
  });

  app.post(`${PATH}/leave`, { schema: site, ...leaving }, async ({ context, params, body }, reply) => {
    const { personId } = await readOwnPlace(context, params.siteId);
    checkConfirmed(body);
    await removeKeyMember(context, params.siteId, personId);
    return reply.redirect("/key-center?news=left", 303);
  });

  app.get(`${PATH}/:personId`, { schema: one, ...managing }, (request, reply) =>
    showChange(request, reply, request.params),
  );

  app.post(`${PATH}/:personId`, { schema: one, ...managing }, async (request, reply) => {
    const { siteId, personId } = request.params;
    try {
      const { role } = parsed(Changed, formOf(request.body));
      await changeKeyMember(request.context, siteId, { personId, role });
      return await reply.redirect(`${keyMembersHref(siteId)}?news=changed`, 303);
    } catch (error) {
      return showChange(request, reply, request.params, refusedBy(error, request.context.language));
    }
  });

  app.get(`${PATH}/:personId/removal`, { schema: one, ...managing }, async (request, reply) => {
    const { context, params, frame } = request;
    const { siteId, personId } = params;
    const { member } = await readKeyMember(context, siteId, personId);
    const say = keyMemberSay(context.language);
    const { name, isAutomatic, because } = member;
    const isPossible = because !== "primary" && because !== "technical";
    const page = (
      <EndPage
        chrome={await frame.chrome(siteId)}
        action={keyMembersHref(siteId, `/${personId}/removal`)}
        title={say("removeTitle", { name })}
        text={say(isPossible ? "removeText" : "changeAutomatic")}
        more={isPossible && isAutomatic ? say("removeAutomatic") : null}
        button={isPossible ? say("confirmRemove") : null}
        back={{ href: keyMembersHref(siteId), label: say("membersTitle") }}
      />
    );
    return sendPage(reply, page);
  });

  app.post(
    `${PATH}/:personId/removal`,
    { schema: one, ...managing },
    async ({ context, params, body }, reply) => {
      const { siteId, personId } = params;
      await readRoom(context, siteId);
      checkConfirmed(body);
      await removeKeyMember(context, siteId, personId);
      return reply.redirect(`${keyMembersHref(siteId)}?news=removed`, 303);
    },
  );
};

function checkConfirmed(body: unknown): void {
  if (formOf(body)["confirm"] !== "yes") throw invalid({ confirm: ["required"] });
}

interface Shown {
  readonly values?: Values;
  readonly refused?: Refused;
}

async function showAdd(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  siteId: string,
  { values = {}, refused }: Shown,
) {
  const account = await readRoom(context, siteId);
  const chrome = await frame.chrome(siteId);
  const page = <AddPage chrome={chrome} account={account} values={values} errors={refused?.errors ?? {}} />;
  return sendPage(reply, page, refused?.status ?? 200);
}

async function showChange(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { siteId, personId }: { siteId: string; personId: string },
  refused?: Refused,
) {
  const read = await readKeyMember(context, siteId, personId);
  const chrome = await frame.chrome(siteId);
  const page = <ChangePage chrome={chrome} siteId={siteId} {...read} errors={refused?.errors ?? {}} />;
  return sendPage(reply, page, refused?.status ?? 200);
}
