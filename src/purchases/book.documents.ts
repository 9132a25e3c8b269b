/**
 * Books what somebody orders in the portal, in the caller's transaction: the order, what it gives, which days it covers,
 * its proof and its mails. All of it or, when anything is refused, nothing.
 *
 * Lines that are continued are locked first, so of two who order the same the second is told that it was done.
 */
import type { SiteScope } from "../access/index.ts";
import { type SiteFacts, timeZoneOf, updateFirstOrder } from "../agreements/index.ts";
import { listParts, type PartFacts } from "../catalog/index.ts";
import { continueLines, coverLicenses, licenseCoverage, type Term } from "../coverage/index.ts";
import { type EntitlementLine, insertBookedLines, lockLines, PROOFS_JOB } from "../entitlements/index.ts";
import {
  findLatestPlaced,
  insertOrder,
  insertOrderLines,
  insertPlacement,
  shareBooks,
} from "../orders/index.ts";
import { type Context, today } from "../platform/context.ts";
import type { LocalDate } from "../platform/dates.ts";
import { emit } from "../platform/events.ts";
import { newCode, newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { announceOrder } from "./announce.mails.ts";
import { orderNumber, type Purchase, type PurchaseLine, refusalOf, totalOf } from "./rules.ts";
import { amountTooLarge } from "./too-large.documents.ts";

export interface BookedPurchaseLine extends Term {
  readonly line: number;
  readonly kind: PurchaseLine["kind"];
  /** The entitlement line: new, or the one that is continued. */
  readonly lineId: string;
}

export interface Booked {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderedOn: LocalDate;
  /** Minor units, without tax. */
  readonly amount: number;
  readonly currency: string;
  readonly lines: readonly BookedPurchaseLine[];
}

/** A line of the order with all that is known of it. */
interface Item {
  readonly asked: PurchaseLine;
  readonly part: PartFacts;
  readonly continued: EntitlementLine | undefined;
  readonly line: number;
  readonly orderLineId: string;
}

interface Head {
  readonly id: string;
  readonly number: string;
  readonly orderedOn: LocalDate;
}

export async function bookPurchase(
  scope: SiteScope,
  context: Context,
  site: SiteFacts,
  purchase: Purchase,
): Promise<Booked> {
  if (purchase.lines.length === 0) throw new Problem(409, "nothing_to_order");
  if (purchase.channel === "partner" && site.reseller?.email == null)
    throw new Problem(409, "no_partner_on_record");
  const amount = totalOf(purchase.lines);
  if (amount === null) throw amountTooLarge(context);
  const items = await listItems(scope, context, site, purchase.lines);
  const order = await insertHead(scope, context, site, purchase);
  await insertOrderLines(scope, { id: order.id, currency: purchase.currency }, items.map(lineOf));
  await insertPlacement(scope, order.id, { ...placementOf(context, purchase), amount });
  const lines = await coverItems(scope, context, { site, order, items });
  await updateFirstOrder(scope, order.orderedOn);
  await context.portal.jobs.enqueue(scope.query, PROOFS_JOB, [{}]);
  const { number, orderedOn } = order;
  const told = items.map((item, place) => toldLine(item, lines[place]));
  await announceOrder(scope, context, {
    ...{ site, purchase, order: { orderNumber: number, orderedOn, amount, lines: told } },
  });
  const { channel, purchaseOrderNumber, currency } = purchase;
  const facts = {
    orderNumber: number,
    channel,
    purchaseOrderNumber,
    amount,
    currency,
    lineCount: items.length,
  };
  await emit(scope.query, context, { name: "order.placed", siteId: scope.siteId, facts });
  return { orderId: order.id, orderNumber: number, orderedOn, amount, currency, lines };
}

/**
 * Who locks anything else that concerns these lines calls this first: whoever orders them comes one after the other,
 * and nobody waits for somebody who waits for him.
 */
export async function holdLines(scope: SiteScope, lineIds: readonly string[]): Promise<EntitlementLine[]> {
  await shareBooks(scope);
  return lockLines(scope, lineIds);
}

/** Each line with its part and what it continues, which stays locked; or the refusal of the first that cannot be. */
async function listItems(
  scope: SiteScope,
  { now }: Context,
  { program }: SiteFacts,
  lines: readonly PurchaseLine[],
): Promise<Item[]> {
  const locked = await holdLines(
    scope,
    lines.flatMap(({ continues }) => continues ?? []),
  );
  const parts = await listParts(
    scope.query,
    lines.map(({ partNumber }) => partNumber),
  );
  return lines.map((asked, place) => {
    const part = parts.find(({ number }) => number === asked.partNumber);
    const continued = locked.find(({ id }) => id === asked.continues);
    if ((asked.kind === "license") !== (asked.continues === null)) {
      throw new RangeError(`a ${asked.kind} continues ${asked.continues}`);
    }
    if (asked.continues !== null && continued === undefined)
      throw new Problem(404, "entitlement_line_not_found");
    const refused = refusalOf(asked, { part, continued, program });
    if (refused !== null || part === undefined)
      throw new Problem(409, refused?.code ?? "part_not_for_sale", refused?.facts);
    return { asked, part, continued, line: place + 1, orderLineId: newId("oline", now) };
  });
}

const MOST_DRAWS = 8;

async function insertHead(
  scope: SiteScope,
  context: Context,
  site: SiteFacts,
  { channel }: Purchase,
): Promise<Head> {
  const { now } = context;
  const orderedOn = today(context, timeZoneOf(site.country));
  const reseller = channel === "partner" ? site.reseller : null;
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const latest = await findLatestPlaced(scope, orderedOn);
    const head = { id: newId("order", now), number: orderNumber(now, newCode(3), latest), orderedOn };
    if (await insertOrder(scope, { ...head, reseller, bookedAt: now })) return head;
  }
  throw new Error("no free order number was drawn");
}

