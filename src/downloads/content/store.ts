/** The SQL of downloads: who takes which file, by which link, and how far it went. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";
import type { LinkFacts, Span, TakenFile } from "./rules.ts";

export interface Link extends LinkFacts {
  readonly downloadId: string;
  readonly siteId: string;
  readonly personId: string;
  readonly fileId: string;
  readonly fileName: string;
  /** The content that it was made for. */
  readonly sha256: string;
}

export async function findLink({ query }: VendorScope, tokenHash: Buffer): Promise<Link | undefined> {
  const { rows } = await sql<Link>`
    select download.id as download_id, download.site_id, download.person_id, download.file_id,
           download.link_made_at, download.started_at, download.sha256, file.name as file_name
      from downloads download
      join release_files file on file.id = download.file_id
     where download.token_hash = ${tokenHash}`.execute(query);
  return rows[0];
}

interface NewDownload {
  readonly id: string;
  readonly personId: string;
  readonly file: TakenFile;
  readonly now: Date;
}

export async function insertLink(
  { query, siteId }: SiteScope,
  { id, personId, file, now, tokenHash }: NewDownload & { tokenHash: Buffer },
): Promise<void> {
  await sql`
    insert into downloads (id, site_id, person_id, file_id, sha256, size_bytes, token_hash, link_made_at)
    values (${id}, ${siteId}, ${personId}, ${file.id}, ${file.sha256}, ${file.sizeBytes}, ${tokenHash}, ${now})`.execute(
    query,
  );
}

/** The one that a signed-in person has open for this file, or a new one: ranges of one taking belong together. */
export async function openWithoutLink(
  { query, siteId }: SiteScope,
  { id, personId, file, now }: NewDownload,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into downloads as open (id, site_id, person_id, file_id, sha256, size_bytes, link_made_at)
    values (${id}, ${siteId}, ${personId}, ${file.id}, ${file.sha256}, ${file.sizeBytes}, ${now})
        on conflict (site_id, person_id, file_id, sha256) where token_hash is null and completed_at is null
        do update set link_made_at = open.link_made_at
    returning open.id`.execute(query);
  return rows[0]?.id;
}

/**
 * Whether a signed-in person began with another content of this file and has had nothing of the present one: what such a
 * person asks to go on with is gone.
 */
export async function hasOnlyOtherContent(
  { query, siteId }: SiteScope,
  { personId, file }: { personId: string; file: TakenFile },
): Promise<boolean> {
  const { rows } = await sql<{ isOther: boolean }>`
    select coalesce(bool_and(sha256 <> ${file.sha256}), false) as is_other
      from downloads
     where site_id = ${siteId}
       and person_id = ${personId}
       and file_id = ${file.id}
       and token_hash is null`.execute(query);
  return rows[0]?.isOther ?? false;
}

/** Notes what was asked for. True for the first time that a byte of it was. */
export async function updateStarted(
  { query, siteId }: SiteScope,
  { downloadId, span, now }: { downloadId: string; span: Span; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ isFirst: boolean }>`
    with before as (select id, started_at from downloads where site_id = ${siteId} and id = ${downloadId} for update)
    update downloads
       set started_at = coalesce(downloads.started_at, ${now}),
           under_way = downloads.under_way || ${span}::int8range
      from before
     where downloads.site_id = ${siteId}
       and downloads.id = before.id
    returning before.started_at is null as is_first`.execute(query);
  return rows[0]?.isFirst ?? false;
}

export interface Sent {
  readonly downloadId: string;
  readonly asked: Span;
  readonly sent: Span;
  readonly bytes: number;
  readonly sizeBytes: number;
  /** Whether this process is sending nothing else of it. */
  readonly isLast: boolean;
  readonly now: Date;
}

/**
 * Notes what went out. True when that completed the file: nothing else of it is being sent here, and each byte went out
 * or was asked for in an answer whose end nobody saw, because the process was killed; whoever came back afterwards asked
 * for the rest of those.
 */
export async function updateSent({ query, siteId }: SiteScope, report: Sent): Promise<boolean> {
  const { downloadId, asked, sent, bytes, sizeBytes, isLast, now } = report;
  const { rows } = await sql<{ isCompleted: boolean }>`
    with before as (
      select id, completed_at, delivered + ${`{${sent}}`}::int8multirange as delivered,
             case when place is null then under_way else under_way[:place - 1] || under_way[place + 1:] end as under_way
        from downloads,
     lateral array_position(under_way, ${asked}::int8range) as place -- one of them: a killed process may have left the same
       where site_id = ${siteId}
         and id = ${downloadId}
         for update)
    update downloads
       set bytes_sent = downloads.bytes_sent + ${bytes}, delivered = before.delivered, under_way = before.under_way,
           completed_at = case when before.completed_at is null and ${isLast && asked === sent}
                                and before.delivered + coalesce((select range_agg(span) from unnest(before.under_way) span), '{}')
                                    @> int8range(0, ${sizeBytes})
                               then ${now} else before.completed_at end
      from before
     where downloads.site_id = ${siteId}
       and downloads.id = before.id
    returning before.completed_at is null and downloads.completed_at is not null as is_completed`.execute(
    query,
  );
  return rows[0]?.isCompleted ?? false;
}

export interface PastDownload {
  readonly id: string;
  readonly personId: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly productCode: string;
  readonly version: string;
  readonly platform: string;
  readonly language: string;
  readonly startedAt: Instant;
  readonly completedAt: Instant | null;
  readonly bytesSent: number;
}

/** Downloads that began, the newest first; one more than `limit`, when there are so many. */
export async function listDownloads(
  { query, siteId }: SiteScope,
  { after, limit }: { after: Place | null; limit: number },
): Promise<PastDownload[]> {
  const place =
    after === null
      ? sql``
      : sql`and (download.started_at, download.id) < (${after.value}::timestamptz, ${after.id})`;
  const { rows } = await sql<PastDownload>`
    select download.id, download.person_id, download.file_id, file.name as file_name, download.size_bytes, download.sha256,
           released.product_code, released.version, released.platform, released.language,
           download.started_at, download.completed_at, download.bytes_sent
      from downloads download
      join release_files file on file.id = download.file_id
      join releases released on released.id = file.release_id
     where download.site_id = ${siteId}
       and download.started_at is not null ${place}
     order by download.started_at desc, download.id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}
