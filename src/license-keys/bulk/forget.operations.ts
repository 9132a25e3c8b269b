/** Lists that nobody confirmed, and forms that were sent, are forgotten after a day. */
import { asPortal } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { deleteAttempts } from "../pages/getting/once.store.ts";
import { deleteOldLists } from "./store.ts";

export async function forgetForms(context: Context): Promise<void> {
  const before = new Date(context.now.getTime() - 86_400_000);
  await asPortal(context, async (scope) => {
    await deleteAttempts(scope, before);
    await deleteOldLists(scope, before);
  });
}
