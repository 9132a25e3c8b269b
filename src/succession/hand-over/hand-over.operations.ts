/**
 * Handing the primary contact's place over: the primary offers it, the member accepts or declines within fourteen days.
 *
 * The place changes hands in one transaction, behind the site's lock: nobody ever sees none or two. Source: A-17, BR-39.
 */
import {
  authorize,
  listSiteGrants,
  lockSite,
  type MemberScope,
  personOf,
  privilegesFor,
  type SiteScope,
  swapPrimary,
} from "../../access/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { dateOf } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { newId } from "../../platform/id.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { findMember, findPrimary, listAdministrators, lockMember, type SitePerson } from "../people.store.ts";
import { type Becomes, offerEndsAt, offersEndedBy } from "../rules.ts";
import { nameOf, tell } from "../tell.operations.ts";
import { queueLook } from "../warnings/watch.operations.ts";
import {
  endHandOver,
  expireHandOvers,
  findHandOver,
  type HandOver,
  insertHandOver,
  withdrawVoidHandOvers,
} from "./hand-over.store.ts";

const PLACES = 4;

export interface Offer {
  readonly personId: string;
  /** What the old primary becomes. */
  readonly becomes: Becomes;
}

/** The primary offers the place to a member who has an ID. One offer at a time: of two at once, one is made. */
/** Each offer is a mail to somebody. */
const OFFERS = { most: 20, seconds: 3600 } as const;

export async function offerPlace(context: Context, siteId: string, offer: Offer): Promise<HandOver> {
  const { now } = context;
  await spend(context.db, `hand-over ${personOf(context)}`, OFFERS);
  return authorize(context, "primary.hand-over", siteId, async (scope) => {
    if (offer.personId === "") throw invalid({ personId: ["required"] });
    if (offer.personId === scope.personId) throw new Problem(409, "already_primary");
    const heir = found(await findMember(scope, offer.personId, today(context)), "member");
    if (!heir.isActive) throw new Problem(409, "member_without_id", { email: heir.email });
    await checkPlace(scope, context, offer, heir);
    await expireHandOvers(scope, { endedBy: offersEndedBy(now), at: now });
    await withdrawVoidHandOvers(scope, now);
    const id = newId("handover", now);
    const row = { id, fromPerson: scope.personId, toPerson: heir.personId, fromRole: offer.becomes, at: now };
    if (!(await insertHandOver(scope, row))) throw new Problem(409, "hand_over_open");
    const primary = found(await findPrimary(scope), "member");
    const through = dateOf(offerEndsAt(now.toISOString()));
    const facts = { from: nameOf(primary), through };
    await tell(scope, context, [{ to: [heir], template: "succession-offered", facts, about: id }]);
    const told = { from: nameOf(primary), to: nameOf(heir) };
    await emit(scope.query, context, { name: "hand-over.offered", siteId, facts: told });
    return found(await findHandOver(scope, id), "hand_over");
  });
}

/** A courtesy: acceptance looks again. */
async function checkPlace(scope: SiteScope, context: Context, { becomes }: Offer, heir: SitePerson) {
  if (becomes !== "secondary" || heir.role === "secondary") return;
  const roles = ["secondary"] as const;
  const { length } = await listSiteGrants(scope, { today: today(context), roles });
  if (length >= PLACES) throw new Problem(409, "secondary_limit", { limit: PLACES });
}

/** The place changes hands. Only by whom it was offered to; 409 when somebody else is the primary by now. */
export async function acceptPlace(context: Context, siteId: string, id: string): Promise<HandOver> {
  return authorize(context, "hand-over.answer", siteId, async (scope) => {
    await lockSite(scope);
    found(await lockMember(scope, scope.personId, today(context)), "site");
    const offer = await endOwn(scope, context, { id, state: "accepted" });
    const old = await findPrimary(scope);
    const { fromPerson: from, toPerson: to, fromRole } = offer;
    const role = fromRole === "none" ? "user" : fromRole;
    const privileges = { primary: privilegesFor("primary"), from: privilegesFor(role) };
    const by = scope.personId;
    const outcome = await swapPrimary(scope, { from, to, fromRole, privileges, at: context.now, by });
    if (outcome !== "swapped") throw new Problem(409, outcome);
    await tellChanged(scope, context, { old, becomes: fromRole, about: id });
    await queueLook(scope, context);
    const heir = found(await findPrimary(scope), "member");
    const facts = { from: old === undefined ? null : nameOf(old), to: nameOf(heir) };
    await emit(scope.query, context, { name: "hand-over.accepted", siteId, facts });
    return offer;
  });
}

