/** The catalog as the API tells it: what is asked, what is answered. */
import { z } from "zod";
import { orBlank, PathText, SearchText } from "../platform/http/lists.ts";
import { KEY_REQUIREMENTS, KINDS, type Kind } from "./kinds.data.ts";
import type { ProductDetail, ProductList } from "./search/operations.ts";
import type { Part } from "./search/parts.store.ts";
import type { Priced, Reader } from "./search/prices.authorize.ts";

const PROGRAMS = ["PA", "PAE", "FCT", "OEM"] as const;
const SHOUTED = ["LICENSE", "RENEWAL", "REINSTATEMENT", "MEDIA"] as const;

const KindText = z.enum([...KINDS, ...SHOUTED]).transform((said) => said.toLowerCase() as Kind);

/** What the lists and their pages are asked alike. */
export const CatalogQuestion = {
  q: SearchText.describe(
    "Words, each to be found in a description, a name, a group, a part number or a kind",
  ),
  brand: orBlank(PathText.optional()),
  group: orBlank(PathText.optional()),
  kind: orBlank(KindText.optional()).describe("Of a part; also in capitals"),
  program: orBlank(z.enum(PROGRAMS).optional()),
  siteId: orBlank(PathText.optional()).describe("Whose prices are shown, to whoever may buy there"),
};

const Replacing = z.object({ productCode: z.string(), productName: z.string(), version: z.string() });

export const VersionReply = z
  .object({
    version: z.string(),
    availableOn: z.iso.date(),
    state: z
      .enum(["UPCOMING", "CURRENT", "SUPERSEDED", "EOS_NO_DATE", "EOS_BY"])
      .describe("Today; EOS: end of service, without a day or by one"),
    endOfServiceOn: z.iso.date().nullable().describe("The last day of service"),
    isAtEnd: z.boolean().describe("Service has ended, or was marked as ending without a day"),
    replacedBy: Replacing.nullable().describe("What to move to"),
  })
  .meta({ id: "ProductVersion" });

export const ProductReply = z
  .object({
    code: z.string(),
    name: z.string(),
    brand: z.string(),
    group: z.string(),
    description: z.string().describe("In your language, where the vendor gave it"),
    keyScheme: z.enum(["none", "activation-kit", "version-based", "date-based"]),
    keyRequirement: z.enum(["NONE", "ACTIVATION_KIT", "KEY"]),
    renewalKeys: z.boolean().describe("Whether a renewal brings new keys"),
    replacedBy: z.string().nullable().describe("The product that takes its place, by code"),
    versions: z.array(VersionReply).describe("The newest first"),
  })
  .meta({ id: "CatalogProduct" });

const Price = z.object({ amount: z.int().describe("In minor units"), currency: z.string() });

export const PartReply = z
  .object({
    number: z.string(),
    kind: z.enum(KINDS),
    productCode: z.string(),
    productName: z.string(),
    brand: z.string(),
    group: z.string(),
    programs: z.array(z.enum(PROGRAMS)),
    serviceMonths: z.int().describe("Months of subscription and support that it brings"),
    description: z.string().describe("In your language, where the vendor gave it"),
    price: Price.nullable().describe("Of one unit at the site's level, without tax"),
    whyNoPrice: z
      .enum(["no_site", "permission_required", "program_not_eligible", "not_in_program", "price_on_request"])
      .nullable(),
  })
  .meta({ id: "CatalogPart" });

/** Which prices are shown, or why none are. */
export const PricesReply = {
  prices: z
    .object({ currency: z.string(), level: z.string(), on: z.iso.date().describe("Whose price list holds") })
    .nullable(),
  withheld: z
    .object({
      reason: z.enum(["no_site", "permission_required", "program_not_eligible"]),
      rule: z.string().optional(),
      helpers: z.array(z.object({ name: z.string(), email: z.string() })).optional(),
    })
    .nullable()
    .describe("Why no prices are shown at all"),
};

export const ProductDetailReply = ProductReply.extend({
  parts: z.array(PartReply).describe("By number, the first 200"),
  ...PricesReply,
}).meta({ id: "CatalogProductDetail" });

export function productReply({ versions, ...product }: ProductList["items"][number]) {
  return {
    ...product,
    keyRequirement: KEY_REQUIREMENTS[product.keyScheme],
    versions: versions.map(({ productCode: _, productName: __, ...version }) => version),
  };
}

export function partReply(part: Priced<Part>) {
  return { ...part, programs: [...part.programs] };
}

export function pricesReply({ prices, withheld }: Reader) {
  if (withheld === null || !("helpers" in withheld)) return { prices, withheld };
  return { prices, withheld: { ...withheld, helpers: [...withheld.helpers] } };
}

export function detailReply({ parts, reader, successor: _, ...product }: ProductDetail) {
  return { ...productReply(product), parts: parts.map(partReply), ...pricesReply(reader) };
}
