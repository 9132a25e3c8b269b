/**
 * Ordering a cart: exactly what was looked at, once.
 *
 * The cart's row is held first, so a second click and another browser wait and are told what became of it. Prices are
 * those of the moment; when they are not those that were seen, both are told and nothing is ordered.
 */
import { authorize, type MemberScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import { amountTooLarge, type Booked, bookPurchase, holdLines } from "../../purchases/index.ts";
import { channelsOf, mayReadOrders, type OrderDetails } from "../../reinstatements/index.ts";
import { lockOffers, settleOffers } from "../../renewals/index.ts";
import { type ShownCart, showCart, showMine } from "../cart.documents.ts";
import { type CartLine, type Change, changesOf, type SeenLine } from "../rules.ts";
import { findOrderOf, type HeldCart, listCartLines, takeCart, updateOrdered } from "../store.ts";

export interface CartOrder extends OrderDetails {
  /** Of the cart that was looked at. */
  readonly revision: number;
  /** Its lines as they were looked at: nothing is ordered at a price that nobody saw. */
  readonly seen: readonly SeenLine[];
}

export interface PlacedCart extends Booked {
  readonly mayRead: boolean;
}

export async function orderCart(context: Context, siteId: string, asked: CartOrder): Promise<PlacedCart> {
  return authorize(context, "order.place", siteId, async (scope) => {
    const { personId } = scope;
    const held = await takeCart(scope, { personId, revision: asked.revision, at: context.now });
    if (held === undefined) throw await goneMeanwhile(scope, context, asked);
    await lockQuotes(scope, held);
    const cart = await showCart(scope, context, held);
    check(context, cart, asked);
    const booked = await book(scope, context, cart, asked);
    await updateOrdered(scope, held.id, booked.orderId);
    return { ...booked, mayRead: mayReadOrders(scope, context) };
  });
}

/** It was ordered, or it is another cart by now. */
async function goneMeanwhile(scope: MemberScope, context: Context, asked: CartOrder): Promise<Problem> {
  const { personId } = scope;
  const orderNumber = await findOrderOf(scope, { personId, revision: asked.revision });
  if (orderNumber !== undefined) {
    return new Problem(409, "cart_ordered", { orderNumber, isReadable: mayReadOrders(scope, context) });
  }
  const cart = await showMine(scope, context);
  const { revision, currency } = cart;
  const changes = changesOf(asked.seen, cart.lines);
  return new Problem(409, "cart_changed", { revision, currency, changes });
}

/** In one order everywhere: the lines that are continued, then the quotes that offer them. */
async function lockQuotes(scope: MemberScope, held: HeldCart): Promise<void> {
  const lines = await listCartLines(scope, held.id);
  await holdLines(
    scope,
    lines.flatMap(({ lineId }) => lineId ?? []),
  );
  const byQuote = Map.groupBy(
    lines.filter(({ quoteId }) => quoteId !== null),
    ({ quoteId }) => quoteId ?? "",
  );
  for (const quoteId of [...byQuote.keys()].sort()) {
    const lineIds = (byQuote.get(quoteId) ?? []).flatMap(({ lineId }) => lineId ?? []);
    await lockOffers(scope, quoteId, lineIds);
  }
}

function check(context: Context, cart: ShownCart, { channel, seen }: CartOrder): void {
  if (cart.lines.length === 0) throw new Problem(409, "cart_empty");
  if (!channelsOf(cart.site).includes(channel)) throw invalid({ channel: ["no_reseller"] });
  const stuck = cart.lines.filter(({ obstacle }) => obstacle !== null);
  if (stuck.length > 0) {
    const lines = stuck.map(({ id, partNumber, obstacle: reason }) => ({ id, partNumber, reason }));
    const { salesEmail: sales } = context.portal.config;
    throw new Problem(409, "cart_line_not_orderable", { lines, count: lines.length, sales });
  }
  if (cart.amount === null) throw amountTooLarge(context);
  const changes = changesOf(seen, cart.lines);
  if (changes.length > 0) throw priceChanged(cart, changes, seen);
}

/** Source: D-13, BR-71. */
function priceChanged(cart: ShownCart, changes: readonly Change[], seen: CartOrder["seen"]): Problem {
  const { amount, currency, revision } = cart;
  const sum = (all: number, each: { amount: number | null }) => all + (each.amount ?? 0);
  const before = seen.reduce(sum, 0);
  return new Problem(409, "price_changed", {
    before: { amount: before, currency },
    after: { amount, currency },
    changes,
    revision,
  });
}

async function book(
  scope: MemberScope,
  context: Context,
  cart: ShownCart,
  { purchaseOrderNumber, channel }: CartOrder,
): Promise<Booked> {
  const { lines, site, currency } = cart;
  const quotes = new Map(lines.flatMap(({ quote }) => (quote === null ? [] : [[quote.quoteId, quote]])));
  const [quote] = quotes.size === 1 ? quotes.values() : [];
  const booked = await bookPurchase(scope, context, site, {
    channel,
    purchaseOrderNumber,
    quote: quote === undefined ? null : { id: quote.quoteId, version: quote.version, number: quote.number },
    level: levelOf(cart),
    currency,
    lines: lines.map(purchaseLine),
  });
  const renewed = lines.flatMap(({ kind, continues }) =>
    kind === "renewal" && continues ? [continues] : [],
  );
  const lineIds = renewed.map(({ lineId }) => lineId);
  const taken = await settleOffers(scope, { lineIds, orderId: booked.orderId, on: cart.today });
  const missed = lines.find(
    ({ kind, continues }) => kind === "renewal" && !taken.includes(continues?.lineId ?? ""),
  );
  if (missed !== undefined) throw renewedAlready(missed);
  return booked;
}

/** The one level of all its lines, else the order's own. */
function levelOf({ lines, orderLevel }: ShownCart): string {
  const levels = new Set(lines.map(({ level }) => level));
  const [level] = levels;
  return levels.size === 1 && level !== undefined ? level : orderLevel;
}

function purchaseLine({ kind, partNumber, quantity, unitPrice, amount, months, continues }: CartLine) {
  return {
    ...{ kind, partNumber, quantity, months },
    unitPrice: unitPrice ?? 0, // `check` let nothing pass that has no price
    amount: amount ?? 0,
    continues: continues?.lineId ?? null,
  };
}

function renewedAlready({ continues, productName: product, covers }: CartLine): Problem {
  const { order, line, lineId } = continues ?? {};
  return new Problem(409, "renewed_already", {
    rule: "BR-78g",
    order,
    line,
    product,
    through: covers?.through,
    lineIds: [lineId],
  });
}
