/**
 * Keys of order lines that the vendor has taken back: withdrawn, revoked on the signed list, and gone from their hosts'
 * next files. After the feed and not within it, site by site: so it waits for nobody who returns keys meanwhile.
 */
import { asPortal, type SiteScope, siteScopeOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emitAll } from "../../platform/events.ts";
import { endKeys, tellOfEnded } from "../ending.documents.ts";
import { writeHostFile } from "../files/documents.ts";
import { factsOf } from "../issue/operations.ts";
import type { LicenseKey } from "../key.data.ts";
import { listGoneKeys, listSitesOfGoneLines } from "./store.ts";

/** Answers how many keys were withdrawn. Safe to run twice. */
export async function withdrawKeys(context: Context): Promise<number> {
  let withdrawn = 0;
  for (const siteId of await asPortal(context, listSitesOfGoneLines)) {
    withdrawn += await asPortal(context, (scope) => withdrawAt(siteScopeOf(scope, siteId), context));
  }
  return withdrawn;
}

async function withdrawAt(scope: SiteScope, context: Context): Promise<number> {
  const { siteId } = scope;
  const keys = await endKeys(scope, context, await listGoneKeys(scope), "withdrawn", "line");
  const hosts = new Set(keys.flatMap(({ hostId }) => hostId ?? []));
  for (const hostId of [...hosts].sort()) await writeHostFile(scope, context, hostId);
  await tellOfEnded(scope, context, { keys, why: { state: "withdrawn" } });
  await emitAll(
    scope.query,
    context,
    keys.map((key) => ({ name: "license-key.withdrawn", siteId, facts: factsOf(key, hostOf(key)) })),
  );
  return keys.length;
}

function hostOf({ hostId, hostName }: LicenseKey) {
  return hostId === null ? null : { id: hostId, name: hostName ?? "" };
}
