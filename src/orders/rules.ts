/** Plain facts about orders: what an amount is, and where an order is found. Pure. */
import type { Money } from "../platform/money.ts";

/** Money, or null where the vendor told no price. */
export function moneyOf(amount: number | null, currency: string | null): Money | null {
  return amount === null || currency === null ? null : { amount, currency };
}

/** The address of a site's order history, or of one order in it. */
export function ordersHref(siteId: string, orderNumber?: string): string {
  const list = `/sites/${siteId}/orders`;
  return orderNumber === undefined ? list : `${list}/${encodeURIComponent(orderNumber)}`;
}
