/** What the API tells of renewal quotes: its shapes, and how they are filled. */
import { z } from "zod";
import type { Money } from "../../platform/money.ts";
import { QUOTE_STATES, type QuoteSummary } from "./quote.data.ts";
import { type Difference, isOrderable, type Standing, totalOf } from "./rules.ts";
import type { ShownLine, ShownQuote } from "./shown.documents.ts";
import { STANDING_TEXTS } from "./texts.ts";

export const Price = z.object({ amount: z.int().describe("In minor units"), currency: z.string() });
const STANDINGS = Object.keys(STANDING_TEXTS) as [Standing, ...Standing[]];

export const SummaryReply = z
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
  quantity: z.int().describe("Of a deferred line as the vendor has it today"),
  quantityQuoted: z.int().describe("In this version"),
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

export const QuoteReply = SummaryReply.extend({
  daysLeft: z.int().describe("To order at these prices; negative when they are over"),
  reseller: z.object({ name: z.string() }).nullable(),
  totalToday: Price.nullable().describe("Of all that can be ordered, if it is ordered today"),
  lines: z.array(LineReply),
  sinceVersionBefore: DifferenceReply.describe("Null of the first version"),
  untilNewestVersion: DifferenceReply.describe("Null of the newest version"),
}).meta({ id: "RenewalQuote" });

function moneyIn(currency: string) {
  return (amount: number | null): Money | null => (amount === null ? null : { amount, currency });
}

export function summaryReply({
  anniversaryOn,
  amount,
  ...quote
}: QuoteSummary): z.input<typeof SummaryReply> {
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

export function quoteReply({
  lines,
  daysLeft,
  levelToday,
  ...quote
}: ShownQuote): z.input<typeof QuoteReply> {
  const money = moneyIn(quote.currency);
  const open = lines.filter(({ standing }) => isOrderable(standing));
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
    quantityQuoted: line.quantityQuoted,
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
