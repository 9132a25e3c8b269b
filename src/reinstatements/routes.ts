/** The API of reinstatement: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import type { Offer } from "./offers.documents.ts";
import { readOffers, reinstateLine } from "./operations.ts";
import { orderDetails } from "./ordering/details.rules.ts";
import { BookedReply, bookedReply } from "./ordering/replies.documents.ts";

const tags = ["reinstatements"];
const SitePath = z.strictObject({ siteId: PathText });

const Price = z.object({ amount: z.int().describe("In minor units, without tax"), currency: z.string() });

const OfferReply = z
  .object({
    lineId: z.string(),
    licenseOrder: z.string(),
    licenseLine: z.int(),
    partNumber: z.string().nullable().describe("Null: not sold to the site's program"),
    productCode: z.string(),
    productName: z.string(),
    quantity: z.int().describe("A line is reinstated whole"),
    coveredThrough: z.iso.date().describe("The last covered day before the gap"),
    unitPrice: Price.nullable().describe("Null: ask sales"),
    amount: Price.nullable(),
    level: z.string(),
    isOwnPrice: z.boolean().describe("The part has its own price; else `percent` of a new license"),
    percent: z.int(),
    licensePrice: Price.nullable().describe("Of one new license at the same level"),
    obstacle: z
      .enum(["brand_not_reinstated", "part_not_sold", "price_not_told"])
      .nullable()
      .describe("Why it cannot be ordered here; null: it can"),
    coveredFromIfToday: z.iso.date(),
    coveredThroughIfToday: z.iso.date(),
  })
  .meta({ id: "ReinstatementOffer" });

const list = {
  summary: "List what it costs to reinstate a site's lapsed lines today, those that ended last first",
  tags,
  params: SitePath,
  querystring: z.strictObject(ListQuery),
  response: { 200: listReply(OfferReply), ...problems(400, 401, 403, 404) },
};

const order = {
  summary: "Reinstate a lapsed line: covered from today, nothing charged for the gap",
  tags,
  params: SitePath,
  body: z.strictObject({
    lineId: PathText,
    quantity: z.int().min(1).max(1_000_000).describe("The line's whole quantity"),
    ...orderDetails,
    amountSeen: z.int().min(0).optional().describe("Refuse when it is another amount by now"),
  }),
  response: { 201: BookedReply, ...problems(400, 401, 403, 404, 409) },
};

export const reinstatementRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/reinstatements",
    { schema: list, config: { needs: "renewal.read" } },
    async ({ context, params, query }) => {
      const { items, next, limit } = await readOffers(context, { ...params, ...query });
      return { items: items.map(offerReply), next, limit };
    },
  );

  app.post(
    "/v1/sites/:siteId/reinstatements",
    { schema: order, config: { needs: "order.place" } },
    async ({ context, params, body }, reply) => {
      const booked = await reinstateLine(context, { ...params, ...body });
      return reply
        .code(201)
        .header("location", `/v1/sites/${params.siteId}/orders/${booked.orderNumber}`)
        .send(bookedReply(booked));
    },
  );
};

function offerReply({ orderNumber, orderLine, unitPrice, amount, currency, licensePrice, ...offer }: Offer) {
  const money = (value: number | null) => (value === null ? null : { amount: value, currency });
  return {
    ...offer,
    licenseOrder: orderNumber,
    licenseLine: orderLine,
    unitPrice: money(unitPrice),
    amount: money(amount),
    licensePrice: money(licensePrice),
  };
}
