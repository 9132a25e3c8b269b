/** The SQL of license files: each as it was given, numbered by its host. */
import { type RawBuilder, sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { FileKey } from "../../license-files/index.ts";
import type { HostFacts } from "../key.data.ts";

/** Of a key in force: what `HELD_KEYS` needs of it. */
export const HELD = sql`id, product_code, product_name, scheme, version, covered_through, quantity, lock, kind, expires_at,
                  issued_at`;

/** Of rows `key` of `HELD`, and `own` of their products' schemes: all of a file, in its order. */
export const HELD_KEYS = sql`coalesce(jsonb_agg(jsonb_build_object(
                        'id', key.id, 'product', key.product_code, 'productName', key.product_name, 'scheme', key.scheme,
                        'version', key.version, 'coveredThrough', key.covered_through, 'quantity', key.quantity,
                        'lock', key.lock, 'kind', key.kind, 'expiresAt', key.expires_at,
                        'isLasting', coalesce(own.is_lasting, false), 'fileDays', own.file_days)
                        order by key.product_name, key.issued_at, key.id), '[]')`;

export interface NextFile extends HostFacts {
  readonly sequence: number;
  /** All keys in force on the host. */
  readonly keys: readonly HeldKey[];
  /** Seven digits. */
  readonly siteNumber: string;
}

/** Draws the host's next number and says what goes in. The caller holds the host: nobody changes its keys meanwhile. */
export async function drawFile(
  { query, siteId }: SiteScope,
  { hostId, now }: { hostId: string; now: Date },
): Promise<NextFile | undefined> {
  const { rows } = await sql<NextFile>`
    update hosts
       set file_sequence = file_sequence + 1
     where site_id = ${siteId}
       and id = ${hostId}
    returning kind, value, name, file_sequence as sequence, (select number from sites where id = ${siteId}) as site_number,
              (select ${HELD_KEYS}
                 from license_keys key
                 left join key_schemes own on own.product_code = key.product_code
                where key.site_id = ${siteId}
                  and key.host_id = ${hostId}
                  and key.state = 'issued'
                  and (key.expires_at is null or key.expires_at > ${now})) as keys`.execute(query);
  return rows[0];
}

export interface HeldKey extends Omit<FileKey, "startsAt"> {
  readonly isLasting: boolean;
  readonly fileDays: number | null;
}

/** All keys in force on a host, and how long a file holds each. */
export async function listHeldKeys(
  { query, siteId }: SiteScope,
  { hostId, now }: { hostId: string; now: Date },
): Promise<HeldKey[]> {
  const { rows } = await sql<HeldKey>`
    select key.id, key.product_code as product, key.product_name, key.scheme, key.version, key.covered_through,
           key.quantity, key.lock, key.kind, key.expires_at, coalesce(own.is_lasting, false) as is_lasting, own.file_days
      from license_keys key
      left join key_schemes own on own.product_code = key.product_code
     where key.site_id = ${siteId}
       and key.host_id = ${hostId}
       and key.state = 'issued'
       and (key.expires_at is null or key.expires_at > ${now})
     order by key.product_name, key.issued_at, key.id`.execute(query);
  return rows;
}

export interface WrittenFile {
  readonly id: string;
  readonly hostId: string;
  readonly sequence: number;
  /** Of the signing key. */
  readonly keyId: string;
  readonly text: string;
  readonly issuedAt: Date;
}

export interface Noted {
  readonly keyId: string;
  /** Null: the file lasts. */
  readonly until: string | null;
}

/** The file, and until when each of these keys is about by it: what a revocation must outlast. */
export async function insertFile(scope: SiteScope, file: WrittenFile, ends: readonly Noted[]): Promise<void> {
  const noted = sql`
    with noted as (
      update license_keys key
         set file_until = greatest(key.file_until, coalesce(held.until, 'infinity'))
        from unnest(${ends.map(({ keyId }) => keyId)}::text[], ${ends.map(({ until }) => until)}::timestamptz[])
             as held (id, until)
       where key.site_id = ${scope.siteId}
         and key.id = held.id
         and (key.file_until is null or key.file_until < coalesce(held.until, 'infinity')))`;
  await sql`${ends.length === 0 ? sql`` : noted} ${fileRow(scope, file)}`.execute(scope.query);
}

/** The file alone, for a statement that writes more: of a host that is held nobody waits for it. */
export function fileRow({ siteId }: SiteScope, file: WrittenFile): RawBuilder<unknown> {
  return sql`
    insert into license_files (id, site_id, host_id, sequence, key_id, text, issued_at)
    values (${file.id}, ${siteId}, ${file.hostId}, ${file.sequence}, ${file.keyId}, ${file.text}, ${file.issuedAt})`;
}

export interface KeptFile extends Omit<WrittenFile, "issuedAt"> {
  readonly issuedAt: string;
  readonly hostName: string;
}

export async function findNewestFile(
  { query, siteId }: SiteScope,
  hostId: string,
): Promise<KeptFile | undefined> {
  const { rows } = await sql<KeptFile>`
    select file.id, file.host_id, file.sequence, file.key_id, file.text, file.issued_at, host.name as host_name
      from license_files file
      join hosts host on host.site_id = file.site_id and host.id = file.host_id
     where file.site_id = ${siteId}
       and file.host_id = ${hostId}
     order by file.sequence desc
     limit 1`.execute(query);
  return rows[0];
}
