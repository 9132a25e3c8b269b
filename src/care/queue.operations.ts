/** What other modules put on the customer-care desk, and take back. */
import type { VendorScope } from "../access/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { newId } from "../platform/id.ts";
import { dueAt } from "./queue.rules.ts";
import { insertCareRequest, type NewCareRequest, withdrawCareRequest } from "./queue.store.ts";

export type NewMatter = Omit<NewCareRequest, "id" | "openedAt" | "dueAt">;

/** Puts a matter on the desk, once: the same one that is still open stays as it is. */
export async function openCareRequest(
  scope: VendorScope,
  context: Context,
  matter: NewMatter,
): Promise<void> {
  const { now } = context;
  const row = { ...matter, id: newId("care", now), openedAt: now, dueAt: dueAt(matter.kind, now) };
  if (!(await insertCareRequest(scope, row))) return;
  const { id, kind, team, siteNumber } = row;
  await emit(scope.query, context, { name: "care-request.opened", facts: { id, kind, team, siteNumber } });
}

/** The matter was settled elsewhere: withdrawn, or no longer so. */
export async function closeCareRequest(
  scope: VendorScope,
  context: Context,
  { kind, subjectId, outcome }: Pick<NewMatter, "kind" | "subjectId"> & { outcome: string },
): Promise<void> {
  const { actor, now } = context;
  const by = actor.kind === "person" ? actor.personId : "system";
  const id = await withdrawCareRequest(scope, { kind, subjectId, outcome, at: now, by });
  if (id !== undefined) {
    await emit(scope.query, context, { name: "care-request.closed", facts: { id, kind, outcome } });
  }
}
