/** Seats of floating keys are taken, or waited for. Each in one transaction. Source: issue 5, point 7; BAR 6, 12. */
import { asPortal, type SiteScope, siteScopeOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { Problem } from "../../platform/problem.ts";
import { deskOf } from "../desk/desk.documents.ts";
import { notFound, recogniseOpen } from "../desk/lookup.documents.ts";
import type { KeyFacts } from "../facts.data.ts";
import { iso, isoOrNull } from "../time.rules.ts";
import { inLine } from "./crowd.documents.ts";
import type { Lease } from "./lease.data.ts";
import {
  checkoutOf,
  endOf,
  FORGOTTEN_MS,
  laterOf,
  MOST_WAITING,
  retryAfterOf,
  termsOf,
} from "./lease.rules.ts";
import {
  type Crowd,
  type Found,
  findSame,
  lockSeats,
  type SeatedKey,
  sweep,
  takeSeat,
  upsertTicket,
} from "./store.ts";
import { answerOf, type LeaseAnswer } from "./token.documents.ts";
import { note, refused, type Told, type Waiting } from "./told.documents.ts";

export interface CheckoutAsked {
  readonly key: string;
  readonly machine: string;
  readonly nonce: string;
  readonly attempt: string;
  readonly ttlSeconds?: number | undefined;
  readonly borrowDays?: number | undefined;
  readonly wait?: boolean | undefined;
}

/** A seat, or a place in the queue. */
export async function checkOut(context: Context, asked: CheckoutAsked): Promise<LeaseAnswer | Waiting> {
  const facts = await recogniseOpen(context, asked);
  const told = await toldOf(context, { facts, asked });
  note(context, facts, asked.machine, told);
  if (told.kind === "refused") throw told.problem;
  return told.kind === "lease" ? told.answer : told.waiting;
}

interface Taking {
  readonly facts: KeyFacts;
  readonly asked: CheckoutAsked;
}

/** Who would wait for a seat is never refused by a look. */
async function toldOf(context: Context, taking: Taking): Promise<Told> {
  const { facts, asked } = taking;
  const takes = () => asPortal(context, (vendor) => take(siteScopeOf(vendor, facts.siteId), context, taking));
  if (asked.wait === true) return deskOf(context.portal).inTurn(facts.keyId, takes);
  const got = await inLine(context, taking, async () => {
    const told = await takes();
    return { got: told, hasSeat: told.kind === "lease" };
  });
  return "kind" in got ? got : refused(noSeats(got));
}

async function take(scope: SiteScope, context: Context, { facts, asked }: Taking): Promise<Told> {
  const desk = deskOf(context.portal);
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
