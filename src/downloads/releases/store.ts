/** The SQL of release files on the vendor's side. The feed's own store adds them; their state changes here alone. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { ReleaseFileFacts } from "./rules.ts";

export interface PendingFile extends ReleaseFileFacts {
  readonly id: string;
  /** Where the feed says it lies; null: it will be uploaded. */
  readonly url: string | null;
}

const PENDING = sql`
  select file.id, file.name, file.size_bytes, file.sha256, file.url,
         released.product_code, released.version, released.platform, released.language
    from release_files file
    join releases released on released.id = file.release_id`;

/** Files that are awaited, by id, after the one that was seen last. */
export async function listAwaitedFiles(
  { query }: VendorScope,
  { after, limit }: { after: string; limit: number },
): Promise<PendingFile[]> {
  const { rows } = await sql<PendingFile>`
    ${PENDING}
     where file.state = 'awaited'
       and file.id > ${after}
     order by file.id
     limit ${limit}`.execute(query);
  return rows;
}

/** Files of this content that cannot be had yet, whatever went wrong with them before; not those that were withdrawn. */
export async function listFilesOfContent({ query }: VendorScope, sha256: string): Promise<PendingFile[]> {
  const { rows } = await sql<PendingFile>`
    ${PENDING}
     where file.sha256 = ${sha256}
       and file.state <> 'available'
       and file.reason is distinct from 'withdrawn'
     order by file.id
     limit 1000`.execute(query);
  return rows;
}

/** How large the feed says this content is; undefined when no file of the feed has it, or two disagree. */
export async function findAnnouncedSize({ query }: VendorScope, sha256: string): Promise<number | undefined> {
  const { rows } = await sql<{ sizeBytes: number }>`
    select min(size_bytes) as size_bytes
      from release_files
     where sha256 = ${sha256}
    having count(distinct size_bytes) = 1`.execute(query);
  return rows[0]?.sizeBytes;
}

/** False when the feed has changed the file meanwhile, or another process was first. */
export async function updateFileToAvailable(
  { query }: VendorScope,
  { id, sha256, keyId, signature }: { id: string; sha256: string; keyId: string; signature: Buffer },
): Promise<boolean> {
  const { rows } = await sql`
    update release_files
       set state = 'available', reason = null, key_id = ${keyId}, signature = ${signature}
     where id = ${id}
       and sha256 = ${sha256}
       and state <> 'available'
       and reason is distinct from 'withdrawn'
    returning id`.execute(query);
  return rows.length > 0;
}

export async function updateFileToRejected(
  { query }: VendorScope,
  { id, sha256, reason }: { id: string; sha256: string; reason: string },
): Promise<boolean> {
  const { rows } = await sql`
    update release_files
       set state = 'rejected', reason = ${reason}
     where id = ${id}
       and sha256 = ${sha256}
       and state = 'awaited'
    returning id`.execute(query);
  return rows.length > 0;
}
