/** The current key's file is gone for good: the next one signs. Lost is not stolen, so what it has signed stays good. */
import { asPortal } from "../../access/index.ts";
import { type Portal, systemContext } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { Problem } from "../../platform/problem.ts";
import { publishKeys, publishRevocations } from "../lists/publish.documents.ts";
import { insertChange, withdrawOvertaken } from "./changes.store.ts";
import { listSigningKeys, updateNextToCurrent, updateRetired } from "./keys.store.ts";
import { makeMissing } from "./make.documents.ts";

/** Before the portal's start: it would refuse. */
export async function abandonKey(portal: Portal, keyId: string, reason: string): Promise<void> {
  const context = systemContext(portal, "signing-key abandon");
  const { licenseSigning } = portal;
  const { now: at } = context;
  await asPortal(context, async (scope) => {
    const keys = await listSigningKeys(scope);
    if (licenseSigning.faultOf(keyId) === undefined) throw new Problem(409, "signing_key_in_place");
    await withdrawOvertaken(scope, { keyId, at });
    if (!(await updateRetired(scope, { id: keyId, at }))) throw new Problem(409, "signing_change_overtaken");
    const next = keys.find(({ state }) => state === "next");
    if (next !== undefined && licenseSigning.faultOf(next.id) === undefined)
      await updateNextToCurrent(scope, { at, publishedBy: at });
    if (!(await makeMissing(scope, context))) await publishKeys(scope, context);
    await publishRevocations(scope, context);
    const id = newId("skchange", at);
    const change = { id, deed: "rotate", keyId, reason, path: "command", askedBy: "system", at } as const;
    await insertChange(scope, change);
    await emit(scope.query, context, { name: "signing-key.abandoned", facts: { signingKey: keyId, reason } });
  });
}
