/** What waits for an administrator of a site's Key Center: for the home of the site. */
import { findKeyRole, type SiteScope } from "../access/index.ts";
import { countWaiting } from "./decisions/store.ts";
import { countNewMembers } from "./store.ts";

export interface KeyTasks {
  /** Registrations to decide. */
  readonly waiting: number;
  /** Who came by somebody else's doing since the person last looked at the members. */
  readonly newcomers: number;
}

/** Nothing for who is no administrator. It makes no check of its own: the caller has one for the site. */
export async function countKeyTasks(scope: SiteScope, personId: string): Promise<KeyTasks> {
  const held = await findKeyRole(scope.query, personId, scope.siteId);
  if (held?.keyRole !== "administrator") return { waiting: 0, newcomers: 0 };
  return {
    waiting: await countWaiting(scope, personId),
    newcomers: await countNewMembers(scope, personId),
  };
}
