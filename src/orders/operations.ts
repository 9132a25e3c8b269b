/** The order history of a site. Source: DOMAIN §3.16. */
import { authorize, personOf, type SiteScope } from "../access/index.ts";
import { listParts, type PartFacts } from "../catalog/index.ts";
import { fullName, listPeople } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import { spend } from "../platform/http/limits.ts";
import { eachPage, type Listed, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import { found } from "../platform/problem.ts";
import type { SheetFormat } from "../platform/sheets/columns.ts";
import { checkLength, MOST_ROWS } from "../platform/sheets/sheet.ts";
import { findPlacement, type Placement } from "./placed.store.ts";
import {
  countOrders,
  findOrder,
  listOrderLines,
  listOrders,
  type OrderFilter,
  type OrderLine,
  type OrderPage,
  type OrderSummary,
} from "./store.ts";

export interface OrdersAsked extends OrderFilter {
  readonly siteId: string;
  readonly sort: OrderPage["sort"];
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readOrders(context: Context, asked: OrdersAsked): Promise<Listed<OrderSummary>> {
  const { secrets } = context.portal;
  const list = `orders ${asked.siteId} ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "order.read", asked.siteId, async (scope) => {
    const { items, end } = pageOf(await listOrders(scope, { ...asked, after }), asked.limit, placeOf);
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit: asked.limit };
  });
}

function placeOf({ orderedOn, id }: OrderSummary) {
  return { value: orderedOn, id };
}

/** How it was ordered in the portal. */
export interface ReadPlacement extends Placement {
  /** Null: nobody, or somebody who is no longer known. */
  readonly placedByName: string | null;
}

export interface OrderDetail extends OrderSummary {
  /** Null: the vendor booked it. */
  readonly placement: ReadPlacement | null;
  readonly lines: readonly (OrderLine & { readonly part: PartFacts | null })[];
}

export async function readOrder(context: Context, siteId: string, orderNumber: string): Promise<OrderDetail> {
  return authorize(context, "order.read", siteId, async (scope) => {
    const order = found(await findOrder(scope, orderNumber), "order");
    const lines = await listOrderLines(scope, order.id);
    const parts = await listParts(
      scope.query,
      lines.map(({ partNumber }) => partNumber),
    );
    const byNumber = new Map(parts.map((part) => [part.number, part]));
    return {
      ...order,
      placement: await readPlacement(scope, order.id),
      lines: lines.map((line) => ({ ...line, part: byNumber.get(line.partNumber) ?? null })),
    };
  });
}

async function readPlacement(scope: SiteScope, orderId: string): Promise<ReadPlacement | null> {
  const placement = await findPlacement(scope, orderId);
  if (placement === null) return null;
  const [person] = await listPeople(scope.query, placement.placedBy === null ? [] : [placement.placedBy]);
  return { ...placement, placedByName: person === undefined ? null : fullName(person) || person.email };
}

const SHEET_PAGE = 2000;

/** A sheet costs what a thousand pages cost. */
const SHEETS = { most: 30, seconds: 60 };

/** Every order that the filter finds, page by page; the right to read them is looked at again for each page. */
export async function exportOrders(context: Context, asked: OrdersAsked & { format: SheetFormat }) {
  const { siteId, format } = asked;
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  const most = MOST_ROWS[format] + 1;
  checkLength(
    format,
    await authorize(context, "order.read", siteId, (scope) => countOrders(scope, asked, most)),
  );
  return eachPage((after) =>
    authorize(context, "order.read", siteId, async (scope) => {
      const page = { ...asked, after, limit: SHEET_PAGE };
      return pageOf(await listOrders(scope, page), SHEET_PAGE, placeOf);
    }),
  );
}
