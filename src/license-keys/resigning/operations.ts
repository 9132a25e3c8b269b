/**
 * After a compromise: each host gets a new file by the key that signs now. Which are due is seen from the files
 * themselves, so a run that was cut short, or a file that was signed in the last moment, is found by the next one.
 */
import { asPortal, type SiteScope, siteScopeOf } from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { notifyKeyAdministrators } from "../../key-members/index.ts";
import { followSigning } from "../../license-files/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { writeHostFile } from "../files/documents.ts";
import { longNumber } from "../files/rules.ts";
import { findHostDue, type HostDue, listHostsDue } from "./store.ts";

const AT_ONCE = 100;

/** Answers how many files were signed anew. */
export async function resignFiles(context: Context): Promise<number> {
  await followSigning(context.portal);
  let signed = 0;
  for (let due: HostDue[] = [], isMore = true; isMore; isMore = due.length === AT_ONCE) {
    const after = due.at(-1);
    due = await asPortal(context, (scope) => listHostsDue(scope, { after, most: AT_ONCE }));
    for (const host of due) signed += (await resign(context, host)) ? 1 : 0;
  }
  return signed;
}

async function resign(context: Context, host: HostDue): Promise<boolean> {
  return asPortal(context, async (scope) => {
    const due = await findHostDue(scope, host);
    if (due === undefined) return false;
    const { siteId, hostId } = host;
    const site = siteScopeOf(scope, siteId);
    const { fileId, sequence } = await writeHostFile(site, context, hostId);
    await tell(site, context, due.keyId);
    const facts = { hostId, host: due.name, fileId, sequence };
    await emit(scope.query, context, { name: "license-file.resigned", siteId, facts });
    return true;
  });
}

/** Once a site and compromised key, with the first of its hosts. */
async function tell(scope: SiteScope, context: Context, keyId: string): Promise<void> {
  const site = await findSiteFacts(scope);
  if (site === undefined) return;
  const { siteId } = scope;
  const facts = { siteId, siteNumber: longNumber(site.number), siteName: site.name };
  const dedupeKey = `license-file.resigned ${siteId} ${keyId}`;
  await notifyKeyAdministrators(scope, context, { template: "license-file.resigned", facts, dedupeKey });
}
