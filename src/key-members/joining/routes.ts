/** The API of coming into a Key Center: shapes in, one operation, shapes out. */
import { z } from "zod";
import { KEY_ROLES } from "../../access/index.ts";
import { longSiteNumber } from "../../agreements/index.ts";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { readMyAccounts } from "../members/accounts.operations.ts";
import { REQUEST_STATES, WAYS } from "../rules.ts";
import { readOwnRequests, register, withdrawRequest } from "./operations.ts";
import type { KeyRequest } from "./store.ts";

const tags = ["key center"];

const AccountReply = z
  .object({
    siteId: z.string(),
    siteNumber: z.string(),
    longNumber: z.string().describe("The account number: the site number with nine digits"),
    siteName: z.string(),
    role: z.enum(KEY_ROLES),
    because: z.enum(WAYS).describe("How the role came about"),
    since: z.iso.datetime(),
    waiting: z.int().describe("For an administrator: registrations to decide"),
    newcomers: z.int().describe("For an administrator: members who came since the last look"),
  })
  .meta({ id: "KeyAccount" });

export const OwnRegistrationReply = z
  .object({
    id: z.string(),
    siteNumber: z.string().describe("As it was stated, seven digits; it may be nobody's"),
    longNumber: z.string(),
    state: z.enum(REQUEST_STATES),
    askedAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    siteId: z.string().nullable().describe("Known once it was approved"),
  })
  .meta({ id: "KeyRegistration" });

const accounts = {
  summary: "List my Key Center accounts",
  tags,
  response: { 200: z.object({ items: z.array(AccountReply) }), ...problems(401) },
};

const join = {
  summary:
    "Register myself: a member at once by an order number of the site; without one the administrators decide",
  tags,
  body: z.strictObject({
    siteNumber: z.string().max(40).describe("Seven digits that begin with 3 or 7; leading zeros are dropped"),
    orderNumber: z.string().max(60).optional().describe("A sales order number of the site, in either case"),
  }),
  response: {
    201: z.object({ state: z.literal("member"), siteId: z.string() }),
    202: OwnRegistrationReply,
    ...problems(400, 401, 403, 409, 422, 429),
  },
};

const mine = {
  summary: "List my registrations that administrators decide, the newest first",
  tags,
  querystring: z.strictObject({ ...ListQuery, sort: z.enum(["-askedAt"]).default("-askedAt") }),
  response: { 200: listReply(OwnRegistrationReply), ...problems(400, 401) },
};

const withdraw = {
  summary: "Withdraw my registration",
  tags,
  params: z.strictObject({ id: PathText }),
  response: { 200: OwnRegistrationReply, ...problems(400, 401, 403, 404, 409) },
};

const person = { config: { needs: "person" } };

export const keyCenterRoutes: Routes = async (app) => {
  app.get("/v1/key-center/accounts", { schema: accounts, ...person }, async ({ context }) => ({
    items: (await readMyAccounts(context)).map(({ number, name, program: _, ...account }) => ({
      ...account,
      siteNumber: number,
      siteName: name,
    })),
  }));

  app.post("/v1/key-center/registrations", { schema: join, ...person }, async ({ context, body }, reply) => {
    const done = await register(context, body);
    if (done.kind === "pending") return reply.code(202).send(ownReply(done.request));
    return reply.code(201).send({ state: "member" as const, siteId: done.siteId });
  });

  app.get("/v1/key-center/registrations", { schema: mine, ...person }, async ({ context, query }) => {
    const page = await readOwnRequests(context, query);
    return { ...page, items: page.items.map(ownReply) };
  });

  app.post(
    "/v1/key-center/registrations/:id/withdrawal",
    { schema: withdraw, ...person },
    async ({ context, params }) => ownReply(await withdrawRequest(context, params.id)),
  );
};

/** Before it is approved nothing tells whether the number is a site's. */
function ownReply({ id, siteNumber, state, askedAt, decidedAt, siteId }: KeyRequest) {
  const longNumber = longSiteNumber(siteNumber);
  return {
    id,
    siteNumber,
    longNumber,
    state,
    askedAt,
    decidedAt,
    siteId: state === "approved" ? siteId : null,
  };
}
