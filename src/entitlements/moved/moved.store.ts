/** Lines that leave the site: the triggers of what hangs on a line (periods, offers, carts, pools) follow. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";

export async function deleteLines({ query, siteId }: SiteScope, lineIds: readonly string[]): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from entitlement_lines
     where site_id = ${siteId}
       and id = any(${[...lineIds]}::text[])`.execute(query);
  return Number(numAffectedRows);
}
