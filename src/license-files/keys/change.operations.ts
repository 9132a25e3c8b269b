/**
 * Signing keys change hands: the next key takes over (rotation), or a key is given up because others may have it
 * (compromise). In the portal one person asks and another confirms; by command whoever has the machine does it alone,
 * for at night nobody should wait for a second person while keys are being forged. docs/signing-keys.md is the drill.
 */
import { authorizeVendor, personOf, type VendorScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { publishKeys, publishRevocations } from "../lists/publish.documents.ts";
import {
  type Deed,
  findChange,
  insertChange,
  type KeyChange,
  updateConfirmed,
  updateWithdrawn,
  withdrawOvertaken,
} from "./changes.store.ts";
import {
  listSigningKeys,
  type SigningKey,
  updateCompromised,
  updateNextToCurrent,
  updateRetired,
} from "./keys.store.ts";
import { makeMissing } from "./make.documents.ts";
import { followSigning } from "./start.operations.ts";

/** Signs every file anew that a compromised key has signed: a job of whoever writes the files. */
export const RESIGN_JOB = "license-file.resign";

const DAY_MS = 86_400_000;

export interface Asked {
  readonly deed: Deed;
  readonly reason: string;
  /** Of a compromise; a rotation is of the current key. */
  readonly keyId?: string | undefined;
}

/** A person's wish waits for a second person; a program's is carried out. */
export async function askForChange(context: Context, asked: Asked): Promise<KeyChange> {
  const change = await authorizeVendor(context, "signing-key.manage", async (scope) => {
    const keys = await listSigningKeys(scope);
    const key = found(
      keys.find(({ id, state }) => (asked.deed === "rotate" ? state === "current" : id === asked.keyId)),
      "signing_key",
    );
    const { actor } = context;
    const path = actor.kind === "person" ? ("portal" as const) : ("command" as const);
    const askedBy = actor.kind === "person" ? actor.personId : nameOf(context);
    const id = newId("skchange", context.now);
    const { deed, reason } = asked;
    checkAble(context, keys, { deed, key });
    if (path === "command") await carryOut(scope, context, { deed, key, keys });
    if (!(await insertChange(scope, { id, deed, keyId: key.id, reason, path, askedBy, at: context.now })))
      throw new Problem(409, "signing_change_open");
    const facts = { id, deed, signingKey: key.id, reason };
    await emit(scope.query, context, {
      name: path === "portal" ? "signing-key-change.asked" : DONE[deed],
      facts,
    });
    return found(await findChange(scope, id), "signing_change");
  });
  await followSigning(context.portal);
  return change;
}

const DONE = { rotate: "signing-key.rotated", compromise: "signing-key.compromised" } as const;

function nameOf({ actor }: Context): string {
  return actor.kind === "program" ? actor.apiKeyId : actor.kind;
}

/** The second pair of eyes. */
export async function confirmChange(context: Context, id: string): Promise<KeyChange> {
  const done = await authorizeVendor(context, "signing-key.manage", async (scope) => {
    const change = found(await findChange(scope, id), "signing_change");
    const by = personOf(context);
    if (change.state !== "asked") throw new Problem(409, "signing_change_ended");
    if (change.askedBy === by) throw new Problem(403, "second_person_required");
    if (!(await updateConfirmed(scope, { id, by, at: context.now })))
      throw new Problem(409, "signing_change_ended");
    const { deed, keyId, reason } = change;
    const keys = await listSigningKeys(scope);
    const key = found(
      keys.find((each) => each.id === keyId),
      "signing_key",
    );
    checkAble(context, keys, { deed, key });
    await carryOut(scope, context, { deed, key, keys });
    const facts = { id, deed, signingKey: keyId, reason, askedBy: change.askedBy };
    await emit(scope.query, context, { name: DONE[deed], facts });
    return found(await findChange(scope, id), "signing_change");
  });
  await followSigning(context.portal);
  return done;
}

/** Whoever asked, or the one who was to confirm, thinks otherwise. */
export async function withdrawChange(context: Context, id: string): Promise<KeyChange> {
  return authorizeVendor(context, "signing-key.manage", async (scope) => {
    const change = found(await findChange(scope, id), "signing_change");
    if (!(await updateWithdrawn(scope, { id, at: context.now })))
      throw new Problem(409, "signing_change_ended");
    const facts = { id, deed: change.deed, signingKey: change.keyId };
    await emit(scope.query, context, { name: "signing-key-change.withdrawn", facts });
    return found(await findChange(scope, id), "signing_change");
  });
}

interface Change {
  readonly deed: Deed;
  readonly key: SigningKey;
}

/** What would end badly is refused before anybody confirms it. */
function checkAble({ portal, now }: Context, keys: readonly SigningKey[], { deed, key }: Change): void {
  if (deed === "compromise") {
    if (key.state === "compromised") throw new Problem(409, "signing_key_compromised");
    return;
  }
  const next = keys.find(({ state }) => state === "next");
  if (key.state !== "current" || next === undefined) throw new Problem(409, "signing_change_overtaken");
  const since = Date.parse(next.publishedAt);
  const availableAt = new Date(since + portal.config.revocationListDays * DAY_MS);
  if (now < availableAt)
    throw new Problem(409, "next_key_too_young", { availableAt: availableAt.toISOString() });
  if (portal.licenseSigning.faultOf(next.id) !== undefined)
    throw new Problem(409, "next_key_unusable", { signingKey: next.id });
}

async function carryOut(
  scope: VendorScope,
  context: Context,
  { deed, key, keys }: Change & { readonly keys: readonly SigningKey[] },
): Promise<void> {
  await withdrawOvertaken(scope, { keyId: key.id, at: context.now });
  if (deed === "rotate") await rotate(scope, context, key);
  else await giveUp(scope, context, { key, keys });
  await publishRevocations(scope, context);
}

/** The old key signs no more and stays trusted; a new next one is published at once. */
async function rotate(scope: VendorScope, context: Context, { id }: SigningKey): Promise<void> {
  const { now: at, portal } = context;
  const publishedBy = new Date(at.getTime() - portal.config.revocationListDays * DAY_MS);
  const isDone =
    (await updateRetired(scope, { id, at })) && (await updateNextToCurrent(scope, { at, publishedBy }));
  if (!isDone) throw new Problem(409, "signing_change_overtaken");
  await makeMissing(scope, context);
}

/**
 * From now on nothing that the key has signed counts. Was it the current one, the next key signs, whatever its age: the
 * programs know it already. Its files are signed anew by a job.
 */
async function giveUp(
  scope: VendorScope,
  context: Context,
  { key, keys }: { key: SigningKey; keys: readonly SigningKey[] },
): Promise<void> {
  const { now: at, portal } = context;
  if (!(await updateCompromised(scope, { id: key.id, at })))
    throw new Problem(409, "signing_key_compromised");
  const next = keys.find(({ state }) => state === "next");
  const isNextGood = next !== undefined && portal.licenseSigning.faultOf(next.id) === undefined;
  if (key.state === "current" && isNextGood) await updateNextToCurrent(scope, { at, publishedBy: at });
  if (!(await makeMissing(scope, context))) await publishKeys(scope, context);
  await portal.jobs.enqueue(scope.query, RESIGN_JOB, [{}]);
}
