/**
 * The vendor revokes a customer's keys: one at once, many in one step when a second person confirms. Online the very
 * next question is refused; offline a file lives on until its end or until a newer revocation list is loaded.
 */
import { authorizeVendor, personOf, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { listContacts } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit, emitAll, type Happening } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { actorOf } from "../actor.rules.ts";
import { endKeys, tellOfEnded } from "../ending.documents.ts";
import { writeHostFile } from "../files/documents.ts";
import { chosenOf, type Said } from "./choice.documents.ts";
import { livesUntil, MOST_KEYS } from "./rules.ts";
import {
  type Chosen,
  findRevocation,
  insertRevocation,
  listRevocable,
  listRevocations,
  type Outcome,
  type RevocableKey,
  type Revocation,
  updateConfirmed,
  updateOutcome,
  updateWithdrawn,
  wasAskedBy,
} from "./store.ts";

export interface RevocationAsked extends Said {
  readonly reason: string;
  readonly ticket: string;
}

/** One key: done. More than that: asked, for a second person. */
export async function askForRevocation(context: Context, said: RevocationAsked): Promise<Revocation> {
  return authorizeVendor(context, "license-key.revoke", async (scope) => {
    const { reason, ticket } = said;
    const asked = chosenOf(said);
    const keys = await listChosen(scope, asked);
    if (keys.length === 0)
      throw new Problem(
        asked.keyId === null ? 409 : 404,
        asked.keyId === null ? "nothing_to_revoke" : "license_key_not_found",
      );
    const id = newId("revocation", context.now);
    const done = asked.keyId === null ? null : await end(scope, context, { keys, reason, ticket });
    const row = {
      ...asked,
      reason,
      ticket,
      id,
      by: actorOf(context),
      at: context.now,
      outcome: done?.outcome ?? null,
    };
    await insertRevocation(scope, row);
    if (done === null) {
      const { siteNumber, orderNumber, productCode } = asked;
      const facts = { id, siteNumber, orderNumber, productCode, reason, ticket, keys: keys.length };
      await emit(scope.query, context, { name: "key-revocation.asked", facts });
    } else await emitAll(scope.query, context, done.happenings);
    return found(await findRevocation(scope, id), "key_revocation");
  });
}

/** The second pair of eyes. What is in force now is ended, not what was when it was asked. */
export async function confirmRevocation(context: Context, id: string): Promise<Revocation> {
  return authorizeVendor(context, "license-key.revoke", async (scope) => {
    const asked = found(await findRevocation(scope, id), "key_revocation");
    const by = personOf(context);
    if (asked.state !== "asked") throw new Problem(409, "key_revocation_ended");
    if (await wasAskedBy(scope, { id, by })) throw new Problem(403, "second_agent_for_keys_required");
    if (!(await updateConfirmed(scope, { id, by, at: context.now })))
      throw new Problem(409, "key_revocation_ended");
    const { reason, ticket } = asked;
    const { outcome, happenings } = await end(scope, context, {
      keys: await listChosen(scope, asked),
      reason,
      ticket,
    });
    await updateOutcome(scope, { id, ...outcome });
    const { siteNumber, orderNumber, productCode, askedBy } = asked;
    const facts = { id, siteNumber, orderNumber, productCode, reason, ticket, askedBy, keys: outcome.keys };
    await emitAll(scope.query, context, [...happenings, { name: "key-revocation.confirmed", facts }]);
    return found(await findRevocation(scope, id), "key_revocation");
  });
}

export async function withdrawRevocation(context: Context, id: string): Promise<Revocation> {
  return authorizeVendor(context, "license-key.revoke", async (scope) => {
    found(await findRevocation(scope, id), "key_revocation");
    if (!(await updateWithdrawn(scope, { id, at: context.now })))
      throw new Problem(409, "key_revocation_ended");
    await emit(scope.query, context, { name: "key-revocation.withdrawn", facts: { id } });
    return found(await findRevocation(scope, id), "key_revocation");
  });
}

async function listChosen(scope: VendorScope, chosen: Chosen): Promise<RevocableKey[]> {
  const keys = await listRevocable(scope, chosen, MOST_KEYS + 1);
  if (keys.length > MOST_KEYS) throw new Problem(409, "too_many_keys", { most: MOST_KEYS });
  return keys;
}

interface Ending {
  readonly keys: readonly RevocableKey[];
  readonly reason: string;
  readonly ticket: string;
}

/** Site by site: ended, given back, on the next revocation list, and gone from their hosts' next files. */
async function end(scope: VendorScope, context: Context, { keys, reason, ticket }: Ending) {
  const happenings: Happening[] = [];
  const ended: RevocableKey[] = [];
  for (const [siteId, held] of Map.groupBy(keys, (key) => key.siteId)) {
    const site = siteScopeOf(scope, siteId);
    const ids = held.map(({ id }) => id);
    const over = new Set((await endKeys(site, context, ids, "revoked", reason)).map(({ id }) => id));
    const gone = held.filter(({ id }) => over.has(id));
    const hosts = new Set(gone.flatMap(({ hostId }) => hostId ?? []));
    for (const hostId of [...hosts].sort()) await writeHostFile(site, context, hostId);
    await tellOfEnded(site, context, { keys: gone, why: { state: "revoked", reason, ticket } });
    ended.push(...gone);
    happenings.push(...gone.map((key) => happeningOf(key, { reason, ticket })));
  }
  const outcome: Outcome = { keys: ended.length, livesUntil: livesUntil(ended) };
  return { outcome, happenings };
}

function happeningOf(key: RevocableKey, { reason, ticket }: { reason: string; ticket: string }): Happening {
  const { id, siteId, productName: product, quantity, hostId, hostName: host } = key;
  const facts = { keyId: id, product, quantity, hostId, host, reason, ticket };
  return { name: "license-key.revoked", siteId, facts };
}

export interface Revocations {
  readonly items: readonly (Revocation & {
    readonly askedName: string;
    /** Of what waits: how many keys it would end now. */
    readonly inForce: number;
  })[];
  /** What the question chooses, in force; more than can be revoked in one step is not all listed. */
  readonly keys: readonly RevocableKey[];
  readonly livesUntil: string | null;
  /** The one who asked cannot confirm. Null for a program. */
  readonly viewer: string | null;
}

const MOST_LISTED = 100;

/** What was revoked and waits to be; with a question the keys in force that it chooses. */
export async function readRevocations(context: Context, chosen: Chosen | null): Promise<Revocations> {
  return authorizeVendor(context, "license-key.revoke", async (scope) => {
    const items = await listRevocations(scope, MOST_LISTED);
    const keys = chosen === null ? [] : await listRevocable(scope, chosen, MOST_KEYS + 1);
    const told: Revocations["items"][number][] = [];
    for (const item of items) {
      const [asker] = await listContacts(scope.query, [item.askedBy]);
      const inForce = item.state === "asked" ? (await listRevocable(scope, item, MOST_KEYS + 1)).length : 0;
      told.push({ ...item, askedName: asker?.name ?? item.askedBy, inForce });
    }
    return {
      items: told,
      keys,
      livesUntil: livesUntil(keys),
      viewer: context.actor.kind === "person" ? context.actor.personId : null,
    };
  });
}
