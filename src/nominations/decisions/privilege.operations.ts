/** A member who is refused something asks those who can grant it. Source: the refusal's "ask", BR-44. */
import {
  authorize,
  decideAccess,
  holds,
  mayHold,
  PERMISSIONS,
  type Permission,
  type Privilege,
  personOf,
} from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { spend } from "../../platform/http/limits.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { keepRequest } from "../requests/operations.ts";
import { type AccessRequest, lockAsker } from "../store.ts";

const LIMIT = { most: 40, seconds: 3600 };

export interface PrivilegeAsked {
  readonly permission: Permission;
  readonly message?: string | undefined;
}

/** The privilege that a verb needs, and its least value; null when no privilege leads to it. */
function privilegeFor(permission: Permission): readonly [Privilege, string] | null {
  return PERMISSIONS[permission].privilege;
}

export async function askForPrivilege(
  context: Context,
  siteId: string,
  { permission, message }: PrivilegeAsked,
): Promise<AccessRequest> {
  await spend(context.db, `access-request ${personOf(context)}`, LIMIT);
  const asked = privilegeFor(permission);
  return authorize(context, "privilege.ask", siteId, async (scope) => {
    const { personId, program, grant } = scope;
    if (asked === null) throw new Problem(409, "nothing_to_ask", { permission });
    const access = decideAccess({ grant, program, permission, today: today(context) });
    if (access.kind === "refused" && access.reason === "program_not_eligible") {
      throw new Problem(403, "program_not_eligible", {
        permission,
        program,
        service: access.service,
        rule: "BR-55",
      });
    }
    const [privilege, needed] = asked;
    if (holds(grant, privilege, needed)) throw new Problem(409, "privilege_held", { privilege, needed });
    if (!mayHold(grant.role, privilege)) {
      throw new Problem(409, "role_cannot_hold", { privilege, needed, role: grant.role });
    }
    await lockAsker(scope, personId);
    const site = found(await findSiteFacts(scope), "site");
    return keepRequest(scope, context, {
      id: newId("request", context.now),
      kind: "privilege",
      siteNumber: site.number,
      siteId,
      personId,
      isPrimaryContact: false,
      privilege,
      needed,
      company: null,
      department: null,
      phone: null,
      message: message ?? null,
      state: "contact_review",
      askedAt: context.now,
    });
  });
}
