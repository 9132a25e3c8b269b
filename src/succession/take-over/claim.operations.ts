/**
 * The first successor claims the place of a primary who no longer answers; the primary may object while it is open.
 *
 * A claim takes nothing by itself: it goes to the desk like every other take-over, with the site's own data as what is
 * stated, and needs two agents. Jobs carry it there, for a site's people do not reach the desk.
 */
import { asPortal, authorize } from "../../access/index.ts";
import { findSiteFacts, type SiteFacts } from "../../agreements/index.ts";
import { closeCareRequest, openCareRequest } from "../../care/index.ts";
import { listPeople } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { listAdministrators, listSuccessors, type SitePerson } from "../people.store.ts";
import { isUrgent } from "../rules.ts";
import { nameOf, tell, tellAsker } from "../tell.operations.ts";
import { listWarnings } from "../warnings/watch.store.ts";
import { findTakeOver, insertTakeOver, type Stated, updateObjected } from "./take-over.store.ts";

export const OPEN_CLAIM = "succession.open-claim";
export const CLOSE_CLAIM = "succession.close-claim";

export async function claimPlace(context: Context, siteId: string): Promise<{ id: string }> {
  const { now, language } = context;
  return authorize(context, "hand-over.answer", siteId, async (scope) => {
    const [first] = await listSuccessors(scope, today(context));
    if (first?.personId !== scope.personId) throw new Problem(403, "not_first_successor", { rule: "A-17" });
    const causes = (await listWarnings(scope)).map(({ cause }) => cause).filter(isUrgent);
    if (causes.length === 0) throw new Problem(409, "nothing_to_claim");
    const site = found(await findSiteFacts(scope), "site");
    const id = newId("takeover", now);
    const row = { ...statedOf(site, first, causes), id, siteId, askedBy: scope.personId, language };
    if (!(await insertTakeOver(scope, { ...row, origin: "succession", at: now })))
      throw new Problem(409, "claim_open");
    await context.portal.jobs.enqueue(scope.query, OPEN_CLAIM, [{ takeOverId: id }]);
    const administrators = await listAdministrators(scope, today(context));
    const to = administrators.filter(({ personId }) => personId !== scope.personId);
    const facts = { name: nameOf(first), origin: "succession" };
    await tell(scope, context, [{ to, template: "succession-announced", facts, about: id }]);
    await emit(scope.query, context, { name: "take-over.claimed", siteId, facts: { name: facts.name } });
    return { id };
  });
}

/** What D-21 asks for, from what is registered. The phone is that of the site. */
function statedOf(site: SiteFacts, first: SitePerson, causes: readonly string[]): Stated {
  return {
    company: site.customer.name,
    siteNumber: site.number,
    customerNumber: site.customer.number,
    country: site.country,
    contactType: "primary",
    romanizedName: nameOf(first),
    email: first.email,
    phone: site.phone ?? "",
    statement: causes.join(", "),
  };
}

/** Puts the claim on the desk. Safe to run twice, and late: what has ended is not put there. */
export async function openClaim(context: Context, takeOverId: string): Promise<void> {
  await asPortal(context, async (scope) => {
    const claim = await findTakeOver(scope, takeOverId);
    if (claim === undefined || claim.state !== "requested") return;
    const [person] = await listPeople(scope.query, [claim.askedBy]);
    const { siteId, siteNumber, country, language, askedBy } = claim;
    const requester = { requesterName: claim.romanizedName, requesterEmail: person?.email ?? null };
    const of = { siteId, siteNumber, country, language, personId: askedBy, ...requester };
    const matter = { kind: "primary-change", team: "care", subjectId: takeOverId } as const;
    await openCareRequest(scope, context, { ...matter, ...of });
  });
}

/** The primary is there after all. */
export async function objectToChange(context: Context, siteId: string, id: string): Promise<void> {
  await authorize(context, "primary.hand-over", siteId, async (scope) => {
    const ended = await updateObjected(scope, { id, at: context.now, reason: "objected" });
    if (ended === undefined) throw new Problem(409, "take_over_decided");
    await context.portal.jobs.enqueue(scope.query, CLOSE_CLAIM, [{ takeOverId: id }]);
    if (ended.origin === "succession") {
      const people = await listPeople(scope.query, [ended.askedBy]);
      const to = people.map((person) => ({ ...person, personId: person.id }));
      const facts = { name: ended.name };
      await tell(scope, context, [{ to, template: "succession-objected", facts, about: id }]);
    }
    await emit(scope.query, context, { name: "take-over.objected", siteId, facts: { name: ended.name } });
  });
}

export async function closeClaim(context: Context, takeOverId: string): Promise<void> {
  await asPortal(context, async (scope) => {
    const claim = await findTakeOver(scope, takeOverId);
    if (claim?.state !== "rejected") return;
    const matter = { kind: "primary-change", subjectId: takeOverId } as const;
    await closeCareRequest(scope, context, { ...matter, outcome: "objected" });
    if (claim.origin === "form")
      await tellAsker(scope, context, { ...claim, outcome: "rejected", reason: null });
  });
}
