/** What happens to seats when nobody asks: those that ran out are free again, and old traces are forgotten. */
import { asPortal, siteScopeOf } from "../access/index.ts";
import { type Portal, systemContext } from "../platform/context.ts";
import { deskOf } from "./desk/desk.documents.ts";
import { deleteOldSightings } from "./desk/sightings.store.ts";
import { FORGOTTEN_MS, laterOf } from "./leases/lease.rules.ts";
import { deleteOver, listRunOut } from "./leases/lease.store.ts";
import { lockSeats, sweep } from "./leases/store.ts";

const AT_ONCE = 2_000;

/** A key in a transaction of its own: who asks for one waits for nobody else's. */
export async function sweepAll(portal: Portal): Promise<void> {
  const context = systemContext(portal, "lease.sweep");
  const desk = deskOf(portal);
  for (;;) {
    const { now } = desk.time();
    const keys = await asPortal(context, (vendor) => listRunOut(vendor, new Date(now), AT_ONCE));
    if (keys.length === 0) return;
    for (const { siteId, keyId } of keys)
      await asPortal(context, async (vendor) => {
        const scope = siteScopeOf(vendor, siteId);
        const key = await lockSeats(scope, keyId);
        const at = laterOf(now, key?.seenAt ?? null);
        const times = { now: new Date(at), forgottenAt: new Date(at - FORGOTTEN_MS) };
        if (key !== undefined) await sweep(scope, { keyId, machine: "", nonce: "" }, times);
      });
  }
}

const DAY_MS = 86_400_000;

export async function forgetOld(portal: Portal): Promise<void> {
  const context = systemContext(portal, "licensing.forget");
  const before = new Date(context.now.getTime() - portal.config.sightingDays * DAY_MS);
  await asPortal(context, async (scope) => {
    await deleteOldSightings(scope, before);
    await deleteOver(scope, before);
  });
}
