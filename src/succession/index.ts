import type { SiteScope } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Cause } from "./rules.ts";
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
