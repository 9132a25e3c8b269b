/** The SQL of people and of registrations not yet confirmed. This module alone writes both. */
import type { ColumnType, Insertable } from "kysely";
import { sql } from "kysely";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";

type Moment = ColumnType<Instant, Date, Date>;

/** What a registration and a person both are. */
interface Entered {
  readonly email: string;
  readonly emailKey: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly romanizedName: string | null;
  readonly country: string;
  readonly language: Language;
  /** Null for somebody who signs in by a passkey or by a company's identity provider alone. */
  readonly passwordHash: string | null;
  readonly question: string | null;
  readonly answerHash: string | null;
}

declare module "../../platform/database.ts" {
  interface Tables {
    people: Entered & {
      id: string;
      /** Invited: a site gave access to an address that has no ID yet. */
      state: "invited" | "active" | "disabled";
      registeredAt: Moment;
      confirmedAt: Moment | null;
    };
    registrations: Entered & { id: string; tokenHash: Buffer | null; requestedAt: Moment; expiresAt: Moment };
  }
}

export interface PersonRow extends Omit<Entered, "passwordHash" | "question" | "answerHash"> {
  readonly id: string;
}

const NAMES = [
  "email",
  "emailKey",
  "givenName",
  "familyName",
  "romanizedName",
  "country",
  "language",
] as const;
const ENTERED = [...NAMES, "passwordHash", "question", "answerHash"] as const;

/** An active person, by id or by the key of the address. */
export async function findPerson(
  query: Query,
  by: { readonly id: string } | { readonly emailKey: string },
): Promise<PersonRow | undefined> {
  return query
    .selectFrom("people")
    .select(["id", ...NAMES])
    .where((row) => ("id" in by ? row("id", "=", by.id) : row("emailKey", "=", by.emailKey)))
    .where("state", "=", "active")
    .executeTakeFirst();
}

/** Also of people that are disabled: their names stay in histories. */
export async function listPeople(query: Query, ids: readonly string[]): Promise<PersonRow[]> {
  if (ids.length === 0) return [];
  return query
    .selectFrom("people")
    .select(["id", ...NAMES])
    .where("id", "in", ids)
    .orderBy("id")
    .execute();
}

/** Those of them whose ID is in use: to whom something may be sent. */
export async function listActivePeople(query: Query, ids: readonly string[]): Promise<PersonRow[]> {
  return query
    .selectFrom("people")
    .select(["id", ...NAMES])
    .where("id", "=", sql<string>`any(${[...ids]}::text[])`)
    .where("state", "=", "active")
    .execute();
}

/** What an active person's password is compared with. */
export async function findPasswordHash(query: Query, emailKey: string) {
  return query
    .selectFrom("people")
    .select(["id", "email", "language", "passwordHash"])
    .where("emailKey", "=", emailKey)
    .where("state", "=", "active")
    .executeTakeFirst();
}

export async function updatePasswordHash(
  query: Query,
  personId: string,
  passwordHash: string,
): Promise<void> {
  await query.updateTable("people").set({ passwordHash }).where("id", "=", personId).execute();
}

/** The person's id: that of the row which an invitation made, if there was one. Undefined when the mailbox has an ID. */
export async function insertPerson(
  query: Query,
  person: Entered & { id: string; registeredAt: Date; confirmedAt: Date },
): Promise<string | undefined> {
  const { id: _, ...entered } = person;
  const inserted = await query
    .insertInto("people")
    .values({ ...person, state: "active" })
    .onConflict((conflict) =>
      conflict
        .column("emailKey")
        .doUpdateSet({ ...entered, state: "active" })
        .where("people.state", "=", "invited"),
    )
    .returning("id")
    .executeTakeFirst();
  return inserted?.id;
}

export interface Invited {
  readonly personId: string;
  /** False: the address has no ID yet. */
  readonly hasId: boolean;
  readonly language: Language;
}

/** Whoever has this mailbox, or a row that waits for its registration. Undefined for somebody who is disabled. */
export async function findOrInvite(
  query: Query,
  invited: { id: string; email: string; emailKey: string; country: string; language: Language; at: Date },
): Promise<Invited | undefined> {
  const { rows } = await sql<Invited & { state: string }>`
    insert into people (id, email, email_key, given_name, family_name, country, language, state, registered_at)
    values (${invited.id}, ${invited.email}, ${invited.emailKey}, '', '', ${invited.country}, ${invited.language},
            'invited', ${invited.at})
        on conflict (email_key) do update set email_key = excluded.email_key
    returning id as person_id, language, state, state = 'active' as has_id`.execute(query);
  const [row] = rows;
  return row === undefined || row.state === "disabled" ? undefined : row;
}

export type PersonChange = Partial<
  Pick<Entered, "givenName" | "familyName" | "romanizedName" | "country" | "language">
>;

export async function updatePerson(query: Query, personId: string, change: PersonChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await query.updateTable("people").set(change).where("id", "=", personId).execute();
}

export async function insertRegistration(
  query: Query,
  registration: Insertable<Entered & { id: string; requestedAt: Moment; expiresAt: Moment }>,
): Promise<void> {
  await query
    .insertInto("registrations")
    .values({ ...registration, tokenHash: null })
    .execute();
}

/** A registration that no mail answered yet, locked against a second run of its job. */
export async function lockUnansweredRegistration(query: Query, id: string) {
  return query
    .selectFrom("registrations")
    .select(["id", "email", "emailKey", "givenName", "familyName", "language", "expiresAt"])
    .where("id", "=", id)
    .where("tokenHash", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateRegistrationToken(query: Query, id: string, tokenHash: Buffer): Promise<void> {
  await query.updateTable("registrations").set({ tokenHash }).where("id", "=", id).execute();
}

/** A registration that its token still confirms. */
export async function findRegistration(query: Query, tokenHash: Buffer, now: Date) {
  return query
    .selectFrom("registrations")
    .select(["id", "email"])
    .where("tokenHash", "=", tokenHash)
    .where("expiresAt", ">", sql<Instant>`${now}::timestamptz`)
    .executeTakeFirst();
}

/** Takes the registration away with its token: of two that confirm at once, one gets it. */
export async function takeRegistration(query: Query, tokenHash: Buffer, now: Date) {
  return query
    .deleteFrom("registrations")
    .where("tokenHash", "=", tokenHash)
    .where("expiresAt", ">", sql<Instant>`${now}::timestamptz`)
    .returning([...ENTERED, "requestedAt"])
    .executeTakeFirst();
}

export async function deleteRegistrations(query: Query, emailKey: string): Promise<void> {
  await query.deleteFrom("registrations").where("emailKey", "=", emailKey).execute();
}

export async function deleteOldRegistrations(query: Query, now: Date): Promise<void> {
  await sql`delete from registrations where expires_at <= ${now}`.execute(query);
}
