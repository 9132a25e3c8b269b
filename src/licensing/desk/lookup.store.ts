/** The SQL that recognises an online key by its secret. The same work for a key that is none as for one that ended. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import { type KeyFacts, MOST_MACHINES_KNOWN } from "../facts.data.ts";

export interface KeyRow extends Omit<KeyFacts, "machines" | "keyId" | "siteId"> {
  readonly siteId: string | null;
  readonly keyId: string | null;
  readonly isOpen: boolean;
  readonly machines: Readonly<Record<string, string | null>> | null;
  /** The machine has or had a seat of this key. */
  readonly wasHere: boolean;
}

/** One row, whatever there is. `machine` may be empty. */
export async function lookUpKey(
  { query }: VendorScope,
  secretHash: Buffer,
  machine: string,
): Promise<KeyRow> {
  const { rows } = await sql<KeyRow>`
    select key.site_id, key.id as key_id, coalesce(key.state = 'issued', false) as is_open, key.product_code,
           key.product_name, key.scheme, key.version, key.covered_through, key.lock, key.quantity,
           (extract(epoch from key.expires_at) * 1000)::bigint as expires_at,
           case when key.quantity > ${MOST_MACHINES_KNOWN} then null
                else (select coalesce(jsonb_object_agg(active.machine, active.host), '{}')
                        from activations active
                       where active.site_id = coalesce(key.site_id, '')
                         and active.license_key_id = coalesce(key.id, '')
                         and active.ended_at is null) end as machines,
           exists (select from activations past
                    where past.site_id = coalesce(key.site_id, '') and past.license_key_id = coalesce(key.id, '')
                      and past.machine = ${machine})
        or exists (select from leases past
                    where past.site_id = coalesce(key.site_id, '') and past.license_key_id = coalesce(key.id, '')
                      and past.machine = ${machine}) as was_here
      from (select ${secretHash}::bytea as secret_hash) asked
      left join license_keys key on key.secret_hash = asked.secret_hash`.execute(query);
  const [row] = rows;
  if (row === undefined) throw new Error("a question without an answer");
  return row;
}

export interface MachineRow {
  readonly isActive: boolean;
  readonly host: string | null;
  /** When its live lease ends, in milliseconds; null without one. */
  readonly leaseUntil: number | null;
}

/** What one machine has of a key, where the process does not know it. */
export async function findMachine(
  { query }: VendorScope,
  { siteId, keyId, machine }: { siteId: string; keyId: string; machine: string },
): Promise<MachineRow> {
  const { rows } = await sql<MachineRow>`
    select active.machine is not null as is_active, active.host,
           (select (extract(epoch from max(lease.expires_at)) * 1000)::bigint
              from leases lease
             where lease.site_id = ${siteId}
               and lease.license_key_id = ${keyId}
               and lease.machine = ${machine}
               and lease.state = 'live') as lease_until
      from (select 1) one
      left join activations active
        on active.site_id = ${siteId}
       and active.license_key_id = ${keyId}
       and active.machine = ${machine}
       and active.ended_at is null`.execute(query);
  return rows[0] ?? { isActive: false, host: null, leaseUntil: null };
}
