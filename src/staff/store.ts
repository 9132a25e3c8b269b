/** The SQL of API keys, of the vendor's people and of their invitations. This module alone writes them. */
import type { ColumnType } from "kysely";
import { sql } from "kysely";
import type { StaffRole, VendorScope } from "../access/index.ts";
import type { Query } from "../platform/database.ts";
import type { Instant } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";

type Moment = ColumnType<Instant, Date, Date>;

declare module "../platform/database.ts" {
  interface Tables {
    apiKeys: {
      id: string;
      name: string;
      secretHash: Buffer;
      scopes: string[];
      createdAt: Moment;
      createdBy: string;
      expiresAt: ColumnType<Instant | null, Date | null, never>;
      lastUsedAt: ColumnType<Instant | null, null, Date>;
      revokedAt: ColumnType<Instant | null, null, Date>;
    };
    staffMembers: { personId: string; role: StaffRole; invitedAt: Moment; invitedBy: string };
    staffInvitations: {
      id: string;
      tokenHash: Buffer;
      email: string;
      emailKey: string;
      role: StaffRole;
      language: Language;
      invitedAt: Moment;
      invitedBy: string;
      expiresAt: Moment;
      acceptedAt: ColumnType<Instant | null, null, Date>;
    };
  }
}

export interface NewApiKey {
  readonly id: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
}

const KEY_COLUMNS = [
  "id",
  "name",
  "scopes",
  "createdAt",
  "createdBy",
  "expiresAt",
  "lastUsedAt",
  "revokedAt",
] as const;

export async function insertApiKey({ query }: VendorScope, key: NewApiKey) {
  return query
    .insertInto("apiKeys")
    .values({ ...key, scopes: [...key.scopes], lastUsedAt: null, revokedAt: null })
    .returning(KEY_COLUMNS)
    .executeTakeFirstOrThrow();
}

/** The portal's own key: known again at each start, with the scopes of this version. A revoked one stays revoked. */
export async function keepSystemKey({ query }: VendorScope, key: NewApiKey): Promise<void> {
  await query
    .insertInto("apiKeys")
    .values({ ...key, scopes: [...key.scopes], lastUsedAt: null, revokedAt: null })
    .onConflict((conflict) =>
      conflict
        .column("secretHash")
        .doUpdateSet({ scopes: [...key.scopes] })
        .where("apiKeys.createdBy", "=", "system"),
    )
    .execute();
}

/** The newest first, from before an id. */
export async function listApiKeys(
  { query }: VendorScope,
  { before, limit }: { before: string | null; limit: number },
) {
  return query
    .selectFrom("apiKeys")
    .select(KEY_COLUMNS)
    .$if(before !== null, (page) => page.where("id", "<", before ?? ""))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** Undefined when there is no such key in force. */
export async function revokeKey(
  { query }: VendorScope,
  id: string,
  revokedAt: Date,
): Promise<string | undefined> {
  const row = await query
    .updateTable("apiKeys")
    .set({ revokedAt })
    .where("id", "=", id)
    .where("revokedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly role: StaffRole;
  readonly language: Language;
}

export async function insertInvitation(
  { query }: VendorScope,
  invitation: Invitation & { tokenHash: Buffer; invitedAt: Date; invitedBy: string; expiresAt: Date },
): Promise<void> {
  await query
    .insertInto("staffInvitations")
    .values({ ...invitation, acceptedAt: null })
    .execute();
}

/** An invitation that its token still opens. */
export async function findInvitation(
  query: Query,
  tokenHash: Buffer,
  now: Date,
): Promise<Invitation | undefined> {
  return query
    .selectFrom("staffInvitations")
    .select(["id", "email", "emailKey", "role", "language"])
    .where("tokenHash", "=", tokenHash)
    .where("acceptedAt", "is", null)
    .where("expiresAt", ">", sql<Instant>`${now}::timestamptz`)
    .executeTakeFirst();
}

/** Whether the mailbox is one of somebody who works here already. Reads `people`, which `identity` writes. */
export async function findRoleOf({ query }: VendorScope, emailKey: string): Promise<StaffRole | undefined> {
  const { rows } = await sql<{ role: StaffRole }>`
    select member.role
      from staff_members member
      join people person on person.id = member.person_id
     where person.email_key = ${emailKey}`.execute(query);
  return rows[0]?.role;
}

/** Uses the invitation up, and every older one to the same mailbox: of two at once, one gets it. */
export async function takeInvitation({ query }: VendorScope, emailKey: string, id: string, now: Date) {
  const { rows } = await sql<{ invitedBy: string }>`
    with taken as (
      update staff_invitations
         set accepted_at = ${now}
       where id = ${id}
         and accepted_at is null
      returning invited_by),
    closed as (
      update staff_invitations
         set accepted_at = ${now}
       where email_key = ${emailKey}
         and id <> ${id}
         and accepted_at is null
         and exists (select from taken))
    select invited_by from taken`.execute(query);
  return rows[0];
}

export async function insertStaffMember(
  { query }: VendorScope,
  member: { personId: string; role: StaffRole; invitedAt: Date; invitedBy: string },
): Promise<void> {
  await query
    .insertInto("staffMembers")
    .values(member)
    .onConflict((conflict) => conflict.column("personId").doNothing())
    .execute();
}
