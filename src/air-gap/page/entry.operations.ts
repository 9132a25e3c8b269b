/** In which Key Centers somebody is: where a request may be answered. */
import { asPortal, listKeySites, personOf } from "../../access/index.ts";
import { listSiteFacts } from "../../agreements/index.ts";
import type { Context } from "../../platform/context.ts";

export interface EntrySite {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
}

export async function readEntry(context: Context): Promise<EntrySite[]> {
  const personId = personOf(context);
  return asPortal(context, async (scope) => {
    const sites = await listSiteFacts(scope, await listKeySites(scope, personId));
    return sites.map(({ siteId, number, name }) => ({ siteId, number, name }));
  });
}
