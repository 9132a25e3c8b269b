/** Seats of floating keys: taken, kept, given back. Each in one transaction. Source: issue 5, point 7; BAR 6, 12. */
import { asPortal, type SiteScope, siteScopeOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { Problem } from "../../platform/problem.ts";
import { deskOf } from "../desk/desk.documents.ts";
import { notFound, recognise, recogniseOpen } from "../desk/lookup.documents.ts";
import type { KeyFacts } from "../facts.data.ts";
import { iso, isoOrNull } from "../time.rules.ts";
import type { Lease } from "./lease.data.ts";
import {
  type Asked,
  checkoutOf,
  endOf,
  FORGOTTEN_MS,
  givenAt,
  laterOf,
  MOST_WAITING,
  renewalOf,
  retryAfterOf,
  returnOf,
  termsOf,
} from "./lease.rules.ts";
import {
  type Crowd,
  type Found,
  findFull,
  findSame,
  findSeats,
  lockLease,
  lockSeats,
  type SeatedKey,
  sweep,
  takeSeat,
  updateContested,
  updateOver,
  updateRenewed,
  updateWarned,
  upsertTicket,
} from "./store.ts";
import { answerOf, type LeaseAnswer } from "./token.documents.ts";

export interface CheckoutAsked {
  readonly key: string;
  readonly machine: string;
  readonly nonce: string;
  readonly attempt: string;
  readonly ttlSeconds?: number | undefined;
  readonly borrowDays?: number | undefined;
  readonly wait?: boolean | undefined;
}

export interface Waiting {
  readonly ticket: string;
  /** 1: the next one. */
  readonly position: number;
  /** Seconds. */
  readonly retryAfter: number;
}

type Told =
  | { readonly kind: "lease"; readonly answer: LeaseAnswer }
  | { readonly kind: "waiting"; readonly waiting: Waiting }
  | { readonly kind: "refused"; readonly problem: Problem; readonly isSuspect?: boolean };

/** A seat, or a place in the queue. */
export async function checkOut(context: Context, asked: CheckoutAsked): Promise<LeaseAnswer | Waiting> {
  const facts = await recogniseOpen(context, asked);
  const told = await deskOf(context.portal).inTurn(facts.keyId, () =>
    asPortal(context, (vendor) => take(siteScopeOf(vendor, facts.siteId), context, { facts, asked })),
  );
  note(context, facts, asked.machine, told);
  if (told.kind === "refused") throw told.problem;
  return told.kind === "lease" ? told.answer : told.waiting;
}

interface Taking {
  readonly facts: KeyFacts;
  readonly asked: CheckoutAsked;
}

async function take(scope: SiteScope, context: Context, { facts, asked }: Taking): Promise<Told> {
  const desk = deskOf(context.portal);
  const crowd =
    asked.wait === true
      ? null
      : await findFull(scope, { ...asked, keyId: facts.keyId }, new Date(desk.time().now));
  if (crowd !== null) return refused(noSeats(crowd));
  const key = await lockSeats(scope, facts.keyId);
  if (key?.isOpen !== true) return refused(notFound());
  desk.learn(key.seenAt);
  const { now: own, wall } = desk.time();
  const now = laterOf(own, key.seenAt);
  const question = { ...asked, keyId: key.keyId };
  const found = await sweep(scope, question, {
    now: new Date(now),
    forgottenAt: new Date(now - FORGOTTEN_MS),
  });
  const same = (await findSame(scope, question)) ?? null;
  const decided = checkoutOf({
    quantity: key.quantity,
    used: found.used,
    ahead: found.ahead,
    same,
    hasContested: found.contestedId !== null,
  });
  if (decided === "same" && same !== null) return { kind: "lease", answer: answerOf(context, key, same) };
  if (decided === "lease_contested" || decided === "lease_ended")
    return refused(new Problem(409, decided, same === null ? {} : { leaseId: same.id }));
  const unfit = unfitFor(key, asked, now);
  if (unfit !== undefined) return refused(unfit);
  if (decided === "full") return full(scope, { key, asked, found, now });
  return lend(scope, context, {
    key,
    asked,
    now,
    wall,
    replaced: decided === "replaced" ? found.contestedId : null,
  });
}

/** What no seat would help with. */
function unfitFor(key: SeatedKey, asked: CheckoutAsked, now: number): Problem | undefined {
  if (key.lock === "node-locked") return new Problem(409, "not_activated", { lock: key.lock });
  if (key.keyEnds !== null && key.keyEnds <= now)
    return new Problem(409, "license_expired", { expiresAt: iso(key.keyEnds) });
  if (termsOf(asked, key) === null)
    return new Problem(409, "borrow_not_offered", { borrowDays: key.borrowDays });
  return undefined;
}

async function full(
  scope: SiteScope,
  { key, asked, found, now }: { key: SeatedKey; asked: CheckoutAsked; found: Found; now: number },
): Promise<Told> {
  if (asked.wait !== true || found.waiting >= MOST_WAITING)
    return refused(noSeats({ ...found, quantity: key.quantity }));
  const at = new Date(now);
  const ticket = await upsertTicket(
    scope,
    { ...asked, keyId: key.keyId },
    { id: newId("ticket", at), now: at },
  );
  const position = found.ahead + 1;
  return { kind: "waiting", waiting: { ticket, position, retryAfter: retryAfterOf(position) } };
}

function noSeats({ quantity, used: inUse, waiting, nextFreeAt }: Crowd): Problem {
  return new Problem(409, "no_seats", { quantity, inUse, waiting, nextFreeAt: isoOrNull(nextFreeAt) });
}

interface Lending {
  readonly key: SeatedKey;
  readonly asked: CheckoutAsked;
  readonly now: number;
  readonly wall: number;
  readonly replaced: string | null;
}

async function lend(
  scope: SiteScope,
  context: Context,
  { key, asked, now, wall, replaced }: Lending,
): Promise<Told> {
  const terms = termsOf(asked, key);
  if (terms === null) throw new Error("lent for longer than it may be");
  const { machine, nonce, attempt } = asked;
  const issuedAt = Math.min(wall, now);
  const expiresAt = endOf(now, terms.lastsSeconds, key.keyEnds);
  const id = newId("lease", new Date(now));
  const lease: Lease = {
    id,
    machine,
    nonce,
    attempt,
    sequence: 1,
    ...terms,
    state: "live",
    issuedAt,
    expiresAt,
  };
  const fresh = { id, ...terms, issuedAt: new Date(issuedAt), expiresAt: new Date(expiresAt) };
  if (!(await takeSeat(scope, { keyId: key.keyId, machine, nonce, attempt }, fresh, replaced)))
    throw new Error("a seat was counted that is not there");
  if (terms.kind === "borrowed") await emit(scope.query, context, borrowed(key, machine, expiresAt));
  return { kind: "lease", answer: answerOf(context, key, lease) };
}

function borrowed(key: SeatedKey, machine: string, expiresAt: number) {
  const facts = { keyId: key.keyId, product: key.productName, machine, until: iso(expiresAt) };
  return { name: "license-seat.borrowed", siteId: key.siteId, facts };
}

export interface LeaseAsked extends Asked {
  readonly key: string;
  readonly leaseId: string;
}

export async function renewLease(
  context: Context,
  asked: LeaseAsked & { readonly attempt: string },
): Promise<LeaseAnswer> {
  const recognised = await recognise(context, asked);
  if (recognised.kind === "unknown") throw notFound();
  const { facts } = recognised;
  const told = await asPortal(context, (vendor) =>
    renew(siteScopeOf(vendor, facts.siteId), context, { facts, asked }),
  );
  note(context, facts, asked.machine, told);
  if (told.kind !== "lease")
    throw told.kind === "refused" ? told.problem : new Error("nobody waits for a renewal");
  return told.answer;
}

async function renew(
  scope: SiteScope,
  context: Context,
  { facts, asked }: { facts: KeyFacts; asked: LeaseAsked & { attempt: string } },
): Promise<Told> {
  const desk = deskOf(context.portal);
  const key = await findSeats(scope, facts.keyId);
  const lease = await lockLease(scope, { keyId: facts.keyId, leaseId: asked.leaseId });
  if (key === undefined || lease === undefined)
    return refused(new Problem(409, "lease_ended", { leaseId: asked.leaseId }));
  desk.learn(Math.max(key.seenAt ?? 0, givenAt(lease)));
  const { now: own, wall } = desk.time();
  const now = laterOf(own, key.seenAt, givenAt(lease));
  const decided = renewalOf(lease, asked, now);
  if (decided === "same") return { kind: "lease", answer: answerOf(context, key, lease) };
  if (decided !== "renewed") return refuse(scope, context, { key, lease, decided, asked, now });
  const issuedAt = Math.min(wall, now);
  const expiresAt = endOf(now, lease.lastsSeconds, key.keyEnds);
  const { id, sequence } = lease;
  const { attempt } = asked;
  await updateRenewed(scope, {
    id,
    sequence,
    attempt,
    issuedAt: new Date(issuedAt),
    expiresAt: new Date(expiresAt),
  });
  const renewed = { ...lease, attempt, sequence: sequence + 1, issuedAt, expiresAt };
  return { kind: "lease", answer: answerOf(context, key, renewed) };
}

/** Twice does no harm. */
export async function returnLease(context: Context, asked: LeaseAsked): Promise<void> {
  const recognised = await recognise(context, asked);
  if (recognised.kind === "unknown") throw notFound();
  if (recognised.kind === "ended") return; // its seats ended with it
  const { facts } = recognised;
  const told = await deskOf(context.portal).inTurn(facts.keyId, () =>
    asPortal(context, (vendor) => giveBack(siteScopeOf(vendor, facts.siteId), context, { facts, asked })),
  );
  if (told === null) return;
  note(context, facts, asked.machine, told);
  throw told.problem;
}

async function giveBack(
  scope: SiteScope,
  context: Context,
  { facts, asked }: { facts: KeyFacts; asked: LeaseAsked },
): Promise<(Told & { kind: "refused" }) | null> {
  const key = await lockSeats(scope, facts.keyId);
  const lease = await lockLease(scope, { keyId: facts.keyId, leaseId: asked.leaseId });
  if (key === undefined || lease === undefined) return null; // long forgotten
  const desk = deskOf(context.portal);
  const now = laterOf(desk.time().now, key.seenAt);
  const decided = returnOf(lease, asked, now);
  if (decided === "over") return null;
  if (decided !== "returned" && decided !== "expired")
    return refuse(scope, context, { key, lease, decided, asked, now });
  await updateOver(scope, { keyId: key.keyId, leaseId: lease.id }, { state: decided, now: new Date(now) });
  if (lease.kind === "borrowed") {
    const { keyId, productName: product, siteId } = key;
    await emit(scope.query, context, {
      name: "license-seat.returned",
      siteId,
      facts: { keyId, product, machine: lease.machine },
    });
  }
  return null;
}

interface Refusing {
  readonly key: SeatedKey;
  readonly lease: Lease;
  readonly decided: "wrong_machine" | "lease_contested" | "lease_ended" | "stale_sequence";
  readonly asked: LeaseAsked;
  readonly now: number;
}

/** Two programs with one lease: the history tells of a possible copy, once an hour. */
async function refuse(
  scope: SiteScope,
  context: Context,
  { key, lease, decided, asked, now }: Refusing,
): Promise<Told & { kind: "refused" }> {
  const problem = new Problem(409, decided, { leaseId: lease.id });
  if (decided === "stale_sequence") await updateContested(scope, lease.id);
  if (decided !== "stale_sequence" && decided !== "wrong_machine") return refused(problem);
  if (await updateWarned(scope, { leaseId: lease.id, now: new Date(now) })) {
    const { keyId, productName: product, siteId } = key;
    const facts = {
      keyId,
      product,
      leaseId: lease.id,
      machine: lease.machine,
      other: asked.machine,
      reason: decided,
    };
    await emit(scope.query, context, { name: "license-seat.copy-suspected", siteId, facts });
  }
  return { ...refused(problem), isSuspect: true };
}

function refused(problem: Problem): Told & { kind: "refused" } {
  return { kind: "refused", problem };
}

/** Refusals that tell nothing of sharing are not kept. */
const TELLING = ["no_seats", "wrong_machine", "stale_sequence", "lease_contested"];

function note(context: Context, facts: KeyFacts, machine: string, told: Told): void {
  const desk = deskOf(context.portal);
  const at = desk.time().now;
  const code = told.kind === "refused" ? told.problem.code : undefined;
  const refusal = code !== undefined && TELLING.includes(code) ? { refusal: code } : {};
  // A refused machine has used nothing; but a copy is a second machine.
  if (told.kind === "refused" && code !== "wrong_machine") desk.note(context, facts, { ...refusal, at });
  else desk.note(context, facts, { machine, ...refusal, at });
}
