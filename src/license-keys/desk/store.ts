/** The SQL of licence support's desk: sites with keys, found by what a caller says. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Place } from "../../platform/http/place.ts";

export interface KeySite {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly program: string;
  readonly country: string;
  readonly customerName: string;
  /** In force. */
  readonly keys: number;
  /** Out beyond what its lines have. */
  readonly excess: number;
  /** Emergencies of which nobody has said how they went on. */
  readonly openRescues: number;
}

export interface KeySitesAsked {
  readonly q: string;
  readonly numbers: readonly string[];
  readonly after: Place | null;
  readonly limit: number;
}

/** By a site or customer number, a name, or an order's number; without a question the sites that have keys. */
export async function listKeySites({ query }: VendorScope, asked: KeySitesAsked): Promise<KeySite[]> {
  const { after, limit } = asked;
  const place = after === null ? sql`` : sql`and site.number > ${after.id}`;
  const { rows } = await sql<KeySite>`
    select site.id as site_id, site.number, site.name, site.program, site.country, customer.name as customer_name,
           (select count(*)::int from license_keys key where key.site_id = site.id and key.state = 'issued') as keys,
           (select coalesce(sum(pool.excess), 0)::int from key_pools pool where pool.site_id = site.id) as excess,
           (select count(*)::int from rescues rescue where rescue.site_id = site.id and rescue.state = 'open') as open_rescues
      from sites site
      join customers customer on customer.id = site.customer_id
     where ${matching(asked)} ${place}
     order by site.number
     limit ${limit + 1}`.execute(query);
  return rows;
}

/** What a person types is looked for as it is: `%` and `_` stand for themselves. */
function matching({ q, numbers }: KeySitesAsked) {
  if (q === "") return sql`exists (select from key_pools pool where pool.site_id = site.id)`;
  const pattern = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`(site.number = any(${[...numbers]}::text[]) or customer.number = any(${[...numbers]}::text[])
              or site.name ilike ${pattern} or customer.name ilike ${pattern}
              or exists (select from orders placed where placed.site_id = site.id and placed.number = ${q.toUpperCase()}))`;
}
