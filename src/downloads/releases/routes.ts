/** Uploads of release files by the vendor's programs, and the keys that verify signatures. */
import { z } from "zod";
import { announcedBytes, octetsOf, takeOctets } from "../../platform/files/octets.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { readReleaseKey, uploadContent } from "./operations.ts";

const ContentReply = z
  .object({
    sha256: z.string(),
    sizeBytes: z.int(),
    files: z.int().describe("How many release files waited for this content and can be downloaded now"),
  })
  .meta({ id: "ReleaseContent" });

const upload = {
  summary: "Upload the content of release files: any size, as application/octet-stream",
  description:
    "201 when it is stored, 200 when it was there already. An API key needs the scope `file.write`.",
  tags: ["downloads"],
  params: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, "sha256_malformed") }),
  response: { 200: ContentReply, 201: ContentReply, ...problems(400, 401, 403, 404, 415, 503) },
};

const key = {
  summary: "Read the public key that verifies signatures of release files",
  tags: ["downloads"],
  params: z.strictObject({ keyId: z.string().max(100) }),
  response: {
    200: { description: "SPKI PEM", content: { "application/x-pem-file": { schema: z.string() } } },
    ...problems(400, 404),
  },
};

export const releaseRoutes: Routes = async (app) => {
  app.get(
    "/v1/release-keys/:keyId",
    { schema: key, config: { needs: "anyone" } },
    async ({ context, params }, reply) =>
      reply.type("application/x-pem-file").serializer(String).send(readReleaseKey(context, params.keyId)),
  );

  const uploads: Routes = async (scoped) => {
    takeOctets(scoped);
    scoped.put(
      "/v1/release-files/:sha256",
      { schema: upload, config: { needs: "file.write" } },
      async (request, reply) => {
        const { sha256 } = request.params;
        const asked = { sha256, bytes: octetsOf(request), sizeBytes: announcedBytes(request) };
        const { isNew, ...stored } = await uploadContent(request.context, asked);
        return reply.code(isNew ? 201 : 200).send(stored);
      },
    );
  };
  await app.register(uploads);
};
