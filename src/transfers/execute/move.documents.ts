/**
 * Lines go from one site to another, in the caller's transaction: with their order day, their coverage and its history.
 *
 * They come by an order of their own, dated on the day of the transfer: the order of the other site, its number and its
 * renewals stay with that site. Source: DOMAIN §3.22.6, BR-101, decision 0033.
 */
import { type SiteScope, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { type SiteFacts, timeZoneOf, updateFirstOrder } from "../../agreements/index.ts";
import { countLostLines } from "../../carts/index.ts";
import type { PartFacts } from "../../catalog/index.ts";
import { copyPeriods } from "../../coverage/index.ts";
import {
  deleteLines,
  type EntitlementLine,
  insertBookedLines,
  PROOFS_JOB,
} from "../../entitlements/index.ts";
import { insertBroughtLines, insertMovedLines, insertOrder, updateProofsDue } from "../../orders/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { newCode, newId } from "../../platform/id.ts";
import { withdrawOffers } from "../../renewals/index.ts";

export interface Moving {
  readonly line: EntitlementLine;
  /** Its license part at the target. */
  readonly part: PartFacts;
}

export interface Sides {
  readonly source: SiteFacts;
  readonly target: SiteFacts;
}

/** The locked lines leave the source for good. Answers the number of the target's order. */
export async function moveLines(
  vendor: VendorScope,
  context: Context,
  { source, target }: Sides,
  moving: readonly Moving[],
): Promise<string> {
  const from = siteScopeOf(vendor, source.siteId);
  const to = siteScopeOf(vendor, target.siteId);
  const on = today(context, timeZoneOf(target.country));
  const order = await insertHead(to, context, on);
  const items = moving.map((each, at) => ({ ...each, place: at + 1, id: newId("oline", context.now) }));
  await insertBroughtLines(
    to,
    order.id,
    items.map(({ id, place, part, line }) => ({
      id,
      line: place,
      partNumber: part.number,
      quantity: line.quantity,
    })),
  );
  await insertBookedLines(
    to,
    items.map(({ id, place, part, line }) => ({
      ...line,
      id: lineIdOf(id),
      ...{ orderId: order.id, orderLineId: id, orderNumber: order.number, orderLine: place },
      ...{ partNumber: part.number, productCode: part.productCode, productName: part.productName },
    })),
  );
  const ways = items.map(({ id, line }) => ({ lineId: line.id, toLineId: lineIdOf(id) }));
  await copyPeriods(vendor, { from: source.siteId, to: target.siteId, lines: ways });
  await leave(from, context, { source, lines: moving.map(({ line }) => line) });
  await insertMovedLines(
    vendor,
    { from: source.siteId, to: target.siteId, on },
    items.map(({ place, line: { orderNumber, orderLine } }) => ({
      ...{ orderNumber, orderLine, toOrder: order.number, toLine: place },
    })),
  );
  await updateFirstOrder(to, on);
  await context.portal.jobs.enqueue(vendor.query, PROOFS_JOB, [{}]);
  return order.number;
}

/** What was offered or laid into a cart for these lines goes with them; proofs of their orders are made anew. */
async function leave(
  from: SiteScope,
  context: Context,
  { source, lines }: { readonly source: SiteFacts; readonly lines: readonly EntitlementLine[] },
): Promise<void> {
  const lineIds = lines.map(({ id }) => id);
  await withdrawOffers(from, { lineIds, on: today(context, timeZoneOf(source.country)) });
  await countLostLines(from, lineIds, context.now);
  const left = await deleteLines(from, lineIds);
  if (left !== lineIds.length) throw new Error("a line that was locked is not there to leave");
  await updateProofsDue(
    from,
    lines.map(({ orderNumber }) => orderNumber),
  );
}

const MOST_DRAWS = 8;

async function insertHead(to: SiteScope, { now }: Context, orderedOn: EntitlementLine["orderedOn"]) {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const head = { id: newId("order", now), number: `T${newCode(10).toUpperCase()}` };
    if (await insertOrder(to, { ...head, orderedOn, reseller: null, bookedAt: now })) return head;
  }
  throw new Error("no free order number was drawn");
}

function lineIdOf(orderLineId: string): string {
  return orderLineId.replace("oline_", "line_");
}
