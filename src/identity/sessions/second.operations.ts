/** The ways in beside the password: the second factor after it, and a passkey in its place. Each behind the one lock. */
import type { Context } from "../../platform/context.ts";
import { spend } from "../../platform/http/limits.ts";
import { Problem } from "../../platform/problem.ts";
import { hashOf } from "../../platform/tokens.ts";
import { takeCode } from "../factors/codes.authorize.ts";
import {
  type Assertion,
  askForPasskey,
  isSignedBy,
  type Site,
  takeAnswered,
} from "../factors/passkeys.authorize.ts";
import { findCredential } from "../factors/passkeys.store.ts";
import { type Factors, findFactors } from "../factors/store.ts";
import { findPerson } from "../people/store.ts";
import { tryOnce } from "./check.authorize.ts";
import { type Browser, deviceOf, enter, SIGN_INS, type SignedIn } from "./operations.ts";
import { findStep, takeSignInStep } from "./steps.store.ts";

/** What may be asked for now; undefined when the step is over. */
export async function readStep(context: Context, stepToken: string): Promise<Factors | undefined> {
  const step = await findStep(context.db, hashOf(stepToken), context.now);
  return step && findFactors(context.db, step.personId);
}

/** After the password: a code of the app, or a recovery code. A wrong one counts like a wrong password. */
export async function finishSignIn(
  context: Context,
  { stepToken, code, browser }: { stepToken: string; code: string; browser: Browser },
): Promise<SignedIn> {
  const { db, now } = context;
  await spend(db, `sign-in ${context.address}`, SIGN_INS);
  const tokenHash = hashOf(stepToken);
  const step = await findStep(db, tokenHash, now);
  const person = step && (await findPerson(db, { id: step.personId }));
  if (step === undefined || person === undefined) throw new Problem(401, "step_ended");
  const tried = { emailKey: person.emailKey, deviceId: step.deviceId };
  const isRight = await tryOnce<true>(context, tried, async () => {
    const isTaken = (await takeCode(context, person.id, code)) && (await takeSignInStep(db, tokenHash));
    return isTaken ? { kind: "right", value: true } : { kind: "wrong", owner: person };
  });
  if (isRight !== true) throw new Problem(401, "code_refused");
  return enter(context, person.id, { strength: "two-factor", browser });
}

/** What a browser needs to look for its passkeys: the same for every caller, whoever they are. */
export async function askPasskeyForSignIn(context: Context, site: Site) {
  await spend(context.db, `sign-in ${context.address}`, SIGN_INS);
  return askForPasskey(context, site, { purpose: "sign-in", personId: null });
}

/** A passkey says whose it is. The lock of that address is honoured; a locked one answers like a wrong one. */
export async function signInByPasskey(
  context: Context,
  { assertion, site, browser }: { assertion: Assertion; site: Site; browser: Browser },
): Promise<SignedIn> {
  const { db } = context;
  await spend(db, `sign-in ${context.address}`, SIGN_INS);
  const asked = { purpose: "sign-in", personId: null } as const;
  const challenge = await takeAnswered(context, assertion.response.clientDataJSON, asked);
  const held = await findCredential(db, assertion.id);
  const person = held && (await findPerson(db, { id: held.personId }));
  if (challenge === undefined || held === undefined || person === undefined)
    throw new Problem(401, "passkey_refused");
  const { emailKey } = person;
  const tried = { emailKey, deviceId: deviceOf(context, emailKey, browser.device) };
  const isRight = await tryOnce<true>(context, tried, async () =>
    (await isSignedBy(context, held, { assertion, challenge, site }))
      ? { kind: "right", value: true }
      : { kind: "wrong", owner: person },
  );
  if (isRight !== true) throw new Problem(401, "passkey_refused");
  return enter(context, person.id, { strength: "passkey", browser });
}
