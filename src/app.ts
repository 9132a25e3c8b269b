/** The portal as one HTTP server. Knows, through its lists of routes, every module. */
import type { FastifyRequest } from "fastify";
import { apiRoutes } from "./api-routes.ts";
import { checkView, recordPage } from "./enquiries/index.ts";
import { isOpenToTokens } from "./federation/index.ts";
import { frameOf } from "./frame.tsx";
import { identify } from "./identity/index.ts";
import { pageRoutes } from "./page-routes.ts";
import type { Context, Portal } from "./platform/context.ts";
import { addKeptAnswers } from "./platform/http/answers.ts";
import { newServer, type Server } from "./platform/http/server.ts";
import { languageOf } from "./platform/language.ts";
import { Problem } from "./platform/problem.ts";
import { renderProblem } from "./problem-page.tsx";
import { sayProblem } from "./problem-words.ts";
import { serviceRoutes } from "./service.routes.ts";
import { assetRoutes } from "./web/assets.ts";

export async function createApp(portal: Portal): Promise<Server> {
  const app = await newServer(portal.config, portal.log, {
    visitor: (request) => visitorOf(portal, request),
    say: (problem, request) => sayProblem(problem, request.context.language),
    page: renderProblem,
  });
  app.addHook("onRequest", (request, _reply, done) => {
    request.frame = frameOf(portal, request);
    done();
  });
  const known = async (request: FastifyRequest) => {
    request.context = { ...request.context, ...(await identify(portal, request)) };
    checkToken(request);
    const { url, config } = request.routeOptions;
    if (url !== undefined) checkView(request.context, { method: request.method, url, needs: config.needs });
  };
  app.addHook("onRequest", (request, _reply, done) => {
    if (isAsset(request) || isStranger(request)) return done();
    known(request).then(() => done(), done);
  });
  app.addHook("preHandler", (request, _reply, done) => {
    const { siteId } = (request.params ?? {}) as { siteId?: string };
    if (siteId === undefined) return done();
    const [path = ""] = request.url.split("?");
    recordPage(request.context, { path, siteId }).then(() => done(), done);
  });
  app.addHook("preHandler", (request, reply, done) => {
    if (!mustAddFactor(request)) return done();
    reply.redirect("/profile/security", 303);
  });
  addKeptAnswers(app, portal);
  addTimings(app);
  await app.register(assetRoutes);
  await app.register(serviceRoutes(portal));
  for (const routes of apiRoutes) await app.register(routes);
  for (const pages of pageRoutes) await app.register(pages);
  return app;
}

function visitorOf(portal: Portal, request: FastifyRequest): Context {
  return {
    portal,
    db: portal.db,
    actor: { kind: "visitor" },
    person: null,
    now: portal.clock.now(),
    language: languageOf(request.headers["accept-language"]),
    requestId: request.id,
    address: request.ip,
  };
}

/** What somebody of the vendor may look at before adding a second factor: their own pages, and the way out. */
const OWN_PAGES = /^\/(profile|preferences|mailbox|sign-|assets\/|v1\/|favicon|healthz|readyz|metrics)/;

/** The vendor's people are led to add a second factor from every page. */
function mustAddFactor({ method, url, context: { actor } }: FastifyRequest): boolean {
  const isWeak = actor.kind === "person" && actor.staffRole !== null && actor.isStrong !== true;
  return isWeak && method === "GET" && !OWN_PAGES.test(url);
}

/** An access token reaches its site through the API, and nothing else that is its owner's. Source: BAR 23. */
function checkToken(request: FastifyRequest): void {
  const { context, is404, routeOptions } = request;
  const { actor } = context;
  if (actor.kind !== "person" || actor.token === undefined) return;
  if (!is404 && isOpenToTokens(routeOptions.url ?? "", routeOptions.config.needs)) return;
  request.context = { ...context, actor: { kind: "visitor" }, person: null }; // the answer tells nothing of the owner
  if (!is404) throw new Problem(403, "token_not_admitted");
}

/** Public, the same for everybody, and asked for before the rest of a page can be drawn. */
function isAsset({ url }: FastifyRequest): boolean {
  return url.startsWith("/assets/") || url === "/favicon.ico" || url === "/healthz";
}

/** Who shows nothing is nobody we know: the context of a visitor stands as it is. */
function isStranger({ headers }: FastifyRequest): boolean {
  return headers.cookie === undefined && headers.authorization === undefined;
}

/** One line a request, without its query: that may hold what a person typed. */
function addTimings(app: Server): void {
  app.addHook("onResponse", (request, reply, done) => {
    const { method, routeOptions, id, ip } = request;
    const facts = {
      reqId: id,
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ip,
    };
    request.log.info(facts, "request");
    done();
  });
}
