/**
 * The SQL of sign-ins that are away at an identity provider, and of who somebody is there. Both are found by what
 * somebody proves, and belong to no site.
 */
import type { ColumnType } from "kysely";
import { sql } from "kysely";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";

type Moment = ColumnType<Instant, Date, Date>;

declare module "../../platform/database.ts" {
  interface Tables {
    externalIdentities: {
      issuer: string;
      subject: string;
      personId: string;
      linkedAt: Moment;
      lastUsedAt: ColumnType<Instant | null, Date | null, Date>;
    };
    federatedSignIns: { stateHash: Buffer; providerId: string; sealedFacts: Buffer; expiresAt: Moment };
  }
}

export interface Away {
  readonly stateHash: Buffer;
  readonly providerId: string;
  readonly sealedFacts: Buffer;
  readonly expiresAt: Date;
}

export async function insertAway(query: Query, away: Away): Promise<void> {
  await query.insertInto("federatedSignIns").values(away).execute();
}

export type Taken = Pick<Away, "providerId" | "sealedFacts">;

/** Takes it away: of two that come back with the same state, one is somebody. */
export async function takeAway(query: Query, stateHash: Buffer, now: Date): Promise<Taken | undefined> {
  return query
    .deleteFrom("federatedSignIns")
    .where("stateHash", "=", stateHash)
    .where("expiresAt", ">", sql<Instant>`${now}::timestamptz`)
    .returning(["providerId", "sealedFacts"])
    .executeTakeFirst();
}

/** The same, left where it is: for the page that asks. */
export async function findAway(query: Query, stateHash: Buffer, now: Date): Promise<Taken | undefined> {
  return query
    .selectFrom("federatedSignIns")
    .select(["providerId", "sealedFacts"])
    .where("stateHash", "=", stateHash)
    .where("expiresAt", ">", sql<Instant>`${now}::timestamptz`)
    .executeTakeFirst();
}

export async function deleteOldAway(query: Query, now: Date): Promise<void> {
  await sql`delete from federated_sign_ins where expires_at <= ${now}::timestamptz`.execute(query);
}

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** Whose identity it is; its use is noted. */
export async function findLinked(
  query: Query,
  { issuer, subject }: Identity,
  now: Date,
): Promise<string | undefined> {
  const row = await query
    .updateTable("externalIdentities")
    .set({ lastUsedAt: now })
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .returning("personId")
    .executeTakeFirst();
  return row?.personId;
}

/** False when the identity is somebody's already. */
export async function insertLink(
  query: Query,
  { issuer, subject }: Identity,
  { personId, at }: { personId: string; at: Date },
): Promise<boolean> {
  const row = await query
    .insertInto("externalIdentities")
    .values({ issuer, subject, personId, linkedAt: at, lastUsedAt: at })
    .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
    .returning("personId")
    .executeTakeFirst();
  return row !== undefined;
}
