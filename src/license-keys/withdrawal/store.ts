/** The SQL of keys whose order line the vendor has taken back. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";

/** A line has at least one of something: a pool of nothing has outlived its line. */
const GONE = sql`
      from key_pools pool
     where pool.quantity = 0
       and exists (select from license_keys key
                    where key.site_id = pool.site_id and key.line_id = pool.line_id and key.state = 'issued')`;

export async function hasGoneLines({ query }: VendorScope): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select exists (select ${GONE}) as is`.execute(query);
  return rows[0]?.is === true;
}

/** The sites that hold keys of lines that are gone. */
export async function listSitesOfGoneLines({ query }: VendorScope): Promise<string[]> {
  const { rows } = await sql<{
    siteId: string;
  }>`select distinct pool.site_id ${GONE} order by pool.site_id`.execute(query);
  return rows.map(({ siteId }) => siteId);
}

export async function listGoneKeys({ query, siteId }: SiteScope): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select key.id
      from key_pools pool
      join license_keys key on key.site_id = pool.site_id and key.line_id = pool.line_id
     where pool.site_id = ${siteId}
       and pool.quantity = 0
       and key.state = 'issued'
     order by key.id`.execute(query);
  return rows.map(({ id }) => id);
}
