/** What waits for an answer at a site: for its first page. */
import { findKeyRole, type MemberScope } from "../../access/index.ts";
import { listRescues } from "./store.ts";

export interface OpenEmergency {
  readonly rescueId: string;
  readonly deadHost: string;
}

/** Nothing for who is in no Key Center of the site. It makes no check of its own: the caller has one for the site. */
export async function listOpenRescues(scope: MemberScope): Promise<OpenEmergency[]> {
  if ((await findKeyRole(scope.query, scope.personId, scope.siteId)) === undefined) return [];
  const open = await listRescues(scope, { after: null, limit: 20, isOpen: true });
  return open.map(({ id: rescueId, deadHost }) => ({ rescueId, deadHost: deadHost.name }));
}
