/** What went out about a site, with its proof of delivery. */
import { authorize, personOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import type { Instant } from "../../platform/dates.ts";
import { spend } from "../../platform/http/limits.ts";
import { eachPage, type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { type DeliveryFilter, type DeliveryRow, listDeliveries } from "./store.ts";

export const DELIVERY_STATES = ["waiting", "delivered", "bounced"] as const;

export interface Delivery {
  readonly id: string;
  readonly to: string;
  readonly subject: string | null;
  readonly state: (typeof DELIVERY_STATES)[number];
  readonly queuedAt: Instant;
  readonly deliveredAt: Instant | null;
  /** The proof: the mail server's own words. Null in a demo, which has no mail server. */
  readonly serverReply: string | null;
  /** Why it came back. */
  readonly reason: string | null;
  readonly quoteId: string | null;
  readonly orderNumber: string | null;
}

export interface DeliveriesAsked extends DeliveryFilter {
  readonly siteId: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The newest first. */
export async function readDeliveries(context: Context, asked: DeliveriesAsked): Promise<Listed<Delivery>> {
  const { secrets } = context.portal;
  const { siteId, quoteId, limit } = asked;
  const list = `deliveries ${siteId} ${quoteId ?? ""}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "delivery.read", siteId, async (scope) => {
    const rows = await listDeliveries(scope, { quoteId, after, limit });
    const { items, end } = pageOf(rows, limit, placeOf);
    return {
      items: items.map(deliveryOf),
      next: end === null ? null : writePlace(secrets, list, end),
      limit,
    };
  });
}

const SHEET_PAGE = 2000;
const SHEETS = { most: 30, seconds: 60 };

/** All of them, page by page; the right to read them is looked at again for each page. */
export async function exportDeliveries(
  context: Context,
  { siteId, quoteId }: DeliveryFilter & { siteId: string },
) {
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  await authorize(context, "delivery.read", siteId, async () => {});
  return eachPage((after) =>
    authorize(context, "delivery.read", siteId, async (scope) => {
      const rows = await listDeliveries(scope, { quoteId, after, limit: SHEET_PAGE });
      const { items, end } = pageOf(rows, SHEET_PAGE, placeOf);
      return { items: items.map(deliveryOf), end };
    }),
  );
}

function placeOf({ queuedAt, mailId }: DeliveryRow) {
  return { value: queuedAt, id: mailId };
}

/** What kept a waiting mail so far is the portal's matter, and may name its machines. */
function deliveryOf({ mailId, state, sentAt, lastError, about, ...row }: DeliveryRow): Delivery {
  return {
    ...row,
    id: mailId,
    state: state === "queued" ? "waiting" : state === "sent" ? "delivered" : "bounced",
    deliveredAt: sentAt,
    reason: state === "bounced" ? lastError : null,
    quoteId: about["quoteId"] ?? null,
    orderNumber: about["orderNumber"] ?? null,
  };
}
