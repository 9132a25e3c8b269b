/** Things for every page to show: each in the state in which somebody meets it. */
import { CAST } from "../cast.ts";
import type { TestPortal } from "../portal.ts";

/** The address of each page that names a thing, by its route. */
export type Places = Record<string, string>;

export async function furnish(_portal: TestPortal): Promise<Places> {
  return {
    "/sites/:siteId/members/:personId": `/sites/${CAST.aoba}/members/${CAST.mio}`,
  };
}
