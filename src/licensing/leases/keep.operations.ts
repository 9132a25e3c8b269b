/** Seats that are held: kept, given back, or fought for by two. Each in one transaction. Source: BAR 12, cases 7, 8. */
import { asPortal, type SiteScope, siteScopeOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { Problem } from "../../platform/problem.ts";
import { deskOf } from "../desk/desk.documents.ts";
import { notFound, recognise } from "../desk/lookup.documents.ts";
import type { KeyFacts } from "../facts.data.ts";
import type { Lease } from "./lease.data.ts";
import { type Asked, endOf, givenAt, laterOf, renewalOf, returnOf } from "./lease.rules.ts";
import { lockLease, updateContested, updateOver, updateRenewed, updateWarned } from "./lease.store.ts";
import { findSeats, lockSeats, type SeatedKey } from "./store.ts";
import { answerOf, type LeaseAnswer } from "./token.documents.ts";
import { note, type Refusal, refused, type Told } from "./told.documents.ts";

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
): Promise<Refusal | null> {
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
): Promise<Refusal> {
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
