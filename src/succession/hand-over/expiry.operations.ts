/** Offers that nobody answered: they end after fourteen days, and both sides are told. */
import { asPortal, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { listPeople } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { findMember } from "../people.store.ts";
import { offersEndedBy } from "../rules.ts";
import { nameOf, tell } from "../tell.operations.ts";
import { expireHandOvers, type HandOver } from "./hand-over.store.ts";

export async function expireOffers(context: Context): Promise<void> {
  const { now } = context;
  await asPortal(context, async (scope) => {
    const expired = await expireHandOvers(scope, { endedBy: offersEndedBy(now), at: now });
    for (const offer of expired) await tellExpired(scope, context, offer);
  });
}

async function tellExpired(vendor: VendorScope, context: Context, offer: HandOver): Promise<void> {
  const scope = siteScopeOf(vendor, offer.siteId);
  const people = await listPeople(scope.query, [offer.fromPerson, offer.toPerson]);
  const to = people.map((person) => ({ ...person, personId: person.id }));
  const heir = await findMember(scope, offer.toPerson, today(context));
  const facts = { name: heir === undefined ? "" : nameOf(heir), state: "expired" };
  await tell(scope, context, [{ to, template: "succession-offer-ended", facts, about: offer.id }]);
  const told = { to: facts.name };
  await emit(scope.query, context, { name: "hand-over.expired", siteId: offer.siteId, facts: told });
}
