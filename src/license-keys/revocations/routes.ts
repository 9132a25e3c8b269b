/** Licence support revokes keys: one at once, many by two people. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { askForRevocation, confirmRevocation, readRevocations, withdrawRevocation } from "./operations.ts";
import type { Revocation } from "./store.ts";

const tags = ["license keys"];
const config = { needs: "license-key.revoke" };

const Said = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed");
export const Why = { reason: Said(500), ticket: Said(60) };

const body = z.strictObject({
  keyId: PathText.optional().describe(
    "One key; or else a site, one of its orders, a product, or these together",
  ),
  siteNumber: PathText.optional(),
  orderNumber: PathText.optional(),
  productCode: PathText.optional(),
  ...Why,
});

const RevocationReply = z
  .object({
    id: z.string(),
    keyId: z.string().nullable(),
    siteNumber: z.string().nullable(),
    orderNumber: z.string().nullable(),
    productCode: z.string().nullable(),
    reason: z.string(),
    ticket: z.string(),
    state: z.enum(["asked", "done", "withdrawn"]),
    askedBy: z.string(),
    askedAt: z.string(),
    confirmedBy: z.string().nullable(),
    endedAt: z.string().nullable(),
    endedKeys: z.int().nullable(),
    livesUntil: z
      .string()
      .nullable()
      .describe(
        "Files of these keys count offline until then, unless a newer revocation list is loaded; null: there is none",
      ),
    isEndless: z.boolean().describe("A file without an end is about: only a revocation list reaches it"),
  })
  .meta({ id: "KeyRevocation" });

const ask = {
  summary: "Revoke a key; or ask for all of a site, an order or a product, which a second person confirms",
  tags,
  body,
  response: { 201: RevocationReply, ...problems(400, 401, 403, 404, 409) },
};

const list = {
  summary: "List the revocations: what waits for a second person, then the newest",
  tags,
  response: { 200: z.object({ items: z.array(RevocationReply) }), ...problems(401, 403, 404) },
};

const ended = {
  tags,
  params: z.strictObject({ id: PathText }),
  response: { 200: RevocationReply, ...problems(400, 401, 403, 404, 409) },
};

export const keyRevocationRoutes: Routes = async (app) => {
  app.get("/v1/license-key-revocations", { schema: list, config }, async ({ context }) => ({
    items: (await readRevocations(context, null)).items.map(told),
  }));
  app.post("/v1/license-key-revocations", { schema: ask, config }, async ({ context, body: said }, reply) => {
    return reply.code(201).send(told(await askForRevocation(context, said)));
  });
  app.post(
    "/v1/license-key-revocations/:id/confirmation",
    { schema: { ...ended, summary: "Confirm what another person asked: the keys end at once" }, config },
    async ({ context, params }) => told(await confirmRevocation(context, params.id)),
  );
  app.post(
    "/v1/license-key-revocations/:id/withdrawal",
    { schema: { ...ended, summary: "Withdraw what was asked" }, config },
    async ({ context, params }) => told(await withdrawRevocation(context, params.id)),
  );
};

function told(revocation: Revocation) {
  const { livesUntil } = revocation;
  const isEndless = livesUntil === "infinity";
  return { ...revocation, livesUntil: isEndless ? null : livesUntil, isEndless };
}
