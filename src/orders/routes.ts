/** The API of order history: shapes in, one operation, shapes out. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { Day, ListQuery, listReply, orBlank, PathText, SearchText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import type { Language } from "../platform/language.ts";
import { decimalsOf } from "../platform/money.ts";
import type { SheetColumn, SheetFormat } from "../platform/sheets/columns.ts";
import { sendSheet } from "../platform/sheets/sheet.ts";
import {
  exportOrders,
  type OrderDetail,
  type OrdersAsked,
  type ReadPlacement,
  readOrder,
  readOrders,
} from "./operations.ts";
import { CHANNELS } from "./placed.store.ts";
import { moneyOf } from "./rules.ts";
import type { OrderSummary } from "./store.ts";
import { channelText, orderSay } from "./texts.ts";

const Price = z.object({ amount: z.int().describe("In minor units"), currency: z.string() }).nullable();

const OrderReply = z
  .object({
    number: z.string(),
    orderedOn: z.iso.date(),
    revision: z.int().describe("A newer revision replaces the order's lines"),
    bookedAt: z.iso.datetime().describe("When this revision arrived"),
    reseller: z.string().nullable(),
    lineCount: z.int(),
    total: Price.describe("Without tax; null unless every line has a price in one currency"),
    channel: z
      .enum(CHANNELS)
      .nullable()
      .describe("How it was ordered in the portal; null: the vendor booked it"),
    purchaseOrderNumber: z.string().nullable().describe("The customer's own number for it"),
  })
  .meta({ id: "Order" });

const OrderLineReply = z.object({
  line: z.int(),
  partNumber: z.string(),
  description: z.string().nullable(),
  productName: z.string().nullable(),
  kind: z.enum(["license", "renewal", "reinstatement", "media"]).nullable(),
  quantity: z.int(),
  unitPrice: Price.describe("Of a renewal that was ordered in the portal: a year's"),
  months: z.int().nullable().describe("How many months a prorated line is for"),
  amount: Price.describe(
    "Without tax: quantity × unit price, of a prorated line × months / 12, a half rounded up",
  ),
  renews: z
    .object({ order: z.string(), line: z.int() })
    .nullable()
    .describe("The license line that this one continues"),
});

const PlacementReply = z
  .object({
    placedBy: z.string().nullable().describe("Null: nobody, it was renewed automatically"),
    placedAt: z.iso.datetime(),
    level: z.string().describe("The price level that held"),
    quote: z.object({ id: z.string(), version: z.int() }).nullable(),
  })
  .nullable()
  .describe("Null: the vendor booked it");

const OrderDetailReply = OrderReply.extend({
  placement: PlacementReply,
  lines: z.array(OrderLineReply),
}).meta({ id: "OrderDetail" });

const OrdersPath = z.strictObject({ siteId: PathText });
const OrderPath = z.strictObject({ siteId: PathText, orderNumber: PathText });

const OrderQuestion = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  q: SearchText.describe("Part of an order number, a part number or a reseller's name"),
  sort: z.enum(["orderedOn", "-orderedOn"]).default("-orderedOn"),
  ...ListQuery,
});

const list = {
  summary: "List a site's orders",
  tags: ["orders"],
  params: OrdersPath,
  querystring: OrderQuestion,
  response: { 200: listReply(OrderReply), ...problems(400, 401, 403, 404) },
};

const detail = {
  summary: "Read one order with its lines",
  tags: ["orders"],
  params: OrderPath,
  response: { 200: OrderDetailReply, ...problems(400, 401, 403, 404) },
};

const SheetQuestion = z.strictObject({
  from: orBlank(Day.optional()),
  to: orBlank(Day.optional()),
  q: SearchText,
  sort: OrderQuestion.shape.sort,
});

const sheet = {
  params: OrdersPath,
  querystring: SheetQuestion,
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 409, 429, 503),
  },
};

export const orderRoutes: Routes = async (app) => {
  app.get("/v1/sites/:siteId/orders", { schema: list, config: { needs: "order.read" } }, async (request) => {
    const page = await readOrders(request.context, { ...request.params, ...request.query });
    return { ...page, items: page.items.map(orderReply) };
  });

  app.get(
    "/v1/sites/:siteId/orders/:orderNumber",
    { schema: detail, config: { needs: "order.read" } },
    async (request) => {
      const { siteId, orderNumber } = request.params;
      return detailReply(await readOrder(request.context, siteId, orderNumber));
    },
  );

  for (const format of ["csv", "xlsx"] as const) {
    for (const start of ["/v1", ""]) {
      const about = {
        summary: `Export a site's orders as ${format.toUpperCase()}`,
        tags: ["orders"],
        hide: start === "",
      };
      app.get(
        `${start}/sites/:siteId/orders.${format}`,
        { schema: { ...sheet, ...about }, config: { needs: "order.read" } },
        (request, reply) => sendRows(request, reply, { ...request.params, ...request.query, format }),
      );
    }
  }
};

function orderReply({ id: _, amount, currency, ...order }: OrderSummary) {
  return { ...order, total: moneyOf(amount, currency) };
}

function detailReply({ lines, placement, ...order }: OrderDetail): z.input<typeof OrderDetailReply> {
  return {
    ...orderReply(order),
    placement: placement && placementReply(placement),
    lines: lines.map(lineReply),
  };
}

function placementReply({
  placedByName,
  placedAt,
  level,
  quoteId: id,
  quoteVersion: version,
}: ReadPlacement) {
  return {
    placedBy: placedByName,
    placedAt,
    level,
    quote: id === null || version === null ? null : { id, version },
  };
}

function lineReply({ line, partNumber, quantity, part, ...rest }: OrderDetail["lines"][number]) {
  const { renewsOrder, renewsLine, unitPrice, amount, months, currency } = rest;
  return {
    line,
    partNumber,
    quantity,
    description: part?.description ?? null,
    productName: part?.productName ?? null,
    kind: part?.kind ?? null,
    unitPrice: moneyOf(unitPrice, currency),
    months,
    amount: moneyOf(amount, currency),
    renews: renewsOrder === null || renewsLine === null ? null : { order: renewsOrder, line: renewsLine },
  };
}

type SheetAsked = Omit<OrdersAsked, "limit"> & { format: SheetFormat };

async function sendRows({ context }: FastifyRequest, reply: FastifyReply, asked: SheetAsked) {
  const pages = await exportOrders(context, { ...asked, limit: 0 });
  return sendSheet(reply, asked.format, { ...sheetOf(context.language), plainName: "orders", pages });
}

/** With the columns that the page shows. */
function sheetOf(language: Language): { name: string; columns: SheetColumn<OrderSummary>[] } {
  const say = orderSay(language);
  const columns: SheetColumn<OrderSummary>[] = [
    { header: say("number"), kind: "text", width: 18, value: ({ number }) => number },
    { header: say("orderedOn"), kind: "day", width: 12, value: ({ orderedOn }) => orderedOn },
    { header: say("reseller"), kind: "text", width: 28, value: ({ reseller }) => reseller },
    { header: say("lines"), kind: "number", width: 8, value: ({ lineCount }) => lineCount },
    { header: say("amount"), kind: "number", width: 14, value: majorUnits },
    { header: say("currency"), kind: "text", width: 8, value: ({ currency }) => currency },
    { header: say("purchaseOrder"), kind: "text", width: 18, value: (row) => row.purchaseOrderNumber },
    { header: say("channel"), kind: "text", width: 18, value: (row) => channelText(say, row.channel) },
    { header: say("revision"), kind: "number", width: 8, value: ({ revision }) => revision },
  ];
  return { name: say("title"), columns };
}

/** Sheets count in whole units of a currency: 12.50, not 1250. */
function majorUnits({ amount, currency }: OrderSummary): number | null {
  return amount === null || currency === null ? null : amount / 10 ** decimalsOf(currency);
}
