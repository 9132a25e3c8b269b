/** Carrying a confirmed take-over out: the new contact comes in, the old one leaves, everybody is told. */
import {
  insertGrant,
  lockSite,
  privilegesFor,
  type SiteScope,
  siteScopeOf,
  swapPrimary,
  updateGrant,
  type VendorScope,
} from "../../access/index.ts";
import { invitePerson } from "../../identity/index.ts";
import { releaseOnHold } from "../../nominations/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { Problem } from "../../platform/problem.ts";
import { tellChanged } from "../hand-over/hand-over.operations.ts";
import { withdrawVoidHandOvers } from "../hand-over/hand-over.store.ts";
import { findMember, findPrimary, listAdministrators, listSuccessors } from "../people.store.ts";
import { nameOf, tell, tellAsker } from "../tell.operations.ts";
import { queueLook } from "../warnings/watch.operations.ts";
import type { TakeOver } from "./take-over.store.ts";

type Confirmed = TakeOver & { readonly siteId: string };

export async function carryOut(vendor: VendorScope, context: Context, takeOver: Confirmed): Promise<void> {
  const { siteId, contactType } = takeOver;
  const scope = siteScopeOf(vendor, siteId);
  const from = contactType === "primary" ? await replacePrimary(scope, context, takeOver) : null;
  if (contactType === "secondary") await addSecondary(scope, context, takeOver);
  if (contactType === "technical") await noteTechnical(scope, context, takeOver);
  if (contactType === "primary") await releaseOnHold(vendor, context, siteId);
  await tellAsker(vendor, context, { ...takeOver, outcome: "done", reason: null });
  const facts = { from, name: takeOver.romanizedName, contactType };
  await emit(scope.query, context, { name: "take-over.confirmed", siteId, facts });
}

/** Somebody without an ID gets a row that waits for the registration; the place is taken all the same. */
async function invited({ query }: SiteScope, context: Context, takeOver: Confirmed) {
  const { email, country, language } = takeOver;
  const person = await invitePerson(query, context, { email, country, language });
  if (person === undefined) throw new Problem(409, "take_over_person_closed");
  return person;
}

/** The old primary is removed, whatever was offered is void. Pending requests are the site's: they reach the new one. */
async function replacePrimary(scope: SiteScope, context: Context, takeOver: Confirmed) {
  const { now } = context;
  if (takeOver.origin === "succession") await checkSuccessor(scope, context, takeOver);
  const { personId: to } = await invited(scope, context, takeOver);
  const old = await findPrimary(scope);
  if (old?.personId === to) throw new Problem(409, "already_primary");
  const privileges = { primary: privilegesFor("primary"), from: privilegesFor("user") };
  const from = old?.personId ?? null;
  const swap = { from, to, fromRole: "none", privileges, at: now, by: "care" } as const;
  const outcome = await swapPrimary(scope, swap);
  if (outcome !== "swapped") throw new Problem(409, outcome);
  await withdrawVoidHandOvers(scope, now);
  await tellChanged(scope, context, { old, becomes: "removed", about: takeOver.id });
  await queueLook(scope, context);
  return old === undefined ? null : nameOf(old);
}

/** A claim is as good as the place in the order that it rests on: whoever was taken out of it has none. */
async function checkSuccessor(scope: SiteScope, context: Context, { askedBy }: Confirmed): Promise<void> {
  await lockSite(scope);
  const [first] = await listSuccessors(scope, today(context));
  if (first?.personId !== askedBy) throw new Problem(403, "not_first_successor", { rule: "A-17" });
}

async function addSecondary(scope: SiteScope, context: Context, takeOver: Confirmed): Promise<void> {
  const { personId, hasId } = await invited(scope, context, takeOver);
  const grant = { personId, role: "secondary", privileges: privilegesFor("secondary") } as const;
  const given = { ...grant, validThrough: null, grantedAt: context.now, grantedBy: "care" };
  const outcome = await insertGrant(scope, given);
  const raised = outcome === "already_member" ? await updateGrant(scope, given) : outcome;
  if (raised === "secondary_limit") throw new Problem(409, "secondary_limit");
  if (raised === "absent") throw new Problem(409, "already_primary");
  const member = await findMember(scope, personId, today(context));
  const to = member === undefined ? [] : [member];
  const about = takeOver.id;
  await tell(scope, context, [{ to, template: "succession-added", facts: { hasId }, about }]);
  await queueLook(scope, context);
}

/** A key contact needs an address: the site's own people enter it. */
async function noteTechnical(scope: SiteScope, context: Context, takeOver: Confirmed): Promise<void> {
  const { romanizedName: name, email, phone, id: about } = takeOver;
  const to = await listAdministrators(scope, today(context));
  const facts = { name, email, phone };
  await tell(scope, context, [{ to, template: "succession-technical", facts, about }]);
}
