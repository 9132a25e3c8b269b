/** Who works for the vendor: the list, and leaving. Coming in is by invitation: operators.operations.ts. */
import { authorizeVendor, type StaffRole } from "../access/index.ts";
import { deleteSessions, findPerson, fullName } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { type Listed, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import { found, Problem } from "../platform/problem.ts";
import {
  closeInvitations,
  deleteStaffMember,
  findStaffMember,
  listOpenInvitations,
  listStaff,
  lockOperators,
  type OpenInvitation,
  type StaffMember,
} from "./members.store.ts";

export interface StaffLine {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly joinedAt: string;
}

export interface Staff extends Listed<StaffLine> {
  /** Those who have not accepted yet, with the first page. */
  readonly invited: readonly OpenInvitation[];
}

export async function readStaff(
  context: Context,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Staff> {
  const { secrets } = context.portal;
  const place = readPlace(secrets, "staff", after);
  return authorizeVendor(context, "operator.invite", async (scope) => {
    const rows = await listStaff(scope, { after: place, limit });
    const { items, end } = pageOf(rows, limit, ({ emailKey, personId }) => ({
      value: emailKey,
      id: personId,
    }));
    const invited = place === null ? await listOpenInvitations(scope, context.now) : [];
    return {
      items: items.map(lineOf),
      next: end === null ? null : writePlace(secrets, "staff", end),
      limit,
      invited,
    };
  });
}

function lineOf({ personId, email, role, joinedAt, ...person }: StaffMember): StaffLine {
  return { personId, name: fullName(person) || email, email, role, joinedAt };
}

export async function readStaffMember(context: Context, personId: string): Promise<StaffLine> {
  return authorizeVendor(context, "operator.invite", async (scope) => {
    const { role, invitedAt } = found(await findStaffMember(scope.query, personId), "staff_member");
    const person = found(await findPerson(scope.query, { id: personId }), "staff_member");
    return {
      personId,
      name: fullName(person) || person.email,
      email: person.email,
      role,
      joinedAt: invitedAt,
    };
  });
}

/** Felt by the next request: the role is gone, and every session with it. The last operator stays. */
export async function removeStaffMember(context: Context, personId: string): Promise<void> {
  await authorizeVendor(context, "operator.invite", async (scope) => {
    await lockOperators(scope);
    const member = found(await findStaffMember(scope.query, personId), "staff_member");
    const role = await deleteStaffMember(scope, personId);
    if (role === undefined) throw new Problem(409, "last_operator", { role: member.role });
    const person = await findPerson(scope.query, { id: personId });
    if (person !== undefined) await closeInvitations(scope, person.emailKey, context.now);
    await deleteSessions(scope.query, personId, null);
    const facts = { personId, role, email: person?.email };
    await emit(scope.query, context, { name: "staff-member.removed", facts });
  });
}
