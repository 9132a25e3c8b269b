/** Machines of a node-locked key: taken on until there are as many as seats, and off again. Source: issue 5, point 7. */
import { asPortal, type SiteScope, siteScopeOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { Problem } from "../../platform/problem.ts";
import { deskOf } from "../desk/desk.documents.ts";
import { notFound, recognise, recogniseOpen } from "../desk/lookup.documents.ts";
import type { KeyFacts } from "../facts.data.ts";
import { laterOf } from "../leases/lease.rules.ts";
import { lockSeats, type SeatedKey } from "../leases/store.ts";
import { iso } from "../time.rules.ts";
import { endActivation, findActivation, findActivationById, takeActivation } from "./store.ts";

export interface ActivationAsked {
  readonly key: string;
  readonly machine: string;
  readonly name?: string | undefined;
  /** "kind:value". */
  readonly host?: string | undefined;
}

export interface Activated {
  readonly activationId: string;
  readonly machine: string;
  readonly activatedAt: string;
  readonly quantity: number;
  readonly inUse: number;
  readonly isNew: boolean;
}

export async function activate(context: Context, asked: ActivationAsked): Promise<Activated> {
  const facts = await recogniseOpen(context, asked);
  const desk = deskOf(context.portal);
  const told = await desk.inTurn(facts.keyId, () =>
    asPortal(context, (vendor) => take(siteScopeOf(vendor, facts.siteId), context, { facts, asked })),
  );
  const at = desk.time().now;
  desk.known.forget(facts.keyId);
  if (!(told instanceof Problem)) {
    desk.note(context, facts, { machine: asked.machine, at });
    return told;
  }
  if (told.code === "activation_limit") desk.note(context, facts, { refusal: told.code, at });
  throw told;
}

async function take(
  scope: SiteScope,
  context: Context,
  { facts, asked }: { facts: KeyFacts; asked: ActivationAsked },
): Promise<Activated | Problem> {
  const key = await lockSeats(scope, facts.keyId);
  if (key?.isOpen !== true) return notFound();
  const { keyId, quantity, used, siteId } = key;
  const { machine, name = "", host = null } = asked;
  if (key.lock === "floating") return new Problem(409, "lease_required", { lock: key.lock });
  const now = laterOf(deskOf(context.portal).time().now, key.seenAt);
  if (key.keyEnds !== null && key.keyEnds <= now)
    return new Problem(409, "license_expired", { expiresAt: iso(key.keyEnds) });
  const held = await findActivation(scope, { keyId, machine });
  if (held !== undefined)
    return activated(key, held.id, { machine, at: Date.parse(held.activatedAt), inUse: used, isNew: false });
  const id = newId("activation", new Date(now));
  if (!(await takeActivation(scope, { id, keyId, machine, name, host, at: new Date(now) })))
    return new Problem(409, "activation_limit", { quantity, inUse: used });
  await emit(scope.query, context, {
    name: "license-machine.activated",
    siteId,
    facts: { keyId, product: key.productName, machine: name === "" ? machine : name, activationId: id },
  });
  return activated(key, id, { machine, at: now, inUse: used + 1, isNew: true });
}

function activated(
  { quantity }: SeatedKey,
  activationId: string,
  { machine, at, inUse, isNew }: { machine: string; at: number; inUse: number; isNew: boolean },
): Activated {
  return { activationId, machine, activatedAt: iso(at), quantity, inUse, isNew };
}

export interface DeactivationAsked {
  readonly key: string;
  readonly machine: string;
  readonly activationId: string;
}

/** Twice does no harm. */
export async function deactivate(context: Context, asked: DeactivationAsked): Promise<void> {
  const recognised = await recognise(context, asked);
  if (recognised.kind === "unknown") throw notFound();
  if (recognised.kind === "ended") return; // ended with the key
  const { facts } = recognised;
  const isOther = await deskOf(context.portal).inTurn(facts.keyId, () =>
    asPortal(context, (vendor) => end(siteScopeOf(vendor, facts.siteId), context, { facts, asked })),
  );
  const desk = deskOf(context.portal);
  desk.known.forget(facts.keyId);
  if (!isOther) return;
  desk.note(context, facts, { machine: asked.machine, refusal: "wrong_machine", at: desk.time().now });
  throw new Problem(409, "wrong_machine", { activationId: asked.activationId });
}

/** Whether it is another machine's. */
async function end(
  scope: SiteScope,
  context: Context,
  { facts, asked }: { facts: KeyFacts; asked: DeactivationAsked },
): Promise<boolean> {
  const key = await lockSeats(scope, facts.keyId);
  const held = await findActivationById(scope, { keyId: facts.keyId, id: asked.activationId });
  if (key === undefined || held === undefined) return false;
  if (held.machine !== asked.machine) return true;
  const now = new Date(laterOf(deskOf(context.portal).time().now, key.seenAt));
  if (await endActivation(scope, { keyId: key.keyId, id: held.id }, { now, because: "deactivated" }))
    await emit(scope.query, context, {
      name: "license-machine.deactivated",
      siteId: key.siteId,
      facts: { keyId: key.keyId, product: key.productName, machine: held.machine, activationId: held.id },
    });
  return false;
}
