/** What other modules ask about people, and a person's own data. */
import { z } from "zod";
import type { Context } from "../../platform/context.ts";
import { type Query, transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { hashSlowly } from "../../platform/hashing.ts";
import { parsed } from "../../platform/http/errors.ts";
import { newId } from "../../platform/id.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { isBouncing } from "../../platform/mail/queue.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { ownSession } from "../security/own.operations.ts";
import { faultOfName, faultOfRomanizedName, fullName, isCountry, textField, tidyName } from "./rules.ts";
import {
  deleteRegistrations,
  findOrInvite,
  findPerson,
  type Invited,
  insertPerson,
  listPeople,
  type PersonRow,
  updatePerson,
} from "./store.ts";

export interface Contact {
  readonly name: string;
  readonly email: string;
}

/** Names and addresses of people, in the order of the ids. */
export async function listContacts(query: Query, personIds: readonly string[]): Promise<Contact[]> {
  const people = new Map((await listPeople(query, personIds)).map((person) => [person.id, person]));
  return personIds.flatMap((id) => {
    const person = people.get(id);
    return person === undefined ? [] : [{ name: fullName(person) || person.email, email: person.email }];
  });
}

/** The id of the active person who has this mailbox. */
export async function findPersonByEmail({ db }: Context, email: string): Promise<string | undefined> {
  const address = parseAddress(email);
  return address === undefined ? undefined : (await findPerson(db, { emailKey: address.key }))?.id;
}

export interface NewPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly romanizedName?: string | null | undefined;
  readonly email: string;
  readonly password: string;
  readonly country: string;
  readonly language: PersonRow["language"];
}

/** A person whose mailbox is proved otherwise: by an invitation, or in the demo. Undefined when the mailbox has one. */
export async function registerConfirmed(context: Context, person: NewPerson): Promise<string | undefined> {
  const address = parseAddress(person.email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  const passwordHash = await hashSlowly(person.password);
  const id = newId("person", context.now);
  const row = {
    id,
    email: address.email,
    emailKey: address.key,
    givenName: tidyName(person.givenName),
    familyName: tidyName(person.familyName),
    romanizedName: person.romanizedName ?? null,
    country: person.country,
    language: person.language,
    passwordHash,
    question: null,
    answerHash: null,
    registeredAt: context.now,
    confirmedAt: context.now,
  };
  return transaction(context.db, {}, async (query) => {
    const personId = await insertPerson(query, row);
    if (personId === undefined) return undefined;
    await emit(query, context, { name: "person.registered", personId, facts: { email: address.email } });
    return personId;
  });
}

/**
 * A person whose mailbox the own company has proved: without a password. The row of an invitation becomes active.
 * Undefined when the mailbox has an ID. The caller tells the event.
 */
export async function registerByCompany(
  query: Query,
  context: Context,
  person: Omit<NewPerson, "password" | "romanizedName">,
): Promise<string | undefined> {
  const address = parseAddress(person.email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  const personId = await insertPerson(query, {
    ...person,
    id: newId("person", context.now),
    email: address.email,
    emailKey: address.key,
    romanizedName: null,
    passwordHash: null,
    question: null,
    answerHash: null,
    registeredAt: context.now,
    confirmedAt: context.now,
  });
  if (personId !== undefined) await deleteRegistrations(query, address.key);
  return personId;
}

/** The person of this address, or a row that waits until somebody registers it. Undefined for one who is disabled. */
export async function invitePerson(
  query: Query,
  context: Context,
  { email, country, language }: { email: string; country: string; language: PersonRow["language"] },
): Promise<(Invited & { email: string }) | undefined> {
  const address = parseAddress(email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  const id = newId("person", context.now);
  const row = { id, email: address.email, emailKey: address.key, country, language, at: context.now };
  const invited = await findOrInvite(query, row);
  return invited && { ...invited, email: address.email };
}

/** Who is signed in, or 401. */
export function signedIn({ actor }: Context): string {
  if (actor.kind !== "person") throw new Problem(401, "sign_in_required");
  return actor.personId;
}

export async function readPerson(context: Context): Promise<PersonRow> {
  return found(await findPerson(context.db, { id: signedIn(context) }), "person");
}

/** Whether mail to this person is refused. */
export async function hasBouncingMail({ db }: Context, email: string): Promise<boolean> {
  return isBouncing(db, email);
}

/** What a person may change. The address is named only to say why not. */
const changeBody = (profile: "standard" | "seed") =>
  z.strictObject({
    givenName: textField((text) => faultOfName(text, profile)).optional(),
    familyName: textField((text) => faultOfName(text, profile)).optional(),
    romanizedName: textField(faultOfRomanizedName).nullable().optional(),
    country: z.string().refine(isCountry, "country_unknown").optional(),
    language: z.enum(LANGUAGES, "language_unknown").optional(),
    email: z.unknown().optional(),
  });

/** Changes a person's own data. The ID is never changed: a new one is made instead. Source: BR-02. */
export async function changePerson(context: Context, body: unknown): Promise<PersonRow> {
  const { personId } = ownSession(context);
  const { email, ...given } = parsed(changeBody(context.portal.config.registrationProfile), body);
  if (email !== undefined) throw new Problem(409, "id_immutable", { hint: "create_a_new_id" });
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const change = Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "string" ? tidyName(value) : value]),
  );
  return transaction(context.db, {}, async (query) => {
    await updatePerson(query, personId, change);
    await emit(query, context, { name: "person.changed", personId, facts: { fields: Object.keys(change) } });
    return found(await findPerson(query, { id: personId }), "person");
  });
}
