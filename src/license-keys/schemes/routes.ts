/** The API of what the vendor says of a product's keys. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { HOST_KINDS, type KeyScheme, LOCKS } from "../key.data.ts";
import { readScheme, readSchemes, updateScheme } from "./operations.ts";

const tags = ["license keys"];
const ProductPath = z.strictObject({ productCode: PathText });

/** Each way once, in the order in which they are shown. */
function several<const Name extends string>(names: readonly Name[]) {
  return z.array(z.enum(names)).transform((given) => names.filter((name) => given.includes(name)));
}

export const schemeFields = {
  isLasting: z.boolean().describe("Files have no end"),
  fileDays: z.int().min(1).max(3650).nullable().describe("Null: as CARNET_LICENSE_FILE_DAYS says"),
  isOnline: z.boolean().describe("Online keys are offered"),
  hasFiles: z.boolean().describe("Files for hosts are offered"),
  locks: several(LOCKS).describe("The first is what a key gets when nobody says"),
  hostKinds: several(HOST_KINDS),
  leaseSeconds: z.int().min(1).max(86_400).describe("60 or more"),
  borrowDays: z.int().min(0).max(30).describe("0: no borrowing"),
  emergencyPerYear: z.int().min(0).max(12).describe("Emergency keys of a site in a calendar year; 0: none"),
};

const SchemeReply = z
  .object({
    productCode: z.string(),
    productName: z.string(),
    scheme: z.enum(["date-based", "version-based", "none", "activation-kit"]),
    renewalKeys: z.boolean(),
    ...schemeFields,
    locks: z.array(z.enum(LOCKS)),
    hostKinds: z.array(z.enum(HOST_KINDS)),
  })
  .meta({ id: "KeyScheme" });

const OneReply = z.object({
  scheme: SchemeReply,
  inUse: z.object({
    sites: z.int(),
    fileKeys: z.int(),
    onlineKeys: z.int(),
    filesUntil: z.string().nullable().describe("The last end of a file that is out"),
    isLastingOut: z.boolean().describe("Files without an end are out"),
  }),
});

const list = {
  summary: "List how the keys of each product are made, for the vendor",
  tags,
  response: { 200: z.object({ items: z.array(SchemeReply) }), ...problems(401, 403, 404) },
};
const one = {
  summary: "Read how the keys of a product are made, and what of it is out",
  tags,
  params: ProductPath,
  response: { 200: OneReply, ...problems(400, 401, 403, 404, 409) },
};
const change = {
  summary: "Say how the keys of a product are made from now on",
  description: "Nothing that is out changes; the next file of a host is made the new way.",
  tags,
  params: ProductPath,
  body: z.strictObject(schemeFields),
  response: { 200: OneReply, ...problems(400, 401, 403, 404, 409) },
};

export const schemeRoutes: Routes = async (app) => {
  const config = { needs: "key-scheme.update" };
  app.get("/v1/vendor/key-schemes", { schema: list, config }, async ({ context }) => ({
    items: (await readSchemes(context)).map(schemeReply),
  }));
  app.get("/v1/vendor/key-schemes/:productCode", { schema: one, config }, async ({ context, params }) => {
    const { scheme, inUse } = await readScheme(context, params.productCode);
    return { scheme: schemeReply(scheme), inUse };
  });
  app.put(
    "/v1/vendor/key-schemes/:productCode",
    { schema: change, config },
    async ({ context, params, body }) => {
      const { scheme, inUse } = await updateScheme(context, params.productCode, body);
      return { scheme: schemeReply(scheme), inUse };
    },
  );
};

function schemeReply({ locks, hostKinds, ...scheme }: KeyScheme) {
  return { ...scheme, locks: [...locks], hostKinds: [...hostKinds] };
}
