/** The page on which an administrator decides; the links of the mail lead here. Opening it decides nothing. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { longSiteNumber, timeZoneOf } from "../../agreements/index.ts";
import { parsed } from "../../platform/http/errors.ts";
import { formOf } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { readRoom } from "../members/list.operations.ts";
import { type Refused, refusedBy } from "../refused.documents.ts";
import { keyMembersHref } from "../rules.ts";
import { DecidePage } from "./decide.parts.tsx";
import { decide, readRequest } from "./operations.ts";

const ONE = "/sites/:siteId/key-members/requests/:id";
const OnePath = z.strictObject({ siteId: PathText, id: PathText });
const Question = z.object({ decision: z.enum(["approve", "deny"]).optional().catch(undefined) });
const Form = z.object({ decision: z.enum(["approve", "deny"], "required") });
const managing = { config: { needs: "key-member.manage" } };

export const keyDecisionPages: Routes = async (app) => {
  const one = { hide: true, params: OnePath, querystring: Question };
  app.get(ONE, { schema: one, ...managing }, (request, reply) =>
    show(request, reply, { ...request.params, leaning: request.query.decision }),
  );

  app.post(ONE, { schema: { hide: true, params: OnePath }, ...managing }, async (request, reply) => {
    const { context, params } = request;
    try {
      const { decision } = parsed(Form, { decision: formOf(request.body)["decision"] });
      await decide(context, params, decision);
      return await reply.redirect(`${keyMembersHref(params.siteId)}?news=decided`, 303);
    } catch (error) {
      return show(request, reply, { ...params, refused: refusedBy(error, context.language) });
    }
  });
};

interface Shown {
  readonly siteId: string;
  readonly id: string;
  /** Which link of the mail was opened. */
  readonly leaning?: "approve" | "deny" | undefined;
  readonly refused?: Refused;
}

async function show(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { siteId, id, leaning, refused }: Shown,
) {
  const { request, mayDecide } = await readRequest(context, siteId, id);
  const { siteName, siteNumber } = await readRoom(context, siteId);
  const page = (
    <DecidePage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      site={{ name: siteName, longNumber: longSiteNumber(siteNumber) }}
      request={request}
      isOwn={request.personId === (context.actor.kind === "person" ? context.actor.personId : "")}
      mayDecide={mayDecide}
      leaning={leaning}
      errors={refused?.errors ?? {}}
      timeZone={timeZoneOf(context.person?.country ?? "")}
    />
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
