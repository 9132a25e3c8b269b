/**
 * Orders from a renewal quote: whole lines, by the quote's prices through its due date, then by those of the day
 * through each line's own end. What is not ordered stays open.
 *
 * The lines, then the quote and the offers are locked first, so that two who order at once, and a new version, come one after the
 * other; `settleOffers` takes what is open, and the chain of coverage takes each renewal once.
 * Source: DOMAIN §3.18, BR-70, BR-71, BR-78e, BR-78g.
 */
import { authorize, decideAccess, type MemberScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { found, Problem } from "../../platform/problem.ts";
import { type Booked, bookPurchase, holdLines } from "../../purchases/index.ts";
import { listReinstatementOffers } from "../../reinstatements/index.ts";
import { settleOffers } from "../settle.store.ts";
import type { Channel } from "./quote.data.ts";
import { isOrderable, totalOf } from "./rules.ts";
import { type ShownLine, type ShownQuote, showQuote } from "./shown.documents.ts";
import { type LockedOffer, lockOffers } from "./store.ts";

export interface QuoteOrder {
  readonly lineIds: readonly string[];
  readonly purchaseOrderNumber: string | null;
  readonly channel: Channel;
  /** The version that was seen: another one is refused. Absent: whatever is the newest. */
  readonly version?: number | undefined;
  /** The total that was seen, in minor units; undefined: whatever it is today. */
  readonly amountSeen?: number | undefined;
}

export interface PlacedOrder extends Booked {
  readonly channel: Channel;
  readonly purchaseOrderNumber: string | null;
  readonly level: string;
  readonly quote: { readonly id: string; readonly number: string; readonly version: number };
  /** Lines of the quote that can still be ordered, each through its last day. */
  readonly stillOpen: readonly { readonly lineId: string; readonly through: LocalDate }[];
  /** Whether whoever ordered may also read orders. */
  readonly mayReadOrder: boolean;
}

export async function orderFromQuote(
  context: Context,
  { siteId, quoteId }: { siteId: string; quoteId: string },
  asked: QuoteOrder,
): Promise<PlacedOrder> {
  return authorize(context, "order.place", siteId, async (scope) => {
    const lineIds = [...new Set(asked.lineIds)];
    await holdLines(scope, lineIds);
    const locked = found(await lockOffers(scope, quoteId, lineIds), "renewal_quote");
    checkOffers(locked.offers, lineIds);
    const quote = await showQuote(scope, context, { quoteId });
    await checkVersion(scope, context, quote, asked.version);
    const lines = quote.lines.filter(({ lineId }) => lineIds.includes(lineId));
    if (lines.length < lineIds.length) throw lineNotFound(lineIds, lines);
    await checkLines(scope, context, quote, lines);
    checkSeen(asked.amountSeen, quote.currency, lines);
    return place(scope, context, { asked, quote, lines });
  });
}

function checkOffers(offers: readonly LockedOffer[], lineIds: readonly string[]): void {
  if (offers.length < lineIds.length) throw lineNotFound(lineIds, offers);
  const taken = offers.filter(({ state }) => state === "ordered");
  if (taken[0] !== undefined) throw renewedAlready(taken[0], taken);
  const gone = offers.filter(({ state }) => state === "withdrawn").map(({ lineId }) => lineId);
  if (gone.length > 0) throw new Problem(409, "renewal_withdrawn", { lineIds: gone });
}

type Told = Pick<LockedOffer, "lineId" | "licenseOrder" | "licenseLine" | "productName" | "coveredThrough">;

/** Somebody was faster, or it is the same order again. */
function renewedAlready(first: Told, all: readonly Told[]): Problem {
  const { licenseOrder: order, licenseLine: line, productName: product, coveredThrough: through } = first;
  const lineIds = all.map(({ lineId }) => lineId);
  return new Problem(409, "renewed_already", { rule: "BR-78g", order, line, product, through, lineIds });
}

function lineNotFound(lineIds: readonly string[], there: readonly { readonly lineId: string }[]): Problem {
  const known = new Set(there.map(({ lineId }) => lineId));
  return new Problem(404, "renewal_quote_line_not_found", {
    lineIds: lineIds.filter((id) => !known.has(id)),
  });
}

/** Whoever saw an older version is told what the newest changed, and orders nothing unseen. */
async function checkVersion(
  scope: MemberScope,
  context: Context,
  { quoteId, version, dueOn, currency }: ShownQuote,
  seen: number | undefined,
): Promise<void> {
  if (seen === undefined || seen === version) return;
  const { untilNewest } = await showQuote(scope, context, { quoteId, version: seen });
  throw new Problem(409, "quote_superseded", {
    seen,
    version,
    dueOn,
    currency,
    rule: "D-13",
    ...untilNewest,
  });
}

/** Nothing after its own end, and nothing without a price. */
async function checkLines(
  scope: MemberScope,
  context: Context,
  { site }: ShownQuote,
  lines: readonly ShownLine[],
): Promise<void> {
  const lapsed = lines.filter(({ standing }) => standing === "lapsed");
  const [first] = lapsed;
  if (first !== undefined) {
    const lineIds = lapsed.map(({ lineId }) => lineId);
    throw new Problem(409, "coverage_lapsed", {
      rule: "BR-70",
      order: first.licenseOrder,
      line: first.licenseLine,
      product: first.productName,
      through: first.lastDay,
      lineIds,
      reinstatement: await listReinstatementOffers(scope, context, site, lineIds),
    });
  }
  const unpriced = lines.filter(({ costs }) => costs === null).map(({ lineId }) => lineId);
  if (unpriced.length === 0) return;
  const { salesEmail: sales } = context.portal.config;
  throw new Problem(409, "renewal_price_missing", { lineIds: unpriced, sales });
}

/**
 * What is deferred costs what holds on the day, for as many units as the vendor has it then: whoever looked the day before,
 * or saw the quote alone, sees the new amount first.
 */
function checkSeen(seen: number | undefined, currency: string, lines: readonly ShownLine[]): void {
  const amount = totalOf(lines.map(({ costs }) => costs)) ?? 0;
  const others = lines.filter(({ quantity, quantityQuoted }) => quantity !== quantityQuoted);
  if (seen === amount || (seen === undefined && others.length === 0)) return;
  const quoted = seen ?? totalOf(lines.map((line) => line.amount)) ?? 0;
  const changed = others.map(
    ({ lineId, productName, quantityQuoted, quantity, amount: amountBefore, costs }) => ({
      ...{ lineId, productName, quantityQuoted, quantity, amountBefore },
      amountAfter: costs,
    }),
  );
  const [before, after] = [
    { amount: quoted, currency },
    { amount, currency },
  ];
  throw new Problem(409, "price_changed", { before, after, changed, rule: "BR-71" });
}

interface Chosen {
  readonly asked: QuoteOrder;
  readonly quote: ShownQuote;
  readonly lines: readonly ShownLine[];
}

async function place(
  scope: MemberScope,
  context: Context,
  { asked, quote, lines }: Chosen,
): Promise<PlacedOrder> {
  const { channel, purchaseOrderNumber } = asked;
  const level = quote.levelToday ?? quote.level;
  const booked = await bookPurchase(scope, context, quote.site, {
    channel,
    purchaseOrderNumber,
    quote: { id: quote.quoteId, version: quote.version, number: quote.number },
    level,
    currency: quote.currency,
    lines: lines.map(purchaseLine),
  });
  const lineIds = lines.map(({ lineId }) => lineId);
  const taken = await settleOffers(scope, { lineIds, orderId: booked.orderId, on: quote.today });
  const [missed, ...more] = lines.filter(({ lineId }) => !taken.includes(lineId));
  if (missed !== undefined) throw renewedAlready(missed, [missed, ...more]);
  const rest = quote.lines.filter(
    ({ lineId, standing }) => isOrderable(standing) && !lineIds.includes(lineId),
  );
  return {
    ...booked,
    channel,
    purchaseOrderNumber,
    level,
    quote: { id: quote.quoteId, number: quote.number, version: quote.version },
    stillOpen: rest.map(({ lineId, lastDay }) => ({ lineId, through: lastDay })),
    mayReadOrder: mayReadOrder(scope, quote.today),
  };
}

function purchaseLine({ lineId, partNumber, quantity, months, ...line }: ShownLine) {
  return {
    kind: "renewal" as const,
    partNumber: partNumber ?? "", // a line without a part has no price, and did not come this far
    quantity,
    unitPrice: (line.priceToday ?? line).annualPrice ?? 0,
    amount: line.costs ?? 0,
    months,
    continues: lineId,
  };
}

function mayReadOrder({ grant, program }: MemberScope, day: LocalDate): boolean {
  return decideAccess({ grant, program, permission: "order.read", today: day }).kind === "allowed";
}
