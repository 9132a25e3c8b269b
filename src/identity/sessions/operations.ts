/** Signing in and out. A session is a random token that the browser alone has; only its hash is stored. */
import { timingSafeEqual } from "node:crypto";
import type { Context } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { newCode, newId, newSecret } from "../../platform/id.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import { hashOf } from "../../platform/tokens.ts";
import { checkPassword } from "./check.authorize.ts";
import { endOfSession } from "./rules.ts";
import { deleteSession, insertSession, type Strength } from "./store.ts";

/** An office of hundreds behind one address signs in without notice; a guesser is slowed. Source: BAR 43. */
const SIGN_INS = { most: 300, seconds: 300 } as const;

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** The browser's device cookie, as it came. */
  readonly device: string | undefined;
  /** The session that the browser had before: it ends. */
  readonly oldToken: string | undefined;
  readonly agent: string | undefined;
}

export interface SignedIn {
  readonly personId: string;
  readonly token: string;
  /** The device cookie to keep. */
  readonly device: string;
}

/** A new session, or the same 401 for a wrong address, a wrong password, and any password of a locked ID. */
export async function signIn(context: Context, input: SignIn): Promise<SignedIn> {
  await spend(context.db, `sign-in ${context.address}`, SIGN_INS);
  const address = parseAddress(input.email);
  if (address === undefined) throw invalid({ email: ["email_malformed"] });
  const deviceId = deviceOf(context, address.key, input.device);
  const { password } = input;
  const personId = await checkPassword(context, { emailKey: address.key, password, deviceId });
  if (personId === undefined) throw new Problem(401, "sign_in_refused");
  const { token } = await startSession(context, personId, input);
  const known = deviceId === null ? undefined : input.device;
  return { personId, token, device: known ?? newDevice(context, address.key) };
}

interface Browser {
  readonly agent?: string | undefined;
  readonly oldToken?: string | undefined;
  /** How the person was told; "password" when absent. */
  readonly strength?: Strength;
}

/** For a person whose identity is proved already. */
export async function startSession(
  context: Context,
  personId: string,
  { agent, oldToken, strength = "password" }: Browser = {},
): Promise<{ token: string }> {
  const token = newSecret();
  const { now, address } = context;
  await transaction(context.db, {}, async (query) => {
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
      agent: agent?.slice(0, 300).toWellFormed().replaceAll("\0", "") ?? null,
    });
    const actor = { kind: "person", personId, staffRole: null } as const;
    await emit(query, { ...context, actor }, { name: "session.started", personId });
  });
  return { token };
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
function deviceOf(context: Context, emailKey: string, device: string | undefined): string | null {
  const [id = "", signature = ""] = device?.split(".") ?? [];
  const given = Buffer.from(signature, "base64url");
  const ours = signatureOf(context, emailKey, id);
  return given.length === ours.length && timingSafeEqual(given, ours) ? id : null;
}

function signatureOf({ portal }: Context, emailKey: string, id: string): Buffer {
  return portal.secrets.authenticate("known device", `${emailKey} ${id}`);
}
