/** The vendor's signing keys: which there are, and how they change. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { pemOf } from "../../platform/key-ring.ts";
import { askForChange, confirmChange, withdrawChange } from "./change.operations.ts";
import { type CountSigned, readSigning } from "./read.operations.ts";

const tags = ["signing keys"];
const config = { needs: "signing-key.manage" };

export const Reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed");

const SigningKeyReply = z
  .object({
    id: z.string(),
    state: z.enum(["next", "current", "retired", "compromised"]),
    publishedAt: z.string().describe("Since when programs can learn of it"),
    currentFrom: z.string().nullable(),
    currentThrough: z.string().nullable(),
    compromisedAt: z.string().nullable(),
    hosts: z.int().describe("Hosts whose newest file it has signed"),
    fault: z.string().nullable().describe("What keeps its file from signing"),
    pem: z.string().describe("The public half"),
  })
  .meta({ id: "SigningKey" });

const ChangeReply = z
  .object({
    id: z.string(),
    deed: z.enum(["rotate", "compromise"]),
    keyId: z.string().describe("What stops signing"),
    reason: z.string(),
    path: z
      .enum(["portal", "command"])
      .describe("By command one does it alone; in the portal another confirms"),
    state: z.enum(["asked", "done", "withdrawn"]),
    askedBy: z.string(),
    askedAt: z.string(),
    confirmedBy: z.string().nullable(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: "SigningKeyChange" });

const list = {
  summary: "List the signing keys and what is asked of them",
  tags,
  response: {
    200: z.object({
      items: z.array(SigningKeyReply),
      changes: z.array(ChangeReply),
      rotatableAt: z.string().nullable().describe("From when on the next key may take over"),
    }),
    ...problems(401, 403, 404),
  },
};

const body = z.strictObject({ reason: Reason });

const rotate = {
  summary: "Let the next key take over: a person asks, a program with the scope does it at once",
  tags,
  body,
  response: { 201: ChangeReply, ...problems(400, 401, 403, 404, 409) },
};

const compromise = {
  summary:
    "Give a key up because others may have it: a person asks, a program with the scope does it at once",
  tags,
  params: z.strictObject({ keyId: PathText }),
  body,
  response: { 201: ChangeReply, ...problems(400, 401, 403, 404, 409) },
};

const ended = {
  tags,
  params: z.strictObject({ id: PathText }),
  response: { 200: ChangeReply, ...problems(400, 401, 403, 404, 409) },
};

export function signingKeyRoutes(countSigned: CountSigned): Routes {
  return async (app) => {
    app.get("/v1/signing-keys", { schema: list, config }, async ({ context }) => {
      const { keys, changes, rotatableAt } = await readSigning(context, countSigned);
      const items = keys.map((key) => ({ ...key, pem: pemOf(key.publicKey) }));
      return { items, changes: [...changes], rotatableAt };
    });
    app.post(
      "/v1/signing-keys/rotations",
      { schema: rotate, config },
      async ({ context, body: said }, reply) =>
        reply.code(201).send(await askForChange(context, { deed: "rotate", ...said })),
    );
    app.post(
      "/v1/signing-keys/:keyId/compromise",
      { schema: compromise, config },
      async ({ context, params, body: said }, reply) =>
        reply.code(201).send(await askForChange(context, { deed: "compromise", ...params, ...said })),
    );
    app.post(
      "/v1/signing-key-changes/:id/confirmation",
      { schema: { ...ended, summary: "Confirm what another person asked: it is done at once" }, config },
      async ({ context, params }) => confirmChange(context, params.id),
    );
    app.post(
      "/v1/signing-key-changes/:id/withdrawal",
      { schema: { ...ended, summary: "Withdraw what was asked" }, config },
      async ({ context, params }) => withdrawChange(context, params.id),
    );
  };
}
