/** The start page, which leads on as DOMAIN §3.3 says, and the home of a site. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { describeSession, readClaimableSites, readSite } from "../agreements/index.ts";
import { hasOpenRequest } from "../nominations/index.ts";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { HomePage } from "./home.parts.tsx";
import { readHome } from "./operations.ts";
import { ChooserPage } from "./start.parts.tsx";

export const homePages: Routes = async (app) => {
  app.get("/", { schema: { hide: true }, config: { needs: "person" } }, async (request, reply) => {
    const { sites, next } = await describeSession(request.context);
    if (next === "home") return reply.redirect(`/sites/${sites[0]?.siteId}`, 303);
    if (next === "first-access") return reply.redirect("/first-access", 303);
    if (next === "key-center") return reply.redirect("/key-center", 303);
    if (next === "request-access") return askForAccess(request, reply);
    const waiting = await readClaimableSites(request.context);
    const chrome = await request.frame.chrome(null);
    return sendPage(reply, <ChooserPage chrome={chrome} sites={sites} waiting={waiting} />);
  });

  const home = { hide: true, params: z.strictObject({ siteId: PathText }) };
  app.get(
    "/sites/:siteId",
    { schema: home, config: { needs: "site.read" } },
    async ({ context, params, frame }, reply) => {
      const mine = await readSite(context, params.siteId);
      const shown = await readHome(context, params.siteId);
      const waiting = await readClaimableSites(context);
      const chrome = await frame.chrome(params.siteId);
      const { salesEmail } = context.portal.config;
      return sendPage(
        reply,
        <HomePage chrome={chrome} mine={mine} home={shown} waiting={waiting} salesEmail={salesEmail} />,
      );
    },
  );
};

/** The vendor's own people have no site: their work is elsewhere. Whoever asked already sees what became of it. */
async function askForAccess({ context }: FastifyRequest, reply: FastifyReply) {
  const { actor } = context;
  if (actor.kind === "person" && actor.staffRole !== null) {
    return reply.redirect(actor.staffRole === "operator" ? "/operator/sites" : "/care", 303);
  }
  const hasAsked = await hasOpenRequest(context);
  return reply.redirect(hasAsked ? "/access-requests" : "/access-requests/new", 303);
}
