/** The SQL of one lease: renewed, contested, given back, forgotten. Who gives back has locked the key's seats first. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Lease, LeaseState } from "./lease.data.ts";

export const millis = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;

export const LEASE = sql`lease.id, lease.machine, lease.nonce, lease.attempt, lease.sequence, lease.kind, lease.lasts_seconds,
           lease.state, ${millis("lease.issued_at")} as issued_at, ${millis("lease.expires_at")} as expires_at`;

/** The lease of this key, whatever has become of either. Locked. */
export async function lockLease(
  { query, siteId }: SiteScope,
  { keyId, leaseId }: { keyId: string; leaseId: string },
): Promise<Lease | undefined> {
  const { rows } = await sql<Lease>`
    select ${LEASE}
      from leases lease
     where lease.site_id = ${siteId}
       and lease.id = ${leaseId}
       and lease.license_key_id = ${keyId}
       for no key update`.execute(query);
  return rows[0];
}

export async function updateRenewed(
  { query, siteId }: SiteScope,
  {
    id,
    sequence,
    attempt,
    issuedAt,
    expiresAt,
  }: Pick<Lease, "id" | "sequence" | "attempt"> & { issuedAt: Date; expiresAt: Date },
): Promise<void> {
  await sql`
    update leases
       set sequence = sequence + 1, attempt = ${attempt}, issued_at = ${issuedAt}, expires_at = ${expiresAt}
     where site_id = ${siteId}
       and id = ${id}
       and state = 'live'
       and sequence = ${sequence}`.execute(query);
}

/** Two have renewed it: neither may, until one checks out anew. Its seat stays taken: one of them may be right. */
export async function updateContested({ query, siteId }: SiteScope, leaseId: string): Promise<void> {
  await sql`
    update leases set state = 'contested'
     where site_id = ${siteId} and id = ${leaseId} and state = 'live'`.execute(query);
}

/** Whether nobody was told of it within the last hour. */
export async function updateWarned(
  { query, siteId }: SiteScope,
  { leaseId, now }: { leaseId: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update leases set warned_at = ${now}
     where site_id = ${siteId} and id = ${leaseId}
       and (warned_at is null or warned_at < ${now}::timestamptz - interval '1 hour')`.execute(query);
  return numAffectedRows === 1n;
}

/** Gives the seat back, once. The seats are locked. */
export async function updateOver(
  { query, siteId }: SiteScope,
  { keyId, leaseId }: { keyId: string; leaseId: string },
  {
    state,
    now,
    because = null,
  }: { state: Exclude<LeaseState, "live" | "contested">; now: Date; because?: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ over: number }>`
    with over as (
      update leases
         set state = ${state}, ended_at = ${now}, ended_because = ${because}
       where site_id = ${siteId}
         and id = ${leaseId}
         and license_key_id = ${keyId}
         and state in ('live', 'contested')
      returning id),
    freed as (
      update seats
         set used = used - (select count(*) from over)::int
       where site_id = ${siteId}
         and license_key_id = ${keyId}
         and exists (select from over)
      returning used)
    select count(*)::int as over from over`.execute(query);
  return rows[0]?.over === 1;
}

/** Keys with leases that ran out and that nobody has asked for since. */
export async function listRunOut(
  { query }: VendorScope,
  now: Date,
  most: number,
): Promise<{ siteId: string; keyId: string }[]> {
  const { rows } = await sql<{ siteId: string; keyId: string }>`
    select distinct site_id, license_key_id as key_id
      from (select site_id, license_key_id
              from leases
             where state in ('live', 'contested')
               and expires_at <= ${now}
             order by expires_at
             limit ${most}) late`.execute(query);
  return rows;
}

/** Leases and activations that ended before; what is left of them is in the histories. */
export async function deleteOver({ query }: VendorScope, before: Date): Promise<void> {
  await sql`delete from leases where ended_at < ${before}`.execute(query);
  await sql`delete from activations where ended_at < ${before}`.execute(query);
}
