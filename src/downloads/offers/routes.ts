/** The API of what may be downloaded: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, orBlank, PathText, SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { statementOf } from "../releases/rules.ts";
import type { Offer } from "./offer.authorize.ts";
import { readOffers } from "./operations.ts";
import { OFFER_SORTS } from "./store.ts";

const WhyNotReply = z.object({
  code: z.enum([
    "program_not_eligible",
    "permission_required",
    "no_active_subscription",
    "not_released_yet",
    "file_awaited",
  ]),
  rule: z.string().nullable().describe("The rule that refuses"),
  program: z.string().optional(),
  privilege: z.string().optional(),
  needed: z.string().optional(),
  coveredThrough: z.iso.date().nullable().optional().describe("The last covered day; null: never covered"),
  availableOn: z.iso.date().optional(),
  helpers: z.array(z.object({ name: z.string(), email: z.string() })).describe("Who can help"),
});

const OfferReply = z
  .object({
    id: z.string(),
    product: z.object({ code: z.string(), name: z.string() }),
    version: z.string(),
    availableOn: z.iso.date(),
    platform: z.string(),
    language: z.string(),
    name: z.string(),
    sizeBytes: z.int(),
    sha256: z.string(),
    signature: z
      .object({ keyId: z.string(), value: z.string().describe("Base64"), statement: z.string() })
      .nullable()
      .describe("Ed25519 over the UTF-8 bytes of the statement; see /v1/release-keys"),
    contentHref: z.string().nullable().describe("Where its bytes are; null when it may not be downloaded"),
    endOfService: z
      .object({
        endOfServiceOn: z.iso.date().nullable().describe("The last day; null: marked without a day"),
        replacedBy: z
          .object({ productCode: z.string(), productName: z.string(), version: z.string() })
          .nullable()
          .describe("What to move to"),
      })
      .nullable()
      .describe(
        "When service of this version has ended: it may still be downloaded, but nothing new is promised",
      ),
    whyNot: WhyNotReply.nullable(),
  })
  .meta({ id: "DownloadOffer" });

export const OffersPath = z.strictObject({ siteId: PathText });

export const OfferQuestion = {
  q: SearchText.describe("Part of a product's name, version, platform or file name; or a part number"),
  platform: orBlank(PathText.optional()),
  language: orBlank(PathText.optional()),
  status: z.enum(["all", "available", "unavailable"]).default("all"),
};

const list = {
  summary: "List what a site's people may download, and why not the rest",
  tags: ["downloads"],
  params: OffersPath,
  querystring: z.strictObject({
    ...OfferQuestion,
    sort: z.enum(OFFER_SORTS).default("product"),
    ...ListQuery,
  }),
  response: { 200: listReply(OfferReply), ...problems(400, 401, 403, 404) },
};

export const offerRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/downloads",
    { schema: list, config: { needs: "download.read" } },
    async (request) => {
      const { siteId } = request.params;
      const page = await readOffers(request.context, { siteId, ...request.query });
      return { ...page, items: page.items.map((offer) => offerReply(siteId, offer)) };
    },
  );
};

function offerReply(siteId: string, offer: Offer) {
  const { productCode, productName, signature, keyId, state: _, whyNot, ended, ...file } = offer;
  const isSigned = signature !== null && keyId !== null;
  return {
    ...file,
    product: { code: productCode, name: productName },
    signature: isSigned
      ? { keyId, value: signature.toString("base64"), statement: statementOf(offer) }
      : null,
    endOfService: ended,
    contentHref: whyNot === null ? `/v1/sites/${siteId}/downloads/${offer.id}/content` : null,
    whyNot: whyNot === null ? null : whyNotReply(whyNot),
  };
}

function whyNotReply({ reason, helpers, ...facts }: NonNullable<Offer["whyNot"]>) {
  return { ...facts, code: reason, helpers: [...helpers] };
}
