/** The API of renewal quotes: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import type { Money } from "../../platform/money.ts";
import { orderDetails } from "../../reinstatements/index.ts";
import { readQuote, readQuotes } from "./operations.ts";
import { orderFromQuote, type PlacedOrder } from "./order.operations.ts";
import { CHANNELS, QUOTE_STATES, type QuoteSummary } from "./quote.data.ts";
import type { Difference, Standing } from "./rules.ts";
import { totalOf } from "./rules.ts";
import type { ShownLine, ShownQuote } from "./shown.documents.ts";
import { STANDING_TEXTS } from "./texts.ts";

const Price = z.object({ amount: z.int().describe("In minor units"), currency: z.string() });
const STANDINGS = Object.keys(STANDING_TEXTS) as [Standing, ...Standing[]];

const SummaryReply = z
  .object({
    quoteId: z.string(),
    number: z.string().describe("The same in all versions and channels"),
    version: z.int(),
    newestVersion: z.int(),
    state: z.enum(QUOTE_STATES).describe("Deferred: what is left is ordered at the prices of the day"),
    datedOn: z.iso.date().describe("The day whose prices and level hold"),
    dueOn: z.iso.date().describe("The last day on which it can be ordered at these prices"),
    renewalOn: z.iso.date(),
    anniversary: z.iso.date().nullable(),
    level: z.string(),
    currency: z.string(),
    total: Price.nullable().describe("Without tax; null while a line has no price"),
    lineCount: z.int(),
    openCount: z.int().describe("Lines of the quote that can still be ordered"),
  })
  .meta({ id: "RenewalQuoteSummary" });

const LineReply = z.object({
  lineId: z.string(),
  part: z.string().nullable().describe("The renewal part; null when none is sold"),
  product: z.string(),
  productName: z.string(),
  license: z.object({ order: z.string(), line: z.int() }).describe("The license line that it continues"),
  quantity: z.int(),
  coveredFrom: z.iso.date(),
  coveredThrough: z.iso.date(),
  months: z.int().describe("Whole months, 1 to 12"),
  unitPrice: Price.nullable().describe("Of one unit for twelve months; null: ask the sales desk"),
  amount: Price.nullable().describe("Quantity × unit price × months ÷ 12, rounded once"),
  state: z.enum(STANDINGS).describe("Quoted: at these prices; deferred: at the prices and level of the day"),
  isNew: z.boolean().describe("Not in the version before"),
  renewableThrough: z.iso.date().describe("Its own last covered day"),
  priceToday: z
    .object({ level: z.string(), unitPrice: Price.nullable(), amount: Price.nullable() })
    .nullable()
    .describe("Of a deferred line"),
  orderNumber: z.string().nullable().describe("The order that took it"),
});

const ChangedReply = z.object({
  lineId: z.string(),
  productName: z.string(),
  quantity: z.int(),
  amountBefore: Price.nullable(),
  amountAfter: Price.nullable(),
});

const DifferenceReply = z
  .object({
    added: z.array(ChangedReply),
    changed: z.array(ChangedReply),
    gone: z.array(ChangedReply),
    totalBefore: Price.nullable(),
    totalAfter: Price.nullable(),
  })
  .nullable();

const QuoteReply = SummaryReply.extend({
  daysLeft: z.int().describe("To order at these prices; negative when they are over"),
  reseller: z.object({ name: z.string() }).nullable(),
  totalToday: Price.nullable().describe("Of all that can be ordered, if it is ordered today"),
  lines: z.array(LineReply),
  sinceVersionBefore: DifferenceReply.describe("Null of the first version"),
  untilNewestVersion: DifferenceReply.describe("Null of the newest version"),
}).meta({ id: "RenewalQuote" });

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
export const QuotePath = z.strictObject({ siteId: PathText, quoteId: PathText });
export const QuoteQuestion = z.strictObject({ version: Version.describe("The newest when absent") });

const OrderBody = z.strictObject({
  lineIds: z.array(PathText).min(1).max(10_000).describe("Whole lines; what is left out stays open"),
  ...orderDetails,
  version: z.int().min(1).max(1_000_000).optional().describe("Refuse when it is not the newest by now"),
  amountSeen: z.int().min(0).optional().describe("Refuse when the total is another by now"),
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

function moneyIn(currency: string) {
  return (amount: number | null): Money | null => (amount === null ? null : { amount, currency });
}

function summaryReply({ anniversaryOn, amount, ...quote }: QuoteSummary): z.input<typeof SummaryReply> {
  const { quoteId, number, version, newestVersion, state, datedOn, dueOn, renewalOn, level, currency } =
    quote;
  const { lineCount, openCount } = quote;
  const ids = { quoteId, number, version, newestVersion, state };
  const total = moneyIn(currency)(amount);
  return {
    ...ids,
    datedOn,
    dueOn,
    renewalOn,
    anniversary: anniversaryOn,
    level,
    currency,
    total,
    lineCount,
    openCount,
  };
}

function quoteReply({ lines, daysLeft, levelToday, ...quote }: ShownQuote): z.input<typeof QuoteReply> {
  const money = moneyIn(quote.currency);
  const open = lines.filter(({ standing }) => standing === "quoted" || standing === "deferred");
  return {
    ...summaryReply(quote),
    daysLeft,
    reseller: quote.reseller && { name: quote.reseller.name },
    totalToday: money(totalOf(open.map(({ costs }) => costs))),
    lines: lines.map((line) => lineReply(line, money, levelToday)),
    sinceVersionBefore: differenceReply(quote.sinceBefore, money),
    untilNewestVersion: differenceReply(quote.untilNewest, money),
  };
}

type InMoney = ReturnType<typeof moneyIn>;

function lineReply(line: ShownLine, money: InMoney, level: string | null): z.input<typeof LineReply> {
  const { priceToday } = line;
  return {
    lineId: line.lineId,
    part: line.partNumber,
    product: line.productCode,
    productName: line.productName,
    license: { order: line.licenseOrder, line: line.licenseLine },
    quantity: line.quantity,
    coveredFrom: line.coveredFrom,
    coveredThrough: line.coveredThrough,
    months: line.months,
    unitPrice: money(line.annualPrice),
    amount: money(line.amount),
    state: line.standing,
    isNew: line.isNew,
    renewableThrough: line.lastDay,
    priceToday:
      priceToday === null
        ? null
        : { level: level ?? "", unitPrice: money(priceToday.annualPrice), amount: money(priceToday.amount) },
    orderNumber: line.orderNumber,
  };
}

function differenceReply(difference: Difference | null, money: InMoney): z.input<typeof DifferenceReply> {
  if (difference === null) return null;
  const { added, changed, gone, totalBefore, totalAfter } = difference;
  const inMoney = (lines: Difference["added"]) =>
    lines.map(({ amountBefore, amountAfter, ...line }) => ({
      ...line,
      amountBefore: money(amountBefore),
      amountAfter: money(amountAfter),
    }));
  return {
    added: inMoney(added),
    changed: inMoney(changed),
    gone: inMoney(gone),
    totalBefore: money(totalBefore),
    totalAfter: money(totalAfter),
  };
}

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
