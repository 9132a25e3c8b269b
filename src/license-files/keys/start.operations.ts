/**
 * A portal's start with its signing keys: a fresh one makes its own, a damaged one does not start; and from then on each
 * process follows what another one has changed.
 */
import { asPortal, type VendorScope } from "../../access/index.ts";
import { ConfigError } from "../../platform/config.ts";
import { type Context, type Portal, systemContext } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { insertSigningKey, listSigningKeys } from "./keys.store.ts";

/** How soon a process knows of a rotation or a compromise that another one carried out. */
const FOLLOW_MS = 1000;

/** Answers what ends the following. Throws a sentence for the operator when the current key cannot sign. */
export async function startSigning(portal: Portal): Promise<() => Promise<void>> {
  const context = systemContext(portal, "license-signing");
  await asPortal(context, (scope) => makeMissing(scope, context));
  await followSigning(portal);
  const { licenseSigning } = portal;
  const keys = await asPortal(context, listSigningKeys);
  const current = keys.find(({ state }) => state === "current");
  const fault =
    current === undefined ? "there is no current signing key" : licenseSigning.faultOf(current.id);
  if (fault !== undefined)
    throw new ConfigError(
      `license files cannot be signed: ${fault} (docs/signing-keys.md says what else helps)`,
    );
  return keepFollowing(portal);
}

/** A fresh installation has a key to sign with and, ahead of its time, the one that will follow. */
export async function makeMissing(scope: VendorScope, context: Context): Promise<void> {
  const states = new Set((await listSigningKeys(scope)).map(({ state }) => state));
  for (const state of ["current", "next"] as const) {
    if (!states.has(state)) await makeKey(scope, context, state);
  }
}

/** Its file is on the disk before its row is; a file without a row is nobody's key. */
async function makeKey(scope: VendorScope, context: Context, state: "current" | "next"): Promise<void> {
  const { licenseSigning } = context.portal;
  const made = licenseSigning.make();
  if (!(await insertSigningKey(scope, { ...made, state, at: context.now })))
    return licenseSigning.drop(made.id);
  await emit(scope.query, context, { name: "signing-key.made", facts: { signingKey: made.id, state } });
}

/** Takes over what the database says of the keys. */
export async function followSigning(portal: Portal): Promise<void> {
  const context = systemContext(portal, "license-signing");
  portal.licenseSigning.use(await asPortal(context, listSigningKeys));
}

/** Looks every second, one look after the other. */
function keepFollowing(portal: Portal): () => Promise<void> {
  let isOver = false;
  let look = Promise.resolve();
  const timer = setInterval(() => {
    look = look
      .then(() => (isOver ? undefined : followSigning(portal)))
      .catch((error: unknown) => portal.log.debug({ err: error }, "signing keys are looked after again"));
  }, FOLLOW_MS);
  timer.unref();
  return async () => {
    isOver = true;
    clearInterval(timer);
    await look;
  };
}
