/** A site's transfers, read by who is in its Key Center. */
import { authorize } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { listLines } from "../../entitlements/index.ts";
import { poolsOf } from "../../license-keys/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import { findTransfer, listMovingLines, listTransfers } from "../store.ts";
import type { MovableLine, OneAsked } from "../transfer.data.ts";
import { listShown, type ShownTransfer, showTransfer, type TransferInList } from "./shown.documents.ts";

export async function readTransfers(
  context: Context,
  siteId: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Listed<TransferInList> & { readonly mayRequest: boolean }> {
  const { secrets } = context.portal;
  const list = `transfers ${siteId}`;
  const place = readPlace(secrets, list, after);
  return authorize(context, "transfer.read", siteId, async (scope) => {
    const rows = await listTransfers(scope, { after: place, limit });
    const { items, end } = pageOf(rows, limit, ({ requestedAt, id }) => ({ value: requestedAt, id }));
    const next = end === null ? null : writePlace(secrets, list, end);
    const shown = await listShown(scope, scope, items);
    return { items: shown, next, limit, mayRequest: scope.keyRole === "administrator" };
  });
}

export async function readTransfer(context: Context, { siteId, id }: OneAsked): Promise<ShownTransfer> {
  return authorize(context, "transfer.read", siteId, async (scope) =>
    showTransfer(scope, found(await findTransfer(scope, id), "transfer")),
  );
}

const MOST_SHOWN = 100;

/** What can be asked for: whole lines, each in one transfer at a time. One more than are shown when there are so many. */
export async function readMovable(context: Context, siteId: string, q = ""): Promise<MovableLine[]> {
  return authorize(context, "transfer.request", siteId, async (scope) => {
    const page = { sort: "product", status: "all", after: null, limit: MOST_SHOWN } as const;
    const lines = await listLines(scope, { ...page, q, today: today(context, timeZoneOf(scope.country)) });
    const pools = await poolsOf(scope, { lineIds: lines.map(({ id }) => id) });
    const issued = new Map(pools.map((pool) => [pool.lineId, pool.issued]));
    const moving = new Set(await listMovingLines(scope));
    return lines.map((line) => ({
      ...line,
      issued: issued.get(line.id) ?? 0,
      isMoving: moving.has(line.id),
    }));
  });
}
