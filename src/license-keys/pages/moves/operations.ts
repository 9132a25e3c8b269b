/** What can be chosen to move: the keys in force of a host, or those that were named. */
import { authorize } from "../../../access/index.ts";
import type { Context } from "../../../platform/context.ts";
import type { LicenseKey } from "../../key.data.ts";
import { listKeysNamed } from "../../moves/store.ts";
import { listKeys } from "../../store.ts";

export async function readMovable(
  context: Context,
  siteId: string,
  { from, keys }: { from: string | undefined; keys: readonly string[] },
): Promise<LicenseKey[]> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const found =
      from === undefined ? await listKeysNamed(scope, keys) : await listKeys(scope, { hostId: from });
    return found.filter(
      ({ state, kind, delivery }) => state === "issued" && kind === "permanent" && delivery === "file",
    );
  });
}
