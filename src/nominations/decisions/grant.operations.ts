/** What an approval gives: access to the site, or the one privilege that was asked for. */
import {
  findGrant,
  holds,
  insertGrant,
  type MemberScope,
  mayHold,
  type Privileges,
  privilegesFor,
  type Role,
  updateGrant,
} from "../../access/index.ts";
import { lowered, PRIVILEGE_NAMES } from "../../members/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { Problem } from "../../platform/problem.ts";
import type { Granted } from "../notices.operations.ts";
import type { AccessRequest } from "../store.ts";

export interface Granting {
  readonly role: Exclude<Role, "primary">;
  readonly privileges: Privileges;
  /** Of these, what whoever decides chose; the rest is usual for the role. */
  readonly chosen: Partial<Privileges>;
  readonly validThrough: LocalDate | null;
}

/** Whoever throws undoes the decision with it: the request stays open. */
export async function grantAsked(
  scope: MemberScope,
  context: Context,
  request: AccessRequest,
  granting: Granting,
): Promise<Granted> {
  if (request.kind === "privilege") return raisePrivilege(scope, context, request);
  return letIn(scope, context, request.personId, granting);
}

/** A grant whose last day is over is made new; one that is in force was given in the meantime. */
async function letIn(
  scope: MemberScope,
  context: Context,
  personId: string,
  { role, validThrough, ...asked }: Granting,
): Promise<Granted> {
  refuseBeyond(scope, asked.chosen);
  const granting = { role, validThrough, privileges: lowered(asked.privileges, scope.grant) };
  const held = await findGrant(scope.query, personId, scope.siteId);
  const isOver = held !== undefined && held.validThrough !== null && held.validThrough < today(context);
  const grant = { personId, ...granting };
  const outcome = isOver
    ? await updateGrant(scope, grant)
    : await insertGrant(scope, { ...grant, grantedAt: context.now, grantedBy: scope.personId });
  if (outcome === "granted" || outcome === "changed") return granting;
  throw new Problem(409, outcome === "secondary_limit" ? "secondary_limit" : "already_member");
}

/** Nobody gives more than he holds, whoever asked for it. Source: BR-42. */
function refuseBeyond({ grant }: MemberScope, given: Partial<Privileges>): void {
  const beyond = PRIVILEGE_NAMES.find((name) => !holds(grant, name, given[name] ?? "none"));
  if (beyond === undefined) return;
  throw new Problem(403, "beyond_own_rights", { field: `privileges.${beyond}`, rule: "BR-42" });
}

/** Only this one is raised, and never lowered: what the member got in the meantime stays. */
async function raisePrivilege(
  scope: MemberScope,
  context: Context,
  { personId, privilege, needed }: AccessRequest,
): Promise<Granted> {
  const held = await findGrant(scope.query, personId, scope.siteId);
  const isOver = held?.validThrough != null && held.validThrough < today(context);
  if (held === undefined || isOver || held.role === "primary") throw new Problem(409, "requester_gone");
  if (privilege === null || needed === null || !mayHold(held.role, privilege)) {
    throw new Problem(409, "role_cannot_hold", { privilege, role: held.role });
  }
  refuseBeyond(scope, { [privilege]: needed });
  const { role, validThrough, program: _program, country: _country, ...kept } = held;
  const raised = holds(held, privilege, needed) ? {} : { [privilege]: needed };
  const privileges = privilegesFor(role, { ...kept, ...raised });
  const outcome = await updateGrant(scope, { personId, role, privileges, validThrough });
  if (outcome !== "changed") throw new Problem(409, "requester_gone");
  return { role, privileges: { [privilege]: privileges[privilege] }, validThrough };
}
