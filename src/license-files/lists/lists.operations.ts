/** What programs load: read by anybody, published anew when something has changed. */
import { asPortal, type VendorScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { listSigningKeys, type SigningKey } from "../keys/keys.store.ts";
import { isRenewedAt } from "./lists.rules.ts";
import { hasMarks, listNewestKeyLists } from "./lists.store.ts";
import { newestRevocations, type PublishedRevocations } from "./newest.store.ts";
import { publishRevocations } from "./publish.documents.ts";

/** The newest list; a new one when something has changed since, or when the newest will soon be out of date. */
export async function readRevocations(context: Context): Promise<PublishedRevocations> {
  return asPortal(context, (scope) => publishIfDue(scope, context));
}

export async function publishIfDue(scope: VendorScope, context: Context): Promise<PublishedRevocations> {
  const newest = await newestRevocations(scope);
  const days = context.portal.config.revocationListDays;
  const isFresh = newest !== undefined && !isRenewedAt(context.now, newest.nextBy, days);
  if (isFresh && !(await hasMarks(scope))) return newest;
  return publishRevocations(scope, context);
}

export interface PublicKeys {
  readonly sequence: number;
  readonly keys: readonly SigningKey[];
  /** The list of keys, signed by the current one. */
  readonly list: string;
  /** The same, once by each key that is trusted. */
  readonly lists: readonly string[];
}

/** What programs may trust, for everybody. */
export async function readPublicKeys(context: Context): Promise<PublicKeys> {
  return asPortal(context, async (scope) => {
    const all = await listSigningKeys(scope);
    const lists = await listNewestKeyLists(scope);
    const current = all.find(({ state }) => state === "current")?.id;
    return {
      sequence: lists[0]?.sequence ?? 0,
      keys: all.filter(({ state }) => state !== "compromised"),
      list: lists.find(({ keyId }) => keyId === current)?.text ?? "",
      lists: lists.map(({ text }) => text),
    };
  });
}
