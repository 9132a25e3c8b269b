/** The API of activation. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { hostText } from "../host.documents.ts";
import { Host, Key, Machine } from "../shapes.data.ts";
import { activate, deactivate } from "./operations.ts";

const tags = ["licensing"];

const Activated = z
  .object({
    activationId: z.string(),
    machine: z.string(),
    activatedAt: z.string(),
    quantity: z.int().describe("How many machines the key is for"),
    inUse: z.int(),
  })
  .meta({ id: "Activation" });

const add = {
  summary: "Activate a node-locked key on a machine; again does no harm",
  tags,
  body: z.strictObject({
    key: Key,
    machine: Machine,
    name: z
      .string()
      .max(80)
      .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed")
      .optional()
      .describe("What its people call it"),
    host: Host.optional(),
  }),
  response: { 200: Activated, 201: Activated, ...problems(400, 404, 409, 415, 429, 503) },
};

const remove = {
  summary: "Take a key off its machine; twice does no harm",
  tags,
  params: z.strictObject({ id: PathText }),
  body: z.strictObject({ key: Key, machine: Machine }),
  response: { 200: z.object({ ended: z.literal(true) }), ...problems(400, 404, 409, 415, 429, 503) },
};

export const activationRoutes: Routes = async (app) => {
  app.post(
    "/v1/licensing/activations",
    { schema: add, config: { needs: "anyone" } },
    async ({ context, body }, reply) => {
      const { host, ...asked } = body;
      const { isNew, ...activation } = await activate(context, { ...asked, host: host && hostText(host) });
      return reply.code(isNew ? 201 : 200).send(activation);
    },
  );

  app.delete(
    "/v1/licensing/activations/:id",
    { schema: remove, config: { needs: "anyone" } },
    async ({ context, body, params }) => {
      await deactivate(context, { ...body, activationId: params.id });
      return { ended: true as const };
    },
  );
};
