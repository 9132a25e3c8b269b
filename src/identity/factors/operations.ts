/**
 * A person's second factors: added, removed, made anew. Each change asks for a fresh proof, ends every other session,
 * gives this one a new token and is told to the owner by mail. Source: BAR 39; ASVS 6.4.4, 7.4.3, 7.5.1.
 */
import { Secret } from "otpauth";
import type { Context } from "../../platform/context.ts";
import { type Query, transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { newCode, newId } from "../../platform/id.ts";
import { Problem } from "../../platform/problem.ts";
import { readPerson } from "../people/operations.ts";
import { type Notice, tellOwner } from "../security/mails.ts";
import { ownSession, renewOwn, requireProof } from "../security/own.operations.ts";
import { deleteOtherSessions } from "../security/own.store.ts";
import type { Strength } from "../sessions/store.ts";
import { hashOfRecoveryCode, keyIn } from "./codes.authorize.ts";
import { foldCode, inGroups, otpauthUri, RECOVERY, stepOfCode } from "./codes.rules.ts";
import {
  type Attestation,
  offerPasskey,
  readAttestation,
  type Site,
  takeAnswered,
} from "./passkeys.authorize.ts";
import { deletePasskey, insertPasskey, listPasskeys } from "./passkeys.store.ts";
import {
  activateSecret,
  countRecoveryCodes,
  deleteAuthenticator,
  deleteRecoveryCodes,
  findAuthenticator,
  findFactors,
  hasFactor,
  offerSecret,
  replaceRecoveryCodes,
} from "./store.ts";

export async function readFactors(context: Context) {
  const { personId } = ownSession(context);
  const authenticator = await findAuthenticator(context.db, personId);
  return {
    passkeys: await listPasskeys(context.db, personId),
    authenticatorAddedAt: authenticator?.state === "active" ? authenticator.addedAt : null,
    recoveryCodesLeft: await countRecoveryCodes(context.db, personId),
  };
}

/** What every change shares: the session's new token comes back, for the route to keep. */
async function change<Value>(
  context: Context,
  kind: Notice,
  work: (query: Query, personId: string) => Promise<Value & { readonly strength?: Strength }>,
): Promise<Value & { token: string }> {
  const { personId, sessionId } = ownSession(context);
  const held = await requireFactorProof(context);
  return transaction(context.db, {}, async (query) => {
    const done = await work(query, personId);
    const isLeft = hasFactor(await findFactors(query, personId));
    if (!isLeft) await deleteRecoveryCodes(query, personId);
    const strength = isLeft ? (done.strength ?? held) : held === "sso" ? "sso" : "password";
    await deleteOtherSessions(query, personId, sessionId);
    const token = await renewOwn(query, context, { strength });
    await tellOwner(query, context, { personId, kind });
    await emit(query, context, { name: EVENTS[kind], personId, facts: { strength } });
    return { ...done, token };
  });
}

const EVENTS: Record<Notice, string> = {
  "passkey-added": "passkey.added",
  "passkey-removed": "passkey.removed",
  "authenticator-added": "authenticator.added",
  "authenticator-removed": "authenticator.removed",
  "recovery-codes-made": "recovery-codes.made",
};

/** Whoever has a second factor proves by it before it, or another, is touched. */
async function requireFactorProof(context: Context): Promise<Strength> {
  const { personId } = ownSession(context);
  const strength = await requireProof(context);
  const isStrong = strength === "two-factor" || strength === "passkey";
  if (!isStrong && hasFactor(await findFactors(context.db, personId)))
    throw new Problem(403, "second_proof_required");
  return strength;
}

export async function offerPasskeyToAdd(context: Context, site: Site) {
  await requireFactorProof(context);
  const { id, email } = await readPerson(context);
  return offerPasskey(context, site, { id, email, name: context.person?.name ?? email });
}

interface NewPasskey {
  readonly name: string;
  readonly attestation: Attestation;
  readonly site: Site;
}

/** The first second factor brings recovery codes with it. */
export async function addPasskey(context: Context, { name, attestation, site }: NewPasskey) {
  const { personId } = ownSession(context);
  const { clientDataJSON } = attestation.response;
  const challenge = await takeAnswered(context, clientDataJSON, { purpose: "add", personId });
  const read = challenge === undefined ? undefined : await readAttestation({ attestation, challenge, site });
  if (read === undefined) throw new Problem(400, "passkey_not_accepted");
  const id = newId("passkey", context.now);
  return change(context, "passkey-added", async (query) => {
    const isAdded = await insertPasskey(query, { ...read, id, personId, name, addedAt: context.now });
    if (!isAdded) throw new Problem(409, "passkey_known");
    return { id, strength: "passkey", recoveryCodes: await firstCodes(query, context, personId) };
  });
}

export async function removePasskey(context: Context, id: string) {
  return change(context, "passkey-removed", async (query, personId) => {
    if ((await deletePasskey(query, personId, id)) === undefined) throw new Problem(404, "passkey_not_found");
    return {};
  });
}

export interface Offered {
  readonly key: string;
  readonly uri: string;
}

/** A new secret for an authenticator app. It counts for nothing until its first code. */
export async function offerAuthenticator(context: Context): Promise<Offered> {
  await requireFactorProof(context);
  const { personId } = ownSession(context);
  const key = new Secret({ size: 20 }).base32;
  const sealedSecret = context.portal.secrets.seal({ key });
  if (!(await offerSecret(context.db, { personId, sealedSecret, addedAt: context.now })))
    throw new Problem(409, "authenticator_active");
  return offeredOf(context, key);
}

/** What was offered and not yet confirmed. */
export async function readOffer(context: Context): Promise<Offered | undefined> {
  await requireFactorProof(context);
  const { personId } = ownSession(context);
  const held = await findAuthenticator(context.db, personId);
  return held?.state === "offered" ? offeredOf(context, keyIn(context, held.sealedSecret)) : undefined;
}

async function offeredOf(context: Context, key: string): Promise<Offered> {
  const { email: label } = await readPerson(context);
  return { key, uri: otpauthUri(key, { issuer: context.portal.config.vendorName, label }) };
}

/** By its first code, which is thereby used. */
export async function confirmAuthenticator(context: Context, typed: string) {
  return change(context, "authenticator-added", async (query, personId) => {
    const held = await findAuthenticator(query, personId);
    if (held?.state !== "offered") throw new Problem(404, "authenticator_not_found");
    const { sealedSecret } = held;
    const step = stepOfCode(keyIn(context, sealedSecret), foldCode(typed), context.now);
    if (step === undefined) throw new Problem(400, "code_wrong");
    if (!(await activateSecret(query, personId, { sealedSecret, step, at: context.now })))
      throw new Problem(409, "authenticator_active");
    const strength: Strength = "two-factor";
    return { strength, recoveryCodes: await firstCodes(query, context, personId) };
  });
}

export async function removeAuthenticator(context: Context) {
  return change(context, "authenticator-removed", async (query, personId) => {
    if (!(await deleteAuthenticator(query, personId))) throw new Problem(404, "authenticator_not_found");
    return {};
  });
}

export async function renewRecoveryCodes(context: Context) {
  return change(context, "recovery-codes-made", async (query, personId) => {
    if (!hasFactor(await findFactors(query, personId))) throw new Problem(409, "factor_required");
    return { recoveryCodes: await makeCodes(query, context, personId) };
  });
}

async function firstCodes(query: Query, context: Context, personId: string): Promise<string[] | null> {
  const hasCodes = (await countRecoveryCodes(query, personId)) !== null;
  return hasCodes ? null : makeCodes(query, context, personId);
}

/** Seen now and never again: only their hashes are kept. */
async function makeCodes(query: Query, context: Context, personId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY.codes }, () => newCode(RECOVERY.length));
  const hashes = codes.map((code) => hashOfRecoveryCode(context, personId, code));
  await replaceRecoveryCodes(query, personId, { hashes, madeAt: context.now });
  return codes.map((code) => inGroups(code, "-"));
}