function lineOf({ asked, continued, line, orderLineId }: Item) {
  const { partNumber, quantity, unitPrice, amount, months } = asked;
  return {
    ...{ id: orderLineId, line, partNumber, quantity, unitPrice, amount, months },
    renewsOrder: continued?.orderNumber ?? null,
    renewsLine: continued?.orderLine ?? null,
  };
}

function placementOf(
  { actor, now }: Context,
  { channel, purchaseOrderNumber, quote, level, currency }: Purchase,
) {
  return {
    ...{ channel, purchaseOrderNumber, level, currency },
    quoteId: quote?.id ?? null,
    quoteVersion: quote?.version ?? null,
    placedBy: actor.kind === "person" ? actor.personId : null,
    placedAt: now,
  };
}

/** New licenses get their line and its first term, the others continue theirs. */
async function coverItems(
  scope: SiteScope,
  context: Context,
  { site, order, items }: { site: SiteFacts; order: Head; items: readonly Item[] },
): Promise<BookedPurchaseLine[]> {
  const { orderedOn } = order;
  const licenses = items.filter(({ continued }) => continued === undefined);
  await insertBookedLines(
    scope,
    licenses.map((item) => entitlementOf(order, item)),
  );
  await coverLicenses(
    scope,
    licenses.map(({ orderLineId }) => ({ lineId: lineIdOf(orderLineId), orderLineId, orderedOn })),
  );
  const continuing = items.flatMap(({ asked: { kind, months }, continued, orderLineId }) =>
    continued === undefined || kind === "license" ? [] : [{ kind, months, line: continued, orderLineId }],
  );
  const { quoteDays } = context.portal.config;
  const terms = await continueLines(scope, { site, orderedOn, quoteDays }, continuing);
  const termOf = new Map(continuing.map(({ orderLineId }, place) => [orderLineId, terms[place]]));
  return items.map(({ asked: { kind }, continued, line, orderLineId }) => {
    const { coveredFrom, coveredThrough } = termOf.get(orderLineId) ?? licenseCoverage(orderedOn);
    return { line, kind, lineId: continued?.id ?? lineIdOf(orderLineId), coveredFrom, coveredThrough };
  });
}

/** As for lines that a feed brings: the id of the order's line, of another kind. */
function lineIdOf(orderLineId: string): string {
  return orderLineId.replace("oline_", "line_");
}

function entitlementOf(order: Head, { asked, part, line, orderLineId }: Item) {
  return {
    id: lineIdOf(orderLineId),
    orderId: order.id,
    orderLineId,
    orderNumber: order.number,
    orderLine: line,
    orderedOn: order.orderedOn,
    partNumber: asked.partNumber,
    productCode: part.productCode,
    productName: part.productName,
    quantity: asked.quantity,
    ...licenseCoverage(order.orderedOn),
  };
}

function toldLine({ asked, part, continued }: Item, term: Term | undefined) {
  const { kind, partNumber, quantity, unitPrice, amount, months } = asked;
  if (term === undefined) throw new Error("a line of an order brings no days");
  const { coveredFrom, coveredThrough } = term;
  const productName = continued?.productName ?? part.productName;
  return { kind, partNumber, quantity, unitPrice, amount, months, productName, coveredFrom, coveredThrough };
}
