/** HTTP for forgotten passwords. */
import { z } from "zod";
import { problems, type Routes } from "../../platform/http/server.ts";
import { requestReset, resetPassword } from "./operations.ts";

const tags = ["identity"];

const ask = {
  summary: "Ask for a link to a new password; the answer is the same whether the address has an ID",
  tags,
  body: z.strictObject({ email: z.string() }),
  response: { 202: z.object({ state: z.literal("mail_sent") }), ...problems(400, 429) },
};

const set = {
  summary: "Set a new password with the token of the mail; every session of the person ends",
  tags,
  params: z.object({ token: z.string().max(200) }),
  body: z.strictObject({ password: z.string() }),
  response: { 200: z.object({ email: z.string() }), ...problems(400, 410, 503) },
};

export const passwordRoutes: Routes = async (app) => {
  app.post(
    "/v1/password-resets",
    { schema: ask, config: { needs: "anyone" } },
    async ({ context, body }, reply) => {
      await requestReset(context, body.email);
      return reply.code(202).send({ state: "mail_sent" });
    },
  );
  app.put(
    "/v1/password-resets/:token",
    { schema: set, config: { needs: "anyone" } },
    ({ context, params, body }) => resetPassword(context, { ...params, ...body }),
  );
};
