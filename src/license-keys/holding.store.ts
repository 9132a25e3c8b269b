/** What stands in the way of lines that are to leave a site: the pools are held, so that nobody gets keys meanwhile. */
import { sql } from "kysely";
import type { SiteScope } from "../access/index.ts";

/** To the end of the transaction. The lines themselves are locked by the caller before. */
export async function lockPools({ query, siteId }: SiteScope, lineIds: readonly string[]): Promise<void> {
  await sql`
    select line_id
      from key_pools
     where site_id = ${siteId}
       and line_id = any(${[...new Set(lineIds)]}::text[])
     order by line_id
       for update`.execute(query);
}

export interface HeldKeys {
  readonly lineId: string;
  readonly keyId: string;
  readonly productName: string;
  readonly quantity: number;
  readonly delivery: "file" | "online";
  readonly kind: "permanent" | "emergency";
  /** Null: an online key. */
  readonly hostName: string | null;
}

/** Every key of these lines that is in force, emergency keys and online ones too. */
export async function listHeldOf(
  { query, siteId }: SiteScope,
  lineIds: readonly string[],
): Promise<HeldKeys[]> {
  const { rows } = await sql<HeldKeys>`
    select key.line_id, key.id as key_id, key.product_name, key.quantity, key.delivery, key.kind, host.name as host_name
      from license_keys key
      left join hosts host on host.site_id = key.site_id and host.id = key.host_id
     where key.site_id = ${siteId}
       and key.line_id = any(${[...lineIds]}::text[])
       and key.state = 'issued'
     order by key.product_name, host.name, key.id`.execute(query);
  return rows;
}
