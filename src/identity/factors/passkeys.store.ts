/** The SQL of passkeys and of the challenges they answer. This module alone writes both. */
import type { ColumnType } from "kysely";
import { sql } from "kysely";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";

type Moment = ColumnType<Instant, Date, Date>;

/** What a challenge may be answered for. */
export type Purpose = "add" | "sign-in" | "prove";

declare module "../../platform/database.ts" {
  interface Tables {
    passkeys: {
      id: string;
      personId: string;
      credentialId: string;
      publicKey: Buffer;
      counter: number;
      transports: string[];
      name: string;
      isSynced: boolean;
      addedAt: Moment;
      lastUsedAt: Moment | null;
    };
    passkeyChallenges: {
      challengeHash: Buffer;
      purpose: Purpose;
      personId: string | null;
      expiresAt: Moment;
    };
  }
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly isSynced: boolean;
  readonly addedAt: Instant;
  readonly lastUsedAt: Instant | null;
}

export async function listPasskeys(query: Query, personId: string): Promise<Passkey[]> {
  return query
    .selectFrom("passkeys")
    .select(["id", "name", "isSynced", "addedAt", "lastUsedAt"])
    .where("personId", "=", personId)
    .orderBy("addedAt")
    .orderBy("id")
    .execute();
}

/** What a browser is told, so that one authenticator is not added twice, or only mine are asked for. */
export async function listCredentials(query: Query, personId: string) {
  const rows = await query
    .selectFrom("passkeys")
    .select(["credentialId", "transports"])
    .where("personId", "=", personId)
    .orderBy("id")
    .execute();
  return rows.map(({ credentialId, transports }) => ({ id: credentialId, transports }));
}

export interface HeldCredential {
  readonly id: string;
  readonly personId: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
}

export async function findCredential(
  query: Query,
  credentialId: string,
): Promise<HeldCredential | undefined> {
  return query
    .selectFrom("passkeys")
    .select(["id", "personId", "credentialId", "publicKey", "counter", "transports"])
    .where("credentialId", "=", credentialId)
    .executeTakeFirst();
}

export interface NewPasskey {
  readonly id: string;
  readonly personId: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
  readonly name: string;
  readonly isSynced: boolean;
  readonly addedAt: Date;
}

/** False when the credential is known already, whosever it is. */
export async function insertPasskey(query: Query, passkey: NewPasskey): Promise<boolean> {
  const row = await query
    .insertInto("passkeys")
    .values({ ...passkey, lastUsedAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes the use. A counter that does not grow is a copy's; one that is always zero counts nothing. */
export async function useCredential(
  query: Query,
  id: string,
  { counter, at }: { counter: number; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update passkeys
       set counter = ${counter}, last_used_at = ${at}
     where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter} = 0))
    returning id`.execute(query);
  return rows.length > 0;
}

/** Its name; undefined when the person has no such passkey. */
export async function deletePasskey(query: Query, personId: string, id: string): Promise<string | undefined> {
  const row = await query
    .deleteFrom("passkeys")
    .where("personId", "=", personId)
    .where("id", "=", id)
    .returning("name")
    .executeTakeFirst();
  return row?.name;
}

export async function insertChallenge(
  query: Query,
  challenge: { challengeHash: Buffer; purpose: Purpose; personId: string | null; expiresAt: Date },
): Promise<void> {
  await query.insertInto("passkeyChallenges").values(challenge).execute();
}

/** Uses the challenge up, for this purpose and this person; false when there is no such. */
export async function takeChallenge(
  query: Query,
  asked: { challengeHash: Buffer; purpose: Purpose; personId: string | null; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    delete from passkey_challenges
     where challenge_hash = ${asked.challengeHash}
       and purpose = ${asked.purpose}
       and person_id is not distinct from ${asked.personId}
       and expires_at > ${asked.now}::timestamptz
    returning challenge_hash`.execute(query);
  return rows.length > 0;
}

export async function deleteOldChallenges(query: Query, now: Date): Promise<void> {
  await sql`delete from passkey_challenges where expires_at <= ${now}::timestamptz`.execute(query);
}
