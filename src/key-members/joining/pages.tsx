/** The pages of whoever is, or wants to be, in a Key Center: the own accounts, and the form of registering. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { timeZoneOf } from "../../agreements/index.ts";
import { formOf, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { readMyAccounts, readUnjoined } from "../members/accounts.operations.ts";
import { type Refused, refusedBy } from "../refused.documents.ts";
import { CenterPage } from "./center.parts.tsx";
import { JoinPage } from "./join.parts.tsx";
import { readOwnRequests, register, withdrawRequest } from "./operations.ts";

const person = { config: { needs: "person" } };
const JOIN = "/key-center/join";
const NEWS = ["joined", "asked", "withdrawn", "left"] as const;
const Question = z.object({ after: z.string().max(2000).optional(), news: z.enum(NEWS).optional() });

export const keyCenterPages: Routes = async (app) => {
  const center = { hide: true, querystring: Question };
  app.get("/key-center", { schema: center, ...person }, async ({ context, query, frame }, reply) => {
    const accounts = await readMyAccounts(context);
    const { items, next } = await readOwnRequests(context, { after: query.after, limit: 20 });
    const page = (
      <CenterPage
        chrome={await frame.chrome(null)}
        accounts={accounts}
        requests={items}
        next={next === null ? undefined : `/key-center?after=${encodeURIComponent(next)}`}
        unjoined={await readUnjoined(context, accounts)}
        news={query.news}
        timeZone={timeZoneOf(context.person?.country ?? "")}
      />
    );
    return sendPage(reply, page);
  });

  const joining = { hide: true, querystring: z.object({ site: z.string().max(40).optional() }) };
  app.get(JOIN, { schema: joining, ...person }, (request, reply) =>
    showJoin(request, reply, { siteNumber: request.query.site ?? "" }),
  );

  app.post(JOIN, { schema: { hide: true }, ...person }, async (request, reply) => {
    const values = formOf(request.body);
    const { siteNumber = "", orderNumber = "" } = values;
    try {
      const done = await register(request.context, {
        siteNumber: siteNumber.slice(0, 40),
        orderNumber: orderNumber.slice(0, 60),
      });
      return await reply.redirect(`/key-center?news=${done.kind === "member" ? "joined" : "asked"}`, 303);
    } catch (error) {
      return showJoin(request, reply, values, refusedBy(error, request.context.language));
    }
  });

  const one = { hide: true, params: z.strictObject({ id: PathText }) };
  app.post(
    "/key-center/registrations/:id/withdrawal",
    { schema: one, ...person },
    async ({ context, params }, reply) => {
      await withdrawRequest(context, params.id);
      return reply.redirect("/key-center?news=withdrawn", 303);
    },
  );
};

async function showJoin(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  values: Values,
  refused?: Refused,
) {
  const page = (
    <JoinPage
      chrome={await frame.chrome(null)}
      values={values}
      errors={refused?.errors ?? {}}
      unjoined={await readUnjoined(context, await readMyAccounts(context))}
    />
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
