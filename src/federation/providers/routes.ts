/** The API of a company's sign-in: shapes in, one operation, shapes out. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import {
  addProvider,
  changeSecret,
  type Provider,
  proveProvider,
  readProviders,
  removeProvider,
  switchProvider,
} from "./operations.ts";

const tags = ["identity-providers"];
const SitePath = z.strictObject({ siteId: PathText });
const ProviderPath = z.strictObject({ siteId: PathText, providerId: PathText });
const refusals = problems(400, 401, 403, 404);

const ProviderReply = z
  .object({
    id: z.string(),
    domain: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    hasSecret: z.boolean(),
    state: z.enum(["unproved", "active", "off"]),
    provedAt: z.string().nullable(),
    addedAt: z.string(),
    record: z
      .object({ name: z.string(), value: z.string() })
      .describe("The TXT record by which the domain is proved"),
  })
  .meta({ id: "IdentityProvider" });

const Text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed");

export const ProviderBody = z.strictObject({
  domain: Text(253),
  issuer: Text(500),
  clientId: Text(300),
  clientSecret: Text(500).optional(),
});
export const Secret = Text(500);

const schemas = {
  list: {
    summary: "List the company sign-ins of a site",
    tags,
    params: SitePath,
    response: {
      200: z.object({
        items: z.array(ProviderReply),
        redirectUri: z.string().describe("What the provider is told to come back to"),
      }),
      ...refusals,
    },
  },
  create: {
    summary: "Enter an identity provider (OpenID Connect) for an e-mail domain; nobody signs in by it yet",
    tags,
    params: SitePath,
    body: ProviderBody,
    response: { 201: ProviderReply, ...refusals, ...problems(409) },
  },
  prove: {
    summary: "Prove the domain by its TXT record, and switch the sign-in on",
    tags,
    params: ProviderPath,
    response: { 200: ProviderReply, ...refusals, ...problems(409, 429) },
  },
  change: {
    summary: "Switch a company sign-in off or on, or give it a new secret",
    tags,
    params: ProviderPath,
    body: z.union([
      z.strictObject({ isOn: z.boolean() }),
      z.strictObject({ clientSecret: Secret.nullable() }),
    ]),
    response: { 200: ProviderReply, ...refusals, ...problems(409) },
  },
  remove: {
    summary: "Remove a company sign-in; nobody signs in by it any more",
    tags,
    params: ProviderPath,
    response: { 204: z.null(), ...refusals },
  },
};

const PATH = "/v1/sites/:siteId/identity-providers";
const manage = { needs: "identity-provider.manage" };

export const identityProviderRoutes: Routes = async (app) => {
  app.get(
    PATH,
    { schema: schemas.list, config: { needs: "identity-provider.read" } },
    async ({ context, params }) => {
      const { items, redirectUri } = await readProviders(context, params.siteId);
      return { items: items.map(replyOf), redirectUri };
    },
  );

  app.post(PATH, { schema: schemas.create, config: manage }, async ({ context, params, body }, reply) =>
    reply.code(201).send(replyOf(await addProvider(context, params.siteId, body))),
  );

  app.post(
    `${PATH}/:providerId/proof`,
    { schema: schemas.prove, config: manage },
    async ({ context, params }) => replyOf(await proveProvider(context, params.siteId, params.providerId)),
  );

  app.patch(
    `${PATH}/:providerId`,
    { schema: schemas.change, config: manage },
    async ({ context, params: { siteId, providerId: id }, body }) =>
      replyOf(
        "isOn" in body
          ? await switchProvider(context, siteId, { id, isOn: body.isOn })
          : await changeSecret(context, siteId, { id, clientSecret: body.clientSecret }),
      ),
  );

  app.delete(
    `${PATH}/:providerId`,
    { schema: schemas.remove, config: manage },
    async ({ context, params }, reply) => {
      await removeProvider(context, params.siteId, params.providerId);
      return reply.code(204).send(null);
    },
  );
};

function replyOf({ record, ...provider }: Provider): z.input<typeof ProviderReply> {
  return { ...provider, record: { ...record } };
}
