/** Takes a code of a person's second factor: of the authenticator app, or a recovery code. Each is taken once. */
import type { Context } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { foldCode, isAppCode, isRecoveryCode, stepOfCode } from "./codes.rules.ts";
import { findAuthenticator, takeRecoveryCode, takeStep } from "./store.ts";

/** Whether the code was right and unused; it is used now. Call it behind the lock alone. */
export async function takeCode(context: Context, personId: string, typed: string): Promise<boolean> {
  const code = foldCode(typed);
  if (isAppCode(code)) return takeAppCode(context, personId, code);
  return isRecoveryCode(code) && useRecoveryCode(context, personId, code);
}

async function takeAppCode(context: Context, personId: string, code: string): Promise<boolean> {
  const held = await findAuthenticator(context.db, personId);
  if (held?.state !== "active") return false;
  const step = stepOfCode(keyIn(context, held.sealedSecret), code, context.now);
  return step !== undefined && takeStep(context.db, personId, step);
}

async function useRecoveryCode(context: Context, personId: string, code: string): Promise<boolean> {
  const codeHash = hashOfRecoveryCode(context, personId, code);
  return transaction(context.db, {}, async (query) => {
    if (!(await takeRecoveryCode(query, personId, { codeHash, at: context.now }))) return false;
    await emit(query, context, { name: "recovery-code.used", personId });
    return true;
  });
}

/** The secret as the app knows it: base 32. */
export function keyIn({ portal }: Context, sealedSecret: Buffer): string {
  const { key } = portal.secrets.unseal(sealedSecret) as { key: string };
  return key;
}

/** Salted by its owner, and worthless without a key outside the database. Source: ASVS 6.5.2. */
export function hashOfRecoveryCode({ portal }: Context, personId: string, code: string): Buffer {
  return portal.secrets.authenticate("recovery code", `${personId} ${code}`);
}
