/** The SQL that finds orders by a piece of their numbers. */
import { sql } from "kysely";
import type { SiteScope } from "../access/index.ts";

/** The ids of the site's orders of whose number the text is a piece, in either case; null when they are more than `most`. */
export async function listNumberedOrders(
  { query, siteId }: SiteScope,
  piece: string,
  most: number,
): Promise<string[] | null> {
  const { rows } = await sql<{ id: string }>`
    select id
      from orders
     where site_id = ${siteId}
       and strpos(lower(number), (select carnet_folded(${piece}))) > 0
     limit ${most + 1}`.execute(query);
  return rows.length > most ? null : rows.map(({ id }) => id);
}
