/** The SQL of authenticators and recovery codes, and what second factors a person has. This module alone writes them. */
import type { ColumnType } from "kysely";
import { sql } from "kysely";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";

type Moment = ColumnType<Instant, Date, Date>;

declare module "../../platform/database.ts" {
  interface Tables {
    authenticators: {
      personId: string;
      sealedSecret: Buffer;
      state: "offered" | "active";
      /** The step of the code that was taken last: neither it nor one before it is taken again. */
      lastStep: number | null;
      addedAt: Moment;
    };
    recoveryCodes: { personId: string; codeHash: Buffer; madeAt: Moment; usedAt: Moment | null };
  }
}

export interface Factors {
  readonly hasAuthenticator: boolean;
  readonly passkeys: number;
}

/** Whether a password alone is not enough. */
export function hasFactor({ hasAuthenticator, passkeys }: Factors): boolean {
  return hasAuthenticator || passkeys > 0;
}

export async function findFactors(query: Query, personId: string): Promise<Factors> {
  const { rows } = await sql<Factors>`
    select exists (select from authenticators where person_id = ${personId} and state = 'active') as has_authenticator,
           (select count(*)::int from passkeys where person_id = ${personId}) as passkeys`.execute(query);
  return rows[0] ?? { hasAuthenticator: false, passkeys: 0 };
}

export async function findAuthenticator(query: Query, personId: string) {
  return query
    .selectFrom("authenticators")
    .select(["sealedSecret", "state", "lastStep", "addedAt"])
    .where("personId", "=", personId)
    .executeTakeFirst();
}

/** Offers a new secret in place of one that was offered; false when one is active. */
export async function offerSecret(
  query: Query,
  offer: { personId: string; sealedSecret: Buffer; addedAt: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into authenticators as mine (person_id, sealed_secret, state, added_at)
    values (${offer.personId}, ${offer.sealedSecret}, 'offered', ${offer.addedAt})
        on conflict (person_id) do update
       set sealed_secret = excluded.sealed_secret, added_at = excluded.added_at
     where mine.state = 'offered'
    returning person_id`.execute(query);
  return rows.length > 0;
}

/** The secret that was offered becomes the authenticator's, with its first code used; false when it is not the one. */
export async function activateSecret(
  query: Query,
  personId: string,
  { sealedSecret, step, at }: { sealedSecret: Buffer; step: number; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update authenticators
       set state = 'active', last_step = ${step}, added_at = ${at}
     where person_id = ${personId} and state = 'offered' and sealed_secret = ${sealedSecret}
    returning person_id`.execute(query);
  return rows.length > 0;
}

/** Uses a step up: of two codes of one step, however close, one is taken. */
export async function takeStep(query: Query, personId: string, step: number): Promise<boolean> {
  const { rows } = await sql`
    update authenticators
       set last_step = ${step}
     where person_id = ${personId} and state = 'active' and (last_step is null or last_step < ${step})
    returning person_id`.execute(query);
  return rows.length > 0;
}

/** False when there was none in use. */
export async function deleteAuthenticator(query: Query, personId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from authenticators where person_id = ${personId} and state = 'active' returning person_id`.execute(
    query,
  );
  return rows.length > 0;
}

/** New codes make the old ones worthless. */
export async function replaceRecoveryCodes(
  query: Query,
  personId: string,
  { hashes, madeAt }: { hashes: readonly Buffer[]; madeAt: Date },
): Promise<void> {
  await deleteRecoveryCodes(query, personId);
  await sql`
    insert into recovery_codes (person_id, code_hash, made_at)
    select ${personId}, hash, ${madeAt} from unnest(${hashes}::bytea[]) as hash`.execute(query);
}

export async function deleteRecoveryCodes(query: Query, personId: string): Promise<void> {
  await query.deleteFrom("recoveryCodes").where("personId", "=", personId).execute();
}

/** Uses a code up: it is taken once. */
export async function takeRecoveryCode(
  query: Query,
  personId: string,
  { codeHash, at }: { codeHash: Buffer; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update recovery_codes
       set used_at = ${at}
     where person_id = ${personId} and code_hash = ${codeHash} and used_at is null
    returning person_id`.execute(query);
  return rows.length > 0;
}

/** How many codes are left; null when none were ever made. */
export async function countRecoveryCodes(query: Query, personId: string): Promise<number | null> {
  const { rows } = await sql<{ made: number; unused: number }>`
    select count(*)::int as made, (count(*) filter (where used_at is null))::int as unused
      from recovery_codes where person_id = ${personId}`.execute(query);
  const row = rows[0];
  return row === undefined || row.made === 0 ? null : row.unused;
}
