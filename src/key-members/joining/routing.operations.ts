/** What becomes of requests by themselves: told to the administrators after the answer, ended when nobody answers. */
import { asPortal, siteScopeOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emitAll } from "../../platform/events.ts";
import { tellOfRequest } from "../notices.documents.ts";
import { expireRequests, listRoutable, lockUnrouted, updateRouted } from "./store.ts";

/** D-16. Where there is no administrator yet it waits until there is one. */
export async function routeRequest(context: Context, requestId: string): Promise<void> {
  await asPortal(context, async (vendor) => {
    const request = await lockUnrouted(vendor, requestId);
    if (request?.siteId == null) return;
    const told = await tellOfRequest(siteScopeOf(vendor, request.siteId), context, request);
    if (told > 0) await updateRouted(vendor, requestId, context.now);
  });
}

const BATCH = 200;

/** Requests whose number has become a site's, or whose site has got its first administrator. */
export async function routeWaiting(context: Context): Promise<void> {
  const ids = await asPortal(context, (vendor) => listRoutable(vendor, BATCH));
  for (const id of ids) await routeRequest(context, id);
}

const OPEN_DAYS = 30;

export async function closeUnanswered(context: Context): Promise<void> {
  const before = new Date(context.now.getTime() - OPEN_DAYS * 24 * 3600 * 1000);
  for (let ended = BATCH; ended === BATCH; ) {
    ended = await asPortal(context, async (vendor) => {
      const rows = await expireRequests(vendor, { before, at: context.now, limit: BATCH });
      const happenings = rows.map(({ id, siteNumber, siteId, personId }) => ({
        name: "key-registration.expired",
        siteId,
        personId,
        facts: { id, siteNumber },
      }));
      await emitAll(vendor.query, context, happenings);
      return rows.length;
    });
  }
}
