/**
 * A forgotten password by a mailed link, and a new one by the old. Source: DOMAIN §3.8, BR-24, D-24, BAR 3.
 *
 * As with registering, the answer to a request is the same whether the address has an ID; a job decides on the mail.
 */
import type { Context } from "../../platform/context.ts";
import { type Query, transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { hashSlowly } from "../../platform/hashing.ts";
import { spend } from "../../platform/http/limits.ts";
import { newId } from "../../platform/id.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { hashOf, isMailToken, newMailToken } from "../../platform/tokens.ts";
import { findPerson, type PersonRow, updatePasswordHash } from "../people/store.ts";
import { ownSession } from "../security/own.operations.ts";
import { checkPassword, lockOf } from "../sessions/check.authorize.ts";
import { deleteSteps } from "../sessions/steps.store.ts";
import { deleteLocks, deleteSessions } from "../sessions/store.ts";
import { faultOfPassword, wordsOf } from "./rules.ts";
import {
  closeResets,
  deleteReset,
  hasReset,
  insertReset,
  lockUnansweredReset,
  takeReset,
  updateResetToken,
} from "./store.ts";

export const ANSWER_RESET = "password-reset.answer";

const RESET = "password reset";
const RESET_WITHIN_HOURS = 1;
const HOUR = 3_600_000;
const PER_ADDRESS = { most: 100, seconds: 3600 } as const;
const PER_MAILBOX = { most: 20, seconds: 3600 } as const;

export async function requestReset(context: Context, email: string): Promise<void> {
  const address = parseAddress(email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  await spend(context.db, `reset ${context.address}`, PER_ADDRESS);
  await spend(context.db, `reset ${hashOf(address.key).toString("base64url")}`, PER_MAILBOX);
  const id = newId("reset", context.now);
  const expiresAt = new Date(context.now.getTime() + RESET_WITHIN_HOURS * HOUR);
  await transaction(context.db, {}, async (query) => {
    await insertReset(query, { id, emailKey: address.key, requestedAt: context.now, expiresAt });
    await context.portal.jobs.enqueue(query, ANSWER_RESET, [{ resetId: id }]);
    await emit(query, context, { name: "password-reset.requested", facts: { email: address.email } });
  });
}

/** The link goes to the address that is stored, never to the one that was typed. */
export async function answerReset(context: Context, id: string): Promise<void> {
  await transaction(context.db, {}, async (query) => {
    const asked = await lockUnansweredReset(query, id);
    if (asked === undefined) return;
    const person = await findPerson(query, { emailKey: asked.emailKey });
    if (person === undefined) return deleteReset(query, id);
    const token = newMailToken(context.portal.secrets, RESET);
    await updateResetToken(query, id, { personId: person.id, tokenHash: hashOf(token) });
    const { email: to, language } = person;
    const facts = { token, hours: RESET_WITHIN_HOURS };
    const dedupeKey = `identity.password-reset ${id}`;
    await queueMail(query, context, { to, language, template: "identity.password-reset", facts, dedupeKey });
  });
}

/** For the page that asks for the new password. */
export async function checkReset(context: Context, token: string): Promise<void> {
  checkToken(context, token);
  if (!(await hasReset(context.db, hashOf(token), context.now))) throw new Problem(410, "link_ended");
}

/** Sets a new password by a mailed token: every session ends, and what was guessed before no longer counts. */
export async function resetPassword(
  context: Context,
  { token, password }: { token: string; password: string },
): Promise<{ email: string }> {
  await checkReset(context, token); // before the slow hash
  refuseWeak(context, "password", password, null);
  const passwordHash = await hashSlowly(password);
  return transaction(context.db, {}, async (query) => {
    const personId = await takeReset(query, hashOf(token), context.now);
    if (personId === undefined) throw new Problem(410, "link_ended");
    const person = await findPerson(query, { id: personId });
    if (person === undefined) throw new Problem(410, "link_ended");
    refuseWeak(context, "password", password, person);
    await deleteLocks(query, [lockOf(context, person.emailKey, null)]);
    await replacePassword(query, context, { person, passwordHash, but: null });
    await emit(query, context, { name: "password-reset.used", personId });
    return { email: person.email };
  });
}

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The session that goes on; every other one ends. */
  readonly token: string | undefined;
}

export async function changePassword(context: Context, change: PasswordChange): Promise<void> {
  const { db } = context;
  const { personId } = ownSession(context);
  const person = found(await findPerson(db, { id: personId }), "person");
  refuseWeak(context, "newPassword", change.newPassword, person);
  const asked = { emailKey: person.emailKey, password: change.currentPassword, deviceId: null };
  if ((await checkPassword(context, asked)) !== person.id) throw new Problem(403, "current_password_refused");
  const passwordHash = await hashSlowly(change.newPassword);
  const but = change.token === undefined ? null : hashOf(change.token);
  await transaction(db, {}, async (query) => {
    await replacePassword(query, context, { person, passwordHash, but });
    await emit(query, context, { name: "password.changed", personId: person.id });
  });
}

async function replacePassword(
  query: Query,
  context: Context,
  { person, passwordHash, but }: { person: PersonRow; passwordHash: string; but: Buffer | null },
): Promise<void> {
  await updatePasswordHash(query, person.id, passwordHash);
  await deleteSessions(query, person.id, but);
  await deleteSteps(query, person.id);
  await closeResets(query, person.id, context.now);
  const { email: to, language } = person;
  const facts = { at: context.now.toISOString() };
  const dedupeKey = `identity.password-changed ${person.id} ${context.requestId}`;
  await queueMail(query, context, { to, language, template: "identity.password-changed", facts, dedupeKey });
}

function refuseWeak({ portal }: Context, field: string, password: string, person: PersonRow | null): void {
  const { registrationProfile: profile, vendorName } = portal.config;
  const own = [
    person?.givenName,
    person?.familyName,
    person?.romanizedName,
    person?.email,
    vendorName,
    "carnet",
  ];
  const fault = faultOfPassword(password, { profile, ownWords: wordsOf(own.map((text) => text ?? null)) });
  if (fault !== undefined) throw invalid({ [field]: [fault] });
}

function checkToken({ portal }: Context, token: string): void {
  if (!isMailToken(portal.secrets, RESET, token)) throw new Problem(400, "link_incomplete");
}
