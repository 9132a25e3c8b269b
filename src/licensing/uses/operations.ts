/** A member frees the seat of a machine that died, or that nobody will bring back. Source: issue 5, point 7. */
import { authorize, type MemberScope } from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { findKey, type LicenseKey, longNumber } from "../../license-keys/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { found, Problem } from "../../platform/problem.ts";
import { endActivation, findActivationById } from "../activations/store.ts";
import { deskOf } from "../desk/desk.documents.ts";
import { laterOf } from "../leases/lease.rules.ts";
import { lockLease, updateOver } from "../leases/lease.store.ts";
import { lockSeats, type SeatedKey } from "../leases/store.ts";
import { iso } from "../time.rules.ts";
import { type KeyUses, usesOf } from "./uses.documents.ts";

export interface UseAsked {
  readonly siteId: string;
  readonly keyId: string;
  readonly useId: string;
}

export interface Ended {
  readonly ended: true;
  /** Until when the machine may go on without network: nothing reaches it before. Null: its next question is refused. */
  readonly offlineUntil: string | null;
}

export async function readUses(
  context: Context,
  { siteId, keyId }: { siteId: string; keyId: string },
): Promise<KeyUses> {
  return authorize(context, "license-key.read", siteId, async (scope) =>
    found((await usesOf(scope, context, [keyId])).get(keyId), "license_key"),
  );
}

export interface UsesRoom {
  readonly siteId: string;
  /** Nine digits. */
  readonly siteNumber: string;
  readonly key: LicenseKey;
  /** Null for a key that is none of those that programs ask for. */
  readonly uses: KeyUses | null;
}

/** For the page: the key too, also one that has no uses. */
export async function readUsesRoom(
  context: Context,
  { siteId, keyId }: { siteId: string; keyId: string },
): Promise<UsesRoom> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const key = found(await findKey(scope, keyId), "license_key");
    const { number } = found(await findSiteFacts(scope), "site");
    const uses = (await usesOf(scope, context, [keyId])).get(keyId) ?? null;
    return { siteId, siteNumber: longNumber(number), key, uses };
  });
}

export async function endUse(context: Context, { siteId, keyId, useId }: UseAsked): Promise<Ended> {
  const ended = await authorize(context, "license-key.return", siteId, async (scope): Promise<Ended> => {
    const key = found(await lockSeats(scope, keyId), "license_key");
    const now = laterOf(deskOf(context.portal).time().now, key.seenAt);
    const end = useId.startsWith("activation_") ? endMachine : endLease;
    const { machine, offlineUntil } = await end(scope, key, { useId, now });
    const facts = { keyId, product: key.productName, machine, offlineUntil };
    await emit(scope.query, context, { name: "license-seat.freed", siteId, facts });
    return { ended: true, offlineUntil };
  });
  deskOf(context.portal).known.forget(keyId);
  return ended;
}

interface Ending {
  readonly useId: string;
  readonly now: number;
}

async function endMachine(scope: MemberScope, { keyId }: SeatedKey, { useId, now }: Ending) {
  const held = found(await findActivationById(scope, { keyId, id: useId }), "license_use");
  if (!(await endActivation(scope, { keyId, id: useId }, { now: new Date(now), because: "freed" })))
    throw new Problem(404, "license_use_not_found");
  return { machine: held.machine, offlineUntil: null };
}

async function endLease(scope: MemberScope, { keyId }: SeatedKey, { useId: leaseId, now }: Ending) {
  const lease = found(await lockLease(scope, { keyId, leaseId }), "license_use");
  if (
    !(await updateOver(scope, { keyId, leaseId }, { state: "ended", now: new Date(now), because: "freed" }))
  )
    throw new Problem(404, "license_use_not_found");
  return { machine: lease.machine, offlineUntil: lease.expiresAt > now ? iso(lease.expiresAt) : null };
}
