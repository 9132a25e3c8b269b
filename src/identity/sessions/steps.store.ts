/** The SQL of sign-ins that wait for their second factor. This module alone writes them. */
import type { ColumnType } from "kysely";
import { sql } from "kysely";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";

type Moment = ColumnType<Instant, Date, Date>;

declare module "../../platform/database.ts" {
  interface Tables {
    signInSteps: { tokenHash: Buffer; personId: string; deviceId: string | null; expiresAt: Moment };
  }
}

export async function insertStep(
  query: Query,
  step: { tokenHash: Buffer; personId: string; deviceId: string | null; expiresAt: Date },
): Promise<void> {
  await query.insertInto("signInSteps").values(step).execute();
}

export async function findStep(query: Query, tokenHash: Buffer, now: Date) {
  const { rows } = await sql<{ personId: string; deviceId: string | null }>`
    select person_id, device_id from sign_in_steps
     where token_hash = ${tokenHash} and expires_at > ${now}::timestamptz`.execute(query);
  return rows[0];
}

/** Uses the step up: of two at once, one goes on. */
export async function takeSignInStep(query: Query, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    delete from sign_in_steps where token_hash = ${tokenHash} returning person_id`.execute(query);
  return rows.length > 0;
}

/** What proved a password that is no more proves nothing. */
export async function deleteSteps(query: Query, personId: string): Promise<void> {
  await query.deleteFrom("signInSteps").where("personId", "=", personId).execute();
}

export async function deleteOldSteps(query: Query, now: Date): Promise<void> {
  await sql`delete from sign_in_steps where expires_at <= ${now}::timestamptz`.execute(query);
}
