/** The order in which members are asked when the primary contact no longer answers. The primary sets it. */
import { authorize, lockSite } from "../../access/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { findMember, listSuccessors, type SitePerson } from "../people.store.ts";
import { nameOf } from "../tell.operations.ts";
import { listWarnings, type Warning } from "../warnings/watch.store.ts";
import { replaceSuccessors } from "./successors.store.ts";

/** Members with an ID who are not the primary, each once, the first to be asked first. */
export async function nameSuccessors(
  context: Context,
  siteId: string,
  personIds: readonly string[],
): Promise<SitePerson[]> {
  return authorize(context, "succession.update", siteId, async (scope) => {
    if (new Set(personIds).size < personIds.length) throw invalid({ personIds: ["named_twice"] });
    await lockSite(scope);
    const named: SitePerson[] = [];
    for (const personId of personIds) {
      const member = found(await findMember(scope, personId, today(context)), "member");
      if (member.role === "primary") throw new Problem(409, "already_primary");
      if (!member.isActive) throw new Problem(409, "member_without_id", { email: member.email });
      named.push(member);
    }
    await replaceSuccessors(scope, personIds);
    const facts = { successors: named.map(nameOf) };
    const name = named.length === 0 ? "succession.cleared" : "succession.updated";
    await emit(scope.query, context, { name, siteId, facts });
    return named;
  });
}

export interface Succession {
  readonly successors: readonly SitePerson[];
  readonly warnings: readonly Warning[];
}

export async function readSuccession(context: Context, siteId: string): Promise<Succession> {
  return authorize(context, "succession.read", siteId, async (scope) => ({
    successors: await listSuccessors(scope, today(context)),
    warnings: await listWarnings(scope),
  }));
}
