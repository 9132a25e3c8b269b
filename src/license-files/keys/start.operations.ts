/**
 * A portal's start with its signing keys: a fresh one makes its own, a damaged one does not start; and from then on each
 * process follows what another one has changed.
 */
import { asPortal } from "../../access/index.ts";
import { ConfigError } from "../../platform/config.ts";
import { type Portal, systemContext } from "../../platform/context.ts";
import { listSigningKeys } from "./keys.store.ts";
import { makeMissing } from "./make.documents.ts";

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
