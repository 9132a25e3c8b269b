/** New signing keys: the file first, then the row; and the list that tells of them. */
import type { VendorScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { publishKeys } from "../lists/publish.documents.ts";
import { insertSigningKey, listSigningKeys } from "./keys.store.ts";

/** There is a key to sign with and, published ahead of its time, the one that will follow. Answers whether any was made. */
export async function makeMissing(scope: VendorScope, context: Context): Promise<boolean> {
  const states = new Set((await listSigningKeys(scope)).map(({ state }) => state));
  let isNew = false;
  for (const state of ["current", "next"] as const) {
    if (!states.has(state)) isNew = (await makeKey(scope, context, state)) || isNew;
  }
  if (isNew) await publishKeys(scope, context);
  return isNew;
}

/** A file without a row is nobody's key. False when another process was faster. */
async function makeKey(scope: VendorScope, context: Context, state: "current" | "next"): Promise<boolean> {
  const { licenseSigning } = context.portal;
  const made = licenseSigning.make();
  if (!(await insertSigningKey(scope, { ...made, state, at: context.now }))) {
    licenseSigning.drop(made.id);
    return false;
  }
  await emit(scope.query, context, { name: "signing-key.made", facts: { signingKey: made.id, state } });
  return true;
}
