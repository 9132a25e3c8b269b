/** The pages of signing in through the own company. A link leads out: no form of ours may lead to another site. */

import type { FastifyReply, FastifyRequest } from "fastify";
import { personOf } from "../../access/index.ts";
import { browserOf, cookieName, cookieOptions, keepSession, safePath } from "../../identity/index.ts";
import { formOf } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { withQuery } from "../../web/filter.tsx";
import { sendPage } from "../../web/page.tsx";
import { linkCompany, readLink } from "./link.operations.ts";
import { beginAtCompany, findCompany, finishAtCompany } from "./operations.ts";
import { AskPage, FoundPage, LinkPage } from "./sign-in.parts.tsx";

const anyone = { schema: { hide: true }, config: { needs: "anyone" } };
const person = { schema: { hide: true }, config: { needs: "person" } };
const LINK = "/sign-in/company/link";

export const companySignInPages: Routes = async (app) => {
  app.get("/sign-in/company", anyone, (request, reply) => showCompany(request, reply));

  app.get("/sign-in/company/start", anyone, async (request, reply) => {
    const { context } = request;
    const { email = "", next } = formOf(request.query);
    if (email === "") return reply.redirect("/sign-in/company", 303);
    const begun = await beginAtCompany(context, { email, next });
    if (begun === undefined) return reply.redirect(withQuery("/sign-in/company", { email, next }), 303);
    const { config } = context.portal;
    reply.setCookie(cookieName(config, "company"), begun.browserSecret, cookieOptions(config));
    return reply.redirect(begun.url, 303);
  });

  app.get("/sign-in/company/callback", anyone, async (request, reply) => {
    const { context, cookies, url } = request;
    const { config } = context.portal;
    const name = cookieName(config, "company");
    const query = url.slice(url.indexOf("?") + 1);
    const browserSecret = cookies[name];
    const done = await finishAtCompany(context, { query, browserSecret, browser: browserOf(request) });
    reply.clearCookie(name, cookieOptions(config));
    if (done.kind === "in") {
      keepSession(reply, done.signedIn);
      return reply.redirect(safePath(done.next), 303);
    }
    reply.setCookie(cookieName(config, "link"), done.linkToken, cookieOptions(config));
    return reply.redirect(withQuery("/sign-in", { next: LINK }), 303);
  });

  app.get(LINK, person, async (request, reply) => {
    const { context, cookies, frame } = request;
    personOf(context);
    const waiting = cookies[cookieName(context.portal.config, "link")];
    if (waiting === undefined) return reply.redirect("/profile", 303);
    const link = await readLink(context, waiting);
    return sendPage(reply, <LinkPage chrome={await frame.chrome(null)} {...link} />);
  });

  app.post(LINK, person, async ({ context, cookies }, reply) => {
    const { config } = context.portal;
    const name = cookieName(config, "link");
    const { next } = await linkCompany(context, cookies[name]);
    reply.clearCookie(name, cookieOptions(config));
    return reply.redirect(safePath(next), 303);
  });
};

/** The same page for every address: what it says depends on the domain alone. */
async function showCompany(request: FastifyRequest, reply: FastifyReply) {
  const { context, frame } = request;
  const visit = frame.visit();
  const asked = formOf(request.query);
  const email = asked["email"];
  const next = safePath(asked["next"]);
  if (email === undefined) return sendPage(reply, <AskPage visit={visit} next={next} />);
  try {
    const { domain, provider } = await findCompany(context, email);
    if (provider === undefined)
      return sendPage(reply, <AskPage visit={visit} next={next} email={email} missing={domain} />);
    const { host } = new URL(provider.issuer);
    const href = withQuery("/sign-in/company/start", {
      email: email.trim(),
      ...(next === "/" ? {} : { next }),
    });
    return sendPage(reply, <FoundPage visit={visit} domain={domain} host={host} href={href} next={next} />);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "invalid_request") throw error;
    return sendPage(reply, <AskPage visit={visit} next={next} email={email} isMalformed />, 400);
  }
}
