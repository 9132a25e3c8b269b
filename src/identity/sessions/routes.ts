/** HTTP for sessions. What a person finds after signing in comes from further down the street, so it is handed in. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Context } from "../../platform/context.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { Assertion, siteOf } from "../factors/passkeys.authorize.ts";
import { PasskeyOptions } from "../factors/replies.documents.ts";
import { readPerson } from "../people/operations.ts";
import { browserOf, forgetSession, keepSession } from "./cookies.operations.ts";
import { identifyPerson } from "./identify.operations.ts";
import { type SignedIn, signIn, signOut } from "./operations.ts";
import { askPasskeyForSignIn, signInByPasskey } from "./second.operations.ts";

const SiteReply = z
  .object({
    siteId: z.string(),
    number: z.string(),
    name: z.string(),
    program: z.string(),
    role: z.string(),
  })
  .meta({ id: "MySite" });

const SessionReply = z
  .object({
    person: z.object({
      id: z.string(),
      email: z.string(),
      name: z.string().describe("In the order of its script"),
      givenName: z.string(),
      familyName: z.string(),
      romanizedName: z.string().nullable(),
      country: z.string(),
      language: z.enum(LANGUAGES),
      isOperator: z.boolean().describe("Runs the portal for the vendor"),
      staffRole: z
        .string()
        .nullable()
        .describe("In which role this person works for the vendor; null for customers"),
    }),
    sites: z.array(SiteReply),
    next: z
      .enum(["first-access", "key-center", "request-access", "choose-site", "home"])
      .describe("Where this person goes now"),
  })
  .meta({ id: "Session" });

/** What a person finds after signing in. */
export type DescribeSession = (
  context: Context,
) => Promise<{ sites: readonly z.input<typeof SiteReply>[]; next: z.input<typeof SessionReply>["next"] }>;

const tags = ["identity"];

const start = {
  summary: "Sign in; the cookie of the answer is the session",
  tags,
  body: z.strictObject({
    email: z.string(),
    password: z.string().max(1024, "password_too_long"),
    code: z
      .string()
      .max(100)
      .optional()
      .describe("Where the person has a second factor: of the authenticator app, or a recovery code"),
  }),
  response: { 200: SessionReply, ...problems(400, 401, 429, 503) },
};

const ask = {
  summary: "Ask for a challenge for a passkey; the answer is the same for every caller",
  tags,
  response: { 200: PasskeyOptions, ...problems(429) },
};

const startByPasskey = {
  summary: "Sign in by a passkey; the cookie of the answer is the session",
  tags,
  body: z.strictObject({ passkey: Assertion }),
  response: { 200: SessionReply, ...problems(400, 401, 429, 503) },
};

const read = {
  summary: "Who I am, my sites and my next step",
  tags,
  response: { 200: SessionReply, ...problems(401) },
};

const end = { summary: "Sign out", tags, response: { 204: z.null() } };

export const sessionRoutes =
  (describe: DescribeSession): Routes =>
  async (app) => {
    const begin = async (request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn) => {
      keepSession(reply, signedIn);
      const identity = await identifyPerson(request.context.portal, signedIn.token);
      return sessionOf({ ...request.context, ...identity }, describe);
    };
    app.post("/v1/session", { schema: start, config: { needs: "anyone" } }, async (request, reply) => {
      const signedIn = await signIn(request.context, { ...request.body, ...browserOf(request) });
      return begin(request, reply, signedIn);
    });
    app.post(
      "/v1/session/passkey-options",
      { schema: ask, config: { needs: "anyone" } },
      ({ context, headers }) => askPasskeyForSignIn(context, siteOf(context, headers.host)),
    );
    app.post(
      "/v1/session/passkey",
      { schema: startByPasskey, config: { needs: "anyone" } },
      async (request, reply) => {
        const { context, headers, body } = request;
        const site = siteOf(context, headers.host);
        const given = { assertion: body.passkey, site, browser: browserOf(request) };
        return begin(request, reply, await signInByPasskey(context, given));
      },
    );
    app.get("/v1/session", { schema: read, config: { needs: "person" } }, ({ context }) =>
      sessionOf(context, describe),
    );
    app.delete("/v1/session", { schema: end, config: { needs: "anyone" } }, async (request, reply) => {
      await signOut(request.context, browserOf(request).oldToken);
      forgetSession(reply);
      return reply.code(204).send(null);
    });
  };

async function sessionOf(context: Context, describe: DescribeSession) {
  const { emailKey: _, ...person } = await readPerson(context);
  const { sites, next } = await describe(context);
  const staffRole = context.actor.kind === "person" ? context.actor.staffRole : null;
  const isOperator = staffRole === "operator";
  return {
    person: { ...person, name: context.person?.name ?? "", isOperator, staffRole },
    sites: [...sites],
    next,
  };
}
