/** The SQL of who works for the vendor, in which role. With store.ts, this module alone writes `staff_members`. */
import { sql } from "kysely";
import type { StaffRole, VendorScope } from "../access/index.ts";
import type { Query } from "../platform/database.ts";
import type { Instant } from "../platform/dates.ts";
import type { Place } from "../platform/http/place.ts";

export interface StaffMember {
  readonly personId: string;
  readonly role: StaffRole;
  readonly email: string;
  readonly emailKey: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: "en" | "ja" | "ko" | "zh-TW";
  readonly joinedAt: Instant;
}

/** By address; one more than `limit`, when there are so many. Reads `people`, which `identity` writes. */
export async function listStaff(
  { query }: VendorScope,
  { after, limit }: { after: Place | null; limit: number },
): Promise<StaffMember[]> {
  const place = after === null ? sql`` : sql`where person.email_key > ${after.value}`;
  const { rows } = await sql<StaffMember>`
    select member.person_id, member.role, member.invited_at as joined_at, person.email, person.email_key,
           person.given_name, person.family_name, person.language
      from staff_members member
      join people person on person.id = member.person_id
      ${place}
     order by person.email_key
     limit ${limit + 1}`.execute(query);
  return rows;
}

/** Whoever works in one of these roles, by address: to whom something can be handed. */
export async function listAgents(
  { query }: VendorScope,
  roles: readonly StaffRole[],
): Promise<Omit<StaffMember, "emailKey" | "joinedAt">[]> {
  const { rows } = await sql<StaffMember>`
    select member.person_id, member.role, person.email, person.given_name, person.family_name, person.language
      from staff_members member
      join people person on person.id = member.person_id
     where member.role = any(${[...roles]}::text[])
     order by person.email_key
     limit 200`.execute(query);
  return rows;
}

export interface OpenInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly expiresAt: Instant;
}

/** The newest of each mailbox that can still be accepted. */
export async function listOpenInvitations({ query }: VendorScope, now: Date): Promise<OpenInvitation[]> {
  const { rows } = await sql<OpenInvitation>`
    select distinct on (email_key) id, email, role, expires_at
      from staff_invitations
     where accepted_at is null
       and expires_at > ${now}
     order by email_key, invited_at desc
     limit 100`.execute(query);
  return rows;
}

export async function findStaffMember(
  query: Query,
  personId: string,
): Promise<{ role: StaffRole; invitedAt: Instant } | undefined> {
  return query
    .selectFrom("staffMembers")
    .select(["role", "invitedAt"])
    .where("personId", "=", personId)
    .executeTakeFirst();
}

/** Operators go one after the other, so that two who remove each other at once do not leave the portal without any. */
export async function lockOperators({ query }: VendorScope): Promise<void> {
  await sql`
    select person_id from staff_members where role = 'operator' order by person_id for update`.execute(query);
}

/** The role that it was; undefined when there is no such member, or it is the last operator. */
export async function deleteStaffMember(
  { query }: VendorScope,
  personId: string,
): Promise<StaffRole | undefined> {
  const { rows } = await sql<{ role: StaffRole }>`
    delete from staff_members
     where person_id = ${personId}
       and (role <> 'operator'
            or exists (select from staff_members other
                        where other.role = 'operator' and other.person_id <> staff_members.person_id))
    returning role`.execute(query);
  return rows[0]?.role;
}

/** Whoever goes takes no open invitation along. */
export async function closeInvitations({ query }: VendorScope, emailKey: string, now: Date): Promise<void> {
  await sql`
    update staff_invitations
       set expires_at = ${now}
     where email_key = ${emailKey}
       and accepted_at is null
       and expires_at > ${now}`.execute(query);
}
