/** A host that is named by what is true of it, found or made. */
import type { SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/id.ts";
import { actorOf } from "../actor.rules.ts";
import type { Host, HostFacts } from "../key.data.ts";
import { findHostBy, insertHost } from "./store.ts";

/** A host that is there keeps its name, whatever name comes with it. `host` is what `parseHost` has read. */
export async function upsertHost(scope: SiteScope, context: Context, host: HostFacts): Promise<Host> {
  const known = await findHostBy(scope, host);
  if (known !== undefined) return known;
  const fresh = { ...host, id: newId("host", context.now), addedAt: context.now, addedBy: actorOf(context) };
  const made = (await insertHost(scope, fresh)) ?? (await findHostBy(scope, host));
  if (made === undefined) throw new Error("a host is neither there nor could it be added");
  return made;
}
