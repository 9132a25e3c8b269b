/** Doing something to see what it would do: the work itself, undone at its end. */
import { authorize, type MemberScope, type Permission } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";

/** Thrown so that the transaction ends without a trace. */
class Undone<Value> extends Error {
  readonly value: Value;
  constructor(value: Value) {
    super("undone");
    this.value = value;
  }
}

export async function trial<Value>(
  context: Context,
  permission: Permission,
  siteId: string,
  work: (scope: MemberScope) => Promise<Value>,
): Promise<Value> {
  try {
    return await authorize(context, permission, siteId, async (scope) => {
      throw new Undone(await work(scope));
    });
  } catch (error) {
    if (error instanceof Undone) return error.value;
    throw error;
  }
}
