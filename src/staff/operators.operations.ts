/** The vendor's people: invited by one of them or by the operator's key, never self-registered. */
import { asPortal, authorizeVendor, type StaffRole } from "../access/index.ts";
import { findPerson, registerConfirmed, registrationBody } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { parsed } from "../platform/http/errors.ts";
import { newId } from "../platform/id.ts";
import type { Language } from "../platform/language.ts";
import { parseAddress } from "../platform/mail/address.ts";
import { queueMail } from "../platform/mail/queue.ts";
import { invalid, Problem } from "../platform/problem.ts";
import { hashOf, isMailToken, newMailToken } from "../platform/tokens.ts";
import {
  findInvitation,
  findRoleOf,
  type Invitation,
  insertInvitation,
  insertStaffMember,
  takeInvitation,
} from "./store.ts";

const INVITATION = "invitation";
const ACCEPT_WITHIN_HOURS = 24;
const HOUR = 3_600_000;

interface Invite {
  readonly email: string;
  /** The operator's when absent. */
  readonly role?: StaffRole | undefined;
  readonly language?: Language | undefined;
}

/** Whoever has a role already keeps it: to change it, remove and invite. */
export async function inviteStaff(
  context: Context,
  { email, role = "operator", language = "en" }: Invite,
): Promise<{ email: string; role: StaffRole }> {
  const address = parseAddress(email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  const token = newMailToken(context.portal.secrets, INVITATION);
  const { now } = context;
  const id = newId("invitation", now);
  await authorizeVendor(context, "operator.invite", async (scope) => {
    const held = await findRoleOf(scope, address.key);
    if (held !== undefined) throw new Problem(409, "already_staff", { role: held });
    const expiresAt = new Date(now.getTime() + ACCEPT_WITHIN_HOURS * HOUR);
    const person = { id, email: address.email, emailKey: address.key, role, language };
    await insertInvitation(scope, {
      ...person,
      tokenHash: hashOf(token),
      invitedAt: now,
      invitedBy: byOf(context),
      expiresAt,
    });
    const facts = { token, role, hours: ACCEPT_WITHIN_HOURS };
    const message = { to: address.email, language, template: "staff.invitation", facts };
    await queueMail(scope.query, context, { ...message, dedupeKey: `staff.invitation ${id}` });
    await emit(scope.query, context, {
      name: "staff-member.invited",
      facts: { email: address.email, role },
    });
  });
  return { email: address.email, role };
}

function byOf({ actor }: Context): string {
  if (actor.kind === "person") return actor.personId;
  return actor.kind === "program" ? actor.apiKeyId : "system";
}

export interface OpenInvitation {
  readonly email: string;
  readonly role: StaffRole;
  /** Somebody with an ID only accepts; anybody else makes one. */
  readonly hasId: boolean;
}

export async function readInvitation(context: Context, token: string): Promise<OpenInvitation> {
  const { email, emailKey, role } = await openInvitation(context, token);
  return { email, role, hasId: (await findPerson(context.db, { emailKey })) !== undefined };
}

async function openInvitation(context: Context, token: string): Promise<Invitation> {
  if (!isMailToken(context.portal.secrets, INVITATION, token)) throw new Problem(400, "link_incomplete");
  const invitation = await findInvitation(context.db, hashOf(token), context.now);
  if (invitation === undefined) throw new Problem(410, "link_ended");
  return invitation;
}

/** Gives the invited person the role. The person comes first: a try that was cut off is simply made again. */
export async function acceptInvitation(
  context: Context,
  token: string,
  entered: object,
): Promise<{ email: string }> {
  const { id, email, emailKey, role } = await openInvitation(context, token);
  const personId =
    (await findPerson(context.db, { emailKey }))?.id ?? (await makePerson(context, email, entered));
  await asPortal(context, async (scope) => {
    const taken = await takeInvitation(scope, emailKey, id, context.now);
    if (taken === undefined) throw new Problem(410, "link_ended");
    await insertStaffMember(scope, { personId, role, invitedAt: context.now, invitedBy: taken.invitedBy });
    await emit(scope.query, context, { name: "staff-member.joined", personId, facts: { email, role } });
  });
  return { email };
}

/** For a person whose right is proved otherwise: the demo's people of the vendor. */
export async function makeStaffMember(context: Context, personId: string, role: StaffRole): Promise<void> {
  const member = { personId, role, invitedAt: context.now, invitedBy: byOf(context) };
  await asPortal(context, async (scope) => {
    await insertStaffMember(scope, member);
    await emit(scope.query, context, { name: "staff-member.joined", personId, facts: { role } });
  });
}

async function makePerson(context: Context, email: string, entered: object): Promise<string> {
  const { vendorName } = context.portal.config;
  const person = parsed(registrationBody({ registrationProfile: "standard", vendorName }), {
    ...entered,
    email,
  });
  const made = await registerConfirmed(context, person);
  if (made === undefined) throw new Problem(410, "link_ended");
  return made;
}
