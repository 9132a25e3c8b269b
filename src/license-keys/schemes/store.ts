/** The SQL of what the vendor sets for a product's keys. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { SchemeChange } from "./rules.ts";

export async function upsertScheme(
  { query }: VendorScope,
  productCode: string,
  { at, by, ...change }: SchemeChange & { readonly at: Date; readonly by: string },
): Promise<void> {
  const {
    isLasting,
    fileDays,
    isOnline,
    hasFiles,
    locks,
    hostKinds,
    leaseSeconds,
    borrowDays,
    emergencyPerYear,
  } = change;
  await sql`
    insert into key_schemes (product_code, is_lasting, file_days, is_online, has_files, locks, host_kinds, lease_seconds,
                             borrow_days, emergency_per_year, changed_at, changed_by)
    values (${productCode}, ${isLasting}, ${fileDays}, ${isOnline}, ${hasFiles}, ${[...locks]}::text[],
            ${[...hostKinds]}::text[], ${leaseSeconds}, ${borrowDays}, ${emergencyPerYear}, ${at}, ${by})
        on conflict (product_code) do update
       set is_lasting = excluded.is_lasting, file_days = excluded.file_days, is_online = excluded.is_online,
           has_files = excluded.has_files, locks = excluded.locks, host_kinds = excluded.host_kinds,
           lease_seconds = excluded.lease_seconds, borrow_days = excluded.borrow_days,
           emergency_per_year = excluded.emergency_per_year, changed_at = excluded.changed_at,
           changed_by = excluded.changed_by`.execute(query);
}

/** Whoever changes the same product's at the same time waits. */
export async function lockProduct({ query }: VendorScope, productCode: string): Promise<void> {
  await sql`select from products where code = ${productCode} for no key update`.execute(query);
}

export interface InUse {
  readonly sites: number;
  readonly fileKeys: number;
  readonly onlineKeys: number;
  /** The last instant of a file that is out; null: none is. Infinity is told as `isLastingOut`. */
  readonly filesUntil: string | null;
  readonly isLastingOut: boolean;
}

/** What of a product is out: a change reaches it with its next file only. */
export async function findInUse({ query }: VendorScope, productCode: string): Promise<InUse> {
  const { rows } = await sql<InUse>`
    select count(distinct key.site_id)::int as sites,
           count(*) filter (where key.delivery = 'file')::int as file_keys,
           count(*) filter (where key.delivery = 'online')::int as online_keys,
           max(nullif(key.file_until, 'infinity')) as files_until,
           coalesce(bool_or(key.file_until = 'infinity'), false) as is_lasting_out
      from key_pools pool
      join license_keys key on key.site_id = pool.site_id and key.line_id = pool.line_id
     where pool.product_code = ${productCode}
       and key.product_code = ${productCode}
       and key.state = 'issued'`.execute(query);
  const [found] = rows;
  return found ?? { sites: 0, fileKeys: 0, onlineKeys: 0, filesUntil: null, isLastingOut: false };
}