/** To the new primary, to the old one, and to the others who manage access. */
export async function tellChanged(
  scope: SiteScope,
  context: Context,
  of: { old: SitePerson | undefined; becomes: Becomes | "removed"; about: string },
): Promise<void> {
  const { old, becomes, about } = of;
  const heir = found(await findPrimary(scope), "member");
  const administrators = await listAdministrators(scope, today(context));
  const own = [heir.personId, old?.personId];
  const others = administrators.filter(({ personId }) => !own.includes(personId));
  const facts = { to: nameOf(heir), hasId: heir.isActive };
  const template = "succession-changed" as const;
  await tell(scope, context, [
    { to: [heir], template, facts: { ...facts, as: "new" }, about },
    { to: old === undefined ? [] : [old], template, facts: { ...facts, as: "old", becomes }, about },
    { to: others, template, facts: { ...facts, as: "other" }, about },
  ]);
}

export async function declinePlace(context: Context, siteId: string, id: string): Promise<HandOver> {
  return authorize(context, "hand-over.answer", siteId, async (scope) => {
    const offer = await endOwn(scope, context, { id, state: "declined" });
    const heir = await findMember(scope, offer.toPerson, today(context));
    const name = heir === undefined ? "" : nameOf(heir);
    const primary = await findPrimary(scope);
    const to = primary === undefined ? [] : [primary];
    const facts = { name, state: "declined" };
    await tell(scope, context, [{ to, template: "succession-offer-ended", facts, about: id }]);
    await emit(scope.query, context, { name: "hand-over.declined", siteId, facts: { to: name } });
    return offer;
  });
}

/** The primary takes the offer back. */
export async function withdrawOffer(context: Context, siteId: string, id: string): Promise<HandOver> {
  return authorize(context, "primary.hand-over", siteId, async (scope) => {
    found(await findHandOver(scope, id), "hand_over");
    const offer = await end(scope, context, { id, state: "withdrawn" });
    const heir = await findMember(scope, offer.toPerson, today(context));
    const primary = found(await findPrimary(scope), "member");
    const facts = { name: nameOf(primary), state: "withdrawn" };
    const to = heir === undefined ? [] : [heir];
    await tell(scope, context, [{ to, template: "succession-offer-ended", facts, about: id }]);
    const told = { to: heir === undefined ? null : nameOf(heir) };
    await emit(scope.query, context, { name: "hand-over.withdrawn", siteId, facts: told });
    return offer;
  });
}

type Ending = { readonly id: string; readonly state: "accepted" | "declined" | "withdrawn" };

/** Whoever is not asked learns no more than that: the offer of another is not theirs to answer. */
async function endOwn(scope: MemberScope, context: Context, ending: Ending): Promise<HandOver> {
  const { toPerson } = found(await findHandOver(scope, ending.id), "hand_over");
  if (toPerson !== scope.personId) throw new Problem(403, "hand_over_not_yours", { rule: "A-17" });
  return end(scope, context, ending);
}

/** Once an offer was accepted the primary is another: that is what a second answer is told. */
async function end(scope: SiteScope, { now }: Context, { id, state }: Ending): Promise<HandOver> {
  const ended = await endHandOver(scope, { id, state, at: now, endedBy: offersEndedBy(now) });
  if (ended !== undefined) return ended;
  const before = await findHandOver(scope, id);
  throw new Problem(409, before?.state === "accepted" ? "primary_changed" : "hand_over_ended");
}
