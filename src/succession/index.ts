import type { MemberScope, SiteScope } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import { findOpenHandOver } from "./hand-over/hand-over.store.ts";
import { type Cause, offersEndedBy } from "./rules.ts";
import { listWarnings } from "./warnings/watch.store.ts";

export type { Cause } from "./rules.ts";
export { takeOverDecider } from "./take-over/take-over.operations.ts";
export { unattendedSiteDecider } from "./warnings/unattended.operations.ts";

/** What endangers a site now, the gravest first: for the tasks of those who manage access. */
export async function listSiteWarnings(
  scope: SiteScope,
): Promise<{ readonly cause: Cause; readonly since: LocalDate }[]> {
  const warnings = await listWarnings(scope);
  return warnings.map(({ cause, since }) => ({ cause, since }));
}

/** Whether the primary contact's place is on offer to the reader: for the reader's own tasks. */
export async function isOfferedTo(scope: MemberScope, now: Date): Promise<boolean> {
  const offer = await findOpenHandOver(scope, offersEndedBy(now));
  return offer?.toPerson === scope.personId;
}
