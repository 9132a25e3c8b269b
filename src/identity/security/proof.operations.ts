/** Step-up: who is signed in proves it again, so that a grave act can follow. Source: ASVS 7.5.1, 7.5.3. */
import { z } from "zod";
import type { Context } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { Problem } from "../../platform/problem.ts";
import { takeCode } from "../factors/codes.authorize.ts";
import {
  Assertion,
  askForPasskey,
  isSignedBy,
  type Site,
  takeAnswered,
} from "../factors/passkeys.authorize.ts";
import { findCredential } from "../factors/passkeys.store.ts";
import { findFactors, hasFactor } from "../factors/store.ts";
import { readPerson } from "../people/operations.ts";
import type { PersonRow } from "../people/store.ts";
import { comparePassword, tryOnce, type Verdict } from "../sessions/check.authorize.ts";
import { deviceOf } from "../sessions/operations.ts";
import { ownSession, renewOwn, requireProof } from "./own.operations.ts";

/** One of the three. */
export const Proof = z.union([
  z.strictObject({ password: z.string().max(1024, "password_too_long") }),
  z.strictObject({ code: z.string().max(100) }),
  z.strictObject({ passkey: Assertion }),
]);
export type Proof = z.output<typeof Proof>;

/** How somebody can prove it: a password alone is not enough for whoever has a second factor. */
export async function readProofs(context: Context) {
  ownSession(context);
  const { id } = await readPerson(context);
  const factors = await findFactors(context.db, id);
  return { ...factors, isPasswordEnough: !hasFactor(factors) };
}

export async function askPasskeyForProof(context: Context, site: Site) {
  const { personId } = ownSession(context);
  return askForPasskey(context, site, { purpose: "prove", personId });
}

interface Given {
  readonly proof: Proof;
  readonly site: Site;
  readonly device: string | undefined;
}

/** The session's new token. A second factor makes the session strong. */
export async function prove(context: Context, { proof, site, device }: Given): Promise<string> {
  const { personId } = ownSession(context);
  const person = await readPerson(context);
  const isAlone = "password" in proof;
  if (isAlone && hasFactor(await findFactors(context.db, personId)))
    throw new Problem(403, "second_proof_required");
  const tried = { emailKey: person.emailKey, deviceId: deviceOf(context, person.emailKey, device) };
  const isRight = await tryOnce<true>(context, tried, () => lookAt(context, person, { proof, site }));
  if (isRight !== true) throw new Problem(403, "proof_refused");
  const held = await requireProof(context, Number.POSITIVE_INFINITY);
  const strength = isAlone ? held : "passkey" in proof || held === "passkey" ? "passkey" : "two-factor";
  return transaction(context.db, {}, async (query) => {
    const token = await renewOwn(query, context, { strength, isProved: true });
    await emit(query, context, { name: "session.proved", personId, facts: { strength } });
    return token;
  });
}

async function lookAt(
  context: Context,
  person: PersonRow,
  { proof, site }: Pick<Given, "proof" | "site">,
): Promise<Verdict<true>> {
  return (await isRight(context, person, { proof, site }))
    ? { kind: "right", value: true }
    : { kind: "wrong", owner: person };
}

async function isRight(context: Context, person: PersonRow, { proof, site }: Pick<Given, "proof" | "site">) {
  const { id: personId, emailKey } = person;
  if ("password" in proof) {
    const asked = { emailKey, deviceId: null, password: proof.password };
    return (await comparePassword(context, asked)).isRight;
  }
  if ("code" in proof) return takeCode(context, personId, proof.code);
  const { passkey: assertion } = proof;
  const challenge = await takeAnswered(context, assertion.response.clientDataJSON, {
    purpose: "prove",
    personId,
  });
  const held = await findCredential(context.db, assertion.id);
  if (challenge === undefined || held?.personId !== personId) return false;
  return isSignedBy(context, held, { assertion, challenge, site });
}
