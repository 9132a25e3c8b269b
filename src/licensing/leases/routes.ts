/** The API of floating seats. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { Drawn, Key, Machine, Sequence } from "../shapes.data.ts";
import { checkOut } from "./checkout.operations.ts";
import { renewLease, returnLease } from "./keep.operations.ts";

const tags = ["licensing"];
const ONE = "/v1/licensing/leases/:id";

const Lease = z
  .object({
    leaseId: z.string(),
    sequence: z.int().describe("Grows with each renewal; the one before is used up"),
    expiresAt: z.string(),
    renewAfter: z.int().describe("In seconds"),
    token: z.string().describe("`carnet-lease-v1`: what the program keeps and verifies without network"),
  })
  .meta({ id: "Lease" });

const Waiting = z.object({
  ticket: z.string(),
  position: z.int().describe("1: the next one"),
  retryAfter: z.int().describe("In seconds; who does not ask for 30 seconds loses the place"),
});

const checkout = {
  summary:
    "Take a seat of a floating key, or a place in the queue; for days without network with `borrowDays`",
  tags,
  body: z
    .strictObject({
      key: Key,
      machine: Machine,
      nonce: Drawn.describe("Drawn anew for each seat"),
      attempt: Drawn.describe("The same question again, when its answer was lost, has the same"),
      ttlSeconds: z.int().min(60).max(86_400).optional(),
      borrowDays: z.int().min(1).max(30).optional(),
      wait: z.boolean().optional().describe("Takes a place in the queue when there is no seat"),
      ticket: z
        .string()
        .max(100)
        .optional()
        .describe("The place that one has; the machine and the nonce are known by"),
    })
    .refine(({ ttlSeconds, borrowDays }) => ttlSeconds === undefined || borrowDays === undefined, {
      message: "ttl_or_days",
      path: ["borrowDays"],
    }),
  response: { 201: Lease, 202: Waiting, ...problems(400, 404, 409, 415, 429, 503) },
};

const held = { key: Key, machine: Machine, nonce: Drawn, sequence: Sequence };

const renew = {
  summary: "Keep a seat. An old sequence means that two have it: then neither may, until one checks out anew",
  tags,
  params: z.strictObject({ id: PathText }),
  body: z.strictObject({ ...held, attempt: Drawn }),
  response: { 200: Lease, ...problems(400, 404, 409, 415, 429, 503) },
};

const giveBack = {
  summary: "Give a seat back; twice does no harm",
  tags,
  params: z.strictObject({ id: PathText }),
  body: z.strictObject(held),
  response: { 200: z.object({ ended: z.literal(true) }), ...problems(400, 404, 409, 415, 429, 503) },
};

export const leaseRoutes: Routes = async (app) => {
  app.post(
    "/v1/licensing/leases",
    { schema: checkout, config: { needs: "anyone" } },
    async ({ context, body }, reply) => {
      const got = await checkOut(context, body);
      if ("token" in got) return reply.code(201).send(got);
      return reply.code(202).header("retry-after", String(got.retryAfter)).send(got);
    },
  );

  app.put(ONE, { schema: renew, config: { needs: "anyone" } }, ({ context, body, params }) =>
    renewLease(context, { ...body, leaseId: params.id }),
  );

  app.delete(ONE, { schema: giveBack, config: { needs: "anyone" } }, async ({ context, body, params }) => {
    await returnLease(context, { ...body, leaseId: params.id });
    return { ended: true as const };
  });
};
