/** A host that is named by what is true of it, found or made. */
import type { SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/id.ts";
import { actorOf } from "../actor.rules.ts";
import type { Host, HostFacts } from "../key.data.ts";
import { findHostBy, holdHost, insertHost } from "./store.ts";

/** As `upsertHost`, and nobody else changes keys of the host meanwhile. Held before keys and pools are. */
export async function heldHost(scope: SiteScope, context: Context, host: HostFacts): Promise<Host> {
  const fresh = { ...host, id: newId("host", context.now), addedAt: context.now, addedBy: actorOf(context) };
  const held = (await holdHost(scope, fresh)) ?? (await holdHost(scope, fresh));
  if (held === undefined) throw new Error("a host is neither there nor could it be added");
  return held;
}

/** A host that is there keeps its name, whatever name comes with it. `host` is what `parseHost` has read. */
export async function upsertHost(scope: SiteScope, context: Context, host: HostFacts): Promise<Host> {
  const known = await findHostBy(scope, host);
  if (known !== undefined) return known;
  const fresh = { ...host, id: newId("host", context.now), addedAt: context.now, addedBy: actorOf(context) };
  const made = (await insertHost(scope, fresh)) ?? (await findHostBy(scope, host));
  if (made === undefined) throw new Error("a host is neither there nor could it be added");
  return made;
}
