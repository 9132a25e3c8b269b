/** The HTTP server: limits, shapes, problems. It knows no route. */
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import swagger, { type FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import {
  type FastifyPluginAsyncZod,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { z } from "zod";
import type { Config } from "../config.ts";
import type { Context } from "../context.ts";
import { newId } from "../id.ts";
import { Problem, type Status } from "../problem.ts";
import { checkCharacters } from "./characters.ts";
import { keepAsked, problemOf } from "./errors.ts";
import { addGuards, BARE_HEADERS, PROBES } from "./guards.ts";
import { limitLoad } from "./load.ts";
import { listRoutes, type RouteEntry, watchMethods } from "./methods.ts";
import { serializerCompiler } from "./replies.ts";
import { limitBodies } from "./slow-bodies.ts";
import { refuseUnreadable } from "./unreadable.ts";

declare module "fastify" {
  interface FastifyRequest {
    context: Context;
  }
  interface FastifyInstance {
    routeTable: readonly RouteEntry[];
  }
  interface FastifyContextConfig {
    /**
     * What a route asks of its caller: a permission at the site, one of the vendor's, "person" for whoever is signed in,
     * "anyone" for the public. The matrix of rights is tested from it: test/rights.test.ts.
     */
    needs?: string;
  }
}

/** The routes or the pages of one module. */
export type Routes = FastifyPluginAsyncZod;

export interface Faces {
  /** Who asks, before it is known: an error may come that early. */
  readonly visitor: (request: FastifyRequest) => Context;
  /** The problem as a sentence for people, in the caller's language. */
  readonly say: (problem: Problem, request: FastifyRequest) => string;
  /** The problem as a page, for everything that is not the API. */
  readonly page: (
    problem: Problem,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => FastifyReply | Promise<FastifyReply>;
}

export async function newServer(config: Config, log: FastifyBaseLogger, faces: Faces) {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId("req", new Date()),
    trustProxy: config.trustedProxies ?? false,
    bodyLimit: 1024 * 1024,
    requestTimeout: 0, // bodies have times of their own: slow-bodies.ts
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    forceCloseConnections: "idle",
    return503OnClosing: true,
    clientErrorHandler: refuseUnreadable,
    // An address that is no text, "/%zz": no hook has seen it.
    frameworkErrors: (error, request, reply) => {
      request.context = faces.visitor(request);
      sendBare(problemOf(error, request), { request, reply, faces });
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorate("routeTable", listRoutes(app));
  addErrors(app, faces);
  limitBodies(app.server);
  await app.register(cookie);
  app.addHook("onRequest", (request, _reply, done) => {
    request.context = faces.visitor(request);
    done();
  });
  await addGuards(app, config);
  app.addHook("preValidation", (request, _reply, done) => {
    keepAsked(request);
    checkCharacters(request);
    done();
  });
  limitLoad(app);
  app.removeContentTypeParser("text/plain"); // a form of another site may send it without asking
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  await app.register(multipart, { limits: { fileSize: Number.MAX_SAFE_INTEGER, files: 1, fields: 20 } });
  await app.register(swagger, DESCRIPTION);
  return app;
}

/** What goes wrong, what is not there, and what is asked by a wrong method. */
function addErrors(app: FastifyInstance, faces: Faces): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, request);
    if (problem.status === 500) request.log.error({ err: error, reqId: request.id }, "bug");
    return sendProblem(problem, { request, reply, faces });
  });
  const methodsOf = watchMethods(app);
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url);
    if (methods.length === 0)
      return sendProblem(new Problem(404, "page_not_found"), { request, reply, faces });
    reply.header("allow", methods.join(", "));
    return sendProblem(new Problem(405, "method_not_allowed"), { request, reply, faces });
  });
}

const DESCRIPTION: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "Carnet",
      version: "1",
      description: "The portal's API. Errors are RFC 9457 problem details.",
    },
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-carnet" },
        key: { type: "http", scheme: "bearer" },
      },
    },
  },
  transform: jsonSchemaTransform,
  transformObject: jsonSchemaTransformObject,
};

export type Server = Awaited<ReturnType<typeof newServer>>;

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly faces: Faces;
}

/** RFC 9457 for programs, a page for people. */
async function sendProblem(problem: Problem, { request, reply, faces }: Asked) {
  const { status, facts } = problem;
  const { retryAfterSeconds = status === 503 || status === 429 ? 5 : undefined } = facts;
  if (retryAfterSeconds !== undefined) reply.header("retry-after", String(retryAfterSeconds));
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="carnet"');
  if (request.url.startsWith("/v1/") || PROBES.includes(request.url))
    return sendDetails(problem, { request, reply, faces });
  try {
    return await faces.page(problem, request, reply);
  } catch (error) {
    request.log.error({ err: error, reqId: request.id }, "bug: the page of a problem");
    return sendDetails(problem, { request, reply, faces });
  }
}

/** What stands in the members of RFC 9457 wins over a fact of the same name. Sent as text: no hook may fail on it. */
function sendDetails(problem: Problem, { request, reply, faces }: Asked) {
  const { status, code, facts } = problem;
  const title = faces.say(problem, request);
  const members = { type: `/problems/${code}`, title, status, code, requestId: request.id };
  return reply
    .code(status)
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify({ ...members, ...facts, ...members }));
}

function sendBare(problem: Problem, asked: Asked) {
  return sendDetails(problem, { ...asked, reply: asked.reply.headers(BARE_HEADERS) });
}

const ProblemReply = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

/** Declares the problems that a route may answer with. */
export function problems<Code extends Status>(...statuses: Code[]) {
  const content = { "application/problem+json": { schema: ProblemReply } };
  const reply = { description: "Problem details, RFC 9457", content };
  return Object.fromEntries(statuses.map((status) => [status, reply])) as Record<Code, typeof reply>;
}
