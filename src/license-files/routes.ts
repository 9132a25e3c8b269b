/** What programs load of signing keys and revocations: for anybody, and short to keep. */
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { pemOf } from "../platform/key-ring.ts";
import { found } from "../platform/problem.ts";
import { readPublicKeys, readRevocations } from "./lists/lists.operations.ts";
import { rawText } from "./lists/publish.documents.ts";

const tags = ["licensing"];

const PublicKeyReply = z
  .object({
    id: z.string().describe("The first 16 hex digits of SHA-256 over the public key's SPKI DER"),
    algorithm: z.literal("Ed25519"),
    state: z.enum(["next", "current", "retired"]),
    publicKey: z.string().describe("The 32 bytes, base64url"),
    pem: z.string().describe("The same as SPKI PEM"),
    from: z.string().nullable().describe("Since when it signs; null: not yet"),
    through: z.string().nullable().describe("Until when it signed; what it signed stays good"),
  })
  .meta({ id: "LicensePublicKey" });

const publicKeys = {
  summary: "The public keys with which license files, leases and lists are verified",
  tags,
  response: {
    200: z.object({
      keys: z.array(PublicKeyReply),
      list: z.string().describe("The list of keys, armoured, signed by the current key"),
      lists: z.array(z.string()).describe("The same list, signed by each key that is trusted"),
    }),
    304: z.null(),
  },
};

const publicKey = {
  summary: "One public key as SPKI PEM",
  tags,
  params: z.strictObject({ keyId: PathText }),
  response: { 200: z.string(), ...problems(400, 404) },
};

const revocations = {
  summary: "The newest signed list of revoked license keys and compromised signing keys",
  tags,
  response: {
    200: z.object({
      sequence: z.int().describe("Never goes back: a reader refuses a list below the greatest it has seen"),
      issuedAt: z.string(),
      nextBy: z.string().describe("The next list comes no later"),
      list: z.string().describe("Armoured; docs/license-file.md"),
    }),
    304: z.null(),
  },
};

/** How long a program may keep an answer without asking again. */
const KEPT = "public, max-age=60";

export const licenseListRoutes: Routes = async (app) => {
  app.get(
    "/v1/licensing/public-keys",
    { schema: publicKeys, config: { needs: "anyone" } },
    async ({ context, headers }, reply) => {
      const { sequence, keys, list, lists } = await readPublicKeys(context);
      const etag = `"keys-${sequence}"`;
      reply.header("cache-control", KEPT).header("etag", etag);
      if (headers["if-none-match"] === etag) return reply.code(304).send(null);
      const told = keys.map(({ id, state, publicKey, currentFrom, currentThrough }) => ({
        id,
        algorithm: "Ed25519" as const,
        state: state as "next" | "current" | "retired",
        publicKey: rawText(publicKey),
        pem: pemOf(publicKey),
        from: currentFrom,
        through: currentThrough,
      }));
      return { keys: told, list, lists: [...lists] };
    },
  );
  app.get(
    "/v1/licensing/public-keys/:keyId.pem",
    { schema: publicKey, config: { needs: "anyone" } },
    async ({ context, params }, reply) => {
      const { keys } = await readPublicKeys(context);
      const key = found(
        keys.find(({ id }) => id === params.keyId),
        "signing_key",
      );
      return reply.header("cache-control", KEPT).type("application/x-pem-file").send(pemOf(key.publicKey));
    },
  );
  app.get(
    "/v1/licensing/revocations",
    { schema: revocations, config: { needs: "anyone" } },
    async ({ context, headers }, reply) => {
      const newest = await readRevocations(context);
      const etag = `"revocations-${newest.sequence}"`;
      reply.header("cache-control", KEPT).header("etag", etag);
      if (headers["if-none-match"] === etag) return reply.code(304).send(null);
      return newest;
    },
  );
};
