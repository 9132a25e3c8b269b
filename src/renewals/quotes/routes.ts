/** The API of renewal quotes: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { orderDetails } from "../../reinstatements/index.ts";
import { readQuote, readQuotes } from "./operations.ts";
import { orderFromQuote, type PlacedOrder } from "./order.operations.ts";
import { CHANNELS } from "./quote.data.ts";
import { Price, QuoteReply, quoteReply, SummaryReply, summaryReply } from "./replies.documents.ts";

const OrderReply = z
  .object({
    orderNumber: z.string(),
    orderedOn: z.iso.date(),
    channel: z.enum(CHANNELS),
    purchaseOrderNumber: z.string().nullable(),
    quote: z.object({ id: z.string(), number: z.string(), version: z.int() }),
    level: z.string(),
    total: Price,
    lines: z.array(
      z.object({
        line: z.int(),
        lineId: z.string().nullable(),
        coveredFrom: z.iso.date().nullable(),
        coveredThrough: z.iso.date().nullable(),
      }),
    ),
    stillOpen: z
      .array(z.object({ lineId: z.string(), through: z.iso.date() }))
      .describe("What was not ordered, each through its last day"),
  })
  .meta({ id: "RenewalOrder" });

const Version = z.coerce.number().int().min(1).max(1_000_000).optional();
const SitePath = z.strictObject({ siteId: PathText });
const QuotePath = z.strictObject({ siteId: PathText, quoteId: PathText });
const QuoteQuestion = z.strictObject({ version: Version.describe("The newest when absent") });

const OrderBody = z.strictObject({
  lineIds: z.array(PathText).min(1).max(10_000).describe("Whole lines; what is left out stays open"),
  ...orderDetails,
  version: z.int().min(1).max(1_000_000).optional().describe("Refuse when it is not the newest by now"),
  amountSeen: z
    .int()
    .min(0)
    .optional()
    .describe(
      "Refuse when the total is another by now; needed where the vendor changed a deferred line's quantity",
    ),
});

const refusals = problems(400, 401, 403, 404);

const schemas = {
  list: {
    summary: "List a site's renewal quotes, the latest renewal date first",
    tags: ["renewals"],
    params: SitePath,
    querystring: z.strictObject(ListQuery),
    response: { 200: listReply(SummaryReply), ...refusals },
  },
  detail: {
    summary: "Read a renewal quote with its lines, in its newest version or in the one asked for",
    tags: ["renewals"],
    params: QuotePath,
    querystring: QuoteQuestion,
    response: { 200: QuoteReply, ...refusals },
  },
  order: {
    summary: "Order lines of a renewal quote; the others stay open",
    tags: ["renewals"],
    params: QuotePath,
    body: OrderBody,
    response: { 201: OrderReply, ...refusals, ...problems(409) },
  },
};

export const quoteRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/renewal-quotes",
    { schema: schemas.list, config: { needs: "renewal.read" } },
    async ({ context, params, query }) => {
      const page = await readQuotes(context, { ...params, ...query });
      return { ...page, items: page.items.map(summaryReply) };
    },
  );

  app.get(
    "/v1/sites/:siteId/renewal-quotes/:quoteId",
    { schema: schemas.detail, config: { needs: "renewal.read" } },
    async ({ context, params, query }) => quoteReply(await readQuote(context, { ...params, ...query })),
  );

  app.post(
    "/v1/sites/:siteId/renewal-quotes/:quoteId/orders",
    { schema: schemas.order, config: { needs: "order.place" } },
    async ({ context, params, body }, reply) => {
      const order = await orderFromQuote(context, params, body);
      return reply
        .code(201)
        .header("location", `/v1/sites/${params.siteId}/orders/${order.orderNumber}`)
        .send(orderReply(order));
    },
  );
};

function orderReply(order: PlacedOrder): z.input<typeof OrderReply> {
  const {
    orderNumber,
    orderedOn,
    channel,
    purchaseOrderNumber,
    quote,
    level,
    amount,
    currency,
    lines,
    stillOpen,
  } = order;
  return {
    orderNumber,
    orderedOn,
    channel,
    purchaseOrderNumber,
    quote,
    level,
    total: { amount, currency },
    lines: lines.map(({ line, lineId, coveredFrom, coveredThrough }) => ({
      line,
      lineId,
      coveredFrom,
      coveredThrough,
    })),
    stillOpen: [...stillOpen],
  };
}
