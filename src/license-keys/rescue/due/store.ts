/** The SQL of what is due on emergency keys at all sites: what has expired, and what is to be asked about. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../../access/index.ts";

export interface Due {
  readonly siteId: string;
  readonly rescueId: string;
}

/** Takings with an emergency key whose time is over but which nobody has ended. */
export async function listExpired({ query }: VendorScope, now: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select distinct pair.site_id, pair.rescue_id
      from rescue_keys pair
      join license_keys key on key.site_id = pair.site_id and key.id = pair.key_id
     where pair.is_open
       and key.state = 'issued'
       and key.expires_at <= ${now}
     order by pair.site_id, pair.rescue_id`.execute(query);
  return rows;
}

export async function listToAsk({ query }: VendorScope, before: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select site_id, id as rescue_id
      from rescues
     where state = 'open'
       and asked_at is null
       and taken_at <= ${before}
     order by site_id, id`.execute(query);
  return rows;
}

/** False when it was asked already, or settled meanwhile. */
export async function updateAsked(
  { query, siteId }: SiteScope,
  rescueId: string,
  at: Date,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update rescues
       set asked_at = ${at}
     where site_id = ${siteId}
       and id = ${rescueId}
       and state = 'open'
       and asked_at is null`.execute(query);
  return numAffectedRows === 1n;
}

export interface OpenRescue {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly rescueId: string;
  readonly takenAt: string;
  readonly expiresAt: string;
  readonly askedAt: string | null;
  readonly reason: string;
  readonly deadHost: string;
  readonly host: string;
  readonly products: readonly string[];
}

/** Of all sites, what nobody has said how it went on; the oldest first. For licence support. */
export async function listOpenEverywhere({ query }: VendorScope, most: number): Promise<OpenRescue[]> {
  const { rows } = await sql<OpenRescue>`
    select rescue.site_id, site.number as site_number, site.name as site_name, rescue.id as rescue_id, rescue.taken_at,
           rescue.expires_at, rescue.asked_at, rescue.reason, dead.name as dead_host, host.name as host,
           array(select distinct key.product_name
                   from rescue_keys pair
                   join license_keys key on key.site_id = pair.site_id and key.id = pair.key_id
                  where pair.site_id = rescue.site_id and pair.rescue_id = rescue.id
                  order by key.product_name) as products
      from rescues rescue
      join sites site on site.id = rescue.site_id
      join hosts host on host.site_id = rescue.site_id and host.id = rescue.host_id
      join hosts dead on dead.site_id = rescue.site_id and dead.id = rescue.dead_host_id
     where rescue.state = 'open'
     order by rescue.taken_at, rescue.id
     limit ${most}`.execute(query);
  return rows;
}
