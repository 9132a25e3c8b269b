/** Signing in and out. A session is a random token that the browser alone has; only its hash is stored. */
import { timingSafeEqual } from "node:crypto";
import type { Context } from "../../platform/context.ts";
import { type Query, transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { newCode, newId, newSecret } from "../../platform/id.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import { hashOf } from "../../platform/tokens.ts";
import type { Factors } from "../factors/store.ts";
import { findPerson } from "../people/store.ts";
import { agentWords } from "../security/agents.rules.ts";
import { tellOwner } from "../security/mails.ts";
import { checkSignIn, lockOf, tryOnce } from "./check.authorize.ts";
import { endOfSession } from "./rules.ts";
import { insertStep } from "./steps.store.ts";
import { deleteLocks, deleteSession, hasSignedInBefore, insertSession, type Strength } from "./store.ts";

/** An office of hundreds behind one address signs in without notice; a guesser is slowed. Source: BAR 43. */
export const SIGN_INS = { most: 300, seconds: 300 } as const;

/** What a sign-in needs to know of the browser. */
export interface Browser {
  /** The device cookie, as it came. */
  readonly device?: string | undefined;
  /** The session that the browser had before: it ends. */
  readonly oldToken?: string | undefined;
  readonly agent?: string | undefined;
}

export interface SignIn extends Browser {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code, where there is a second factor. */
  readonly code?: string | undefined;
}

export interface SignedIn {
  readonly personId: string;
  readonly token: string;
  /** The device cookie to keep. */
  readonly device: string;
}

/**
 * A new session, or the same 401 for a wrong address, a wrong password, a wrong code, and anything while locked. A right
 * password to which a code is missing is told so: it is no secret any more that it is right.
 */
export async function signIn(context: Context, input: SignIn): Promise<SignedIn> {
  const { personId, strength, factors } = await check(context, input);
  if (strength === null) throw new Problem(401, "code_required", { factors: namesOf(factors) });
  return enter(context, personId, { strength, browser: input });
}

function namesOf({ hasAuthenticator, passkeys }: Factors): string[] {
  return [...(hasAuthenticator ? ["authenticator"] : []), ...(passkeys > 0 ? ["passkey"] : [])];
}

/** How long the second factor may take. */
export const STEP_MINUTES = 5;

/** As `signIn` for a page: a right password leads to the page of the second factor. */
export async function beginSignIn(
  context: Context,
  input: SignIn,
): Promise<SignedIn | { readonly stepToken: string }> {
  const { personId, strength, deviceId } = await check(context, input);
  if (strength !== null) return enter(context, personId, { strength, browser: input });
  const stepToken = newSecret();
  const expiresAt = new Date(context.now.getTime() + STEP_MINUTES * 60_000);
  await insertStep(context.db, { tokenHash: hashOf(stepToken), personId, deviceId, expiresAt });
  return { stepToken };
}

async function check(context: Context, input: SignIn) {
  await spend(context.db, `sign-in ${context.address}`, SIGN_INS);
  const address = parseAddress(input.email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  const { password, code, device } = input;
  const deviceId = deviceOf(context, address.key, device);
  const checked = await checkSignIn(context, { emailKey: address.key, deviceId, password, code });
  if (checked === undefined) throw new Problem(401, "sign_in_refused");
  return { ...checked, deviceId };
}

/**
 * For whoever an identity provider has proved to be this person: the lock of the address is honoured here too, and what
 * was guessed at it goes on counting. Source: BAR 5, case 13.
 */
export async function signInProved(
  context: Context,
  personId: string,
  asked: { strength: Strength; browser: Browser },
): Promise<SignedIn> {
  const person = await findPerson(context.db, { id: personId });
  if (person === undefined) throw new Problem(401, "sign_in_refused");
  const { emailKey } = person;
  const tried = { emailKey, deviceId: deviceOf(context, emailKey, asked.browser.device) };
  const isOpen = await tryOnce(context, tried, async () => ({ kind: "half", value: true }));
  if (isOpen !== true) throw new Problem(401, "sign_in_refused");
  return enter(context, personId, asked);
}

/** Behind the lock: the session, and the device cookie to keep. */
export async function enter(
  context: Context,
  personId: string,
  { strength, browser }: { strength: Strength; browser: Browser },
): Promise<SignedIn> {
  const person = await findPerson(context.db, { id: personId });
  if (person === undefined) throw new Problem(401, "sign_in_refused");
  const isKnown = deviceOf(context, person.emailKey, browser.device) !== null;
  const { token } = await startSession(context, personId, { ...browser, strength, isKnown });
  const kept = isKnown ? browser.device : undefined;
  return { personId, token, device: kept ?? newDevice(context, person.emailKey) };
}

interface Start extends Browser {
  /** How the person was told; "password" when absent. */
  readonly strength?: Strength;
  /** False: the owner is told of a device that is new, but not of the very first one. */
  readonly isKnown?: boolean;
}

/** For a person whose identity is proved already. */
export async function startSession(
  context: Context,
  personId: string,
  { agent, oldToken, strength = "password", isKnown = true }: Start = {},
): Promise<{ token: string }> {
  const token = newSecret();
  const { now, address } = context;
  const told = agent?.slice(0, 300).toWellFormed().replaceAll("\0", "") ?? null;
  await transaction(context.db, { personId }, async (query) => {
    if (oldToken !== undefined) await deleteSession(query, hashOf(oldToken));
    await insertSession(query, {
      id: newId("session", now),
      tokenHash: hashOf(token),
      strength,
      provedAt: now,
      personId,
      startedAt: now,
      lastSeenAt: now,
      expiresAt: endOfSession(now),
      address,
      agent: told,
    });
    if (!isKnown && (await hasSignedInBefore(query, personId))) {
      await tellOwner(query, context, { personId, kind: "new-device", agent: agentWords(told) });
    }
    const actor = { kind: "person", personId, staffRole: null } as const;
    const facts = { strength };
    await emit(query, { ...context, actor }, { name: "session.started", personId, facts });
  });
  return { token };
}

/** Opens a locked address; whether it was locked or had failures. Who may, the caller has decided. Source: BAR 40. */
export async function releaseLock(query: Query, context: Context, email: string): Promise<boolean> {
  const address = parseAddress(email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  return (await deleteLocks(query, [lockOf(context, address.key, null)])) > 0;
}

export async function signOut(context: Context, token: string | undefined): Promise<void> {
  if (token === undefined) return;
  await transaction(context.db, {}, async (query) => {
    const personId = await deleteSession(query, hashOf(token));
    if (personId !== undefined) await emit(query, context, { name: "session.ended", personId });
  });
}

/** What a browser keeps after a sign-in, bound to the address: tries from it count for themselves. Source: BAR 40. */
function newDevice(context: Context, emailKey: string): string {
  const id = newCode(26);
  return `${id}.${signatureOf(context, emailKey, id).toString("base64url")}`;
}

/** The device's id if we made it for this address, else null. */
export function deviceOf(context: Context, emailKey: string, device: string | undefined): string | null {
  const [id = "", signature = ""] = device?.split(".") ?? [];
  const given = Buffer.from(signature, "base64url");
  const ours = signatureOf(context, emailKey, id);
  return given.length === ours.length && timingSafeEqual(given, ours) ? id : null;
}

function signatureOf({ portal }: Context, emailKey: string, id: string): Buffer {
  return portal.secrets.authenticate("known device", `${emailKey} ${id}`);
}
