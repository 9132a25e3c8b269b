/** The SQL of password resets. This module alone writes them. */
import type { ColumnType } from "kysely";
import { sql } from "kysely";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";

type Moment = ColumnType<Instant, Date, Date>;

declare module "../../platform/database.ts" {
  interface Tables {
    passwordResets: {
      id: string;
      emailKey: string;
      personId: string | null;
      tokenHash: Buffer | null;
      requestedAt: Moment;
      expiresAt: Moment;
      usedAt: Moment | null;
    };
  }
}

export async function insertReset(
  query: Query,
  reset: { id: string; emailKey: string; requestedAt: Date; expiresAt: Date },
): Promise<void> {
  await query
    .insertInto("passwordResets")
    .values({ ...reset, personId: null, tokenHash: null, usedAt: null })
    .execute();
}

/** A reset that no mail answered yet, locked against a second run of its job. */
export async function lockUnansweredReset(query: Query, id: string) {
  return query
    .selectFrom("passwordResets")
    .select(["id", "emailKey"])
    .where("id", "=", id)
    .where("tokenHash", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateResetToken(
  query: Query,
  id: string,
  answer: { personId: string; tokenHash: Buffer },
): Promise<void> {
  await query.updateTable("passwordResets").set(answer).where("id", "=", id).execute();
}

export async function deleteReset(query: Query, id: string): Promise<void> {
  await query.deleteFrom("passwordResets").where("id", "=", id).execute();
}

/** Whether the token would be taken: for the page that asks for the new password. */
export async function hasReset(query: Query, tokenHash: Buffer, now: Date): Promise<boolean> {
  const row = await query
    .selectFrom("passwordResets")
    .select("id")
    .where("tokenHash", "=", tokenHash)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", sql<Instant>`${now}::timestamptz`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses the token up: of two at once, one gets the person. */
export async function takeReset(query: Query, tokenHash: Buffer, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ personId: string }>`
    update password_resets
       set used_at = ${now}
     where token_hash = ${tokenHash}
       and used_at is null
       and expires_at > ${now}::timestamptz
    returning person_id`.execute(query);
  return rows[0]?.personId;
}

/** A new password makes every link for the old one worthless. */
export async function closeResets(query: Query, personId: string, now: Date): Promise<void> {
  await sql`
    update password_resets set used_at = ${now} where person_id = ${personId} and used_at is null`.execute(
    query,
  );
}

export async function deleteOldResets(query: Query, now: Date): Promise<void> {
  await sql`delete from password_resets where expires_at <= ${now}::timestamptz`.execute(query);
}
