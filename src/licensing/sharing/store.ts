/** The SQL of the sharing report. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Place } from "../../platform/http/place.ts";
import { USUAL_NETWORKS } from "./rules.ts";
import type { Reason, SharedKey } from "./sharing.data.ts";

export interface SharingFilter {
  readonly q?: string | undefined;
  readonly reason?: Reason | undefined;
}

interface SharingPage extends SharingFilter {
  readonly since: Date;
  readonly after: Place | null;
  readonly limit: number;
}

const MANY = sql`networks > greatest(${USUAL_NETWORKS}, 2 * quantity)`;
const CONDITIONS: Readonly<Record<Reason, ReturnType<typeof sql>>> = {
  possible_copy: sql`copies > 0`,
  more_machines: sql`(lock = 'node-locked' and machines > quantity)`,
  many_networks: sql`(${MANY})`,
  refused: sql`refused > 0`,
};

const sharedKeys = ({ q = "", reason, since }: Omit<SharingPage, "after" | "limit">) => sql`
    with seen as (
      select site_id, license_key_id,
             count(*) filter (where kind = 'machine')::int as machines,
             count(*) filter (where kind = 'network')::int as networks,
             coalesce(sum(times) filter (where kind = 'refusal' and mark in ('activation_limit', 'not_activated', 'wrong_host')), 0)::int
               as refused,
             coalesce(sum(times) filter (where kind = 'refusal' and mark in ('wrong_machine', 'stale_sequence', 'lease_contested')), 0)::int
               as copies,
             max(last_at) as last_at
        from license_sightings
       where last_at >= ${since}
       group by site_id, license_key_id),
    named as (
      select seen.site_id, site.number as site_number, site.name as site_name, key.id as key_id, key.product_name,
             key.order_number, key.lock, key.quantity, seen.machines, seen.networks, seen.refused, seen.copies, seen.last_at,
             (least(seen.copies, 9999)::bigint * 100000000
              + least(case when key.lock = 'node-locked' then greatest(0, seen.machines - key.quantity) else 0 end, 9999) * 10000
              + least(seen.networks, 999) * 10 + least(seen.refused, 9)) as weight
        from seen
        join license_keys key on key.site_id = seen.site_id and key.id = seen.license_key_id and key.state = 'issued'
        join sites site on site.id = seen.site_id),
    listed as (
      select site_id, site_number, site_name, key_id, product_name, order_number, lock, quantity, machines, networks, refused,
             copies, last_at, weight
        from named
       where ${reason === undefined ? sql`(${sql.join(Object.values(CONDITIONS), sql` or `)})` : CONDITIONS[reason]}
             ${q === "" ? sql`` : sql`and position(lower(${q}) in lower(site_number || ' 00' || site_number || ' ' || site_name || ' ' || product_name)) > 0`})`;

/** One more than `limit` when there are so many; the most telling first. */
export async function listSharedKeys({ query }: VendorScope, page: SharingPage): Promise<SharedKey[]> {
  const { after, limit } = page;
  const place = after === null ? sql`` : sql`where (weight, key_id) < (${after.value}::bigint, ${after.id})`;
  const { rows } = await sql<SharedKey>`
    ${sharedKeys(page)}
    select site_id, site_number, site_name, key_id, product_name, order_number, lock, quantity, machines, networks, refused,
           copies, last_at, weight
      from listed ${place}
     order by weight desc, key_id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}

export async function countSharedKeys(
  { query }: VendorScope,
  page: Omit<SharingPage, "after" | "limit">,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    ${sharedKeys(page)}
    select count(*)::int as found from (select from listed limit ${most}) counted`.execute(query);
  return rows[0]?.found ?? 0;
}
