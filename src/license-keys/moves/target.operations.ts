/** The host that keys are to go to: one that is known, or one that is typed. */
import type { SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/problem.ts";
import { upsertHost } from "../hosts/documents.ts";
import type { TypedHost } from "../hosts/host.rules.ts";
import { findHost, findHostBy } from "../hosts/store.ts";
import { readHost } from "../issue/operations.ts";
import type { Host, HostFacts } from "../key.data.ts";

export type Aim = { readonly hostId: string } | HostFacts;

export interface Aimed {
  readonly host: Host;
  /** Not known before. */
  readonly isNew: boolean;
}

/** A typed host in its one spelling, or the 400 that says what is wrong with it. */
export function readAim(to: TypedHost | { readonly hostId: string }): Aim {
  return "hostId" in to ? to : readHost(to, "to");
}

export async function aimAt(scope: SiteScope, context: Context, aim: Aim): Promise<Aimed> {
  if ("hostId" in aim) return { host: found(await findHost(scope, aim.hostId), "host"), isNew: false };
  const isNew = (await findHostBy(scope, aim)) === undefined;
  return { host: await upsertHost(scope, context, aim), isNew };
}
