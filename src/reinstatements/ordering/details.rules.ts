/** What somebody says with an order: the own number for it, and the way. Pure. Source: DOMAIN §3.18.12. */
import { z } from "zod";

export const CHANNELS = ["online", "partner", "vendor"] as const;
export type Channel = (typeof CHANNELS)[number];

const LONGEST = 40;

export const PurchaseOrderNumber = z
  .string()
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed")
  .transform((text) => text.normalize("NFC").trim())
  .refine((text) => [...text].length <= LONGEST, "purchase_order_too_long")
  .transform((text) => (text === "" ? null : text))
  .nullable()
  .default(null);

export const orderDetails = {
  purchaseOrderNumber: PurchaseOrderNumber.describe("The customer's own number for the order"),
  channel: z
    .enum(CHANNELS, "channel_unknown")
    .default("online")
    .describe("partner: through the site's reseller; vendor: from the sales desk"),
};

export interface OrderDetails {
  readonly purchaseOrderNumber: string | null;
  readonly channel: Channel;
}

/** The ways that a site has: without a reseller who can be written to there is none through one. */
export function channelsOf(site: {
  readonly reseller: { readonly email: string | null } | null;
}): readonly Channel[] {
  const hasPartner = site.reseller !== null && site.reseller.email !== null;
  return CHANNELS.filter((channel) => channel !== "partner" || hasPartner);
}
