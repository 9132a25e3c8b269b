/**
 * Registering an ID: asked for on a page, confirmed by a mail, active from then on. Source: DOMAIN §3.2, BR-01…06.
 *
 * The answer to a request never depends on whether the address has an ID: every request does the same work and leaves
 * a row; a job, after the answer, decides which mail goes out. Source: BAR 14.
 */
import { z } from "zod";
import type { Config } from "../../platform/config.ts";
import type { Context } from "../../platform/context.ts";
import { type Query, transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { hashSlowly } from "../../platform/hashing.ts";
import { parsed } from "../../platform/http/errors.ts";
import { spend } from "../../platform/http/limits.ts";
import { newId } from "../../platform/id.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import { hashOf, isMailToken, newMailToken } from "../../platform/tokens.ts";
import { faultOfPassword, wordsOf } from "../passwords/rules.ts";
import { faultOfName, faultOfRomanizedName, isCountry, textField, tidyName } from "./rules.ts";
import {
  deleteRegistrations,
  findPerson,
  findRegistration,
  insertPerson,
  insertRegistration,
  lockUnansweredRegistration,
  takeRegistration,
  updateRegistrationToken,
} from "./store.ts";

export const ANSWER_REGISTRATION = "registration.answer";

const CONFIRMATION = "confirmation";
const CONFIRM_WITHIN_HOURS = 24;
const HOUR = 3_600_000;
const PER_ADDRESS = { most: 100, seconds: 3600 } as const;
const PER_MAILBOX = { most: 20, seconds: 3600 } as const;

/** A security question is asked for under the `seed` profile only; else it is an unknown field. */
export function registrationBody({
  registrationProfile: profile,
  vendorName,
}: Pick<Config, "registrationProfile" | "vendorName">) {
  const name = textField((text) => faultOfName(text, profile));
  const person = {
    givenName: name,
    familyName: name,
    romanizedName: textField(faultOfRomanizedName).optional(),
    email: textField(faultOfEmail),
    password: textField((text) => faultOfPassword(text, { profile, ownWords: [] })),
    country: z.string().refine(isCountry, "country_unknown"),
    language: z.enum(LANGUAGES, "language_unknown"),
  };
  const plain = textField((text) => faultOfName(text, "standard"));
  const body = z.strictObject(profile === "seed" ? { ...person, question: plain, answer: plain } : person);
  return body.superRefine((entered, check) => {
    const texts = [entered.givenName, entered.familyName, entered.romanizedName ?? null, entered.email];
    const ownWords = wordsOf([...texts, vendorName, "carnet"]);
    const isBad = faultOfPassword(entered.password, { profile, ownWords }) === "password_too_common";
    const isNew = faultOfPassword(entered.password, { profile, ownWords: [] }) === undefined;
    if (isBad && isNew)
      check.addIssue({ code: "custom", path: ["password"], message: "password_too_common" });
  });
}

function faultOfEmail(text: string): string | undefined {
  if (text === "") return "required";
  return parseAddress(text) === undefined ? "email_malformed" : undefined;
}

/** Takes the request; whether the address has an ID already is told to its mailbox alone. */
export async function requestRegistration(context: Context, body: unknown): Promise<void> {
  const { config, jobs } = context.portal;
  const entered = parsed(registrationBody(config), body);
  const address = parseAddress(entered.email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  const { email, key } = address;
  await spend(context.db, `registration ${context.address}`, PER_ADDRESS);
  await spend(context.db, `registration ${hashOf(key).toString("base64url")}`, PER_MAILBOX);
  const [passwordHash, answerHash] = [await hashSlowly(entered.password), await hashOfAnswer(entered)];
  const id = newId("registration", context.now);
  const row = {
    id,
    email,
    emailKey: key,
    givenName: tidyName(entered.givenName),
    familyName: tidyName(entered.familyName),
    romanizedName: entered.romanizedName === undefined ? null : tidyName(entered.romanizedName),
    country: entered.country,
    language: entered.language,
    passwordHash,
    question: "question" in entered ? tidyName(entered.question) : null,
    answerHash,
    requestedAt: context.now,
    expiresAt: new Date(context.now.getTime() + CONFIRM_WITHIN_HOURS * HOUR),
  };
  await transaction(context.db, {}, async (query) => {
    await insertRegistration(query, row);
    await jobs.enqueue(query, ANSWER_REGISTRATION, [{ registrationId: id }]);
    await emit(query, context, { name: "registration.requested", facts: { email } });
  });
}

/** The mail that follows: a link to confirm, or the word that there is an ID already. Source: BR-01. */
export async function answerRegistration(context: Context, id: string): Promise<void> {
  await transaction(context.db, {}, async (query) => {
    const asked = await lockUnansweredRegistration(query, id);
    if (asked === undefined) return;
    const person = await findPerson(query, { emailKey: asked.emailKey });
    if (person !== undefined) {
      await deleteRegistrations(query, asked.emailKey);
      const { email: to, language } = person;
      const message = { to, language, template: "identity.already-registered", facts: {} };
      return queueMail(query, context, { ...message, dedupeKey: `identity.already-registered ${id}` });
    }
    await sendConfirmation(query, context, asked);
  });
}

type Asked = NonNullable<Awaited<ReturnType<typeof lockUnansweredRegistration>>>;

async function sendConfirmation(query: Query, context: Context, asked: Asked): Promise<void> {
  const token = newMailToken(context.portal.secrets, CONFIRMATION);
  await updateRegistrationToken(query, asked.id, hashOf(token));
  const { email: to, language, givenName, familyName, expiresAt } = asked;
  const facts = { givenName, familyName, token, expiresAt, hours: CONFIRM_WITHIN_HOURS };
  const dedupeKey = `identity.confirmation ${asked.id}`;
  await queueMail(query, context, { to, language, template: "identity.confirmation", facts, dedupeKey });
}

/** The address that a link would confirm: for the page that asks to press the button. */
export async function readRegistration(context: Context, token: string): Promise<string> {
  checkToken(context, token);
  const registration = await findRegistration(context.db, hashOf(token), context.now);
  if (registration === undefined) throw new Problem(410, "link_ended");
  return registration.email;
}

/** Makes the person. Of several registrations of one mailbox the first that is confirmed counts. */
export async function confirmRegistration(context: Context, token: string): Promise<{ email: string }> {
  checkToken(context, token);
  return transaction(context.db, {}, async (query) => {
    const taken = await takeRegistration(query, hashOf(token), context.now);
    if (taken === undefined) throw new Problem(410, "link_ended");
    const { requestedAt, ...entered } = taken;
    const made = { id: newId("person", context.now), registeredAt: new Date(requestedAt) };
    const id = await insertPerson(query, { ...entered, ...made, confirmedAt: context.now });
    if (id === undefined) throw new Problem(410, "link_ended");
    await deleteRegistrations(query, entered.emailKey);
    const { email, language, givenName, familyName } = entered;
    const facts = { email, givenName, familyName };
    const message = { to: email, language, template: "identity.activated", facts };
    await queueMail(query, context, { ...message, dedupeKey: `identity.activated ${id}` });
    await emit(query, context, { name: "person.registered", personId: id, facts: { email } });
    return { email };
  });
}

function checkToken({ portal }: Context, token: string): void {
  if (!isMailToken(portal.secrets, CONFIRMATION, token)) throw new Problem(400, "link_incomplete");
}

async function hashOfAnswer(entered: object): Promise<string | null> {
  if (!("answer" in entered) || typeof entered.answer !== "string") return null;
  return hashSlowly(entered.answer.trim().toLowerCase());
}
